"""Every rule on names, loading and feeding against every row of the second probe."""

import json

import numpy as np
import pytest

from core.keras_versions import VERSIONS, Setup, expands_integer_labels, loss_computed_on, order
from core.keras_versions.feeding import accuracy_from, eager_loss_computed_on, has_run_eagerly
from core.keras_versions.names import history_name
from core.keras_versions.objects import COUNTS, counted, has_class, told_of_one_name
from core.keras_versions.reloading import accuracy_after_loading, loss_after_loading, saved_as
from core.keras_versions.rules import picked_accuracy
from core.measures import accuracy
from tests.conformance import losses_by_hand, more, probe, rows
from tests.conformance.test_measured import BATCHES, unweighted_batches

MEASURED = sorted(more.versions(), key=order)


def test_every_version_named_was_measured():
    assert list(VERSIONS) == MEASURED


def test_the_rows_stay_small():
    sizes = [path.stat().st_size for path in more.MEASURED.iterdir()]
    assert max(sizes) < 10_000
    assert sum(sizes) < 150_000


@pytest.mark.parametrize("version", MEASURED)
def test_history_has_the_names_that_were_measured(version):
    found = [row for row in more.of_kind(version, "history") if "keys" in row]
    assert len(found) >= 8 or version == "1.0.0"  # which knows accuracy alone
    refused = [row for row in more.of_kind(version, "history") if len(row["spellings"]) == 1]
    for row in refused:
        assert (history_name(version, *row["spellings"]) is None) == ("error" in row), row
    for row in found:
        names = {history_name(version, each, int(row["again"])) for each in row["spellings"]}
        both = names | {f"val_{each}" for each in (*names, "loss")} | {"loss"}
        assert set(row["keys"]) == both, row


@pytest.mark.parametrize("version", MEASURED)
def test_metric_objects_are_there_where_they_were(version):
    found = {each for row in more.of_kind(version, "history") for each in row["spellings"]}
    classes = {each.partition("(")[0] for each in found if each[0].isupper()}
    assert classes == {name for name in CLASSES if has_class(version, name)}
    assert {history_name(version, f"{name}()") is None for name in CLASSES - classes} <= {True}


CLASSES = {
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "TopKCategoricalAccuracy",
    "SparseCategoricalAccuracy",
    "SparseTopKCategoricalAccuracy",
    "MeanSquaredError",
    "Precision",
    "AUC",
}


def asked(version, row, metric=None):
    """The setup that a row is of."""
    shapes = {"integer": (None,), "integer_column": (None, 1)}
    return Setup(
        version,
        row["loss"],
        shapes.get(row["labels"], (None, row["units"])),
        (None, row["units"]),
        metric or row["metric"],
        activation=row["activation"],
    )


def by_hand(version, row, name, saturated=False):
    """What the Keras function of this name gives for a row's targets and that version's outputs."""
    targets = probe.make_targets(row["units"], row["labels"])
    if targets.ndim == 1 and expands_integer_labels(version):
        targets = targets[:, np.newaxis]
    return getattr(accuracy, name)(targets, outputs(version, row, saturated))


def outputs(version, row, saturated=False):
    """That version's own, of a row's units and activation."""
    return next(
        np.array(each["outputs"])
        for each in rows.load(version)
        if each["row"] == "predictions"
        and (each["units"], each["activation"]) == (row["units"], row["activation"])
        and each["saturated"] == saturated
    )


@pytest.mark.parametrize("version", MEASURED)
def test_a_loaded_model_counts_as_measured(version):
    found = [row for row in more.of_kind(version, "reloaded") if "path" in row]
    loaded = [row for row in found if "after" in row]
    assert len(loaded) >= 8 or order(version) < order("1.0.7")
    for row in found:
        assert row.get("kind") == saved_as(version, row["path"]), row
    for row in loaded:
        name = accuracy_after_loading(asked(version, row))
        for saturated in (False, True):
            expected = by_hand(version, row, name, saturated)
            assert row["after"][saturated][1] == pytest.approx(expected, abs=1e-6), row


@pytest.mark.parametrize("version", MEASURED)
def test_a_loaded_model_has_the_loss_that_was_measured(version):
    """Where outputs saturate: there a loss on logits is another."""
    for row in (row for row in more.of_kind(version, "reloaded") if "after" in row):
        before, after = row["before"][1][0], row["after"][1][0]
        setup = asked(version, row)
        usual = loss_computed_on(version, row["loss"], row["activation"])
        same = loss_after_loading(setup, row["path"]) == usual
        assert (after == pytest.approx(before, rel=1e-5)) == same, row


SOURCES = {
    "generator": "generator",
    "dataset": "dataset",
    "dataset, labels of unknown width": "unknown_width",
    "dataset, labels of unknown rank": "unknown_rank",
}


@pytest.mark.parametrize("version", MEASURED)
def test_what_a_source_yields_is_counted_as_measured(version):
    found = [row for row in more.of_kind(version, "source") if row["source"] in SOURCES]
    assert len(found) >= 6
    for row in found:
        if history_name(version, row["metric"]) is None:
            continue
        name = accuracy_from(asked(version, row), SOURCES[row["source"]])
        assert (name is None) == ("error" in row), row
        if name:
            expected = by_hand(version, row, name)
            assert row["reported"][1] == pytest.approx(expected, abs=1e-6), row


