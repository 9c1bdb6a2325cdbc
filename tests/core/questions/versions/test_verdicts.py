"""Each verdict, by what its link opens, and by what real installs of Keras printed."""

import re
from urllib.parse import parse_qsl

import keras
import numpy as np
import pytest

from core.keras_versions import ON_THEANO, VERSIONS, backend, order
from core.questions.versions import claims as room
from core.questions.versions import reading as table
from core.questions.versions.setups import FixedSetup
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNTIL
from tests.conformance import losses_by_hand, rows

MEASURED = sorted(rows.versions(), key=order)
CLAIMS = {claim.id: claim for claim in room.claims()}


def verdict(name):
    return CLAIMS[name].verdict


def numbers(text):
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


def opened(link):
    """The setup that a link opens, read anew from its parameters."""
    page, _mark, query = link.partition("?")
    given = dict(parse_qsl(query))
    assert page == "versions"
    assert set(given) - {"units"} == {
        *("claim", "task", "loss", "activation", "labels", "metric", "from_logits", "backend")
    }
    return FixedSetup(
        given["loss"],
        given["activation"],
        given["labels"],
        given["metric"],
        1 if given["task"] == "binary" else int(given["units"]),
        multi_label=given["task"] == "multi_label",
        from_logits=given["from_logits"] == "true",
        backend=given["backend"],
    )


def taken(found, _setup):
    return sum(row.refused is None for row in found)


def refusing(found, _setup):
    return sum(row.refused is not None for row in found)


def true(found, setup):
    """How many report the share of the largest outputs that are the label's."""
    right = np.mean(setup.predictions.argmax(axis=1) == setup.truth)
    return sum(row.point is not None and abs(row.point.reported - right) < 1e-6 for row in found)


def other_than_one(_found, setup):
    return sum(list(row).count(1) != 1 for row in setup.truth)


SHOWN = {
    "not_only_two": taken,
    "guesses": lambda found, _setup: sum(row.picked == "binary_accuracy" for row in found),
    "naming": true,
    "shape_error": refusing,
    "sparse": true,
    "one_hot_binary": refusing,
    "exclusive": true,
    "multi_label": taken,
    "multi_label_one_hot": other_than_one,
    "must_name": true,
}


@pytest.mark.parametrize("name", CLAIMS)
def test_the_page_that_a_claim_links_to_shows_its_number(name):
    setup = opened(CLAIMS[name].link)
    assert f"claim={name}&" in CLAIMS[name].link
    assert numbers(verdict(name).number)[0] == SHOWN[name](table.rows(setup), setup)


def measured(loss, activation="softmax", labels="one_hot", units=10):
    """The row of this setup by version, its loss given as a string."""
    return {
        setup.version: setup
        for version in MEASURED
        for setup in rows.setups(version)
        if (setup.loss, setup.activation, setup.labels, setup.units)
        == (loss, activation, labels, units)
        and setup.form == "string"
        and not setup.saturated
    }


def accuracies(setups, metric="accuracy"):
    return {
        version: setup.row["metrics"][metric]
        for version, setup in setups.items()
        if metric in setup.row.get("metrics", {})
    }


def test_the_loss_picked_the_accuracy_in_these_versions_and_in_no_later_one():
    setups = measured("binary_crossentropy")
    said = accuracies(setups)
    cells, answers = said["2.2.4"], said["3.15.1"]
    fooled = [version for version, value in said.items() if abs(value - cells) < 1e-6]
    assert {version for version in said if version not in fooled} == {
        version for version, value in said.items() if abs(value - answers) < 1e-6
    }
    found = verdict("guesses")
    assert found.kind == UNTIL
    assert numbers(found.number) == [len(fooled), len(MEASURED)]
    ends = [(min(each, key=order), max(each, key=order)) for each in split(fooled)]
    assert ends == [("1.0.6", "2.3.1"), ("tf-1.4.1", "tf-2.1.4")]
    assert "Keras 1.0.6 to 2.3.1 and TensorFlow 1.4.1 to 2.1.4" in found.because


def split(versions):
    tf = [each for each in versions if each.startswith("tf-")]
    return [each for each in versions if each not in tf], tf


def test_where_the_metric_is_named_every_version_that_knows_it_reports_the_same():
    said = accuracies(measured("binary_crossentropy"), "categorical_accuracy")
    assert max(said.values()) - min(said.values()) < 1e-6
    found = verdict("naming")
    assert found.kind == HOLDS
    assert numbers(found.number) == [len(said), len(MEASURED)]
    assert set(MEASURED) - set(said) == {"1.0.0"}
    assert "All but Keras 1.0.0 know the name." in found.because


def test_the_name_itself_misleads_with_integers_and_with_several_labels():
    columns = measured("sparse_categorical_crossentropy", labels="integer_column")
    several = measured("binary_crossentropy", activation="sigmoid", labels="multi_hot")
    named, right = (
        accuracies(columns, f"{name}categorical_accuracy")["3.15.1"] for name in ("", "sparse_")
    )
    assert named < right / 2
    labels = several["3.15.1"]
    exact = np.mean(((labels.predictions > 0.5) == (labels.targets > 0.5)).all(axis=1))
    assert accuracies(several, "categorical_accuracy")["3.15.1"] > exact + 0.1
    setup = FixedSetup(activation="sigmoid", multi_label=True)
    every = np.mean(((setup.predictions > 0.5) == setup.truth).all(axis=1))
    one = np.mean(setup.predictions.argmax(axis=1) == setup.truth.argmax(axis=1))
    plain = FixedSetup("sparse_categorical_crossentropy")
    first = np.mean(plain.predictions.argmax(axis=1) == 0)  # a column's largest place is its only one
    answers = np.mean(plain.predictions.argmax(axis=1) == plain.truth)
    said = [round(100 * each, 1) for each in (first, answers, one, every)]
    assert numbers(verdict("naming").because)[-4:] == pytest.approx(said, abs=0.051)


