"""The shipped recordings: readable without pickles, found by what it trains, and made again."""

import json
import os
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from core import datasets, recordings, training
from core.experiment import METRICS, Experiment
from core.experiment.comparison import Comparison
from core.experiment.presets import presets
from core.measures.snapshot import ComparisonSnapshot, Device, Gallery, RepeatSnapshot, Snapshot
from core.questions.playground.recordings import SHELF
from tests import shipped
from tests.core.runs.kept import same


@pytest.fixture
def folder(tmp_path):
    recordings.load.cache_clear()
    yield tmp_path
    recordings.load.cache_clear()


def snapshot(epoch, images=5):
    rng = np.random.default_rng(epoch)
    return Snapshot(
        epoch=epoch + 0.5,
        examples=images,
        loss=1 / 3,
        loss_by_hand=0.25,
        accuracies={"binary_accuracy": 0.9},
        accuracies_by_hand={"binary_accuracy": 0.9000001},
        true_accuracy=0.1,
        predictions=rng.random((images, 10), dtype="float32"),
    )


def without_arrays(snapshot):
    return replace(snapshot, predictions=None, right=None, sure=None)


def made_up():
    gallery = Gallery(np.arange(3 * 64, dtype="uint8").reshape(3, 8, 8), np.array([4, 5, 6]), 16)
    device = Device("GPU", "a fast one", 2)
    snapshots = (snapshot(0), snapshot(1))
    return recordings.Recording(Experiment(epochs=1), snapshots, gallery, device, {"keras": "3.15.1"})


@pytest.mark.parametrize("name", sorted(shipped.RECORDED))
def test_what_is_shipped_loads_without_pickles(name):
    recordings.load.cache_clear()
    with np.load(shipped.path(name), allow_pickle=False) as archive:
        assert not any(archive[each].dtype.hasobject for each in archive.files)
    recording = shipped.load(name)
    assert recording.order == shipped.RECORDED[name]
    assert shipped.SHELVES[name].find(recording.order) is recording
    epochs = [each.epoch for each in recording.snapshots]
    assert epochs[0] in (0, recording.order.epochs)  # seeds in turn are measured where they end
    assert epochs[-1] == recording.order.epochs
    assert epochs == sorted(set(epochs))
    assert os.path.getsize(shipped.path(name)) < 1_000_000


def test_the_classic_shows_every_test_image():
    recording = shipped.load("classic")
    assert [each.epoch for each in recording.snapshots] == list(range(16))
    assert recording.gallery.images.shape == (450, 8, 8)
    for each in recording.snapshots:
        assert each.predictions.shape == (450, 10)
        assert each.predictions.sum(axis=1) == pytest.approx(np.ones(450), abs=1e-5)
        right = each.predictions.argmax(axis=1) == recording.gallery.labels
        assert right.mean() == pytest.approx(each.true_accuracy)
        assert np.mean([right[recording.gallery.labels == k].mean() for k in range(10)]) == (
            pytest.approx(np.mean(each.recalls))
        )


def test_the_classic_opens_on_the_gap_and_ends_with_one():
    first, *_, last = shipped.load("classic").snapshots
    assert first.accuracies["binary_accuracy"] == pytest.approx(0.9, abs=0.001)
    assert first.true_accuracy == pytest.approx(0.1, abs=0.02)
    assert last.accuracies["binary_accuracy"] > 0.98
    assert last.true_accuracy == pytest.approx(0.938, abs=0.02)


