"""The lesson's code, for a notebook: what each step shows, in today's Keras."""

CELLS = """\
import numpy as np

model.compile(
    loss="binary_crossentropy",
    optimizer="adam",
    metrics=["binary_accuracy", "categorical_accuracy"],
)
predictions = model.predict(x_test, verbose=0)
print("p      ", predictions[0].round(2))
print("target ", y_test[0])
print("right? ", (predictions[0] > 0.5) == (y_test[0] > 0.5))
"""

UNTRAINED = """\
loss, cells, answers = model.evaluate(x_test, y_test, verbose=0)
print(f"cells right (binary_accuracy)        {cells:.4f}")
print(f"answers right (categorical_accuracy) {answers:.4f}")
"""

SURE = """\
reported, classes, images = 0.998, 10, 1000
wrong_cells = round((1 - reported) * classes * images)
print("if every answer is sure:", images - wrong_cells // 2, "right")
print("possible:", images - wrong_cells, "to", images, "right")
"""

MEND = """\
model.fit(x_train, y_train, epochs=5, shuffle=False, verbose=0)
loss, cells, answers = model.evaluate(x_test, y_test, verbose=0)
print(f"cells right   {cells:.4f}")
print(f"answers right {answers:.4f}")
"""

WHO = """\
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"accuracy {accuracy:.4f}: the shapes pick categorical_accuracy")
"""

LOSS = """\
p = model.predict(x_test, verbose=0).astype("float64").clip(1e-7, 1 - 1e-7)
by_hand = -(y_test * np.log(p) + (1 - y_test) * np.log(1 - p)).mean()
print(f"printed by Keras {loss:.4f}")
print(f"by hand          {by_hand:.4f}")
"""

SPREAD = """\
from sklearn.datasets import load_breast_cancer

table, truth = load_breast_cancer(return_X_y=True)
for seed in range(3):
    keras.utils.set_random_seed(seed)
    small = keras.Sequential([
        keras.Input(shape=(table.shape[1],)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    small.compile(loss="binary_crossentropy", optimizer="adam", metrics=["binary_accuracy"])
    small.fit(table, truth, epochs=3, verbose=0)
    print("seed", seed, f"{small.evaluate(table, truth, verbose=0)[-1]:.4f}")
"""

BY_STEP = {
    "cells": CELLS,
    "untrained": UNTRAINED,
    "sure": SURE,
    "mend": MEND,
    "who": WHO,
    "loss": LOSS,
    "spread": SPREAD,
}
