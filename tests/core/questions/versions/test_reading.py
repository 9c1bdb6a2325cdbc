"""What each version reports for one setup, held against the measured rows and against real Keras."""

import operator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from core import keras_versions
from core.experiment import ACTIVATIONS, LABELS, LOSSES, METRICS
from core.keras_versions import TODAY, Setup, behaviour
from core.measures import accuracy, losses
from core.questions.versions import numbers as numbers
from core.questions.versions import reading as table
from core.questions.versions import setups as setups
from core.questions.versions.setups import FixedSetup
from core.reading.point import loss_parts, same
from core.reading.words import percent
from tests.conformance import rows as measured

FAMOUS = FixedSetup()
REFUSED = FixedSetup(labels="integer")
NO_ONE_TAKES = FixedSetup("sparse_categorical_crossentropy", labels="integer", units=1)
ONE_PER_ERA = ("1.0.5", "2.2.4", "tf-1.13.2", "tf-1.14.0", "tf-2.1.4", "tf-2.3.4", "tf-2.4.4", "3.15.1")
MULTI_LABEL = FixedSetup(activation="sigmoid", multi_label=True)
LOGIT = FixedSetup(activation="linear", labels="integer", units=1, from_logits=True)
EVERYTHING = [FixedSetup(*each) for each in product(LOSSES, ACTIVATIONS, LABELS, METRICS, setups.UNITS)]
EVERYTHING += [replace(each, multi_label=True) for each in EVERYTHING if each.units > 1]
EVERYTHING += [replace(each, from_logits=True) for each in EVERYTHING if each.activation == "linear"]


def row(version, setup=FAMOUS):
    (found,) = [each for each in table.rows(setup) if each.version == version]
    return found


def accepted(version):
    return [each for each in measured.setups(version) if each.form == "string" and not each.refusals()]


def told_of_logits(version):
    """What was measured of losses with from_logits=True, on outputs that are logits."""
    return [
        each
        for each in measured.setups(version)
        if each.form == "from_logits" and each.activation == "linear" and not each.refusals()
    ]


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
    said, by_hand = today.point.loss, today.point.loss_by_hand
    assert table.verdict_in_words(today) == f"⚠ loss {said:.3f}, not {by_hand:.3f}"
    assert row("tf-2.3.4").verdict == table.TRUE
    assert table.verdict_in_words(row("tf-2.3.4")) == "✓ true"


def test_several_labels_mislead_in_another_way_then_and_today():
    assert MULTI_LABEL.targets.shape == (setups.EXAMPLES, 10)
    assert set(MULTI_LABEL.targets.sum(axis=1)) > {0, 1, 2, 3}
    every_label = np.mean(((MULTI_LABEL.predictions > 0.5) == (MULTI_LABEL.targets > 0.5)).all(axis=1))
    assert MULTI_LABEL.true_accuracy == every_label
    old, today = row("2.2.4", MULTI_LABEL), row("3.15.1", MULTI_LABEL)
    by_cell = accuracy.binary_accuracy(MULTI_LABEL.targets, MULTI_LABEL.predictions)
    by_largest = accuracy.categorical_accuracy(MULTI_LABEL.targets, MULTI_LABEL.predictions)
    assert (old.picked, old.point.reported) == ("binary_accuracy", pytest.approx(by_cell))
    assert (today.picked, today.point.reported) == ("categorical_accuracy", pytest.approx(by_largest))
    assert every_label < by_largest < by_cell


def test_the_headline_of_several_labels_says_what_each_number_counts():
    """Exact match is true; the labels one by one, or one of them, are other questions."""
    told = table.headline(table.rows(MULTI_LABEL))
    exact = percent(MULTI_LABEL.true_accuracy)
    cells = percent(np.mean((MULTI_LABEL.predictions > 0.5) == MULTI_LABEL.truth))
    one = percent(np.mean(MULTI_LABEL.predictions.argmax(axis=1) == MULTI_LABEL.truth.argmax(axis=1)))
    assert told.startswith(f"{exact} are exact matches")
    assert f"15 of 27 versions report {cells}, of the labels one by one." in told
    assert f"12 of 27 versions report {one}, comparing one label" in told
    assert row("2.2.4", MULTI_LABEL).counts_labels
    assert table.verdict_in_words(row("2.2.4", MULTI_LABEL)) == "⚠ of labels, not examples"
    assert not row("3.15.1", MULTI_LABEL).counts_labels
    assert not row("2.2.4").counts_labels


