"""What one installed Keras does with every setup: run by that Keras's own Python, 2.7 to 3.13.

Usage: python probe.py VERSION OUT.jsonl [FORM]   (VERSION as in core.keras_versions: "2.2.4",
"tf-2.2.3"; KERAS_BACKEND as Keras reads it; with FORM only setups whose loss is written so)

Imports nothing of this project, so that it runs unchanged in a bare environment. The model hands
its input through an identity Dense layer to an Activation, so its outputs are known. Row kinds, by
"row": "environment" (versions), "predictions" (outputs by units and activation), "labels_seen" (the
shape in which a metric sees (N,) targets), "setup" (what one compile and evaluate said, and warned).
"""
# Python 2.7 reads this file too
# ruff: noqa: UP010, UP031, B905, RUF005

from __future__ import print_function

import itertools
import json
import os
import platform
import re
import sys
import warnings

import numpy as np

EXAMPLES = 24
BATCH = 9  # 9 + 9 + 6: a short last batch, and no batch as long as an output is wide
EVEN_BATCH = 8
LOSSES = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "mean_squared_error",
)
LOSS_CLASSES = {
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    "mean_squared_error": "MeanSquaredError",
}
ACTIVATIONS = ("softmax", "sigmoid", "linear")
UNITS = (10, 1, 2, 5)
LABELS = ("one_hot", "multi_hot", "integer", "integer_column")
EXPLICIT = ("binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")
OUTPUT_LAYER = "dense_1"


def make_logits(units, saturated=False):
    """(24, units) float32 logits by integer arithmetic, the same under every Python and NumPy.

    `saturated` gives outputs beyond the 1e-7 at which crossentropies clip probabilities, so that a
    loss on logits can be told from one on probabilities even for a matching activation.
    """
    i = np.arange(EXAMPLES).reshape(-1, 1)
    j = np.arange(units).reshape(1, -1)
    steps = (i * 37 + j * 61 + i * j * 17 + 13) % 101 - 50
    scale = 1.0 if saturated else 0.0625
    return (steps * scale + 0.03125).astype("float32")


def make_labels(units):
    """(24,) class indices; two in three are the largest logit (for one unit: 0 or 1)."""
    i = np.arange(EXAMPLES)
    logits = make_logits(units)
    if units == 1:
        best = (logits[:, 0] > 0).astype("int64")
        other = 1 - best
    else:
        best = logits.argmax(axis=1)
        other = (best + 1 + i % (units - 1)) % units
    return np.where(i % 3 == 2, other, best).astype("int64")


def make_targets(units, labels):
    """The labels as encoded for Keras."""
    classes = make_labels(units)
    if labels == "integer":
        return classes
    if labels == "integer_column":
        return classes.reshape(-1, 1)
    if units == 1:
        return classes.reshape(-1, 1).astype("float32")
    hot = np.zeros((EXAMPLES, units), dtype="float32")
    hot[np.arange(EXAMPLES), classes] = 1
    if labels == "multi_hot":
        i = np.arange(EXAMPLES)
        hot[i, (classes + 1 + i % 3) % units] = 1
    return hot


def load(version):
    """The Keras module that `version` names, and the row that says where it runs."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    row = {"row": "environment", "version": version, "python": platform.python_version()}
    row["numpy"] = np.__version__
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    if version.startswith("tf-"):
        import tensorflow as tf

        keras, found = tf.keras, "tf-" + tf.__version__
    else:
        import keras

        for name in ("backend", "layers", "models", "optimizers"):
            __import__("keras." + name)  # the oldest do not import them themselves
        found = keras.__version__
    if backend == "tensorflow":
        import tensorflow as tf

        row["tensorflow"] = tf.__version__
        if hasattr(tf, "compat") and hasattr(tf.compat, "v1"):
            tf.compat.v1.logging.set_verbosity("ERROR")
    else:
        row[backend] = __import__(backend).__version__
    row["backend"] = backend
    if found != version:
        raise SystemExit("found Keras %s, wanted %s" % (found, version))
    return keras, row


def build(keras, units, activation):
    if hasattr(keras.backend, "clear_session"):
        keras.backend.clear_session()
    layers = keras.layers
    model = keras.models.Sequential()
    model.add(layers.Dense(units, input_dim=units, name="logits"))
    model.add(layers.Activation(activation, name=OUTPUT_LAYER))
    model.set_weights([np.eye(units, dtype="float32"), np.zeros(units, dtype="float32")])
    return model


def make_loss(keras, loss, form):
    """The loss as a string, an object, or an object with from_logits; None where there is none."""
    if form == "string":
        return loss
    cls = getattr(getattr(keras, "losses", None), LOSS_CLASSES[loss], None)
    if cls is None:
        return None
    return cls(from_logits=True) if form == "from_logits" else cls()


def describe(error):
    """Type and text of an error, without the frames and node names that graphs put around the text."""
    name, text = type(error).__name__, str(error)
    inner = list(re.finditer(r"^ *(?:[a-z_.]+)?([A-Z]\w*(?:Error|Exception)): ", text, re.M))
    if text.lstrip().startswith(("in user code", "in converted code")) and inner:
        name, text = inner[-1].group(1), text[inner[-1].end() :]
    if text.startswith("Graph execution error"):
        text = re.sub(r"(?s)^.*(?:\n\n(?=\S)|\nNode: '[^']*'\n)", "", text)
    text = re.sub(r"(?s)^\d+ root error.*?\(0\) +[A-Za-z_ ]+: +", "", text)
    text = re.sub(r"(?s)\n\t ?\[\[.*$", "", text)
    return {"error": name, "message": text.strip()[:700]}


def evaluate(model, x, y, batch_size):
    result = model.evaluate(x, y, batch_size=batch_size, verbose=0)
    return [float(value) for value in (result if isinstance(result, (list, tuple)) else [result])]


def attempt(model, loss, metrics, x, y, batch_size=BATCH):
    """One compile and evaluate: the loss and the metrics reported, or the error and when it came.

    "warned" are the texts of the warnings meant for users, each once, where there were any; the
    size of the batch in hand reads None.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = compile_and_evaluate(model, loss, metrics, x, y, batch_size)
    texts = [str(each.message)[:700] for each in caught if each.category is UserWarning]
    texts = [re.sub(r"\((?:9|8|6), ", "(None, ", text) for text in texts]
    return dict(found, warned=sorted(set(texts))) if texts else found


