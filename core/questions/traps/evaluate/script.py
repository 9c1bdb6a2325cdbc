import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

DROPOUT = 0.5  # the share of the hidden units that is left out in training
BATCH_NORMALIZATION = False
EPOCHS = 3
SEED = 0

keras.utils.set_random_seed(SEED)
images, labels = load_digits(return_X_y=True)
x_train, _, y_train, _ = train_test_split(images / 16, labels, test_size=0.3, random_state=SEED)

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, activation="relu")])
if BATCH_NORMALIZATION:
    model.add(keras.layers.BatchNormalization())
model.add(keras.layers.Dropout(DROPOUT))
model.add(keras.layers.Dense(10, activation="softmax"))
optimizer = keras.optimizers.Adam(0.01)
model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])

progress_bar, at_the_end = [], []


class Watch(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs):
        progress_bar.append(logs["accuracy"])

    def on_epoch_end(self, epoch, logs):
        _, accuracy = self.model.evaluate(x_train, y_train, verbose=0)
        at_the_end.append(accuracy)


history = model.fit(x_train, y_train, epochs=EPOCHS, batch_size=128, callbacks=[Watch()], verbose=0)

reported = history.history["accuracy"][-1]
_, true = model.evaluate(x_train, y_train, verbose=0)
mended = at_the_end[-1]
print(f"fit's accuracy, last epoch: {reported:.3f}")
print(f"evaluate on the same images: {true:.3f}")
print(f"the callback at the epoch's end: {mended:.3f}")

bar = progress_bar[-1]
batches = np.array(progress_bar)
epoch_ends = np.array(at_the_end)
print(f"the progress bar, at its end: {bar:.3f}")
