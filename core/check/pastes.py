"""Code as it is pasted: what the page on it opens with."""

FAMOUS = """\
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

TWO_MODELS = """\
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

SIGMOIDS = """\
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

_MODEL = """\
# {about}
model.add(Dense(
    {units}, activation="{activation}"))
model.compile(
    loss="{loss}",
    optimizer="adam",
    metrics=["accuracy"])
"""

# Three to be told apart, for old Keras: the second reports something else than the other two.
THREE = {
    "A": _MODEL.format(about="cat or dog", units=1, activation="sigmoid", loss="binary_crossentropy"),
    "B": _MODEL.format(
        about="one of five topics", units=5, activation="softmax", loss="binary_crossentropy"
    ),
    "C": _MODEL.format(
        about="one of ten digits", units=10, activation="softmax", loss="categorical_crossentropy"
    ),
}
