"""Notes on the picture: each is true of the state that is shown, and meets nothing."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core.experiment import METRICS, Experiment
from core.experiment.presets import presets
from core.measures import accuracy
from core.questions.playground.recordings import SHELF
from core.reading import answers, charts, note_places, notes
from core.reading.notes import CHART, Shown
from core.reading.point import Point, as_printed
from core.reading.reading import read
from core.reading.words import percent

PRESETS = pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
TELLING = {
    "classic": {"floor", "adds"},
    "fix": {"agree"},
    "today": {"loss"},
    "lower": {"floor", "adds", "takes"},
    "integer": {"zero", "gap"},
    "broadcast": {"one_target", "agree"},
    "multi_label": {"largest", "exact"},
    "logits": {"between", "gap"},
    "untrained": {"floor", "adds"},
}


def moments(experiment):
    snapshots = SHELF.find(experiment).snapshots
    reading = read(experiment)
    points = reading.points(snapshots)
    return [Shown(reading, *each) for each in zip(points, snapshots, strict=True)], points


def said(shown):
    return {each.id: each for each in notes.on_chart(shown)}


@PRESETS
def test_each_preset_has_its_notes_at_every_moment(preset):
    all_shown, _ = moments(preset.apply(Experiment()))
    told = [set(said(each)) for each in all_shown]
    assert all(told), "each moment has one"
    assert set.union(*told) == TELLING[preset.id]
    assert all(len(each) <= notes.MOST for each in told)


@PRESETS
def test_the_numbers_of_a_note_are_those_of_the_moment(preset):
    """Counted from the predictions that are kept, and not by what the notes are made of."""
    experiment = preset.apply(Experiment())
    labels = SHELF.find(experiment).gallery.labels
    all_shown, _ = moments(experiment)
    for shown in (all_shown[0], all_shown[-1]):
        told, at, p = said(shown), shown.point, shown.snapshot.predictions
        points = (
            f"{abs(round(100 * at.reported + 1e-6, 1) - round(100 * at.true + 1e-6, 1)):.1f} points"
        )
        for each in ("adds", "takes", "gap"):
            if each in told:
                assert points in told[each].text.replace("\N{NO-BREAK SPACE}", " ")
                assert (at.reported > at.true) == (each == "adds" or "too high" in told[each].text)
        if "floor" in told:
            assert told["floor"].text.startswith(f"{percent(0.9)}: sure of nothing, 9 of 10 cells")
            nothing = np.full((10, 10), 0.1)
            assert accuracy.binary_accuracy(np.eye(10), nothing) == pytest.approx(told["floor"].share)
        if "zero" in told:
            assert told["zero"].text.endswith(percent((p.argmax(axis=1) == 0).mean()))
        if "between" in told:
            counted = int(np.sum((p > 0) & ~(p > 0.5)))
            assert f": {counted} of 450 images" in told["between"].text
            even = labels[:, np.newaxis] % 2 == 0
            of_those = np.sum((p > 0) & ~(p > 0.5) & even) - np.sum((p > 0) & ~(p > 0.5) & ~even)
            assert of_those == round(450 * (at.true - at.reported)), "what parts the two"
        if "exact" in told:
            hot = np.stack([labels % 2 == 0, np.isin(labels, (2, 3, 5, 7)), labels > 4], axis=1)
            assert told["exact"].text.endswith(percent(((p > 0.5) == hot).all(axis=1).mean()))
            matched = (hot.argmax(axis=1) == p.argmax(axis=1)).mean()
            assert told["largest"].text.endswith(percent(matched))
        if "loss" in told:
            assert (
                f"{shown.snapshot.loss:.3f} for {shown.snapshot.loss_by_hand:.3f}" in told["loss"].text
            )
        if "agree" in told:
            assert percent(at.reported) in told["agree"].text
            assert as_printed(at.reported) == as_printed(at.true)


@pytest.mark.parametrize("metric", METRICS)
@PRESETS
def test_a_note_stands_at_the_line_that_it_speaks_of(preset, metric):
    experiment = replace(preset.apply(Experiment()), metric=metric)
    if read(experiment).refused:
        pytest.skip("refused")
    for shown in moments(experiment)[0]:
        lines = {"reported": shown.point.reported, "true": shown.point.true, "floor": 1 - 1 / shown.k}
        on = {kind.id: kind.on for kind in CHART}
        for note in notes.on_chart(shown):
            if on[note.id] == "gap":
                between = sorted((shown.point.reported, shown.point.true))
                assert between[0] <= note.share <= between[1]
            else:
                assert note.share == lines[on[note.id]]
            assert note.epoch == shown.point.epoch or note.id == "floor"


def test_labels_counted_one_by_one_are_named_so():
    several = Experiment(
        task="multi_label", activation="sigmoid", metric="binary_accuracy", keras="3.15.1"
    )
    shown = moments(several)[0][-1]
    assert list(said(shown)) == ["labels", "exact"]
    assert percent(shown.snapshot.accuracies["binary_accuracy"]) in said(shown)["labels"].text


@pytest.mark.parametrize("width", [charts.NARROWEST, 430, 700])
@PRESETS
def test_no_note_meets_a_line_the_marker_or_another(preset, width):
    """On the narrowest chart that shows them, and on wider ones, where texts keep their size."""
    experiment = preset.apply(Experiment())
    all_shown, points = moments(experiment)
    height = note_places.HEIGHT
    for shown in all_shown:
        told = tuple(notes.on_chart(shown))
        floor = 0.9 if shown.reading.counts_cells else None
        placed = note_places.placed(told, tuple(points), shown.point.epoch, experiment.epochs, floor)
        assert [each.note for each in placed] == list(told), "each finds room at every moment"
        boxes = []
        for each in placed:
            text = note_places.CHARACTER * max(map(len, each.lines))
            left = each.epoch / experiment.epochs * width - (text if each.align == "right" else 0)
            high = each.share * height
            box = left, high - charts.LINE * len(each.lines), left + text, high
            assert 0 <= box[0] <= box[2] <= width
            assert 0 <= box[1] <= box[3] <= height + 1e-6
            marker = shown.point.epoch / experiment.epochs * width
            assert not box[0] <= marker <= box[2]
            xs = np.linspace(box[0], box[2], 200)
            at = [point.epoch / experiment.epochs * width for point in points]
            for name in ("reported", "true"):
                ys = np.interp(xs, at, [getattr(point, name) * height for point in points])
                assert not np.any((ys >= box[1]) & (ys <= box[3])), (each, name)
            if floor:
                assert not box[1] <= floor * height <= box[3]
            boxes.append(box)
        for one, other in pairwise(boxes):
            apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
            assert apart


@pytest.mark.parametrize(("height", "lowest"), [(92, 0.0), (70, 0.88), (66, 0.88)])
def test_a_small_chart_names_its_floor_clear_of_the_lines(height, lowest):
    """Of the classic in a page in a page; and of a run that rises as MNIST's do, on a cut axis."""
    risen = [Point(epoch, 9, 0.9, 0.12, 0, 0) for epoch in (0,)] + [
        Point(epoch, 9, 0.99, 0.97 + 0.01 * (epoch % 2), 0, 0) for epoch in range(1, 16)
    ]
    points = tuple(moments(Experiment())[1]) if not lowest else tuple(risen)
    for at in points:
        (found,) = note_places.placed(
            notes.on_small_chart(10, 15), points, at.epoch, 15, 0.9, height, lowest
        )
        assert found.note.text == f"{percent(0.9)}: sure of nothing (1−1/K)"
        assert found.note.share == 0.9
        high, low = (
            (share - lowest) / (1 - lowest) * height
            for share in (
                found.share,
                found.share - charts.LINE * len(found.lines) / height * (1 - lowest),
            )
        )
        assert low + 1e-6 >= 0
        assert high <= height + 1e-6
        assert not low <= (0.9 - lowest) / (1 - lowest) * height <= high
        width = note_places.CHARACTER * max(map(len, found.lines)) / charts.NARROWEST * 15
        start = found.epoch - (width if found.align == "right" else 0)
        assert not start <= at.epoch <= start + width
        for name in ("reported", "true"):
            ys = np.interp(
                np.linspace(start, start + width, 99),
                [each.epoch for each in points],
                [(getattr(each, name) - lowest) / (1 - lowest) * height for each in points],
            )
            assert not np.any((ys >= low) & (ys <= high)), (at.epoch, name)


