"""What one installed Keras calls, keeps and sees: names in History, reloaded models, unknown shapes.

Usage: python probe_more.py VERSION OUT.jsonl DIGITS.npz   (run by that Keras's own Python, 3.6 to 3.13)

Imports nothing of this project but the first probe beside it, whose net with known outputs it takes.
DIGITS has x_train, y_train, x_test, y_test. Row kinds, by "row": "environment"; "history", the keys of
`fit(...).history`; "reloaded", `evaluate` before saving and after loading; "source", `evaluate` of the
same examples from generators and datasets; "object", metric objects; "one name", two of one name;
"eagerly", `run_eagerly=True`; "digits", a trained net, saved and loaded, and fed from a generator.
"""
# ruff: noqa: UP031, B905, RUF005

import itertools
import json
import os
import re
import shutil
import sys
import tempfile

import numpy as np
from probe import BATCH, EXAMPLES, build, describe, load, make_logits, make_targets

ONE_HOT = ("categorical_crossentropy", "one_hot", 10, "softmax")
INTEGER = ("sparse_categorical_crossentropy", "integer", 10, "softmax")
ONE_UNIT = ("binary_crossentropy", "integer", 1, "sigmoid")
FAMOUS = ("binary_crossentropy", "one_hot", 10, "softmax")
INTEGER_COLUMN = ("sparse_categorical_crossentropy", "integer_column", 10, "softmax")
ONE_UNIT_COLUMN = ("binary_crossentropy", "integer_column", 1, "sigmoid")
# By case, what one `compile` gets as metrics: strings, functions by their names after "keras.metrics.",
# and classes with their arguments.
SPELLINGS = (
    (ONE_HOT, ("acc",)),
    (ONE_HOT, ("accuracy",)),
    (ONE_HOT, ("binary_accuracy", "categorical_accuracy", "top_k_categorical_accuracy", "mse")),
    (ONE_HOT, ("mean_squared_error", "keras.metrics.categorical_accuracy", "def my_accuracy")),
    (
        ONE_HOT,
        (
            ("Accuracy", {}),
            ("BinaryAccuracy", {}),
            ("BinaryAccuracy", {"name": "acc"}),
            ("CategoricalAccuracy", {}),
            ("TopKCategoricalAccuracy", {}),
            ("MeanSquaredError", {}),
            ("Precision", {}),
            ("AUC", {}),
        ),
    ),
    (INTEGER, ("accuracy",)),
    (INTEGER, ("sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy")),
    (INTEGER, (("SparseCategoricalAccuracy", {}), ("SparseTopKCategoricalAccuracy", {}))),
    (ONE_UNIT, ("accuracy",)),
    (FAMOUS, ("accuracy",)),
)
AGAIN = (ONE_HOT, (("CategoricalAccuracy", {}), ("Precision", {})))  # each a second time in a session
_ANY = (("Accuracy", {}), ("BinaryAccuracy", {}), ("BinaryAccuracy", {"threshold": 0.3}))
_TOP = (
    ("CategoricalAccuracy", {}),
    ("TopKCategoricalAccuracy", {}),
    ("TopKCategoricalAccuracy", {"k": 2}),
)
_SPARSE = (
    ("SparseCategoricalAccuracy", {}),
    ("SparseTopKCategoricalAccuracy", {}),
    ("SparseTopKCategoricalAccuracy", {"k": 2}),
)
OBJECTS = ((ONE_HOT, _ANY + _TOP), (INTEGER, _ANY + _TOP + _SPARSE), (ONE_UNIT, _ANY))
PATHS = ("model.h5", "model.keras", "model")
STEPS = 3  # batches of 9, 9 and 6


def modern(version):
    """Whether `evaluate` itself takes generators."""
    return version.startswith(("3.", "tf-2."))


def said(error):
    """An error without this machine's folders."""
    found = describe(error)
    text = re.sub(r"(?<![\w.])/[^\s'\",)]+/", "", found["message"].replace(tempfile.gettempdir(), ""))
    return dict(found, message=text[:400])


