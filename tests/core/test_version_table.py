"""What each version reports for one setup, held against the measured rows and against real Keras."""

from itertools import product

import numpy as np
import pytest

from core import accuracy, keras_versions, losses, reading
from core import version_table as table
from core.experiment import ACTIVATIONS, LABELS, LOSSES, METRICS
from core.version_table import Setup
from tests.conformance import rows as measured

FAMOUS = Setup()
REFUSED = Setup(labels="integer")
NO_ONE_TAKES = Setup("sparse_categorical_crossentropy", labels="integer", units=1)
ONE_PER_ERA = ("1.0.5", "2.2.4", "tf-1.13.2", "tf-1.14.0", "tf-2.1.4", "tf-2.3.4", "tf-2.4.4", "3.15.1")
EVERYTHING = [Setup(*each) for each in product(LOSSES, ACTIVATIONS, LABELS, METRICS, table.UNITS)]


def row(version, setup=FAMOUS):
    (found,) = [each for each in table.rows(setup) if each.version == version]
    return found


def accepted(version):
    return [each for each in measured.setups(version) if each.form == "string" and not each.refusals()]


def test_the_famous_case_in_old_and_in_todays_keras():
    old, today = row("2.2.4"), row("3.15.1")
    assert old.picked == "binary_accuracy"
    by_cell = accuracy.binary_accuracy(FAMOUS.targets, FAMOUS.predictions)
    assert old.point.reported == pytest.approx(by_cell)
    assert by_cell > 0.9
    assert old.point.loss == pytest.approx(old.point.loss_by_hand)
    assert today.picked == "categorical_accuracy"
    assert today.point.reported == today.point.true == old.point.true < 0.6
    assert today.computed_on == "logits"
    assert today.point.loss > 4 * today.point.loss_by_hand
    assert [old.verdict, today.verdict] == [table.MISLEADS, table.MISLEADS]
    assert "points too high" in table.verdict_in_words(old)
    assert table.verdict_in_words(today).startswith("⚠ loss")
    assert row("tf-2.3.4").verdict == table.TRUE
    assert table.verdict_in_words(row("tf-2.3.4")) == "✓ true"


def test_the_headline_counts_the_versions():
    found = table.rows(FAMOUS)
    wrong = [each for each in found if not reading.same(each.point)]
    off = [each for each in found if reading.loss_parts(each.point)]
    told = table.headline(found)
    assert told.startswith(f"{len(wrong)} of {len(keras_versions.VERSIONS)} versions report ")
    assert f"{len(off)} report a loss of {off[0].point.loss:.3f}" in told
    assert {reading.percent(each.point.reported) for each in wrong} == {
        reading.percent(row("2.2.4").point.reported)
    }


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        (Setup(loss="categorical_crossentropy"), "Each of the 27 versions reports the true accuracy"),
        (REFUSED, "25 refuse it."),
        (NO_ONE_TAKES, "All 27 versions refuse this setup."),
        (Setup(activation="linear"), "report a wrong accuracy, most often"),
        (Setup(units=1), "most often"),
    ],
)
def test_the_headline_of_other_setups(setup, words):
    assert words in table.headline(table.rows(setup))


def test_a_refused_row_carries_what_the_version_says():
    said = keras_versions.refusal("3.15.1", "binary_crossentropy", (None,), (None, 10))
    found = row("3.15.1", REFUSED)
    assert found.verdict == table.REFUSES
    assert found.point is None
    shown = table.frame([found]).iloc[0]
    assert shown["message"] == f"{said.exception_type}: {said.message}"
    assert shown["mend"] == said.mend
    assert shown["verdict"] == "✗ refuses"
    assert np.isnan(shown["reported_accuracy"])
    assert np.isnan(shown["reported_loss"])


