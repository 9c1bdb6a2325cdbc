"""An experiment as code that runs on today's Keras and prints what the page shows."""

import textwrap
from dataclasses import replace
from typing import Any

from core import datasets, keras_versions, models, reading
from core.experiment import Experiment

TODAY = keras_versions.VERSIONS[-1]
WIDTH = 88
_OF_SKLEARN = ("digits", "digits_as_mnist")
ROUNDED = "rounded_binary_accuracy"
KERAS_OPTIMIZERS = {"adam": ("Adam", 0.001), "adamax": ("Adamax", 0.001), "sgd": ("SGD", 0.01)}


def script(experiment: Experiment) -> str:
    """A Python script that trains with `model.fit` and prints what is reported and what is true.

    It needs Keras 3 on TensorFlow, and scikit-learn for the digits. A setup that Keras refuses is
    rendered as it was chosen, and raises what Keras raises.
    """
    code = "\n\n".join(code for _, code in _parts(experiment))
    return f"{_comment(_about(experiment))}\n{code}\n"


def notebook(experiment: Experiment) -> str:
    """The script as a Jupyter notebook (nbformat 4, JSON), a heading above each of its steps."""
    import nbformat  # here, because the page's process stays small until somebody asks for one

    v4 = nbformat.v4
    cells = [v4.new_markdown_cell(f"# {_title(experiment)}\n\n" + "\n\n".join(_about(experiment)[1:]))]
    for markdown, code in _parts(experiment):
        cells += [v4.new_markdown_cell(markdown), v4.new_code_cell(code.strip())]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # nbformat's own are random: the same state is the same file
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.validate(book)
    return nbformat.writes(book) + "\n"


def _parts(experiment: Experiment) -> list[tuple[str, str]]:
    """The steps, in order: each a markdown cell and its code."""
    source = datasets.SOURCES[experiment.dataset]
    architecture = models.architecture(experiment).source
    reporter = _keras_name(_reporter(experiment).keras)
    return [
        (f"## Data\n\n{source.title}: {source.examples} ({source.licence}).", _data(experiment)),
        (f"## Model\n\n{architecture[:1].upper()}{architecture[1:]}.", _model(experiment)),
        ("## Compile", _compile(experiment)),
        ("## Fit\n\nUnshuffled, so that every run gives the same numbers.", _fit(experiment)),
        (f"## What {reporter} reports", _report(experiment)),
        (f"## What is true\n\nAn answer is right if {_right(experiment)}.", _true(experiment)),
    ]


def _title(experiment: Experiment) -> str:
    return f"Which accuracy? What {_keras_name(experiment.keras)} reports, and what is true"


def _about(experiment: Experiment) -> list[str]:
    packages = "tensorflow scikit-learn" if experiment.dataset in _OF_SKLEARN else "tensorflow"
    return [
        f"{_title(experiment)}.",
        f"Runs on Keras {TODAY} with TensorFlow, on any machine:",
        f"`pip install keras=={TODAY} {packages}`",
        *_warning(experiment),
    ]


def _warning(experiment: Experiment) -> list[str]:
    """What to expect of a setup that the experiment's Keras, or today's, refuses."""
    name = _keras_name(experiment.keras)
    refused, refused_today = reading.refusal(experiment), _refusal_today(experiment)
    if refused and refused_today:
        if experiment.keras == TODAY or not refused.exception_type:
            name = f"Keras {TODAY}"
            return [f"{name} refuses this setup: expect a {refused.exception_type}."]
        return [
            f"{name} refuses this setup, and so does Keras {TODAY}: "
            f"expect a {refused_today.exception_type}."
        ]
    if refused and not refused.exception_type:
        return [f"{refused.message} Keras {TODAY} runs this setup."]
    if refused:
        return [f"{name} refuses this setup, with a {refused.exception_type}; Keras {TODAY} runs it."]
    if refused_today:
        expected = refused_today.exception_type
        return [f"{name} runs this setup; Keras {TODAY} refuses it: expect a {expected}."]
    return []