def as_case(case):
    return dict(zip(("loss", "labels", "units", "activation"), case))


def spelled(name, arguments):
    """A metric object as it is written."""
    return "%s(%s)" % (name, ", ".join("%s=%r" % each for each in sorted(arguments.items())))


def has(keras, name):
    """Whether the version has a metric of this class."""
    return isinstance(getattr(keras.metrics, name, None), type)


def make(keras, name, arguments):
    return getattr(keras.metrics, name)(**arguments)


def compiled(keras, case, metrics, **more):
    loss, _labels, units, activation = case
    model = build(keras, units, activation)
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss=loss, metrics=metrics, **more)
    return model


def numbers(found):
    """The loss and the metrics that `evaluate` returned."""
    found = found if isinstance(found, (list, tuple)) else [found]
    return [float(each) for each in found]


def evaluated(model, x, y):
    return numbers(model.evaluate(x, y, batch_size=BATCH, verbose=0))


def history(keras):
    """The keys of `History.history`, by how metrics are spelled."""

    def my_accuracy(y_true, y_pred):
        return keras.metrics.categorical_accuracy(y_true, y_pred)

    def made(spelling):
        if isinstance(spelling, tuple):
            return make(keras, *spelling)
        if spelling.startswith("keras."):
            return getattr(keras.metrics, spelling.split(".")[-1])
        return my_accuracy if spelling.startswith("def ") else spelling

    def keys(case, spellings, again):
        x, y = make_logits(case[2]), make_targets(case[2], case[1])
        model = compiled(keras, case, [])  # clears the session, and its names
        if again:
            [made(each) for each in spellings]
        metrics = [made(each) for each in spellings]
        model.compile(keras.optimizers.SGD(0.0), loss=case[0], metrics=metrics)
        found = model.fit(x, y, batch_size=BATCH, verbose=0, validation_data=(x, y))
        return sorted(found.history)

    for case, spellings in SPELLINGS + (AGAIN,):
        again = spellings is AGAIN[1]
        spellings = [each for each in spellings if isinstance(each, str) or has(keras, each[0])]
        groups = [spellings] if spellings else []
        for group in groups:  # which grows: where a version refuses several, each is tried alone
            written = [each if isinstance(each, str) else spelled(*each) for each in group]
            row = dict(as_case(case), row="history", spellings=written, again=again)
            try:
                yield dict(row, keys=keys(case, group, again))
            except Exception as error:
                if len(group) == 1:
                    yield dict(row, **said(error))
                else:
                    groups += [[each] for each in group]


def kind(path):
    """What lies there: "hdf5", "zip" or "folder"."""
    if os.path.isdir(path):
        return "folder"
    with open(path, "rb") as file:
        start = file.read(4)
    return {b"\x89HDF": "hdf5", b"PK\x03\x04": "zip"}.get(start, repr(start))


def saved_and_loaded(keras, model, name, look):
    """What was written, and what `look(model)` gives of the loaded model; or the error."""
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, name)
    found = {"stage": "save"}
    try:
        model.save(path)
        found.update(kind=kind(path), stage="load")
        loaded = keras.models.load_model(path)
        found["stage"] = "evaluate"
        found.update(after=look(loaded))
        del found["stage"]
    except Exception as error:
        found.update(said(error))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def reloaded(keras):
    pairs = [(case, "accuracy") for case in (ONE_HOT, INTEGER, ONE_UNIT, FAMOUS)]
    pairs += [(INTEGER, "acc"), (INTEGER, "sparse_categorical_accuracy")]
    for case, metric in pairs:
        y = make_targets(case[2], case[1])

        def look(model, units=case[2], y=y):
            return [evaluated(model, make_logits(units, saturated), y) for saturated in (False, True)]

        row = dict(as_case(case), row="reloaded", metric=metric)
        try:
            model = compiled(keras, case, [metric])
            row["before"] = look(model)
        except Exception as error:
            yield dict(row, **said(error))
            continue
        for name in PATHS[: 1 if metric != "accuracy" or case is FAMOUS else 3]:
            yield dict(row, path=name, **saved_and_loaded(keras, model, name, look))


