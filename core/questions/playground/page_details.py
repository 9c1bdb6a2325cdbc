"""Below the one screen: the loss, what each kind of answer counts, every snapshot as a table."""

from collections.abc import Sequence

import streamlit as st

from core.experiment import Experiment
from core.language import _
from core.measures.accuracy import kinds
from core.measures.snapshot import Gallery, Snapshot
from core.questions.playground import page_logits
from core.questions.playground.page_examples import kind_name
from core.reading import answers
from core.reading.point import Point, loss_parts
from core.reading.reading import read
from core.reading.words import keras_of, loss_course_in_words, percent
from core.ui import tables
from core.ui.draw import draw


def details(
    experiment: Experiment,
    points: Sequence[Point],
    chosen: Point,
    gallery: Gallery,
    snapshot: Snapshot,
    live: bool,
) -> None:
    """What stands behind the numbers at the chosen moment."""
    st.divider()
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        st.markdown(_("**The loss**") + "\n\n" + _loss_in_words(experiment, chosen))
        if page_logits.can_differ(read(experiment)):
            page_logits.explained(read(experiment), chosen)
        takeaway = _("Losses, as they are measured.") if live else loss_course_in_words(points)
        draw("loss_gap", points, chosen, takeaway, epochs=experiment.epochs)
    with right:
        st.markdown(_("**What each kind of answer counts**"))
        _kinds(experiment, gallery, snapshot)
    with st.expander(_("Every snapshot as a table")):
        tables.large(_rows(points))


def _loss_in_words(experiment: Experiment, chosen: Point) -> str:
    words = _("By the rules of {keras} `{loss}` is {reported}; by hand it is {by_hand}. They agree.")
    if loss_parts(chosen):
        words = _(
            "By the rules of {keras} `{loss}` is {reported}. By hand, from the predictions, it is "
            "{by_hand}."
        )
    return words.format(
        keras=keras_of(experiment),
        loss=experiment.loss,
        reported=f"{chosen.loss:.4f}",
        by_hand=f"{chosen.loss_by_hand:.4f}",
    )


def _kinds(experiment: Experiment, gallery: Gallery, snapshot: Snapshot) -> None:
    predictions = snapshot.predictions[: len(gallery.labels)]
    by = answers.counting(read(experiment))
    counted = by.counted(gallery.labels[: len(predictions)], predictions).mean(axis=-1)
    rows = []
    for kind in kinds(by.task, by.threshold):
        those = answers.those(gallery, predictions, kind, by)
        rows.append(
            {
                _("answer"): kind_name(kind),
                _("images"): str(those.sum()),
                by.picked: percent(counted[those].mean()) if those.any() else "–",
                _("true"): percent(float(kind.right)),
            }
        )
    tables.small(rows)


def _rows(points: Sequence[Point]) -> list[dict[str, float]]:
    return [
        {
            _("epoch"): each.epoch,
            _("test images"): each.examples,
            _("reported accuracy"): each.reported,
            _("true accuracy"): each.true,
            _("reported loss"): each.loss,
            _("loss by hand"): each.loss_by_hand,
        }
        for each in points
    ]
