"""What History is asked for, against what each version has: held to the measured names."""

import pytest

from core.check import check
from core.keras_versions import TODAY, history_name

CODE = """\
{imports}
model = Sequential([Dense(10, activation="softmax", input_dim=784)])
model.compile("adam", "categorical_crossentropy", metrics={metrics})
{fit}
"""


def lacking(metrics, fit, imports="from keras.models import Sequential", version="2.2.4"):
    """What is asked for in vain under that version and under today's, by the changed lines."""
    text = CODE.format(imports=imports, metrics=metrics, fit=fit)
    (model,) = check(text, {"keras": version}).models
    return tuple(
        [
            change.after
            for problem in verdict.problems
            if problem.id == "history_lacks_key"
            for change in problem.changes
        ]
        for verdict in (model.then, model.today)
    )


@pytest.mark.parametrize(
    ("metrics", "asked", "then", "today"),
    [
        ('["accuracy"]', "acc", [], ["accuracy"]),
        ('["accuracy"]', "val_acc", [], ["val_accuracy"]),
        ('["accuracy"]', "accuracy", ["acc"], []),
        ('["acc"]', "accuracy", ["acc"], ["acc"]),
        ('["acc"]', "val_acc", [], []),
        ('["mse", "accuracy"]', "val_accuracy", ["val_acc"], []),
        ('["accuracy", "mse"]', "mean_squared_error", [], ["mse"]),
        ('["mse", "acc"]', "accuracy", ["acc"], ["acc"]),
        ('["accuracy"]', "loss", [], []),
        ('["accuracy"]', "f1", [], []),  # might be a callback's
        ("METRICS", "acc", [], []),  # nobody sees them
        ("[keras.metrics.BinaryAccura()]", "acc", [], []),  # torn off
        ("[lambda a, b: 0]", "acc", [], []),
        ("[]", "acc", [], []),
        ('["categorical_accuracy"]', "acc", ["categorical_accuracy"], ["categorical_accuracy"]),
        ("[keras.metrics.categorical_accuracy]", "categorical_accuracy", [], []),
        ('[keras.metrics.AUC(name="auc")]', "auc_2", [], []),
    ],
)
def test_a_name_that_the_version_does_not_have(metrics, asked, then, today):
    fit = f'history = model.fit(x, y)\nprint(history.history["{asked}"])'
    names = [[f'print(history.history["{name}"])' for name in each] for each in (then, today)]
    assert list(lacking(metrics, fit)) == names


def test_the_names_are_the_measured_ones():
    assert history_name("2.2.4", "accuracy") == "acc"
    assert history_name(TODAY, "accuracy") == "accuracy"


@pytest.mark.parametrize(
    "fit",
    [
        'told = model.fit(x, y).history\nplt.plot(told["acc"])',
        'h = model.fit(x, y)\nfor key in ["acc"]:\n    plt.plot(h.history[key])',
        'def show(h):\n    plt.plot(h.history["acc"])\nshow(model.fit(x, y))',
        'plt.plot(history.history["acc"])',
        'model.fit(x, y)\nplt.plot(model.history.history["acc"])',
    ],
)
def test_it_is_found_wherever_the_history_went(fit):
    text = CODE.format(imports="from keras.models import Sequential", metrics='["accuracy"]', fit=fit)
    (model,) = check(text).models
    (problem,) = [each for each in model.today.problems if each.id == "history_lacks_key"]
    assert "`acc`" in problem.because
    assert "`accuracy`" in problem.because


def test_another_models_history_is_its_own():
    text = """\
import keras
one = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
one.compile("adam", "binary_crossentropy", metrics=["acc"])
two = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
two.compile("adam", "binary_crossentropy", metrics=["accuracy"])
first, second = one.fit(x, y), two.fit(x, y)
print(first.history["acc"], second.history["acc"])
print(loaded.history["acc"])
"""
    found = {model.line: [each.id for each in model.today.problems] for model in check(text).models}
    assert found == {3: [], 5: ["history_lacks_key"]}