def test_integer_targets_are_refused_by_every_version():
    both = [
        {
            version
            for version, setup in measured("categorical_crossentropy", labels=labels).items()
            if setup.refusals()
        }
        for labels in ("integer", "integer_column")
    ]
    found = verdict("shape_error")
    assert found.kind == HOLDS
    assert numbers(found.number) == [len(set.intersection(*both)), len(MEASURED)]
    assert both == [set(MEASURED), set(MEASURED)]


def test_the_sparse_loss_takes_them_in_every_version():
    said = accuracies(measured("sparse_categorical_crossentropy", labels="integer"))
    assert len(said) == len(MEASURED)
    right = [version for version, value in said.items() if abs(value - said["3.15.1"]) < 1e-6]
    found = verdict("sparse")
    assert found.kind == HOLDS
    assert numbers(found.number) == [len(right), len(MEASURED)]


def test_ten_classes_and_two_sigmoids_are_taken_by_every_version():
    ten = measured("binary_crossentropy").values()
    two = measured("binary_crossentropy", activation="sigmoid", units=2).values()
    refused = [sum(bool(setup.refusals()) for setup in setups) for setups in (ten, two)]
    assert (refused, len(ten), len(two)) == ([0, 0], len(MEASURED), len(MEASURED))
    assert numbers(verdict("not_only_two").number) == [len(ten), len(MEASURED)]
    assert f"Of two sigmoids 0 of {len(two)} refuse them" in verdict("one_hot_binary").because


def test_one_sigmoid_does_not_take_two_columns():
    """Today's Keras, for real; TF 2.2 and 2.3 would take them of a softmax, which nobody asked."""
    found = verdict("one_hot_binary")
    assert found.kind == DEPENDS
    assert numbers(found.number) == [len(MEASURED), len(MEASURED)]
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy")
    inputs = np.zeros((4, 3))
    with pytest.raises(ValueError, match="same shape"):
        model.evaluate(inputs, np.eye(2)[[0, 1, 0, 1]], verbose=0)
    assert model.evaluate(inputs, np.array([0, 1, 0, 1]), verbose=0) == pytest.approx(np.log(2))


def test_the_fitting_setup_is_right_in_every_version():
    setups = measured("categorical_crossentropy")
    for version, setup in setups.items():
        right = np.mean(setup.predictions.argmax(axis=1) == setup.targets.argmax(axis=1))
        assert setup.row["metrics"]["accuracy"] == pytest.approx(right, abs=1e-6), version
    assert all(map(reports_the_loss_by_hand, setups.values()))
    assert verdict("exclusive").kind == HOLDS
    assert numbers(verdict("exclusive").number) == [len(setups), len(MEASURED)]


def test_no_version_misreports_the_loss_of_several_labels_and_newer_ones_their_accuracy():
    setups = measured("binary_crossentropy", activation="sigmoid", labels="multi_hot")
    assert all(map(reports_the_loss_by_hand, setups.values()))
    assert verdict("multi_label").kind == HOLDS
    assert numbers(verdict("multi_label").number) == [len(setups), len(MEASURED)]
    cells = accuracies(setups, "binary_accuracy")["3.15.1"]
    said = accuracies(setups)
    largest = [version for version, value in said.items() if abs(value - cells) > 1e-3]
    assert "3.15.1" in largest
    assert f"{len(MEASURED) - len(largest)} versions report" in verdict("multi_label").because
    assert f"and {len(largest)} report" in verdict("multi_label").because


def reports_the_loss_by_hand(setup):
    """Of the outputs as they are; Keras 3.0 averages over batches, the short last one in full."""
    values = losses_by_hand.from_outputs(setup.loss, setup.targets, setup.predictions, "clip")
    batches = [values[start : start + 9].mean() for start in (0, 9, 18)]
    reported = setup.row["reported"]
    return any(np.isclose(reported, each, rtol=1e-4) for each in (values.mean(), np.mean(batches)))


def test_nobody_has_to_name_the_accuracy_when_the_article_was_written():
    said = accuracies(measured("binary_crossentropy"))
    setup = measured("binary_crossentropy")["3.8.0"]
    right = np.mean(setup.predictions.argmax(axis=1) == setup.targets.argmax(axis=1))
    unnamed = [version for version, value in said.items() if abs(value - right) < 1e-6]
    assert {"3.8.0", "3.15.1"} < set(unnamed)
    found = verdict("must_name")
    assert (found.then, found.now) == (FAILS, FAILS)
    assert numbers(found.number) == [len(unnamed), len(MEASURED)]


def test_a_one_hot_row_cannot_say_what_most_rows_of_several_labels_say():
    said = numbers(verdict("multi_label_one_hot").number)
    drawn = np.random.RandomState(1).random_sample((320, 10)) < 0.35
    assert said == [np.count_nonzero(drawn.sum(axis=1) != 1), 320]
    assert verdict("multi_label_one_hot").kind == FAILS


def test_the_library_that_each_version_was_measured_on_is_said():
    found = {version: rows.load(version)[0]["backend"] for version in MEASURED}
    assert {version: backend(version).lower() for version in VERSIONS} == found
    assert set(ON_THEANO) == {version for version, name in found.items() if name == "theano"}
    assert all(version in CLAIMS["guesses"].measured.backend for version in ON_THEANO)
