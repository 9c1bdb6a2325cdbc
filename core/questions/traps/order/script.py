import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SEED = 0

keras.utils.set_random_seed(SEED)
images, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, labels, test_size=0.3, random_state=SEED
)

model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15, verbose=0)


class Batches(keras.utils.PyDataset):
    """The test images in batches, as a generator of `flow_from_directory` gives them."""

    def __init__(self, shuffle):
        super().__init__()
        self.classes = y_test
        self.order = np.random.permutation(len(y_test)) if shuffle else np.arange(len(y_test))

    def __len__(self):
        return -(-len(self.order) // 32)

    def __getitem__(self, batch):
        chosen = self.order[32 * batch : 32 * (batch + 1)]
        return x_test[chosen], y_test[chosen]


batches = Batches(shuffle=True)
_, true = model.evaluate(batches, verbose=0)
print(f"evaluate: {true:.3f}")

predictions = model.predict(batches, verbose=0)
reported = np.mean(predictions.argmax(axis=1) == batches.classes)
print(f"predict, against .classes: {reported:.3f}")

chance = np.bincount(batches.classes) @ np.bincount(predictions.argmax(axis=1), minlength=10)
chance = chance / len(y_test) ** 2
print(f"two orders that have nothing to do with each other: {chance:.3f}")

in_order = Batches(shuffle=False)
predictions = model.predict(in_order, verbose=0)
mended = np.mean(predictions.argmax(axis=1) == in_order.classes)
print(f"predict without shuffling: {mended:.3f}")
