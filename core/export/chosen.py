"""What was chosen as a script that runs as it is, in the words of its Keras version."""

from dataclasses import dataclass

from core.export.advice import EXACT_MATCH as EXACT_MATCH_TODAY
from core.export.source import comment
from core.keras_versions import TODAY, keras_name
from core.language import _

FEATURES, EXAMPLES, TESTED = 20, 3000, 1000
STANDALONE = "2.2.4"  # of the versions asked about, the one whose NumPy may have no `default_rng`

# Its `all` gives booleans, of which old metrics take no mean.
_EXACT_MATCH_THEN = """\
def exact_match(y_true, y_pred):
    right = keras.backend.equal(y_true > 0.5, y_pred > 0.5)
    return keras.backend.cast(keras.backend.all(right, axis=-1), "float32")
"""


@dataclass(frozen=True)
class Chosen:
    """A last layer and a compile call, in the words of a Keras version, for labels so stored.

    keras: the version's id; task: of an Experiment; labels: one_hot, integer or integer_column, as they
    are stored; of several labels it does not matter. layer, compile_call: as they are written.
    from_logits: whether outputs are logits. reencodes: whether one-hot rows become numbers first.
    """

    keras: str
    task: str
    classes: int
    units: int
    labels: str
    layer: str
    compile_call: str
    from_logits: bool = False
    reencodes: bool = False


def script(chosen: Chosen) -> str:
    """Data to try it on, the net, its compile call, and the report beside a count by hand."""
    today = chosen.keras == TODAY
    parts = [
        comment(
            [
                _(
                    "For {keras}. It runs as it is, on random data: put your own x and y in its place."
                ).format(keras=keras_name(chosen.keras))
            ]
        ),
        "\n".join(_imports(chosen)),
        *([_exact_match(chosen)] if chosen.task == "multi_label" else []),
        "\n".join(_data(chosen)),
        "\n".join(_net(chosen, today)),
        chosen.compile_call,
        "\n".join(_report(chosen)),
    ]
    return "\n\n".join(parts) + "\n"


def _imports(chosen: Chosen) -> list[str]:
    old = chosen.keras.startswith("tf-")
    first = ["import numpy as np", "from tensorflow import keras"]
    return first if old else ["import keras", "import numpy as np"]


def _exact_match(chosen: Chosen) -> str:
    text = EXACT_MATCH_TODAY if chosen.keras == TODAY else _EXACT_MATCH_THEN
    if chosen.from_logits:
        text = text.replace("y_pred > 0.5", "y_pred > 0")
    return f"\n{text}"


def _data(chosen: Chosen) -> list[str]:
    random = "np.random.RandomState(0)" if chosen.keras == STANDALONE else "np.random.default_rng(0)"
    return [
        f"random = {random}",
        f'x = random.normal(size=({EXAMPLES}, {FEATURES})).astype("float32")',
        f"scores = x.dot(random.normal(size=({FEATURES}, {chosen.units})))",
        *_labels(chosen),
        f"x_test, y_test = x[:{TESTED}], y[:{TESTED}]",
        f"x, y = x[{TESTED}:], y[{TESTED}:]",
    ]


def _labels(chosen: Chosen) -> list[str]:
    """`labels` to count with, and `y` as it is stored; re-encoded where it has to be."""
    if chosen.task == "multi_label":
        drawn = 'labels = (scores > 0).astype("float32")'
        return [drawn, _noted("y = labels", _("any number of ones a row"))]
    drawn = {
        "classes": "labels = scores.argmax(axis=1)",
        "binary": 'labels = (scores[:, 0] > 0).astype("int32")',
    }[chosen.task]
    stored = {
        "one_hot": _noted(
            f"y = keras.utils.to_categorical(labels, {chosen.classes})", _("one-hot rows")
        ),
        "integer": _noted("y = labels", _("stored as class numbers")),
        "integer_column": _noted("y = labels.reshape(-1, 1)", _("stored as a column of class numbers")),
    }[chosen.labels]
    undone = _noted("y = y.argmax(axis=1)", _("one output takes one number"))
    return [drawn, stored, *([undone] if chosen.reencodes else [])]


def _noted(line: str, note: str) -> str:
    return f"{line}  # {note}"


def _net(chosen: Chosen, today: bool) -> list[str]:
    shape = "" if today else f", input_shape=({FEATURES},)"
    return [
        f"model = {'keras.models' if chosen.keras == STANDALONE else 'keras'}.Sequential([",
        *([f"    keras.Input(shape=({FEATURES},)),"] if today else []),
        f'    keras.layers.Dense(64, activation="relu"{shape}),',
        f"    {chosen.layer},",
        "])",
    ]


def _report(chosen: Chosen) -> list[str]:
    above = "0" if chosen.from_logits else "0.5"
    right = {
        "classes": f"predictions.argmax(axis=1) == labels[:{TESTED}]",
        "multi_label": f"((predictions > {above}) == (labels[:{TESTED}] > 0.5)).all(axis=1)",
        "binary": f"(predictions[:, 0] > {above}) == labels[:{TESTED}]",
    }[chosen.task]
    return [
        "model.fit(x, y, epochs=5, verbose=0)",
        "reported = model.evaluate(x_test, y_test, verbose=0)[-1]",
        "predictions = model.predict(x_test, verbose=0)",
        f"right = {right}",
        'print("reported accuracy {:.4f}".format(reported))',
        'print("counted by hand   {:.4f}".format(right.mean()))',
    ]
