"""Every preset is a valid setup, and what its sentence says is what happens."""

from dataclasses import replace

import numpy as np
import pytest

from core.experiment import Experiment, presets
from core.keras_versions import VERSIONS
from core.reading.point import loss_parts
from core.reading.reading import read

PRESETS = {each.id: each for each in presets.presets()}
MNIST = Experiment(dataset="mnist", train_size=1000, seed=3, epochs=2, metric="binary_accuracy")
RUNS = {}


def run(preset):
    """The preset on the digits, trained once, as its own Keras and metric read it."""
    from core.training import one as training

    experiment = PRESETS[preset].apply(Experiment())
    if experiment.training_key not in RUNS:
        RUNS[experiment.training_key] = list(training.train(experiment))
    return read(experiment).points(RUNS[experiment.training_key])


def test_ids_names_and_reasons_are_their_own():
    assert len(PRESETS) == len(presets.presets()) == 9
    for told in ("name", "why"):
        assert len({getattr(each, told) for each in PRESETS.values()}) == len(PRESETS)
    assert VERSIONS[-1] == presets.TODAY


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("experiment", [Experiment(), MNIST], ids=["digits", "mnist"])
def test_a_preset_keeps_the_data_and_is_found_again(preset, experiment):
    applied = PRESETS[preset].apply(experiment)
    assert (applied.dataset, applied.train_size) == (experiment.dataset, experiment.train_size)
    assert presets.matching(applied).id == preset
    for name, value in PRESETS[preset].changes.items():
        assert getattr(applied, name) == value
    others = applied.changes().keys() - PRESETS[preset].changes.keys()
    assert others <= {"dataset", "train_size"}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_is_refused_by_its_keras(preset):
    assert read(PRESETS[preset].apply(Experiment())).refused is None


def test_a_setup_of_ones_own_is_no_preset():
    assert presets.matching(Experiment(seed=1)) is None
    assert presets.matching(Experiment()).id == "classic"


def test_the_mend_is_the_same_run_read_by_another_metric():
    classic, fix = (PRESETS[each].apply(Experiment()) for each in ("classic", "fix"))
    assert classic.training_key == fix.training_key
    assert (read(classic).picked, read(fix).picked) == ("binary_accuracy", "categorical_accuracy")
    assert replace(classic, metric="categorical_accuracy") == fix


@pytest.mark.slow
def test_classic_counts_cells_instead_of_answers():
    first, *_, last = run("classic")
    assert first.reported == pytest.approx(0.9, abs=0.001)
    assert first.true < 0.2
    assert last.reported > 0.98
    assert 0.9 < last.true < 0.96
    assert not loss_parts(last)


@pytest.mark.slow
def test_fix_counts_answers():
    assert [each.reported for each in run("fix")] == pytest.approx([each.true for each in run("fix")])


@pytest.mark.slow
def test_today_reports_the_truth_and_another_loss():
    points = run("today")
    assert [each.reported for each in points] == pytest.approx([each.true for each in points])
    assert all(loss_parts(each) for each in points)
    assert points[0].loss > 2 * points[0].loss_by_hand


@pytest.mark.slow
def test_lower_ends_below_the_truth():
    *_, last = run("lower")
    assert last.true > 0.85
    assert last.reported < last.true - 0.02


@pytest.mark.slow
def test_integer_reports_a_number_that_means_nothing():
    *_, last = run("integer")
    assert last.true > 0.9
    assert last.reported < 0.3


@pytest.mark.slow
def test_broadcast_never_learns():
    points = run("broadcast")
    assert all(each.true < 0.3 for each in points)
    assert points[-1].loss < points[0].loss  # it trains, towards the wrong targets


@pytest.mark.slow
def test_multi_label_accuracy_means_neither_cells_nor_answers():
    """'accuracy' compares two largest cells; binary_accuracy counts cells; true is all three right."""
    applied = PRESETS["multi_label"].apply(Experiment())
    assert read(applied).picked == "categorical_accuracy"
    *_, last = run("multi_label")
    by_cells = RUNS[applied.training_key][-1].accuracies["binary_accuracy"]
    assert by_cells > last.true + 0.05
    assert last.reported < last.true - 0.1
    assert last.true > 0.75


@pytest.mark.slow
def test_logits_are_held_against_another_threshold_than_their_meaning():
    applied = PRESETS["logits"].apply(Experiment())
    assert read(applied).picked == "binary_accuracy"
    *_, last = run("logits")
    assert last.reported < last.true - 0.03
    assert not loss_parts(last)
    final = RUNS[applied.training_key][-1]
    logits, even = final.predictions[:, 0], training_gallery(applied).labels % 2 == 0
    between = (logits > 0) & (logits <= 0.5)
    assert between.any()
    assert np.mean((logits > 0) == even) == pytest.approx(last.true)
    assert np.mean((logits > 0.5) == even) == pytest.approx(last.reported)


def training_gallery(experiment):
    from core.training import one as training

    return training.gallery(experiment)


@pytest.mark.slow
def test_untrained_reports_nine_of_ten():
    first, last = run("untrained")
    for each in (first, last):
        assert each.reported == pytest.approx(0.9, abs=0.002)
        assert each.true < 0.3
