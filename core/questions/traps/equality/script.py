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
model.compile(
    "adam",
    "categorical_crossentropy",
    metrics=[keras.metrics.Accuracy(), keras.metrics.CategoricalAccuracy()],
)
model.fit(x_train, keras.utils.to_categorical(y_train), epochs=15, verbose=0)

_, reported, mended = model.evaluate(x_test, keras.utils.to_categorical(y_test), verbose=0)
predictions = model.predict(x_test, verbose=0)
true = np.mean(predictions.argmax(axis=1) == y_test)
shares = np.histogram(predictions, bins=20, range=(0, 1))[0] / predictions.size
exact = np.mean((predictions == 0) | (predictions == 1))
print(f"Accuracy(): {reported:.3f}")
print(f"outputs of exactly 0 or 1: {exact:.3f}")
print(f"by hand, the largest output: {true:.3f}")
print(f"CategoricalAccuracy(): {mended:.3f}")
