"""What an experiment takes, what it makes of garbage, and what names its training."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from core.datasets import CATALOGUE
from core.experiment import DEFAULTS, LIMITS, STUDY, Experiment, InvalidChoice, parse

ROOT = Path(__file__).parents[3]
TODAY = "3.15.1"


@pytest.mark.parametrize(
    ("name", "given", "taken"),
    [
        ("epochs", "20", 20),
        ("epochs", 20.0, 20),
        ("epochs", "1", 1),
        ("epochs", 200, 200),
        ("seed", "0", 0),
        ("seed", "999999", 999_999),
        ("train_size", "20000", 20_000),
        ("batch_size", "8", 8),
        ("learning_rate", "0.01", 0.01),
        ("learning_rate", "1e-3", 0.001),
        ("learning_rate", 1, 1.0),
        ("learning_rate", "0.00001", 0.00001),
        ("loss", "mean_squared_error", "mean_squared_error"),
        ("activation", "linear", "linear"),
        ("labels", "integer_column", "integer_column"),
        ("metric", "sparse_categorical_accuracy", "sparse_categorical_accuracy"),
        ("dataset", "mnist", "mnist"),
        ("optimizer", "sgd", "sgd"),
        ("task", "multi_label", "multi_label"),
        *(("from_logits", given, True) for given in ("True", "true", "1", "TRUE", "on", True, 1)),
        *(("from_logits", given, False) for given in ("False", "false", "0", "no", False, 0)),
        ("keras", "tf-2.2.3", "tf-2.2.3"),
        ("keras", "2.1.3", "2.1.3"),
    ],
)
def test_a_good_value_is_taken_as_its_own_kind(name, given, taken):
    experiment, problems = parse({name: given})
    assert problems == ()
    assert getattr(experiment, name) == taken
    assert type(getattr(experiment, name)) is type(taken)
    assert experiment == Experiment(**{name: taken})


GARBAGE = [
    *(
        (name, given)
        for name in ("epochs", "batch_size", "seed")
        for given in (
            "",
            "ten",
            "1.5",
            1.5,
            "nan",
            float("nan"),
            float("inf"),
            -1,
            "-1",
            None,
            [5],
            "∞",
        )
    ),
    ("epochs", 0),
    ("epochs", 201),
    ("epochs", "9" * 400),
    ("epochs", "9" * 5000),
    ("epochs", 10**400),
    ("seed", 1_000_000),
    ("batch_size", 7),
    *(
        ("learning_rate", given)
        for given in ("0", "-0.1", "2", "nan", "inf", "-inf", "1e999", "half", "", None, [0.1], 10**400)
    ),
    ("train_size", 5001),
    ("train_size", "5e3"),
    *((name, given) for name in ("loss", "activation", "labels", "metric") for given in ("", None, [])),
    ("loss", "BINARY_CROSSENTROPY"),
    ("loss", "binary_crossentropy "),
    ("activation", "ſoftmax"),
    ("dataset", "../../etc/passwd"),
    ("task", "regression"),
    *(("from_logits", given) for given in ("", "2", "maybe", None, [True])),
    ("metric", "精度"),
    *(
        ("keras", given)
        for given in (
            "",
            "latest",
            "2.2.4\n",
            "2.2.4; rm",
            "２.2.4",
            "99.0",
            None,
            ["2.2.4"],
            -1,
            "2.2." + "9" * 5000,
        )
    ),
]


@pytest.mark.parametrize(("name", "given"), GARBAGE, ids=lambda each: ascii(each)[:24])
def test_garbage_is_named_and_the_default_used_instead(name, given):
    others = {"seed": "3"} if name != "seed" else {"epochs": "3"}
    experiment, (problem,) = parse({name: given, **others})
    assert experiment == parse(others)[0]
    assert getattr(experiment, name) == DEFAULTS[name]
    assert (problem.name, problem.given, problem.used) == (name, str(given), DEFAULTS[name])
    assert problem.reason
    with pytest.raises(InvalidChoice, match=f"^{name}="):
        Experiment(**{name: given})


def test_reasons_say_what_would_do():
    _, problems = parse({"epochs": 0, "learning_rate": "x", "activation": "relu", "keras": "9.9"})
    told = {problem.name: problem.reason for problem in problems}
    assert told["epochs"] == "it must be a whole number from 1 to 200"
    assert told["learning_rate"] == "it must be a number from 1e-05 to 1.0"
    assert told["activation"] == "it must be one of softmax, sigmoid, linear"
    assert "9.9" in told["keras"]


def test_other_names_in_the_url_are_left_alone():
    assert parse({"lang": "de", "embed": "true", "Loss": "x", "": ""}) == (Experiment(), ())


def test_an_experiment_is_a_value():
    one, two = Experiment(seed="3"), Experiment(seed=3)
    assert one == two
    assert len({one, two, Experiment()}) == 2
    with pytest.raises(FrozenInstanceError):
        one.seed = 4


VALUES = {
    "dataset": ["digits", "mnist"],
    "loss": ["categorical_crossentropy", "mean_squared_error"],
    "task": ["multi_label", "binary"],
    "activation": ["sigmoid", "linear"],
    "labels": ["integer", "integer_column"],
    "train_size": [1000, 60_000],
    "epochs": [1, 99],
    "batch_size": [8, 512],
    "optimizer": ["sgd", "adamax"],
    "learning_rate": [0.00001, 0.03],
    "seed": [0, 1],
    "net": ["article", "question"],
    "topics": [5, 20],
    "imbalance": [1.5, 50],
    "class_weight": [False, True],
    "loss_weight": [0.1, 10],
    "scaled": [False, True],
    "holdout": [False, True],
}


@pytest.mark.parametrize("dataset", ["digits", "mnist"])
@pytest.mark.parametrize("name", sorted(VALUES))
def test_what_is_trained_names_the_training(dataset, name):
    base = Experiment(dataset=dataset, keras=TODAY)
    assert base.training_key == replace(base, **{each: DEFAULTS[each] for each in STUDY}).training_key
    keys = {base.training_key} | {replace(base, **{name: v}).training_key for v in VALUES[name]}
    if name == "dataset" or DEFAULTS[name] in VALUES[name]:
        assert len(keys) == 2
    elif (dataset, name) == ("digits", "train_size"):
        assert len(keys) == 1  # there is no choice of how many digits
    else:
        assert len(keys) == 3


def test_what_only_a_study_chooses_is_no_parameter_of_a_link():
    assert "net" in STUDY
    assert parse(dict.fromkeys(STUDY, "anything")) == (Experiment(), ())
    assert Experiment(topics=7, dataset="20newsgroups").changes() == {"dataset": "20newsgroups"}
    (problem,) = parse({"dataset": "20newsgroups"})[1]
    assert problem.reason == "it must be one of digits, mnist"


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_data_set_has_a_source_and_a_bundled_stand_in(name):
    source = CATALOGUE[name]
    assert source.bundled or CATALOGUE[source.instead].bundled
    assert Experiment(dataset=name).dataset == name


def test_how_a_run_is_read_does_not_name_it():
    assert set(LIMITS) - set(VALUES) == {"metric", "keras", "backend", "from_logits"}
    base = Experiment()
    for metric in LIMITS["metric"].options:
        assert replace(base, metric=metric).training_key == base.training_key


@pytest.mark.parametrize("loss", LIMITS["loss"].options)
@pytest.mark.parametrize("activation", LIMITS["activation"].options)
def test_from_logits_names_the_training_only_where_it_changes_it(loss, activation):
    base = Experiment(loss=loss, activation=activation, keras=TODAY)
    asked = replace(base, from_logits=True)
    told = loss != "mean_squared_error"
    assert asked.uses_from_logits == told
    assert asked.outputs_logits == (told and activation == "linear")
    # today's Keras takes the logits behind an activation with or without it
    assert (asked.training_key != base.training_key) == asked.outputs_logits
    assert not base.uses_from_logits
    # and where the outputs are taken for logits, another net is trained
    for elsewhere in ({"keras": "tf-2.2.3"}, {"backend": "jax"}, {"backend": "torch"}):
        twice, plain = replace(asked, **elsewhere), replace(base, **elsewhere)
        assert (twice.training_key != plain.training_key) == told
        assert ("from_logits=True " in twice.training_key) == told


def test_a_backend_trains_anew_only_where_it_trains_something_else():
    softmax = Experiment(keras=TODAY)
    on_jax, on_torch = (replace(softmax, backend=each) for each in ("jax", "torch"))
    assert on_jax.training_key == on_torch.training_key != softmax.training_key
    # on the outputs, as before hidden logits
    assert on_jax.training_key == Experiment(keras="2.2.4").training_key
    squared = replace(softmax, loss="mean_squared_error")
    assert replace(squared, backend="jax").training_key == squared.training_key
    # a version without a choice goes on as it was
    old = Experiment(backend="jax")
    assert (old.runs_on, old.training_key) == ("tensorflow", Experiment().training_key)
    # of labels it makes rows first, which matters where outputs do not add up to one
    linear = Experiment(
        keras=TODAY, loss="sparse_categorical_crossentropy", activation="linear", labels="integer"
    )
    assert replace(linear, backend="jax").training_key != linear.training_key


def test_several_labels_have_one_encoding():
    chosen = [Experiment(task="multi_label", labels=labels) for labels in LIMITS["labels"].options]
    assert {each.targets for each in chosen} == {"multi_hot"}
    assert len({each.training_key for each in chosen}) == 1


@pytest.mark.parametrize(
    ("choices", "versions", "trainings"),
    [
        ({}, ("1.2.2", "2.2.4", "2.3.1", "tf-2.1.4", "tf-2.3.4"), 1),
        ({}, ("tf-2.3.4", "tf-2.4.4"), 2),
        ({}, ("tf-2.4.4", "tf-2.15.1", "3.0.5", TODAY), 1),
        ({"activation": "sigmoid"}, ("2.2.4", "2.3.1"), 2),
        ({"activation": "sigmoid"}, ("2.3.1", "tf-2.2.3", TODAY), 1),
        ({"activation": "linear"}, ("1.2.2", "2.2.4", "tf-2.3.4", TODAY), 1),
        ({"loss": "mean_squared_error"}, ("1.2.2", "2.2.4", "tf-2.3.4", TODAY), 1),
        ({"loss": "mean_squared_error", "labels": "integer"}, ("2.2.4", "tf-2.15.1"), 1),
        ({"loss": "mean_squared_error", "labels": "integer"}, ("tf-2.15.1", "3.0.5"), 2),
        ({"loss": "mean_squared_error", "labels": "integer_column"}, ("2.2.4", TODAY), 1),
    ],
)
def test_a_version_trains_anew_only_where_it_trains_something_else(choices, versions, trainings):
    keys = {Experiment(keras=version, **choices).training_key for version in versions}
    assert len(keys) == trainings


def test_integers_train_as_the_column_that_old_keras_makes_of_them():
    integer, column = (
        Experiment(loss="mean_squared_error", labels=labels, keras="2.2.4")
        for labels in ("integer", "integer_column")
    )
    assert integer.training_key == column.training_key
    assert (integer.targets, integer.labels) == ("integer_column", "integer")
    assert replace(integer, keras=TODAY).targets == "integer"


def test_the_key_is_the_same_in_every_process():
    program = (
        "from core.experiment import Experiment as E; print(E(seed=3, keras='3.15.1').training_key)"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert keys == {Experiment(seed=3, keras=TODAY).training_key}


@pytest.mark.parametrize("place", [0, 1])
def test_a_link_says_every_change_and_nothing_else(place):
    assert Experiment().changes() == {}
    chosen = {name: values[place] for name, values in VALUES.items() if name not in STUDY}
    chosen |= {"keras": TODAY, "from_logits": True}
    experiment = Experiment(metric="binary_accuracy", **chosen)
    changes = experiment.changes()
    assert set(changes) == {
        name for name, value in experiment.as_dict().items() if value != DEFAULTS[name]
    }
    assert parse({name: str(value) for name, value in changes.items()}) == (experiment, ())