def members(snapshot):
    several = isinstance(snapshot, ComparisonSnapshot)
    return snapshot.members.values() if several else (snapshot,)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("classic", "mnist_article", "mnist_question", "topics", "topics_factor", "topics_weighted"),
        *("diabetes", "diabetes_3.15.1_scaled_holdout"),
    ],
)
def test_what_is_shipped_is_what_is_trained_today(name):
    """The classic to its end; of the others the first moments, of the slowest the untrained net.

    One of each kind: the others differ in a choice that other tests hold against `fit`.
    """
    recorded = shipped.load(name)
    if not datasets.is_here(recorded.order.dataset):
        pytest.skip(f"{recorded.order.dataset} is not on this machine")
    moments = {"classic": len(recorded.snapshots), "mnist_question": 1}.get(name, 2)
    fresh = training.snapshots_of(recorded.order)
    for old, new in zip(recorded.snapshots[:moments], islice(fresh, moments), strict=True):
        assert old.epoch == new.epoch
        for former, latter in zip(members(old), members(new), strict=True):
            if isinstance(former, RepeatSnapshot):
                close = abs(former.true_accuracies - latter.true_accuracies) < 0.02
                assert close.mean() > 0.9
                continue
            assert former.examples == latter.examples
            assert latter.true_accuracy == pytest.approx(former.true_accuracy, abs=0.02)
            assert latter.accuracies == pytest.approx(former.accuracies, abs=0.02)
            assert latter.accuracies_by_hand == pytest.approx(former.accuracies_by_hand, abs=0.02)
            assert latter.loss == pytest.approx(former.loss, rel=0.02)
            assert latter.loss_by_hand == pytest.approx(former.loss_by_hand, rel=0.02)
    assert training.versions()["keras"] == recorded.versions["keras"]


def test_recording_and_saving_a_comparison(folder):
    order = Comparison(
        {
            "binary": Experiment(epochs=1),
            "categorical": Experiment(epochs=1, loss="categorical_crossentropy"),
        }
    )
    recording = recordings.record(order)
    assert len(recording.gallery.labels) == recordings.SHOWN_OF_COMPARISONS
    recordings.save(folder / "both.npz", recording)
    loaded = recordings.load(folder / "both.npz")
    assert loaded.order == order
    for ours, its in zip(loaded.snapshots, recording.snapshots, strict=True):
        for one, other in zip(ours.members.values(), its.members.values(), strict=True):
            np.testing.assert_array_equal(one.predictions, other.predictions[:60])
            assert without_arrays(one) == without_arrays(other)
    first, last = loaded.snapshots
    assert first.member("binary").true_accuracy == first.member("categorical").true_accuracy
    assert last.member("binary").loss != last.member("categorical").loss


def test_repeats_are_loaded_as_repeats(folder):
    order = Comparison({"one": Experiment(epochs=1), "two": Experiment(epochs=1, seed=2)}, seeds=(3, 4))
    rows = np.array([0.5, 0.25], "float32")
    moment = ComparisonSnapshot(
        {"one": RepeatSnapshot(1, rows, rows / 2), "two": RepeatSnapshot(1, rows, rows / 4)}
    )
    recording = recordings.Recording(order, (moment,), None, Device("CPU", "", 2), {"keras": "3"})
    recordings.save(folder / "many.npz", recording)
    (loaded,) = recordings.load(folder / "many.npz").snapshots
    assert recordings.load(folder / "many.npz").gallery is None
    assert loaded.epoch == 1
    np.testing.assert_array_equal(loaded.member("two").train_accuracies, rows / 4)


def test_what_is_saved_is_what_is_loaded(folder):
    saved = made_up()
    recordings.save(folder / "mine.npz", saved)
    loaded = recordings.load(folder / "mine.npz")
    assert (loaded.order, loaded.device) == (saved.order, saved.device)
    assert loaded.versions == saved.versions
    np.testing.assert_array_equal(loaded.gallery.images, saved.gallery.images)
    np.testing.assert_array_equal(loaded.gallery.labels, saved.gallery.labels)
    assert loaded.gallery.brightest == 16
    for ours, its in zip(loaded.snapshots, saved.snapshots, strict=True):
        np.testing.assert_array_equal(ours.predictions, its.predictions[:3])  # the gallery's only
        np.testing.assert_array_equal(ours.right, its.right)
        assert ours.predictions.dtype == "float32"
        assert without_arrays(ours) == without_arrays(its)


