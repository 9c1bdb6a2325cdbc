import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

SEED = 0

keras.utils.set_random_seed(SEED)
images, digits = load_digits(return_X_y=True)
eight = (digits == 8).astype("float32")
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, eight, test_size=0.5, random_state=SEED
)
# Both classes count alike: an 8 weighs as much more as it is rarer.
share = y_train.mean()
weights = np.where(y_test == 1, 0.5 / share, 0.5 / (1 - share))

model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(
    "adam",
    "binary_crossentropy",
    metrics=["accuracy"],
    weighted_metrics=[keras.metrics.BinaryAccuracy("weighted")],
)
model.fit(x_train, y_train, epochs=20, verbose=0)

_, reported, mended = model.evaluate(x_test, y_test, sample_weight=weights, verbose=0)
answers = model.predict(x_test, verbose=0)[:, 0] > 0.5
right = answers == (y_test == 1)
matrix = confusion_matrix(y_test == 1, answers)
unweighted = np.mean(right)
true = np.average(right, weights=weights)
print(f"metrics, with sample_weight: {reported:.3f}")
print(f"by hand, without the weights: {unweighted:.3f}")
print(f"by hand, with the weights: {true:.3f}")
print(f"weighted_metrics: {mended:.3f}")
