import tempfile
from pathlib import Path

import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SEED = 0
LOSS = "sparse_categorical_crossentropy"

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
model.compile("adam", LOSS, metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, verbose=0)
loss_before, before = model.evaluate(x_test, y_test, verbose=0)
print(f"before saving: accuracy {before:.3f}, loss {loss_before:.3f}")

with tempfile.TemporaryDirectory() as folder:
    model.save(Path(folder, "model.keras"))
    loaded = keras.models.load_model(Path(folder, "model.keras"))
loss_after, after = loaded.evaluate(x_test, y_test, verbose=0)
print(f"after loading: accuracy {after:.3f}, loss {loss_after:.3f}")

# What TensorFlow 2.3 took for accuracy after loading; it made a column of the labels.
loaded.compile("adam", LOSS, metrics=["categorical_accuracy"])
_, reported = loaded.evaluate(x_test, y_test[:, np.newaxis], verbose=0)
print(f"as TensorFlow 2.3 counts it after loading: {reported:.3f}")

loaded.compile("adam", LOSS, metrics=["sparse_categorical_accuracy"])
_, mended = loaded.evaluate(x_test, y_test, verbose=0)
true = np.mean(loaded.predict(x_test, verbose=0).argmax(axis=1) == y_test)
print(f"sparse_categorical_accuracy: {mended:.3f}")
print(f"by hand, the largest output: {true:.3f}")
