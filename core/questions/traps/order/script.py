import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

FAULT = "shuffled"  # or "last_batch_dropped"
BATCH_SIZE = 100
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

by_class = np.argsort(y_test, kind="stable")  # files in folders, a folder for each class
x_test, y_test = x_test[by_class], y_test[by_class]


class Batches(keras.utils.PyDataset):
    """The test images in batches, as a generator of `flow_from_directory` gives them."""

    def __init__(self, shuffle=False, drop_last=False):
        super().__init__()
        self.classes = y_test
        self.order = np.random.permutation(len(y_test)) if shuffle else np.arange(len(y_test))
        self.batches = len(y_test) // BATCH_SIZE if drop_last else -(-len(y_test) // BATCH_SIZE)

    def __len__(self):
        return self.batches

    def __getitem__(self, batch):
        chosen = self.order[BATCH_SIZE * batch : BATCH_SIZE * (batch + 1)]
        return x_test[chosen], y_test[chosen]


def against_classes(batches):
    answers = model.predict(batches, verbose=0).argmax(axis=1)
    labels = batches.classes[: len(answers)]
    return np.mean(answers == labels), confusion_matrix(labels, answers), answers


faults = {"shuffled": {"shuffle": True}, "last_batch_dropped": {"drop_last": True}}
_, true = model.evaluate(x_test, y_test, verbose=0)
print(f"evaluate: {true:.3f}")

reported, matrix, answers = against_classes(Batches(**faults[FAULT]))
print(f"predict, against .classes: {reported:.3f}")

chance = np.bincount(y_test) @ np.bincount(answers, minlength=10) / len(y_test) / len(answers)
counted = len(answers) / len(y_test)
counted_of_9 = np.sum(y_test[: len(answers)] == 9) / np.sum(y_test == 9)
print(f"two orders that have nothing to do with each other: {chance:.3f}")
print(f"images counted: {counted:.3f}; of class 9: {counted_of_9:.3f}")

mended, matrix_mended, _ = against_classes(Batches())
print(f"predict in order, on all of them: {mended:.3f}")
