import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

FAULT = "softmax_on_one_unit"  # or "labels_1_and_5", "inputs_up_to_255"
SEED = 0

keras.utils.set_random_seed(SEED)
images, digits = load_digits(return_X_y=True)
chosen = (digits == 1) | (digits == 5)
x_train, x_test, y_train, y_test = train_test_split(
    images[chosen] / 16, digits[chosen], test_size=0.5, random_state=SEED
)


def trained(activation="sigmoid", brightest=1, relabelled=True):
    train, test = (y_train == 5, y_test == 5) if relabelled else (y_train, y_test)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1, activation=activation),
        ]
    )
    model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["accuracy"])
    model.fit(x_train * brightest, train.astype("float32"), epochs=10, verbose=0)
    loss, accuracy = model.evaluate(x_test * brightest, test.astype("float32"), verbose=0)
    answers = model.predict(x_test * brightest, verbose=0)[:, 0] > 0.5
    return loss, accuracy, answers, test


faults = {
    "softmax_on_one_unit": {"activation": "softmax"},
    "labels_1_and_5": {"relabelled": False},
    "inputs_up_to_255": {"brightest": 255},
}
loss, reported, answers, labels = trained(**faults[FAULT])
always = np.mean(answers) > 0.5
alike = np.mean(answers == always)
true = np.mean(labels == always)
print(f"accuracy: {reported:.3f}, loss: {loss:.3f}")
print(f"answers that are all alike: {alike:.3f}")
print(f"labels that are that answer: {true:.3f}")

_, mended, _, _ = trained()
print(f"accuracy, mended: {mended:.3f}")
