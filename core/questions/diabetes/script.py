"""The question's experiment as a script that runs on today's Keras, with `model.fit`."""

from core.experiment import Experiment
from core.experiment.comparison import Comparison
from core.experiment.nets import input_shape
from core.questions.diabetes import orders

_SCRIPT = """\
# One sigmoid output against two softmax outputs, {runs} runs each.
# pip install keras=={today} tensorflow scikit-learn
import keras
import numpy as np
{tensorflow}from sklearn.datasets import fetch_openml
{split}
{data}
x_train, x_test, y_train, y_test = {parts}{scaled}
{losses}

def accuracy(seed, units, activation, loss, targets):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input(shape=({columns},)),
        keras.layers.Dense(12, activation="relu"),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(units, activation=activation),
    ])
    model.compile(loss=loss, optimizer="adam")
    # Unshuffled, so that every run gives the same numbers.
    model.fit(x_train, targets, epochs={epochs}, batch_size={batch_size}, shuffle=False, verbose=0)
    outputs = model.predict(x_test, verbose=0)
    answers = outputs[:, 0] > 0.5 if units == 1 else outputs.argmax(axis=1)
    return np.mean(answers == y_test)


columns, one_hot = y_train[:, None], keras.utils.to_categorical(y_train, 2)
for name, *net in (
    ("one sigmoid", 1, "sigmoid", {binary}, columns),
    ("two softmax", 2, "softmax", {categorical}, one_hot),
):
    accuracies = [accuracy(seed, *net) for seed in range({runs})]
    print(f"{{name}}: mean {{np.mean(accuracies):.4f}}", np.round(accuracies, 4))
"""

_PIMA = """
table = fetch_openml("diabetes", version=1, as_frame=False)
x = table.data.astype("float32")
y = (table.target == "tested_positive").astype("int64")"""
_SPLIT = """train_test_split(
    x, y, test_size=0.25, stratify=y, random_state=0
)"""
_SCALED = """
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train, x_test = (x_train - mean) / std, (x_test - mean) / std"""
_LOSSES = """

# Today's Keras takes the logits behind an activation; Keras {then} took the outputs.
# tf.identity is a copy without logits.
def binary_on_outputs(y_true, y_pred):
    return keras.losses.binary_crossentropy(y_true, tf.identity(y_pred))


def categorical_on_outputs(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, tf.identity(y_pred))
"""


def script(order: Comparison) -> str:
    """A Python script that trains both nets once with each seed, and prints what they are right about.

    It needs Keras 3 on TensorFlow, scikit-learn, and for the Pima data the network.
    """
    experiment: Experiment = order.shared
    on_outputs = experiment.loss_rule == "probabilities"
    return _SCRIPT.format(
        runs=len(order.seeds),
        today=orders.NOW,
        tensorflow="import tensorflow as tf\n" if on_outputs else "",
        split="from sklearn.model_selection import train_test_split\n" if experiment.holdout else "",
        data=_PIMA.strip("\n"),
        parts=_SPLIT if experiment.holdout else "x, x, y, y",
        scaled=_SCALED if experiment.scaled else "",
        losses=_LOSSES.format(then=experiment.keras) if on_outputs else "",
        columns=input_shape(experiment)[0],
        epochs=experiment.epochs,
        batch_size=experiment.batch_size,
        binary="binary_on_outputs" if on_outputs else '"binary_crossentropy"',
        categorical="categorical_on_outputs" if on_outputs else '"categorical_crossentropy"',
    )