def batches(x, y):
    for start in range(0, EXAMPLES, BATCH):
        yield x[start : start + BATCH], y[start : start + BATCH]


def endless(pairs):
    """Again and again: old versions draw more than they count."""
    yield from itertools.cycle(pairs)


def datasets(x, y):
    """tf.data of the same batches, by what is known of the shapes; each made when called."""
    import tensorflow as tf

    types = (tf.float32, tf.as_dtype(y.dtype))
    known, free = (None,) + x.shape[1:], (None,) * y.ndim

    def generated(shapes):
        shapes = tuple(None if each is None else tf.TensorShape(each) for each in shapes)
        shapes = tuple(tf.TensorShape(None) if each is None else each for each in shapes)
        return tf.data.Dataset.from_generator(lambda: batches(x, y), types, shapes)

    yield "dataset", lambda: tf.data.Dataset.from_tensor_slices((x, y)).batch(BATCH)
    yield "dataset, labels of unknown rank", lambda: generated((known, None))
    yield "dataset, labels of unknown width", lambda: generated((known, free))
    yield "dataset, nothing known", lambda: generated((None, None))


def sources(keras, version, x, y):
    """(name, a function that evaluates a model on it) for each way to feed the same examples."""

    def from_generator(model, source):
        if modern(version):
            return numbers(model.evaluate(source, steps=STEPS, verbose=0))
        return numbers(model.evaluate_generator(source, EXAMPLES if version[0] == "1" else STEPS))

    again = iter if modern(version) else endless
    yield "generator", lambda model: from_generator(model, again(batches(x, y)))
    try:
        import tensorflow  # noqa: F401
    except ImportError:
        return
    for name, maker in datasets(x, y):
        yield (
            name,
            lambda model, maker=maker: numbers(model.evaluate(maker(), steps=STEPS, verbose=0)),
        )


def fed(keras, version):
    cases = (ONE_HOT, INTEGER, INTEGER_COLUMN, ONE_UNIT, ONE_UNIT_COLUMN)
    pairs = [(case, "accuracy") for case in cases]
    for case, metric in pairs + [(INTEGER_COLUMN, "sparse_categorical_accuracy")]:
        x, y = make_logits(case[2]), make_targets(case[2], case[1])
        for name, look in sources(keras, version, x, y):
            if name == "dataset, nothing known" and case is not INTEGER:
                continue
            row = dict(as_case(case), row="source", metric=metric, source=name)
            try:
                row["reported"] = look(compiled(keras, case, [metric]))
            except Exception as error:
                row.update(said(error))
            yield row


def with_objects(keras, case, pairs):
    """A model compiled with metric objects, made where its graph is."""
    model = compiled(keras, case, [])
    metrics = [make(keras, *each) for each in pairs]
    model.compile(keras.optimizers.SGD(0.0), loss=case[0], metrics=metrics)
    return model


def objects(keras):
    for case, wanted in OBJECTS:
        x, y = make_logits(case[2]), make_targets(case[2], case[1])
        row = dict(as_case(case), row="object")

        def tried(pairs, case=case, x=x, y=y):
            # each under a name of its own: Keras 3 reports two of one name as one
            named = [(name, dict(more, name="m%d" % i)) for i, (name, more) in enumerate(pairs)]
            return evaluated(with_objects(keras, case, named), x, y)[1:]

        wanted = [each for each in wanted if has(keras, each[0])]
        try:
            for each, value in zip(wanted, tried(wanted)):
                yield dict(row, metric=spelled(*each), reported=value)
        except Exception:
            for each in wanted:
                row["metric"] = spelled(*each)
                try:
                    yield dict(row, reported=tried([each])[0])
                except Exception as error:
                    yield dict(row, **said(error))


