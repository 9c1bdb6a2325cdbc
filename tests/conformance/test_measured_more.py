"""Every rule on names, loading and feeding against every row of the second probe."""

import json

import numpy as np
import pytest

from core.keras_versions import VERSIONS, Setup, expands_integer_labels, loss_computed_on, order
from core.keras_versions.feeding import accuracy_from, eager_loss_computed_on, has_run_eagerly
from core.keras_versions.names import history_name
from core.keras_versions.reloading import accuracy_after_loading, loss_after_loading, saved_as
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
    assert len(found) >= 8
    for row in found:
        names = {history_name(version, each, int(row["again"])) for each in row["spellings"]}
        both = names | {f"val_{each}" for each in (*names, "loss")} | {"loss"}
        assert set(row["keys"]) == both, row


@pytest.mark.parametrize("version", MEASURED)
def test_metric_objects_are_there_where_they_were(version):
    objects = [row for row in more.of_kind(version, "history") if "Precision()" in row["spellings"]]
    assert bool(objects) == (history_name(version, "Precision()") is not None)


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
    (predictions,) = (
        np.array(each["outputs"])
        for each in rows.load(version)
        if each["row"] == "predictions"
        and (each["units"], each["activation"]) == (row["units"], row["activation"])
        and each["saturated"] == saturated
    )
    return getattr(accuracy, name)(targets, predictions)


@pytest.mark.parametrize("version", MEASURED)
def test_a_loaded_model_counts_as_measured(version):
    found = [row for row in more.of_kind(version, "reloaded") if "path" in row]
    loaded = [row for row in found if "after" in row]
    assert len(loaded) >= 9 or order(version) < order("1.0.7")
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
        name = accuracy_from(asked(version, row), SOURCES[row["source"]])
        assert (name is None) == ("error" in row), row
        if name:
            expected = by_hand(version, row, name)
            assert row["reported"][1] == pytest.approx(expected, abs=1e-6), row


@pytest.mark.parametrize("version", MEASURED)
def test_run_eagerly_has_the_loss_that_was_measured(version):
    found = [row for row in more.of_kind(version, "eagerly") if "reported" in row]
    assert bool(found) == has_run_eagerly(version)
    for row in found:
        targets = probe.make_targets(row["units"], row["labels"])
        if row["labels"] == "integer" and row["units"] == 1:
            targets = targets[:, np.newaxis]
        if eager_loss_computed_on(version, row["loss"], row["activation"]) == "logits":
            logits = probe.make_logits(row["units"], saturated=True)
            values = losses_by_hand.from_logits(row["loss"], targets, logits)
        else:
            (outputs,) = (
                np.array(each["outputs"])
                for each in rows.load(version)
                if each["row"] == "predictions"
                and (each["units"], each["activation"]) == (row["units"], row["activation"])
                and each["saturated"]
            )
            guarded = "clip_and_add" if order(version) < order("3.0.0") else "clip"  # no graph folds
            values = losses_by_hand.from_outputs(row["loss"], targets, outputs, guarded)
        mean = (
            np.mean([values[batch].mean() for batch in BATCHES])
            if unweighted_batches(version)
            else values.mean()
        )
        assert row["reported"][0] == pytest.approx(mean, rel=2e-3), row


def test_the_pages_show_measured_numbers():
    for path, numbers in more.published().items():
        assert json.loads(path.read_text(encoding="utf-8")) == numbers
