"""One experiment's results, live: the sentence, the two numbers, the chart, the moment, the cells."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.experiment import Experiment, nets
from core.language import _, listed, sentences
from core.measures import accuracy
from core.measures.snapshot import Snapshot
from core.questions.playground.page_details import details
from core.questions.playground.page_examples import examples
from core.questions.playground.recordings import SHELF
from core.reading import charts, note_places, notes, words
from core.reading.point import Point
from core.reading.reading import Reading, read
from core.reading.why import path_in_words
from core.reading.words import percent
from core.recordings import Recording
from core.runs import Run
from core.ui import first, state, style
from core.ui.context import embedded
from core.ui.desk import desk
from core.ui.draw import draw_rows
from core.ui.first import Question
from core.ui.live import Below, Source, follow, stamp
from core.ui.moments import FIRST, LAST, Moments
from core.ui.once import once
from core.ui.run_state import ask_to_download, before_the_first, run_state, show_refusal

WIDTHS = (1.5, 1)  # of the numbers and the chart, and of the cells
ROOM_FOR_DETAILS = 450  # pixels, about what they take


def results(experiment: Experiment) -> None:
    """Everything that a run shows. Trains what nobody has trained yet; refreshes while it is live."""
    if refused := read(experiment).refused:
        show_refusal(experiment, refused)
        return
    source = _source(experiment)
    if _lacks_data(experiment, source):
        ask_to_download(experiment, source)
        return
    follow(lambda: (experiment, _source(experiment)), _show, state.watcher())


def _source(experiment: Experiment) -> Source | None:
    """The recording, so that a link opens the same for everyone, but to who trained it: that run.

    Where nothing was recorded, a run; it is submitted where there is none yet and the data is here.
    """
    recording = SHELF.find(experiment)
    if recording and not state.asked_for(experiment):
        return recording
    found = desk().find(experiment) or recording
    if found or not desk().has(experiment.dataset):
        return found
    return desk().submit(experiment, state.watcher())


def _lacks_data(experiment: Experiment, source: Source | None) -> bool:
    """Whether there is nothing to show before the reader has had the data downloaded."""
    if source is None:
        return True
    nothing = isinstance(source, Run) and not source.live and not source.snapshots
    return nothing and not desk().has(experiment.dataset)


def _show(experiment: Experiment, source: Source | None, live: bool) -> Below | None:
    if _lacks_data(experiment, source):
        st.rerun()
    snapshots = source.snapshots
    points = read(experiment).points(snapshots)
    recorded = isinstance(source, Recording)
    moments = Moments(
        experiment,
        [each.epoch for each in points],
        live,
        recorded,
        default=FIRST if recorded else LAST,
        kept=recorded,
        step=0.1 if any(each.epoch % 1 for each in points) else 1,
    )
    place = moments.place
    chosen = None if place is None else points[place]

    reading = read(experiment)
    question = partial(_question, reading, chosen, live)
    if first.asked("playground", question):
        return None
    headline = words.in_words(reading, chosen) if chosen else before_the_first(source)
    with st.container(key="headline"):
        st.subheader(headline, anchor=False)
    first.tell("playground", question)
    run_state(experiment, source, shipped=SHELF.find(experiment) is not None)
    left, right = st.columns(WIDTHS, gap="medium")
    snapshot = snapshots[place] if chosen else None
    shown = (experiment, stamp(source), place, live)
    with left:
        once(partial(_numbers_and_chart, reading, points, chosen, snapshot, live), "numbers", *shown)
        moments.slider(headline)
    if chosen and source.gallery:
        with right:
            examples(experiment, source.gallery, snapshot.predictions, shown)
        if not embedded():
            below = partial(details, experiment, points, chosen, source.gallery, snapshot, live)
            return partial(once, below, "details", *shown)
    # Before there is anything, what follows the results stays where it was, below the screen.
    return None if embedded() else partial(st.space, ROOM_FOR_DETAILS)


def _question(reading: Reading, chosen: Point | None, live: bool) -> Question:
    """What is reported, at the moment that is shown; of a live run at its end."""
    experiment = reading.experiment
    epoch = chosen.epoch if chosen and not live else experiment.epochs
    asked = _("What does {keras} report for this net after epoch {epoch}?")
    if epoch == 0:
        asked = _("What does {keras} report for this net before training?")
    setup = (
        experiment.dataset,
        experiment.activation,
        experiment.loss,
        experiment.labels,
        f"metrics=['{experiment.metric}']",
    )
    return Question(
        asked.format(keras=words.keras_of(experiment), epoch=words.moment(epoch)),
        listed(f"`{each}`" for each in setup),
        lambda guess, answer: _("You guessed {guess:.0f} %; it reports {answer}.").format(
            guess=guess, answer=answer
        ),
        chosen.reported if chosen and not live else None,
        (experiment.training_key, experiment.keras, experiment.metric, epoch),
    )


def _numbers_and_chart(
    reading: Reading,
    points: Sequence[Point],
    chosen: Point | None,
    snapshot: Snapshot | None,
    live: bool,
) -> None:
    _numbers(reading, chosen, snapshot)
    _chart(reading, points, chosen, None if live else snapshot)


def _numbers(reading: Reading, chosen: Point | None, snapshot: Snapshot | None) -> None:
    experiment = reading.experiment
    numbers = st.grid(3, min_column_width=100, gap="small")
    _number(
        numbers,
        _("reported"),
        chosen and percent(chosen.reported),
        chosen and words.gap_in_words(chosen, reading.counts_labels),
        help=words.rule_in_words(reading),
    )
    _number(
        numbers,
        _("true accuracy"),
        chosen and percent(chosen.true),
        chosen
        and _("{right:,} of {examples:,} images").format(
            right=round(chosen.true * chosen.examples), examples=chosen.examples
        ),
    )
    _number(
        numbers,
        _("loss"),
        chosen and f"{chosen.loss:.3f}",
        chosen and words.loss_gap_in_words(chosen),
    )
    if not embedded():
        told = [words.truth_in_words(experiment)]
        if experiment.task == "multi_label" and not experiment.outputs_logits:
            by_label = snapshot and snapshot.accuracies_by_hand["binary_accuracy"]
            told.append(words.label_by_label_in_words(by_label))
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.caption(sentences(told), width="stretch")
            _why(reading)


def _why(reading: Reading) -> None:
    """The questions that lead to the metric, one click away."""
    with st.popover(_("Why this metric?"), type="tertiary"):
        asks = _("What {keras} asks, one question after the other:")
        steps = [f"{place}. {step}" for place, step in enumerate(path_in_words(reading), 1)]
        st.markdown("\n".join([asks.format(keras=words.keras_of(reading.experiment)), "", *steps]))


def _number(place, label: str, value: str | None, below: str | None, help: str | None = None) -> None:
    place.metric(label, value or "…", below or "…", delta_color="off", delta_arrow="off", help=help)


def _chart(
    reading: Reading, points: Sequence[Point], chosen: Point | None, snapshot: Snapshot | None
) -> None:
    """snapshot: the one that is shown; None of a live run, whose lines would meet any note."""
    experiment = reading.experiment
    floor = accuracy.floor(nets.units(experiment)) if reading.counts_cells else None
    small, placed = embedded(), ()
    if snapshot and not small:
        told = tuple(notes.on_chart(notes.Shown(reading, chosen, snapshot)))
        placed = note_places.placed(told, tuple(points), chosen.epoch, experiment.epochs, floor)
    elif snapshot and floor is not None:
        told = notes.on_small_chart(nets.units(experiment), experiment.epochs)
        placed = note_places.placed(
            told, tuple(points), chosen.epoch, experiment.epochs, floor, note_places.SMALL_HEIGHT
        )
    draw_rows(
        charts.accuracy_gap,
        charts.data(points, chosen) | charts.notes([each.as_row() for each in placed]),
        words.course_in_words(points) if snapshot else _("Accuracies, as they are measured."),
        key="_accuracy_gap",
        epochs=experiment.epochs,
        reported_by=reading.picked,
        floor=floor,
        height=190 if small else 270,
        compact=small,
        noted=True,
        ink=style.ink(),
    )
