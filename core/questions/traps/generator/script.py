import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SEED = 0
BATCH = 60  # nine batches of 540 examples
LOSS = "sparse_categorical_crossentropy"

keras.utils.set_random_seed(SEED)
images, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, labels[:, np.newaxis], test_size=0.3, random_state=SEED
)


def batches():
    for start in range(0, len(x_test), BATCH):
        yield x_test[start : start + BATCH], y_test[start : start + BATCH]


model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", LOSS, metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, verbose=0)
_, today = model.evaluate(batches(), steps=len(x_test) // BATCH, verbose=0)
print(f"accuracy, in today's Keras: {today:.3f}")

# What TensorFlow 2.2 to 2.15 took for accuracy of a column of labels from a generator.
model.compile("adam", LOSS, metrics=["categorical_accuracy"])
_, reported = model.evaluate(batches(), steps=len(x_test) // BATCH, verbose=0)
print(f"as TensorFlow 2.15 counts it: {reported:.3f}")

model.compile("adam", LOSS, metrics=["sparse_categorical_accuracy"])
_, mended = model.evaluate(batches(), steps=len(x_test) // BATCH, verbose=0)
true = np.mean(model.predict(x_test, verbose=0).argmax(axis=1) == y_test[:, 0])
print(f"sparse_categorical_accuracy: {mended:.3f}")
print(f"by hand, the largest output: {true:.3f}")
