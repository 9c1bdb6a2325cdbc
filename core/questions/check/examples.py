"""Code to open the page on: scripts of our own, and the bad example of each rule."""

from core.check import RULES

FAMOUS, OWN = "famous", "own"

_FAMOUS = """\
from keras.datasets import mnist
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(-1, 784) / 255
y_train = to_categorical(y_train, 10)

model = Sequential()
model.add(Dense(100, activation='relu', input_shape=(784,)))
model.add(Dense(10, activation='softmax'))
model.compile(loss='binary_crossentropy',
              optimizer='adam',
              metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""

_TWO_MODELS = """\
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

words = np.random.rand(500, 1000)
y = to_categorical(np.random.randint(5, size=500), 5)

binary = Sequential()
binary.add(Dense(5, activation='softmax', input_shape=(1000,)))
binary.compile('adam', 'binary_crossentropy', metrics=['acc'])
binary.fit(words, y)

categorical = Sequential()
categorical.add(Dense(5, activation='softmax', input_shape=(1000,)))
categorical.compile('adam', 'categorical_crossentropy', metrics=['acc'])
categorical.fit(words, y)
"""

_SIGMOIDS = """\
from tensorflow import keras

model = keras.Sequential([
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(6, activation="sigmoid"),
])
model.compile(
    loss="binary_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)
"""

_BY_RULE = {rule.id: rule.bad for rule in RULES}
BY_ID = {
    FAMOUS: _FAMOUS,
    "two_models": _TWO_MODELS,
    "several_labels": _SIGMOIDS,
    "logits": _BY_RULE["metric_thresholds_logits"],
    "correct": _FAMOUS.replace("binary_crossentropy", "categorical_crossentropy"),
}
ALL = (*BY_ID, OWN, *_BY_RULE)


def code(example: str) -> str:
    """The code of an example, by its id or by that of a rule; none of one's own."""
    return (BY_ID | _BY_RULE).get(example, "")