def _data(experiment: Experiment) -> str:
    return "\n".join([_LOADERS[experiment.dataset](experiment), *_targets(experiment)])


def _digits(experiment: Experiment) -> str:
    return f"""\
{_imports(experiment)}
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
x_train, x_test, labels_train, labels_test = train_test_split(
    images, labels, test_size={datasets.DIGITS_TEST_SIZE!r}, random_state={datasets.SPLIT_SEED!r}
)
x_train = x_train.astype("float32") / 16
x_test = x_test.astype("float32") / 16"""


def _mnist(experiment: Experiment) -> str:
    size = experiment.train_size
    return f"""\
{_imports(experiment)}

(x_train, labels_train), (x_test, labels_test) = keras.datasets.mnist.load_data()
x_train, labels_train = x_train[:{size!r}], labels_train[:{size!r}]
x_train = x_train[..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255"""


def _digits_as_mnist(experiment: Experiment) -> str:
    size = experiment.train_size
    return f"""\
{_digits(experiment)}


def enlarged(images):
    \"\"\"8 x 8 pixels as 28 x 28: each three times as large, and a margin of 2.\"\"\"
    squares = images.reshape(-1, 8, 8).repeat(3, axis=1).repeat(3, axis=2)
    return np.pad(squares, ((0, 0), (2, 2), (2, 2)))[..., None]


x_train, labels_train = enlarged(x_train)[:{size!r}], labels_train[:{size!r}]
x_test = enlarged(x_test)"""


_LOADERS = {"digits": _digits, "mnist": _mnist, "digits_as_mnist": _digits_as_mnist}


def _imports(experiment: Experiment) -> str:
    lines = ["import keras"]
    if experiment.task == "multi_label" or experiment.dataset == "digits_as_mnist":
        lines.append("import numpy as np")
    if _wraps_loss(experiment):
        lines.append("import tensorflow as tf")
    return "\n".join(lines)


def _targets(experiment: Experiment) -> list[str]:
    if experiment.task == "multi_label":
        return [_MULTI_HOT]
    return [*(_EVEN if experiment.task == "binary" else ()), *_encoded(experiment)]


_MULTI_HOT = f"""\


def multi_hot(digits):
    \"\"\"Even, prime, greater than four: a column each.\"\"\"
    columns = [digits % 2 == 0, np.isin(digits, {datasets.PRIMES!r}), digits > 4]
    return np.stack(columns, axis=1).astype("float32")


y_train, y_test = multi_hot(labels_train), multi_hot(labels_test)"""

_EVEN = (
    "# Is the digit even?",
    'labels_train = (labels_train % 2 == 0).astype("int64")',
    'labels_test = (labels_test % 2 == 0).astype("int64")',
)


def _encoded(experiment: Experiment) -> list[str]:
    if experiment.labels == "one_hot":
        classes = models.classes(experiment)
        return [
            f"y_{part} = keras.utils.to_categorical(labels_{part}, {classes!r})"
            for part in ("train", "test")
        ]
    if _targets_name(experiment) == "integer":
        return ["y_train, y_test = labels_train, labels_test"]
    lines = ["y_train, y_test = labels_train[:, None], labels_test[:, None]"]
    if experiment.labels == "integer":
        why = f"{_keras_name(experiment.keras)} makes (N,) labels a column; today's Keras does not."
        lines.insert(0, _comment([why]))
    return lines


def _model(experiment: Experiment) -> str:
    layers = "\n".join(
        f"    keras.layers.{layer.name}({_arguments(layer.options)}),"
        for layer in models.layers(experiment)
    )
    return f"""\
keras.utils.set_random_seed({experiment.seed!r})
model = keras.Sequential([
    keras.Input(shape={models.architecture(experiment).input_shape!r}),
{layers}
])"""