def compile_and_evaluate(model, loss, metrics, x, y, batch_size):
    try:
        model.compile(optimizer="sgd", loss=loss, metrics=list(metrics))
    except Exception as error:
        return dict(describe(error), stage="compile")
    try:
        found = evaluate(model, x, y, batch_size)
    except Exception as error:
        return dict(describe(error), stage="batch")
    return {"reported": found[0], "metrics": dict(zip(metrics, found[1:]))}


def fit(model, keras, loss, x, y):
    """What one step of training says where `evaluate` was content: None, or the error."""
    try:
        model.compile(optimizer=keras.optimizers.SGD(0.0), loss=loss)
        model.train_on_batch(x[:BATCH], y[:BATCH])
    except Exception as error:
        return describe(error)
    return None


def measure(model, loss, x, y):
    """What the version says to one loss and its targets, with each metric.

    "metrics" holds those it reported and "refused" those it did not; a loss that fails even without
    metrics is "bare", and then only `accuracy` is tried beside it.
    """
    wanted = ("accuracy",) + EXPLICIT
    found = attempt(model, loss, wanted, x, y)
    if "error" not in found:
        return found
    bare = attempt(model, loss, (), x, y)
    if "error" in bare:
        return {"bare": bare, "refused": {"accuracy": attempt(model, loss, ("accuracy",), x, y)}}
    row = dict(bare, refused={})
    groups = [wanted[:3], wanted[3:]]
    while groups:
        group = groups.pop()
        found = attempt(model, loss, group, x, y)
        if "error" not in found:
            row["metrics"].update(found["metrics"])
        elif len(group) == 1:
            row["refused"][group[0]] = found
        else:
            groups.extend((metric,) for metric in group)
    return row


def labels_seen(keras, units):
    """The static shape in which a metric sees (N,) targets."""
    shapes = []

    def spy(y_true, y_pred):
        shape = getattr(y_true, "shape", None)
        shape = getattr(y_true, "_keras_shape", shape) if shape is None else shape
        shapes.append(str(shape) if hasattr(shape, "__len__") else "ndim %s" % y_true.ndim)
        return keras.backend.mean(y_pred) if hasattr(keras.backend, "mean") else y_pred[:, 0]

    model = build(keras, units, "softmax")
    y = make_targets(units, "integer")
    try:
        model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=[spy])
        model.evaluate(make_logits(units), y, batch_size=BATCH, verbose=0)
    except Exception as error:
        return dict(describe(error), row="labels_seen", shapes=shapes)
    return {"row": "labels_seen", "shapes": shapes}


def natural(loss):
    """The encoding that a loss is made for."""
    return "integer" if loss.startswith("sparse") else "one_hot"


def setups(units, activation):
    """(loss, form, labels, saturated) for every model of such an output."""
    softmax = activation == "softmax"
    for loss in LOSSES:
        for labels in LABELS:
            if (units > 1 or labels != "multi_hot") and (units != 5 or softmax):
                yield loss, "string", labels, False
            if units == 10 and softmax and labels != "multi_hot":
                yield loss, "object", labels, False
        if units in (1, 10):
            yield loss, "string", natural(loss), True
        if units in (1, 10) and loss != "mean_squared_error":
            for labels in LABELS:
                if labels != "multi_hot":
                    yield loss, "from_logits", labels, False
            yield loss, "from_logits", natural(loss), True


def rows(keras, only=None):
    if only is None:
        yield labels_seen(keras, 10)
    for units in UNITS:
        for activation in ACTIVATIONS:
            where = {"units": units, "activation": activation}
            for saturated in (False, True) if only is None else ():
                model = build(keras, units, activation)
                model.compile(optimizer="sgd", loss="mean_squared_error")
                outputs = model.predict(make_logits(units, saturated), batch_size=BATCH, verbose=0)
                outputs = [[float("%.9g" % p) for p in line] for line in np.asarray(outputs)]
                yield dict(where, row="predictions", saturated=saturated, outputs=outputs)
            for loss, form, labels, saturated in setups(units, activation):
                if only not in (None, form):
                    continue
                argument = make_loss(keras, loss, form)
                if argument is None:
                    continue
                x, y = make_logits(units, saturated), make_targets(units, labels)
                row = dict(where, row="setup", loss=loss, form=form, labels=labels, saturated=saturated)
                model = build(keras, units, activation)
                if saturated:
                    yield dict(row, **attempt(model, argument, (), x, y))
                    continue
                row.update(measure(model, argument, x, y))
                if form == "string" and activation == "softmax" and units in (1, 10):
                    row["even"] = attempt(model, argument, ("acc",), x, y, EVEN_BATCH)
                    if "bare" not in row:
                        row["fit"] = fit(model, keras, argument, x, y)
                yield row


def main(version, path, only=None):
    keras, environment = load(version)
    with open(path, "w") as out:
        for row in itertools.chain([environment], rows(keras, only)):
            out.write(json.dumps(row, sort_keys=True) + "\n")
            out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