def test_todays_keras_holds_a_logit_against_one_half():
    today, before = row("3.15.1", LOGIT), row("2.2.4", LOGIT)
    yes = fixed_yes(LOGIT)
    assert today.point.true == np.mean((LOGIT.logits[:, 0] > 0) == yes)
    assert today.point.reported == pytest.approx(np.mean((LOGIT.logits[:, 0] > 0.5) == yes))
    assert today.point.true - today.point.reported > 0.03
    assert not loss_parts(today.point)
    assert before.verdict == table.REFUSES
    (shown,) = table.table([before])
    assert shown["message"].startswith("Keras 2.2.4 has no from_logits in compile: ")


def test_from_logits_is_ignored_by_a_loss_that_has_none():
    setup = FixedSetup("mean_squared_error", "linear")
    told = replace(setup, from_logits=True)
    assert table.table(table.rows(told)) == table.table(table.rows(setup))


def test_from_logits_behind_an_activation_is_warned_of_or_counts_twice():
    plain = {row.version: row for row in table.rows(FAMOUS)}
    told = {row.version: row for row in table.rows(replace(FAMOUS, from_logits=True))}
    assert told["2.2.4"].refused
    today = told[TODAY]
    assert today.point.loss == plain[TODAY].point.loss
    assert today.warned
    assert today.computed_on == "logits"
    twice = losses.on_logits(FAMOUS.loss, FAMOUS.targets, FAMOUS.predictions)
    for row in (
        told["tf-2.2.3"],
        *(
            table.rows(replace(FAMOUS, from_logits=True, backend=each))[-1]
            for each in keras_versions.BACKENDS[1:]
        ),
    ):
        assert row.point.loss == pytest.approx(twice)
        assert row.point.loss > row.point.loss_by_hand + 0.1
        assert (row.computed_on, row.warned) == ("outputs_as_logits", ())


def test_a_backend_is_that_of_keras_3_alone():
    plain = table.table(table.rows(FAMOUS))
    on_jax = table.table(table.rows(replace(FAMOUS, backend="jax")))
    apart = [pair for pair in zip(plain, on_jax, strict=True) if operator.ne(*pair)]
    new = [each for each in keras_versions.VERSIONS if each.startswith("3.")]
    assert [before["version"] for before, _now in apart] == new
    for before, now in apart:
        assert now["reported_loss"] == pytest.approx(now["loss_by_hand"], rel=1e-5)
        assert before["verdict"] != now["verdict"] == "✓ true"


def fixed_yes(setup):
    return setups.fixed_labels(setup.units) == 1


def test_the_headline_counts_the_versions():
    found = table.rows(FAMOUS)
    wrong = [each for each in found if not same(each.point)]
    off = [each for each in found if loss_parts(each.point)]
    told = table.headline(found)
    assert told.startswith(f"{len(wrong)} of {len(keras_versions.VERSIONS)} versions report ")
    said, by_hand = off[0].point.loss, off[0].point.loss_by_hand
    assert f"{len(off)} report a loss of {said:.3f}; by hand it is {by_hand:.3f}." in told
    assert {percent(each.point.reported) for each in wrong} == {percent(row("2.2.4").point.reported)}


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        (
            FixedSetup(loss="categorical_crossentropy"),
            f"Each of the {len(keras_versions.VERSIONS)} versions reports the true accuracy",
        ),
        (REFUSED, f"{len(keras_versions.VERSIONS) - 2} refuse it."),  # two tf.keras take it
        (NO_ONE_TAKES, f"All {len(keras_versions.VERSIONS)} versions refuse this setup."),
        (FixedSetup(activation="linear"), "report a wrong accuracy, most often"),
        (FixedSetup(units=1), "25 refuse it."),
    ],
)
def test_the_headline_of_other_setups(setup, words):
    assert words in table.headline(table.rows(setup))


def test_a_refused_row_carries_what_the_version_says():
    setup = Setup("3.15.1", "binary_crossentropy", (None,), (None, 10), activation="softmax")
    said = behaviour(setup).refused
    found = row("3.15.1", REFUSED)
    assert found.verdict == table.REFUSES
    assert found.point is None
    (shown,) = table.table([found])
    assert shown["message"] == f"{said.exception_type}: {said.message}"
    assert shown["mend"] == said.mend
    assert shown["verdict"] == "✗ refuses"
    assert shown["reported_accuracy"] is None
    assert shown["reported_loss"] is None


def test_the_table_holds_every_version_and_what_was_made_by_hand():
    rows = table.table(table.rows(FAMOUS))
    assert [each["version"] for each in rows] == list(keras_versions.VERSIONS)
    assert {tuple(each) for each in rows} == {tuple(table.COLUMNS)}
    true = accuracy.true_accuracy(setups.fixed_labels(10), FAMOUS.predictions)
    assert {each["true_accuracy"] for each in rows} == {100 * true}
    by_hand = losses.binary_crossentropy(FAMOUS.targets, FAMOUS.predictions)
    assert {each["loss_by_hand"] for each in rows} == {by_hand}
    assert [each["reported_loss"] for each in rows] == [each.point.loss for each in table.rows(FAMOUS)]