@pytest.mark.parametrize("version", MEASURED)
def test_run_eagerly_has_the_loss_that_was_measured(version):
    found = [row for row in more.of_kind(version, "eagerly") if "reported" in row]
    assert bool(found) == has_run_eagerly(version) or version.startswith("1.")  # which took any word
    for row in found if has_run_eagerly(version) else ():
        targets = probe.make_targets(row["units"], row["labels"])
        if row["labels"] == "integer" and row["units"] == 1:
            targets = targets[:, np.newaxis]
        if eager_loss_computed_on(version, row["loss"], row["activation"]) == "logits":
            logits = probe.make_logits(row["units"], saturated=True)
            values = losses_by_hand.from_logits(row["loss"], targets, logits)
        else:
            guarded = "clip_and_add" if order(version) < order("3.0.0") else "clip"  # no graph folds
            probabilities = outputs(version, row, saturated=True)
            values = losses_by_hand.from_outputs(row["loss"], targets, probabilities, guarded)
        mean = (
            np.mean([values[batch].mean() for batch in BATCHES])
            if unweighted_batches(version)
            else values.mean()
        )
        assert row["reported"][0] == pytest.approx(mean, rel=2e-3), row
        picked = picked_accuracy(asked(version, row, "accuracy"))
        expected = by_hand(version, row, picked, saturated=True)
        assert row["reported"][1] == pytest.approx(expected, abs=1e-6), row


@pytest.mark.parametrize("version", MEASURED)
def test_a_metric_object_counts_as_measured(version):
    found = more.of_kind(version, "object")
    assert bool(found) == has_class(version, "Accuracy")
    for row in found:
        name, _, arguments = row["metric"].partition("(")
        told = counted(asked(version, row, "accuracy"), name)
        assert (told is None) == ("error" in row), row
        if told:
            k = int(arguments[2:-1]) if arguments.startswith("k=") else 5
            threshold = float(arguments[10:-1]) if arguments.startswith("threshold=") else 0.5
            values = [
                COUNTED[told](*batch, threshold, k) * len(batch[0]) for batch in batches(version, row)
            ]
            assert row["reported"] == pytest.approx(sum(values) / 24, abs=1e-6), row


def batches(version, row):
    """Targets and outputs, batch by batch."""
    targets = probe.make_targets(row["units"], row["labels"])
    if targets.ndim == 1 and expands_integer_labels(version):
        targets = targets[:, np.newaxis]
    predictions = outputs(version, row)
    for batch in BATCHES:
        yield targets[batch], predictions[batch]


def among_largest(labels, outputs, k):
    """Whether fewer than k outputs are larger than the label's, as `in_top_k` has it."""
    own = np.take_along_axis(outputs, np.reshape(labels, (-1, 1)), axis=1)
    return np.mean((outputs > own).sum(axis=1) < k)


def classes_of(targets):
    wide = targets.ndim == 2 and targets.shape[1] > 1
    return targets.argmax(axis=1) if wide else targets.reshape(-1).astype(int)


def zeros(targets):
    return np.zeros(len(targets), int)


COUNTED = {
    "largest": lambda t, p, threshold, k: np.mean(classes_of(t) == p.argmax(axis=1)),
    "k_largest": lambda t, p, threshold, k: among_largest(classes_of(t), p, k),
    "cells": lambda t, p, threshold, k: np.mean(
        (p > threshold) == (t if t.ndim == 2 else t[:, np.newaxis])
    ),
    "equal": lambda t, p, threshold, k: np.mean(p == (t if t.ndim == 2 else t[:, np.newaxis])),
    "largest_is_0": lambda t, p, threshold, k: np.mean(p.argmax(axis=1) == 0),
    "k_largest_have_0": lambda t, p, threshold, k: among_largest(zeros(t), p, k),
    "batch": lambda t, p, threshold, k: np.mean(p.argmax(axis=1) == t.argmax()),
}


@pytest.mark.parametrize("version", MEASURED)
def test_two_objects_of_one_name_are_told_as_measured(version):
    for row in more.of_kind(version, "one name"):
        told = told_of_one_name(version)
        assert (told is None) == ("error" in row), row
        if told:
            of = {each["metric"]: each["reported"] for each in more.of_kind(version, "object")[:3]}
            expected = [of[row["metrics"][place]] for place in told]
            assert row["reported"] == pytest.approx(expected, abs=1e-6)


def test_everything_that_is_counted_is_tested():
    assert set(COUNTED) == set(COUNTS)


@pytest.mark.parametrize("version", MEASURED)
def test_a_trained_net_is_reported_as_the_rules_say(version):
    """Of integer labels: loaded from each file, and from a generator that yields them as a column."""
    found = more.of_kind(version, "digits")
    assert bool(found) == (saved_as(version, "model.h5") is not None)
    loss = "sparse_categorical_crossentropy"
    flat, column = (
        Setup(version, loss, shape, (None, 10), activation="softmax") for shape in ((None,), (None, 1))
    )
    for row in found:
        if row["what"] == "reloaded" and saved_as(version, row["path"]) is None:
            assert "error" in row
            continue
        names = {
            "arrays": picked_accuracy(flat),
            "reloaded": accuracy_after_loading(flat),
            "generator": accuracy_from(column, "generator"),
        }
        reported = row.get("after") or row["reported"]
        if names[row["what"]] == "sparse_categorical_accuracy":
            assert reported[1] == pytest.approx(row["true"], abs=1e-6), row
        else:
            assert reported[1] < 0.25 < 0.85 < row["true"], row


def test_the_pages_show_measured_numbers():
    for path, numbers in more.published().items():
        assert json.loads(path.read_text(encoding="utf-8")) == numbers
