import keras
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

SEED = 0

keras.utils.set_random_seed(SEED)
columns, progress = load_diabetes(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    10 * columns, progress / 100, test_size=0.3, random_state=SEED
)

model = keras.Sequential(
    [
        keras.Input((10,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ]
)
model.compile("adam", "mean_squared_error", metrics=["accuracy", keras.metrics.R2Score()])
model.fit(x_train, y_train, epochs=100, verbose=0)

_, reported, mended = model.evaluate(x_test, y_test[:, None], verbose=0)
amounts, predictions = y_test, model.predict(x_test, verbose=0)[:, 0]
true = r2_score(y_test, predictions)
off_by = np.mean(np.abs(predictions - y_test)) / y_test.std()
print(f"accuracy: {reported:.3f}")
print(f"R² by hand: {true:.3f}; off by {off_by:.2f} standard deviations on average")
print(f"R2Score(): {mended:.3f}")