def test_every_setup_has_a_row_in_every_version():
    for setup in EVERYTHING:
        found = table.rows(setup)
        assert table.headline(found)
        for each in found:
            if each.point:
                assert 0 <= each.point.reported <= 1, (each.version, setup)
                by_hand = each.point.loss_by_hand
                assert np.isfinite([each.point.loss, by_hand]).all(), (each.version, setup)
            else:
                assert each.refused.message


def test_the_predictions_are_fixed_and_those_of_a_net_half_trained():
    assert setups.fixed_logits(10)[0, :3] == pytest.approx([5.5424833, 0.6402515, 1.5659808])
    assert setups.EXAMPLES % numbers.BATCH == 0
    for units in setups.UNITS[1:]:
        true = FixedSetup(units=units).true_accuracy
        assert 1.5 / units < true < 0.95
    assert 0.7 < FixedSetup(units=1, activation="sigmoid").true_accuracy < 0.95


@pytest.mark.parametrize("version", ONE_PER_ERA)
def test_reports_the_loss_that_was_measured(version):
    wrong = []
    for each in (*accepted(version), *told_of_logits(version)):
        if each.row.get("reported") is None:
            continue
        given = (each.targets, each.logits, each.predictions.astype("float32"))
        by_hand = numbers.reported_loss(behaviour(each.asked()), *given)
        if not np.isclose(by_hand, each.row["reported"], rtol=1e-4, atol=1e-4, equal_nan=True):
            wrong.append((str(each), each.row["reported"], by_hand))
    assert not wrong


@pytest.mark.parametrize("version", ONE_PER_ERA)
def test_reports_the_accuracy_that_was_measured(version):
    wrong = []
    for each in accepted(version):
        for metric, reported in each.row["metrics"].items():
            said = behaviour(each.asked(metric))
            if each.saturated or said.refused:
                continue
            found = numbers.reported_accuracy(said, each.targets, each.predictions, 9)
            if abs(found - reported) > 1e-6:
                wrong.append((str(each), metric, reported, found))
    assert not wrong


def test_the_number_of_measured_setups_is_what_the_page_says():
    held = sum(len(measured.setups(name)) for name in measured.names())
    assert held == table.MEASURED_SETUPS
    assert measured.versions() == sorted(keras_versions.VERSIONS)


def test_every_version_has_the_month_of_its_own_release():
    """Of PyPI's index; a patch has not the month of its series."""
    assert list(keras_versions.RELEASED) == list(keras_versions.VERSIONS)
    known = {"2.2.4": "2018-10", "tf-2.4.4": "2021-11", "tf-1.15.5": "2021-01", "3.15.1": "2026-07"}
    assert {version: keras_versions.RELEASED[version] for version in known} == known
    keras = [
        keras_versions.RELEASED[each.version]
        for each in table.rows(FAMOUS)
        if each.family != "tf.keras"
    ]
    assert keras == sorted(keras)
    for release, month in keras_versions.BEGAN.items():
        assert keras_versions.RELEASED.get(release, month) == month


@pytest.mark.slow
@pytest.mark.parametrize("units", setups.UNITS)
@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize("loss", LOSSES[:3])
def test_todays_keras_reports_the_loss_on_logits(loss, activation, units):
    import keras

    sparse = loss == "sparse_categorical_crossentropy"
    setup = FixedSetup(loss, activation, "integer" if sparse else "one_hot", units=units)
    today = row("3.15.1", setup)
    if today.refused:
        pytest.skip("refused")
    inputs = keras.Input((units,))
    model = keras.Model(inputs, keras.layers.Activation(activation)(inputs))
    model.compile(loss=loss, metrics=["accuracy"])
    said = model.evaluate(setups.fixed_logits(units), setup.targets, verbose=0, return_dict=True)
    assert said["loss"] == pytest.approx(today.point.loss, rel=1e-4, abs=1e-6)
    assert said["accuracy"] == pytest.approx(today.point.reported, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("setup", [MULTI_LABEL, LOGIT, replace(LOGIT, units=10, multi_label=True)])
def test_todays_keras_reports_what_is_shown_of_several_labels_and_of_logits(setup):
    import keras

    today = row("3.15.1", setup)
    inputs = keras.Input((setup.units,))
    model = keras.Model(inputs, keras.layers.Activation(setup.activation)(inputs))
    loss = keras.losses.BinaryCrossentropy(from_logits=setup.from_logits)
    model.compile(loss=loss, metrics=["accuracy"])
    said = model.evaluate(setup.logits, setup.targets, verbose=0, return_dict=True)
    assert said["loss"] == pytest.approx(today.point.loss, rel=1e-4, abs=1e-6)
    assert said["accuracy"] == pytest.approx(today.point.reported, abs=1e-6)
