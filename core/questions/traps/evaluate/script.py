import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

DROPOUT = 0.5  # the share of the hidden units that is left out in training
EPOCHS = 3
SEED = 0

keras.utils.set_random_seed(SEED)
images, labels = load_digits(return_X_y=True)
x_train, _, y_train, _ = train_test_split(images / 16, labels, test_size=0.3, random_state=SEED)

model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dropout(DROPOUT),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])


class AtTheEnd(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs):
        _, self.accuracy = self.model.evaluate(x_train, y_train, verbose=0)


at_the_end = AtTheEnd()
history = model.fit(x_train, y_train, epochs=EPOCHS, callbacks=[at_the_end], verbose=0)

reported = history.history["accuracy"][-1]
_, true = model.evaluate(x_train, y_train, verbose=0)
mended = at_the_end.accuracy
print(f"fit's accuracy, last epoch: {reported:.3f}")
print(f"evaluate on the same images: {true:.3f}")
print(f"the callback at the epoch's end: {mended:.3f}")
