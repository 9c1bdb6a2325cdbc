import keras
import numpy as np
from keras import ops
from sklearn.datasets import load_digits
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

BATCH_SIZE = 8
SEED = 0

keras.utils.set_random_seed(SEED)
images, digits = load_digits(return_X_y=True)
eight = (digits == 8).astype("float32")[:, None]
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, eight, test_size=0.5, random_state=SEED
)


def f1(targets, outputs):
    """As Keras 1 had it, and as it is passed on since: of one batch."""
    answers = ops.round(outputs)
    hits = ops.sum(targets * answers)
    precision = hits / (ops.sum(answers) + 1e-7)
    recall = hits / (ops.sum(targets) + 1e-7)
    return 2 * precision * recall / (precision + recall + 1e-7)


model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
of_all = keras.metrics.F1Score(average="micro", threshold=0.5)
model.compile("adam", "binary_crossentropy", metrics=[f1, of_all])
model.fit(x_train, y_train, epochs=20, verbose=0)

_, reported, mended = model.evaluate(x_test, y_test, batch_size=BATCH_SIZE, verbose=0)
outputs = model.predict(x_test, verbose=0)
true = f1_score(y_test[:, 0], outputs[:, 0] > 0.5)
print(f"f1, the mean of the batches: {reported:.3f}")
print(f"f1_score of scikit-learn, of all: {true:.3f}")
print(f"F1Score of Keras, of all: {mended:.3f}")

starts = range(0, len(x_test), BATCH_SIZE)
batches = [slice(start, start + BATCH_SIZE) for start in starts]
f1_of_batches = np.array([f1(y_test[each], outputs[each]) for each in batches])
without = np.mean([y_test[each].sum() == 0 for each in batches])
mean = f1_of_batches.mean()
print(f"batches without an 8: {without:.3f}; mean F1 of {len(batches)} batches: {mean:.3f}")
