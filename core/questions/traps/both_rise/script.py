import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

EPOCHS = 30
SEED = 0

keras.utils.set_random_seed(SEED)
images, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, labels, train_size=200, random_state=SEED
)

model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
optimizer = keras.optimizers.Adam(0.05)
model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
validation = {"validation_data": (x_test, y_test), "validation_batch_size": 2000}
fit = model.fit(x_train, y_train, epochs=EPOCHS, batch_size=100, verbose=0, **validation)

losses, accuracies = np.array(fit.history["val_loss"]), np.array(fit.history["val_accuracy"])
best = losses.argmin()
epoch, loss_then, accuracy_then = best + 1, losses[best], accuracies[best]
loss_now, accuracy_now = losses[-1], accuracies[-1]
print(f"epoch {epoch}: val_loss {loss_then:.3f}, val_accuracy {accuracy_then:.3f}")
print(f"epoch {EPOCHS}: val_loss {loss_now:.3f}, val_accuracy {accuracy_now:.3f}")

predictions = model.predict(x_test, batch_size=2000, verbose=0)
sure, right = predictions.max(axis=1), predictions.argmax(axis=1) == y_test
reported, true, sure_of_wrong = sure.mean(), right.mean(), sure[~right].mean()
print(f"sure of its answers: {reported:.3f}; right: {true:.3f}")
print(f"sure of those that are wrong: {sure_of_wrong:.3f}")

bins = np.minimum((10 * sure).astype(int), 9)
answers_in_bin = np.bincount(bins, minlength=10)
right_in_bin = np.bincount(bins, right, minlength=10) / np.maximum(1, answers_in_bin)


def cooled(temperature):
    """What the softmax would say of its logits, divided by the temperature."""
    powers = np.maximum(predictions, 1e-30) ** (1 / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


def loss(temperature):
    return -np.mean(np.log(cooled(temperature)[np.arange(len(y_test)), y_test]))


temperature = min(np.linspace(1, 6, 101), key=loss)
mended, loss_mended = cooled(temperature).max(axis=1).mean(), loss(temperature)
print(f"at a temperature of {temperature:.2f}: sure {mended:.3f}, val_loss {loss_mended:.3f}")