def test_the_table_holds_every_version_and_what_was_made_by_hand():
    frame = table.frame(table.rows(FAMOUS))
    assert list(frame["version"]) == list(keras_versions.VERSIONS)
    assert list(frame.columns) == table.COLUMNS
    true = accuracy.true_accuracy(table.fixed_labels(10), FAMOUS.predictions)
    assert set(frame["true_accuracy"]) == {100 * true}
    by_hand = losses.binary_crossentropy(FAMOUS.targets, FAMOUS.predictions)
    assert set(frame["loss_by_hand"]) == {by_hand}


def test_every_setup_has_a_row_in_every_version():
    for setup in EVERYTHING:
        found = table.rows(setup)
        assert table.headline(found)
        for each in found:
            if each.point:
                assert 0 <= each.point.reported <= 1, (each.version, setup)
                assert np.isfinite([each.point.loss, each.point.loss_by_hand]).all(), setup
            else:
                assert each.refused.message


def test_the_predictions_are_fixed_and_those_of_a_net_half_trained():
    assert table.fixed_logits(10)[0, :3] == pytest.approx([5.5424833, 0.6402515, 1.5659808])
    assert table.EXAMPLES % table.BATCH == 0
    for units in table.UNITS[1:]:
        true = table.true_accuracy(Setup(units=units))
        assert 1.5 / units < true < 0.95
    assert 0.7 < table.true_accuracy(Setup(units=1, activation="sigmoid")) < 0.95


@pytest.mark.parametrize("version", ONE_PER_ERA)
def test_reports_the_loss_that_was_measured(version):
    wrong = []
    for each in accepted(version):
        if each.row.get("reported") is None:
            continue
        given = (each.targets, each.logits, each.predictions.astype("float32"))
        by_hand = table.reported_loss(version, each.loss, each.activation, *given)
        if not np.isclose(by_hand, each.row["reported"], rtol=1e-4, atol=1e-4, equal_nan=True):
            wrong.append((str(each), each.row["reported"], by_hand))
    assert not wrong


@pytest.mark.parametrize("version", ONE_PER_ERA)
def test_reports_the_accuracy_that_was_measured(version):
    wrong = []
    for each in accepted(version):
        for metric, reported in each.row["metrics"].items():
            asked = (version, each.loss, each.target_shape, each.output_shape, metric)
            if each.saturated or keras_versions.refusal(*asked, each.activation):
                continue
            picked = keras_versions.resolve_accuracy(*asked, each.activation)
            found = table.reported_accuracy(version, picked, each.targets, each.predictions, 9)
            if abs(found - reported) > 1e-6:
                wrong.append((str(each), metric, reported, found))
    assert not wrong


def test_the_number_of_measured_setups_is_what_the_page_says():
    held = sum(len(measured.setups(version)) for version in keras_versions.VERSIONS)
    assert held == table.MEASURED_SETUPS
    assert measured.versions() == sorted(keras_versions.VERSIONS)


def test_every_version_has_the_month_of_its_release():
    assert list(table.RELEASED) == list(keras_versions.VERSIONS)
    for family in table.FAMILIES:
        own = [each for each in table.rows(FAMOUS) if each.family == family]
        months = [table.RELEASED[each.version] for each in own if not each.version.startswith("tf-2.0")]
        assert months == sorted(months)  # TensorFlow 2.0 came out before 1.15


@pytest.mark.slow
@pytest.mark.parametrize("units", table.UNITS)
@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize("loss", LOSSES[:3])
def test_todays_keras_reports_the_loss_on_logits(loss, activation, units):
    import keras

    sparse = loss == "sparse_categorical_crossentropy"
    setup = Setup(loss, activation, "integer" if sparse else "one_hot", units=units)
    today = row("3.15.1", setup)
    if today.refused:
        pytest.skip("refused")
    inputs = keras.Input((units,))
    model = keras.Model(inputs, keras.layers.Activation(activation)(inputs))
    model.compile(loss=loss, metrics=["accuracy"])
    said = model.evaluate(table.fixed_logits(units), setup.targets, verbose=0, return_dict=True)
    assert said["loss"] == pytest.approx(today.point.loss, rel=1e-4, abs=1e-6)
    assert said["accuracy"] == pytest.approx(today.point.reported, abs=1e-6)