def _compile(experiment: Experiment) -> str:
    metric, why = _metric(experiment)
    loss = "loss_on_outputs" if _wraps_loss(experiment) else _loss(experiment)
    lines = [
        f"    loss={loss},",
        f"    optimizer={_optimizer(experiment)},",
        *([_comment([why], indent="    ")] if why else []),
        f"    metrics=[{ROUNDED if _rounds(experiment) else _literal(metric)}],",
    ]
    functions = []
    if _wraps_loss(experiment):
        functions.append(_loss_function(experiment))
    if _rounds(experiment):
        functions.append(_metric_function(experiment))
    return "\n\n\n".join([*functions, "\n".join(["model.compile(", *lines, ")"])])


def _loss(experiment: Experiment) -> str:
    if not experiment.uses_from_logits:
        return _literal(experiment.loss)
    name = "".join(map(str.capitalize, experiment.loss.split("_")))
    return f"keras.losses.{name}(from_logits=True)"


def _loss_function(experiment: Experiment) -> str:
    name, loss, output = _keras_name(experiment.keras), experiment.loss, "y_pred"
    lines = []
    if _hides_logits(experiment):
        why = (
            f"Today's Keras would take the logits that it keeps behind the {experiment.activation} "
            f"outputs; {name} takes the outputs. tf.identity is a copy without logits."
        )
        lines.append(_comment([why], indent="    "))
        output = "tf.identity(y_pred)"
    if _broadcasts(experiment):
        if experiment.task == "binary":
            why = f"{name} compares both targets with the one output; today's Keras would refuse."
            lines.append(_comment([why], indent="    "))
            lines.append(f"    y_pred = tf.broadcast_to({output}, tf.shape(y_true))")
            output = "y_pred"
        else:
            why = f"{name} compares the column of labels with every output; today's Keras would refuse."
            lines.append(_comment([why], indent="    "))
            lines.append("    y_true = tf.broadcast_to(y_true, tf.shape(y_pred))")
    lines.append(f"    return keras.losses.{loss}(y_true, {output})")
    return "\n".join(["\ndef loss_on_outputs(y_true, y_pred):", *lines])


def _metric_function(experiment: Experiment) -> str:
    why = (
        f"{_keras_name(experiment.keras)} rounds the outputs; today's binary_accuracy compares them "
        "with 0.5."
    )
    return f"""\

def {ROUNDED}(y_true, y_pred):
{_comment([why], indent="    ")}
    return keras.ops.mean(keras.ops.equal(y_true, keras.ops.round(y_pred)), axis=-1)"""


def _fit(experiment: Experiment) -> str:
    options = f"epochs={experiment.epochs!r}, batch_size={experiment.batch_size!r}, shuffle=False"
    return f"""\
model.fit(
    x_train, y_train, {options},
    validation_data=(x_test, y_test),
)"""


def _report(experiment: Experiment) -> str:
    reporter = _reporter(experiment)
    name = _keras_name(reporter.keras)
    picked = "" if reading.refusal(reporter) else reading.picked(reporter)
    note = f" ({picked})" if picked not in ("", experiment.metric) else ""
    return f"""\
loss, reported = model.evaluate(x_test, y_test, verbose=0)
print(f"{name} reports loss {{loss:.6f}}")
print(f"{name} reports {experiment.metric} {{reported:.6f}}{note}")"""


def _reporter(experiment: Experiment) -> Experiment:
    """The experiment whose Keras the printed report belongs to: today's, if only today's runs it."""
    return _today(experiment) if reading.refusal(experiment) else experiment


def _right(experiment: Experiment) -> str:
    """When an answer is right, in a sentence that begins with "if"."""
    if experiment.task == "classes":
        return "the largest output is the label's"
    output, above = ("logit", "0") if experiment.uses_from_logits else ("output", "0.5")
    if experiment.task == "binary":
        return f"the {output} is above {above} exactly if the digit is even"
    return f"all three {output}s are above {above} exactly where the label is 1"


def _true(experiment: Experiment) -> str:
    above = "0" if experiment.uses_from_logits else "0.5"
    right = {
        "classes": "predictions.argmax(axis=1) == labels_test",
        "multi_label": f"((predictions > {above}) == (y_test > 0.5)).all(axis=1)",
        "binary": f"(predictions[:, 0] > {above}) == labels_test",
    }[experiment.task]
    # Elsewhere the largest output is what everybody expects.
    note = "" if experiment.task == "classes" else _comment([f"Right: {_right(experiment)}."]) + "\n"
    return f"""\
predictions = model.predict(x_test, verbose=0)
{note}right = {right}
true = right.mean()
print(f"true accuracy {{true:.6f}}")
print(f"gap {{reported - true:+.6f}}")"""


