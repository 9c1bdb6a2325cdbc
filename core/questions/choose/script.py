"""A recommendation as a script that runs as it is, in the words of its Keras version."""

from core.export.advice import EXACT_MATCH as EXACT_MATCH_TODAY
from core.export.source import comment, keras_name
from core.keras_versions import TODAY
from core.questions.choose.recommendation import EXACT_MATCH, Recommendation

FEATURES, EXAMPLES, TESTED = 20, 3000, 1000
STANDALONE = "2.2.4"  # of the versions asked about, the one whose NumPy may have no `default_rng`

# Its `all` gives booleans, of which old metrics take no mean.
_EXACT_MATCH_THEN = """\
def exact_match(y_true, y_pred):
    right = keras.backend.equal(y_true > 0.5, y_pred > 0.5)
    return keras.backend.cast(keras.backend.all(right, axis=-1), "float32")
"""


def script(advice: Recommendation) -> str:
    """Data to try it on, the net, its compile call, and the report beside a count by hand."""
    case = advice.case
    today = case.keras == TODAY
    of = keras_name(case.keras)
    parts = [
        comment([f"For {of}. It runs as it is, on random data: put your own x and y in its place."]),
        "\n".join(_imports(advice)),
        *([_exact_match(advice)] if EXACT_MATCH in advice.metrics else []),
        "\n".join(_data(advice)),
        "\n".join(_net(advice, today)),
        advice.compile_call,
        "\n".join(_report(advice)),
    ]
    return "\n\n".join(parts) + "\n"


def _imports(advice: Recommendation) -> list[str]:
    old = advice.case.keras.startswith("tf-")
    first = ["import numpy as np", "from tensorflow import keras"]
    return first if old else ["import keras", "import numpy as np"]


def _exact_match(advice: Recommendation) -> str:
    text = EXACT_MATCH_TODAY if advice.case.keras == TODAY else _EXACT_MATCH_THEN
    if advice.from_logits:
        text = text.replace("y_pred > 0.5", "y_pred > 0")
    return f"\n{text}"


def _data(advice: Recommendation) -> list[str]:
    case = advice.case
    random = "np.random.RandomState(0)" if case.keras == STANDALONE else "np.random.default_rng(0)"
    return [
        f"random = {random}",
        f'x = random.normal(size=({EXAMPLES}, {FEATURES})).astype("float32")',
        f"scores = x.dot(random.normal(size=({FEATURES}, {advice.units})))",
        *_labels(advice),
        f"x_test, y_test = x[:{TESTED}], y[:{TESTED}]",
        f"x, y = x[{TESTED}:], y[{TESTED}:]",
    ]


def _labels(advice: Recommendation) -> list[str]:
    """`labels` to count with, and `y` as it is stored; re-encoded where it has to be."""
    case = advice.case
    if case.task == "multi_label":
        return ['labels = (scores > 0).astype("float32")', "y = labels  # any number of ones a row"]
    drawn = {
        "classes": "labels = scores.argmax(axis=1)",
        "binary": 'labels = (scores[:, 0] > 0).astype("int32")',
    }[case.task]
    stored = {
        "one_hot": f"y = keras.utils.to_categorical(labels, {case.classes})  # stored as one-hot rows",
        "integer": "y = labels  # stored as class numbers",
        "integer_column": "y = labels.reshape(-1, 1)  # stored as a column of class numbers",
    }[case.labels]
    undone = ["y = y.argmax(axis=1)  # one output takes one number"] if advice.reencodes else []
    return [drawn, stored, *undone]


def _net(advice: Recommendation, today: bool) -> list[str]:
    shape = "" if today else f", input_shape=({FEATURES},)"
    return [
        f"model = {'keras.models' if advice.case.keras == STANDALONE else 'keras'}.Sequential([",
        *([f"    keras.Input(shape=({FEATURES},)),"] if today else []),
        f'    keras.layers.Dense(64, activation="relu"{shape}),',
        f"    {advice.layer},",
        "])",
    ]


def _report(advice: Recommendation) -> list[str]:
    above = "0" if advice.from_logits else "0.5"
    right = {
        "classes": f"predictions.argmax(axis=1) == labels[:{TESTED}]",
        "multi_label": f"((predictions > {above}) == (labels[:{TESTED}] > 0.5)).all(axis=1)",
        "binary": f"(predictions[:, 0] > {above}) == labels[:{TESTED}]",
    }[advice.case.task]
    return [
        "model.fit(x, y, epochs=5, verbose=0)",
        "reported = model.evaluate(x_test, y_test, verbose=0)[-1]",
        "predictions = model.predict(x_test, verbose=0)",
        f"right = {right}",
        'print("reported accuracy {:.4f}".format(reported))',
        'print("counted by hand   {:.4f}".format(right.mean()))',
    ]
