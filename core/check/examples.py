"""A bad and a good example of each rule: whole scripts, which tests train as they stand."""

_FRAME = """\
import keras
import numpy as np

random = np.random.default_rng(0)
x = random.normal(size=(400, 4))
{labels}

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense({layer}),
])
model.compile(loss={loss}, optimizer="adam", metrics=[{metrics}])
model.fit(x, y, epochs=3, verbose=0)
"""

_LABELS = {
    "one_hot": "y = keras.utils.to_categorical(x[:, :3].argmax(axis=1), 3)",
    "integer": "y = random.integers(3, size=400)",
    "binary": "y = (x[:, 0] > 0).astype(int)",
    "several": "y = random.integers(0, 2, size=(400, 3))",
    "amounts": "y = random.normal(size=400)",
}
_SOFTMAX, _SIGMOIDS, _SIGMOID = (
    '3, activation="softmax"',
    '3, activation="sigmoid"',
    '1, activation="sigmoid"',
)
_CCE, _SCCE, _BCE = (
    '"categorical_crossentropy"',
    '"sparse_categorical_crossentropy"',
    '"binary_crossentropy"',
)
_BCE_LOGITS = "keras.losses.BinaryCrossentropy(from_logits=True)"
_CCE_LOGITS = "keras.losses.CategoricalCrossentropy(from_logits=True)"


def _script(labels: str, layer: str, loss: str, metrics: str = '"accuracy"') -> str:
    return _FRAME.format(labels=_LABELS[labels], layer=layer, loss=loss, metrics=metrics)


_EXCLUSIVE = _script("one_hot", _SOFTMAX, _CCE)
_INTEGER = _script("integer", _SOFTMAX, _SCCE)
_BINARY = _script("binary", _SIGMOID, _BCE)
_SEVERAL = _script("several", _SIGMOIDS, _BCE, '"binary_accuracy"')
_LOGIT = _script("binary", "1", _BCE_LOGITS, "keras.metrics.BinaryAccuracy(threshold=0)")

_HISTORY = """\
history = model.fit(x, y, validation_split=0.5, epochs=2, verbose=0)
print(history.history["val_{name}"])
"""
_GENERATOR = """\
import tensorflow as tf

images = tf.keras.preprocessing.image.ImageDataGenerator()
test = images.flow_from_directory("test", target_size=(8, 8), class_mode="categorical"{shuffle})
model = tf.keras.Sequential([
    tf.keras.Input(shape=(8, 8, 3)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(2, activation="softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(test, epochs=20, verbose=0)
found = model.predict(test, verbose=0).argmax(axis=1)
by_hand = (found == test.classes).mean()
"""

# Of each rule, the example that shows the problem, and the one that is mended.
EXAMPLES: dict[str, tuple[str, str]] = {
    "metric_counts_cells": (_script("one_hot", _SOFTMAX, _CCE, '"binary_accuracy"'), _EXCLUSIVE),
    "metric_counts_largest": (_script("several", _SIGMOIDS, _BCE), _SEVERAL),
    "metric_misfits_labels": (_script("integer", _SOFTMAX, _SCCE, '"categorical_accuracy"'), _INTEGER),
    "metric_exact_equality": (_script("binary", _SIGMOID, _BCE, "keras.metrics.Accuracy()"), _BINARY),
    "metric_thresholds_logits": (_script("binary", "1", _BCE_LOGITS), _LOGIT),
    "metric_on_regression": (
        _script("amounts", "1", '"mean_squared_error"'),
        _script("amounts", "1", '"mean_squared_error"', '"mean_absolute_error"'),
    ),
    "loss_misfits_labels": (_script("integer", _SOFTMAX, _CCE), _INTEGER),
    "loss_misfits_units": (_script("binary", _SIGMOID, _CCE), _BINARY),
    "loss_on_exclusive_classes": (_script("one_hot", _SOFTMAX, _BCE), _EXCLUSIVE),
    "activation_misfits_loss": (_script("one_hot", _SIGMOIDS, _CCE), _EXCLUSIVE),
    "softmax_on_one_unit": (_script("binary", '1, activation="softmax"', _BCE), _BINARY),
    "softmax_on_multi_label": (_script("several", _SOFTMAX, _BCE, '"binary_accuracy"'), _SEVERAL),
    "no_output_activation": (
        _script("one_hot", "3", _CCE),
        _script("one_hot", "3", _CCE_LOGITS),
    ),
    "wrong_output_activation": (_script("binary", '1, activation="tanh"', _BCE), _BINARY),
    "logits_activated_twice": (_script("one_hot", _SOFTMAX, _CCE_LOGITS), _EXCLUSIVE),
    "units_misfit_classes": (
        _script("integer", '2, activation="softmax"', _SCCE),
        _INTEGER,
    ),
    "squared_error_for_classes": (_script("one_hot", _SOFTMAX, '"mean_squared_error"'), _EXCLUSIVE),
    "predictions_shuffled": (
        _GENERATOR.format(shuffle=""),
        _GENERATOR.format(shuffle=", shuffle=False"),
    ),
    "history_lacks_key": (
        _script("binary", _SIGMOID, _BCE, '"acc"') + _HISTORY.format(name="accuracy"),
        _script("binary", _SIGMOID, _BCE, '"acc"') + _HISTORY.format(name="acc"),
    ),
}