def _metric(experiment: Experiment) -> tuple[str, str]:
    """The word for `metrics=[…]`, and where it is not the reader's own, why."""
    if experiment.metric != "accuracy" or reading.refusal(experiment):
        return experiment.metric, ""
    if reading.refusal(_today(experiment)):
        return "accuracy", ""  # no word makes it run
    picked, picked_today = reading.picked(experiment), reading.picked(_today(experiment))
    if picked == picked_today:
        return "accuracy", ""
    why = (
        f'{_keras_name(experiment.keras)} reads "accuracy" as {picked} here; today\'s Keras would '
        f"read it as {picked_today}, so it is named."
    )
    return picked, why


def _optimizer(experiment: Experiment) -> str:
    name, default = KERAS_OPTIMIZERS[experiment.optimizer]
    if experiment.learning_rate == default:
        return _literal(experiment.optimizer)
    return f"keras.optimizers.{name}(learning_rate={experiment.learning_rate!r})"


def _wraps_loss(experiment: Experiment) -> bool:
    return _hides_logits(experiment) or _broadcasts(experiment)


def _rounds(experiment: Experiment) -> bool:
    """Whether the reported accuracy is a binary_accuracy that today's Keras does not have."""
    return (
        not reading.refusal(experiment)
        and reading.rounds(experiment)
        and reading.picked(experiment) == "binary_accuracy"
    )


def _hides_logits(experiment: Experiment) -> bool:
    """Whether today's loss has to be kept from logits that the experiment's Keras does not take."""
    today = keras_versions.loss_computed_on(TODAY, experiment.loss, experiment.activation)
    return experiment.loss_rule != today and not reading.refusal(experiment)


def _broadcasts(experiment: Experiment) -> bool:
    """Whether the experiment's Keras trains on broadcast targets that today's Keras refuses."""
    width = 1 if experiment.targets == "integer_column" else models.target_shape(experiment)[-1]
    return (
        experiment.loss == "binary_crossentropy"
        and width not in (None, models.units(experiment))
        and not reading.refusal(experiment)
    )


def _targets_name(experiment: Experiment) -> str:
    """The encoding that the script's `fit` is given: the reader's own for a refused setup."""
    chosen = experiment.task == "multi_label" or reading.refusal(experiment)
    return experiment.labels if chosen else experiment.targets


def _today(experiment: Experiment) -> Experiment:
    """The setup that today's Keras meets in the script."""
    # mean_squared_error stands for a loss that takes the broadcast targets as the script's own does
    loss = "mean_squared_error" if _broadcasts(experiment) else experiment.loss
    return replace(experiment, keras=TODAY, labels=_targets_name(experiment), loss=loss)


def _refusal_today(experiment: Experiment) -> keras_versions.KerasRefuses | None:
    return reading.refusal(replace(_today(experiment), metric=_metric(experiment)[0]))


def _keras_name(version: str) -> str:
    return f"tf.keras {version[3:]}" if version.startswith("tf-") else f"Keras {version}"


def _arguments(options: tuple[tuple[str, Any], ...]) -> str:
    return ", ".join(f"{name}={_literal(value)}" for name, value in options)


def _literal(value: Any) -> str:
    """`value` as Python source: its repr, in double quotes where these need no escaping."""
    text = repr(value)
    plain = isinstance(value, str) and '"' not in text and "\\" not in text and "'" not in value
    return f'"{value}"' if plain else text


def _comment(sentences: list[str], indent: str = "") -> str:
    prefix = f"{indent}# "
    return "\n".join(
        textwrap.fill(
            sentence,
            WIDTH,
            initial_indent=prefix,
            subsequent_indent=prefix,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for sentence in sentences
    )