def test_saving_again_is_seen(folder):
    recordings.save(folder / "mine.npz", made_up())
    recordings.load(folder / "mine.npz")
    recordings.save(folder / "mine.npz", replace(made_up(), versions={"keras": "3.16.0"}))
    assert recordings.load(folder / "mine.npz").versions == {"keras": "3.16.0"}


def test_writing_whole_loses_nothing_of_what_was_trained(folder):
    """800 documents, of which 500 are shown: the last snapshot has the predictions of all."""
    made = recordings.record(Experiment(dataset="synthetic_topics", epochs=1))
    recordings.write(folder / "whole.npz", made, whole=True)
    read = recordings.read(folder / "whole.npz")
    assert same(read, made)
    assert [len(each.predictions) for each in read.snapshots] == [500] * 8 + [800]
    assert read.gallery.texts == made.gallery.texts
    recordings.save(folder / "shipped.npz", made)
    shown = recordings.load(folder / "shipped.npz").snapshots
    np.testing.assert_array_equal(shown[-1].predictions, made.snapshots[-1].predictions[:500])
    with np.load(folder / "shipped.npz") as archive:
        assert "beyond_0" not in archive.files
        told = json.loads(str(archive["told"]))
        assert told.keys() == {"order", "device", "versions", "members", "brightest", "texts"}


def test_reading_and_writing_leave_what_is_loaded_where_it_is(folder):
    recordings.save(folder / "mine.npz", made_up())
    loaded = recordings.load(folder / "mine.npz")
    recordings.write(folder / "mine.npz", replace(made_up(), versions={"keras": "3.16.0"}))
    assert recordings.read(folder / "mine.npz").versions == {"keras": "3.16.0"}
    assert recordings.load(folder / "mine.npz") is loaded
    assert recordings.load.cache_info().currsize == 1


def test_what_only_pickle_could_hold_is_not_written(folder):
    made = made_up()
    odd = replace(made.gallery, labels=np.array([None, 1, 2]))
    with pytest.raises(ValueError, match="objects"):
        recordings.write(folder / "mine.npz", replace(made, gallery=odd))
    assert not (folder / "mine.npz").exists()


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("version", ["1.2.2", "2.2.4", "tf-2.3.4"])
def test_a_recording_is_found_however_it_is_read(metric, version):
    found = SHELF.find(Experiment(metric=metric, keras=version, train_size=1000))
    assert found is shipped.load("classic")


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 8},
        {"epochs": 14},
        {"loss": "mean_squared_error"},
        {"dataset": "mnist"},
    ],
)
def test_no_recording_stands_for_another_training(changes):
    assert SHELF.find(Experiment(**changes)) is None


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_every_preset_has_a_recording_of_its_own_training(preset):
    setup = preset.apply(Experiment())
    found = SHELF.find(setup)
    assert found.order.training_key == setup.training_key
    assert found.snapshots[-1].epoch == setup.epochs


def test_a_recording_that_was_not_shipped_is_not_found(folder):
    assert recordings.Shelf(folder, {"classic": Experiment()}).find(Experiment()) is None


def test_every_shipped_file_has_a_recipe_and_every_recipe_its_file():
    shipped_files = {shelf.path(name) for name, shelf in shipped.SHELVES.items()}
    core = recordings.Path(recordings.__file__).parent
    assert shipped_files == set(core.rglob("*.npz"))


def test_making_one_again_writes_its_file(folder):
    written = []
    shelf = recordings.Shelf(folder, {"short": Experiment(epochs=1)}, {"other": written.append})
    assert shelf.make("short") == folder / "short.npz"
    assert shelf.load("short").order == Experiment(epochs=1)
    assert shelf.make("other") == folder / "other.npz"
    assert written == [folder / "other.npz"]
    assert shelf.names == ("short", "other")
