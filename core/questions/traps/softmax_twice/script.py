import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

EPOCHS = 10
SEED = 0

images, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, labels, test_size=0.3, random_state=SEED
)


def trained(loss):
    """The same net from the same start, its softmax under this loss."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss, metrics=["accuracy", "sparse_categorical_crossentropy"])
    fit = model.fit(x_train, y_train, epochs=EPOCHS, verbose=0, validation_data=(x_test, y_test))
    return model, {name: np.array(values) for name, values in fit.history.items()}


crossentropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def softmax_twice(targets, predictions):
    # A copy is not known to come from a softmax: this is what JAX and PyTorch compute.
    return crossentropy(targets, keras.ops.copy(predictions))


model, history = trained(softmax_twice)
losses, accuracies = history["val_loss"], history["val_accuracy"]
true_losses = history["val_sparse_categorical_crossentropy"]
loss, accuracy = losses[-1], accuracies[-1]
print(f"softmax twice: val_loss {loss:.3f}, val_accuracy {accuracy:.3f}")

predictions = model.predict(x_test, verbose=0)
of_the_right = predictions[np.arange(len(y_test)), y_test]
true_loss = -np.mean(np.log(of_the_right))
print(f"by hand, from these predictions: loss {true_loss:.3f}")
second = np.exp(predictions) / np.exp(predictions).sum(axis=1, keepdims=True)
by_hand = -np.mean(np.log(second[np.arange(len(y_test)), y_test]))
print(f"by hand, with a second softmax: loss {by_hand:.3f}")

_, history = trained(crossentropy)
loss_on_tensorflow = history["val_loss"][-1]
print(f"from_logits=True as TensorFlow takes it: val_loss {loss_on_tensorflow:.3f}")

_, history = trained(keras.losses.SparseCategoricalCrossentropy())
loss_mended, accuracies_mended = history["val_loss"][-1], history["val_accuracy"]
accuracy_mended = accuracies_mended[-1]
first, first_mended = accuracies[0], accuracies_mended[0]
print(f"without from_logits: val_loss {loss_mended:.3f}, val_accuracy {accuracy_mended:.3f}")
print(f"val_accuracy after one epoch: {first:.3f}, without from_logits {first_mended:.3f}")

# The probability that a loss stands for: the right class's, as a geometric mean.
reported, true, mended = np.exp(-loss), np.exp(-true_loss), np.exp(-loss_mended)
print(f"probability of the right class: {reported:.3f} by the loss, {true:.3f} by hand")