def of_one_name(keras):
    """Two thresholds under the name that both have."""
    x, y = make_logits(10), make_targets(10, "one_hot")
    pairs = (("BinaryAccuracy", {}), ("BinaryAccuracy", {"threshold": 0.3}))
    if not has(keras, "BinaryAccuracy"):
        return
    row = dict(as_case(ONE_HOT), row="one name", metrics=[spelled(*each) for each in pairs])
    try:
        row["reported"] = evaluated(with_objects(keras, ONE_HOT, pairs), x, y)[1:]
    except Exception as error:
        row.update(said(error))
    yield row


def eagerly(keras):
    for case in (ONE_HOT, INTEGER, FAMOUS, ONE_UNIT):
        for activation in ("softmax", "sigmoid")[case is ONE_UNIT :]:
            case = case[:3] + (activation,)
            x, y = make_logits(case[2], saturated=True), make_targets(case[2], case[1])
            row = dict(as_case(case), row="eagerly")
            try:
                model = compiled(keras, case, ["accuracy"], run_eagerly=True)
                row["reported"] = evaluated(model, x, y)
            except Exception as error:
                row.update(said(error))
            yield row


def seed(keras):
    """The same start every time, where the version lets one have it."""
    np.random.seed(0)
    if hasattr(keras.utils, "set_random_seed"):
        keras.utils.set_random_seed(0)
    elif "tensorflow" in sys.modules:
        tf = sys.modules["tensorflow"]
        (getattr(tf, "set_random_seed", None) or tf.random.set_seed)(0)


def digits(keras, version, path):
    """A trained net: `accuracy` by hand, before saving, after loading, and from a generator."""
    data = np.load(path)
    x, y = data["x_test"], data["y_test"]
    row = {"row": "digits"}
    if hasattr(keras.backend, "clear_session"):
        keras.backend.clear_session()
    seed(keras)
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(64, input_dim=64, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    if not hasattr(model, "save"):
        return  # nothing to load, and on Theano without a compiler it takes minutes
    model.compile(optimizer="adam", loss=INTEGER[0], metrics=["accuracy"])
    once = {"nb_epoch": 1} if version[0] == "1" else {}
    for _epoch in range(10):
        model.fit(data["x_train"], data["y_train"], batch_size=32, verbose=0, **once)
    row["true"] = float(np.mean(np.asarray(model.predict(x)).argmax(axis=-1) == y))

    def look(loaded):
        return numbers(loaded.evaluate(x, y, verbose=0))

    yield dict(row, what="arrays", reported=look(model))
    for name in PATHS:
        yield dict(row, what="reloaded", path=name, **saved_and_loaded(keras, model, name, look))
    # anew: what `accuracy` is, is settled by the first labels that it sees
    model.compile(optimizer="adam", loss=INTEGER[0], metrics=["accuracy"])
    column = y.reshape(-1, 1)
    starts = range(0, len(x), 32)
    pairs = ((x[at : at + 32], column[at : at + 32]) for at in starts)
    try:
        if modern(version):
            found = model.evaluate(pairs, steps=len(starts), verbose=0)
        else:
            count = len(x) if version[0] == "1" else len(starts)
            found = model.evaluate_generator(endless(pairs), count)
        yield dict(row, what="generator", reported=numbers(found))
    except Exception as error:
        yield dict(row, what="generator", **said(error))


def main(version, path, data):
    keras, environment = load(version)
    if not hasattr(keras, "utils") or not version.startswith("tf-"):
        for name in ("utils", "metrics"):
            __import__("keras." + name)
    parts = (
        history(keras),
        reloaded(keras),
        fed(keras, version),
        objects(keras),
        of_one_name(keras),
        eagerly(keras),
        digits(keras, version, data),
    )
    with open(path, "w") as out:
        for row in itertools.chain([environment], *parts):
            out.write(json.dumps(row, sort_keys=True) + "\n")
            out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
