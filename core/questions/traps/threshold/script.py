import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

EPOCHS = 1
SEED = 0

keras.utils.set_random_seed(SEED)
images, digits = load_digits(return_X_y=True)
odd = digits % 2
x_train, x_test, y_train, y_test = train_test_split(images / 16, odd, test_size=0.3, random_state=SEED)

model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),  # a logit: no activation
    ]
)
model.compile(
    "adam",
    keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=["accuracy", keras.metrics.BinaryAccuracy("mended", threshold=0)],
)
model.fit(x_train, y_train, epochs=EPOCHS, verbose=0)

_, reported, mended = model.evaluate(x_test, y_test, verbose=0)
logits = model.predict(x_test, verbose=0)[:, 0]
true = np.mean((logits > 0) == (y_test == 1))
print(f"accuracy: {reported:.3f}")
print(f"by hand, logits above 0: {true:.3f}")
print(f"BinaryAccuracy(threshold=0): {mended:.3f}")

thresholds = np.linspace(-3, 3, 121).round(2)
accuracies = np.array([np.mean((logits > each) == (y_test == 1)) for each in thresholds])
print(f"best of {len(thresholds)} thresholds: {thresholds[accuracies.argmax()]}")