def test_without_room_there_is_no_note():
    points = (Point(0, 9, 0.9, 0.1, 0, 0), Point(10, 9, 0.9, 0.1, 0, 0))
    for text, found in (("there is room for this", 1), ("but none for all these words " * 40, 0)):
        note = notes.Note("gap", text, 0, 0.5)
        assert len(note_places.placed((note,), points, 0, 10)) == found


@PRESETS
def test_each_presets_cells_have_a_note_that_is_true_of_them(preset):
    recording = SHELF.find(preset.apply(Experiment()))
    by = answers.counting(read(preset.apply(Experiment())))
    for snapshot in (recording.snapshots[0], recording.snapshots[-1]):
        for kind in accuracy.kinds(by.task, by.threshold):
            for answer in answers.of_kind(recording.gallery, snapshot.predictions, kind, by)[:20]:
                told = {note.id: note for note in notes.on_cells(answer)}
                below = [note for note in told.values() if not note.above]
                assert len(below) <= 1
                assert below or (by.task == "binary" and "logit" not in told)
                if "answer" in told:
                    assert told["answer"].cells == (answer.predictions.argmax(),) * 2
                if "zeros" in told and by.task == "classes":
                    p, label = answer.predictions, answer.label
                    zeros = sum(not p[cell] > 0.5 for cell in range(10) if cell != label)
                    assert re.match(rf"{zeros} of 10 cells", told["zeros"].text)
                if "logit" in told:
                    assert 0 < answer.predictions[0] <= 0.5
                assert ("once" in told) == (by.picked != "binary_accuracy")
