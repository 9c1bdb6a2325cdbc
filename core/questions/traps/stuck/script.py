import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

FAULT = "softmax_on_one_unit"  # or "labels_1_and_5", "inputs_up_to_255", "dead_units"
SEED = 0

keras.utils.set_random_seed(SEED)
images, digits = load_digits(return_X_y=True)
chosen = (digits == 1) | (digits == 5)
x_train, x_test, y_train, y_test = train_test_split(
    images[chosen] / 16, digits[chosen], test_size=0.5, random_state=SEED
)


def trained(activation="sigmoid", brightest=1, relabelled=True, learning_rate=0.1):
    train, test = (y_train == 5, y_test == 5) if relabelled else (y_train, y_test)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1, activation=activation),
        ]
    )
    model.compile(keras.optimizers.SGD(learning_rate), "binary_crossentropy", metrics=["accuracy"])
    fit = model.fit(x_train * brightest, train.astype("float32"), epochs=10, verbose=0)
    loss, accuracy = model.evaluate(x_test * brightest, test.astype("float32"), verbose=0)
    answers = model.predict(x_test * brightest, verbose=0)[:, 0] > 0.5
    hidden = np.asarray(model.layers[0](x_test * brightest))
    return loss, accuracy, answers, test, hidden, fit.history


faults = {
    "softmax_on_one_unit": {"activation": "softmax"},
    "labels_1_and_5": {"relabelled": False},
    "inputs_up_to_255": {"brightest": 255},
    "dead_units": {"learning_rate": 30.0},
}
loss, reported, answers, labels, hidden, history = trained(**faults[FAULT])
always = np.mean(answers) > 0.5
alike = np.mean(answers == always)
true = np.mean(labels == always)
dead = np.mean(hidden.max(axis=0) == 0)
print(f"accuracy: {reported:.3f}, loss: {loss:.4g}")
print(f"answers that are all alike: {alike:.3f}")
print(f"labels that are that answer: {true:.3f}")

accuracies = np.array(history["accuracy"])
losses = np.array(history["loss"])
print("loss, epoch by epoch:", *(f"{each:.3g}" for each in losses))
print(f"hidden units that are 0 for every image: {dead:.3f}")

_, mended, *_ = trained()
print(f"accuracy, mended: {mended:.3f}")
