"""The chart of a run on MNIST, on an axis that shows both of its lines."""

from collections.abc import Sequence

import streamlit as st

from core.experiment import nets
from core.language import _
from core.measures import accuracy
from core.questions.mnist import orders
from core.reading import charts, note_places, notes
from core.reading.point import Point
from core.reading.reading import read
from core.reading.words import course_in_words, percent
from core.ui import style
from core.ui.context import embedded
from core.ui.draw import draw_rows
from core.ui.study import Shown

# Where the accuracies' axis begins, the same from a run's first moment to its last. On all images the
# net is above 88 % after its first steps, and the gap is small; on few, most of the run is below.
LOWEST = {orders.ALL_IMAGES: 0.88, orders.FEW_IMAGES: 0.0}
HEIGHT, SMALL_HEIGHT = (164, 70), (160, 66)  # with the legend and the axis, and without, in pixels


def lowest(shown: Shown) -> float:
    """The share at which the axis of what is shown begins."""
    return LOWEST[shown.order.shared.train_size]


def chart(shown: Shown, points: Sequence[Point], chosen: Point | None) -> None:
    """What is reported and what is true, over the epochs."""
    wrong = shown.order.member("binary")
    classes = nets.classes(wrong)
    floor = accuracy.floor(classes)
    height, inner = SMALL_HEIGHT if embedded() else HEIGHT
    placed = ()
    if chosen and not shown.live:  # the lines of a live run would meet any note
        placed = note_places.placed(
            notes.on_small_chart(classes, wrong.epochs),
            tuple(points),
            chosen.epoch,
            wrong.epochs,
            floor,
            inner,
            lowest(shown),
        )
    draw_rows(
        charts.accuracy_gap,
        charts.data(points, chosen) | charts.notes([each.as_row() for each in placed]),
        _("Accuracies, as they are measured.") if shown.live or not points else course_in_words(points),
        key="_mnist_gap",
        epochs=wrong.epochs,
        reported_by=read(wrong).picked,
        floor=floor,
        height=height,
        compact=True,
        lowest=lowest(shown),
        noted=True,
        ink=style.ink(),
    )


def what_is_cut_off(shown: Shown, first: Point) -> None:
    """Where the axis begins, and what the untrained net is reported to have."""
    st.caption(
        _(
            "The axis begins at {lowest:.0f} %. Untrained (epoch 0), Keras said {reported}, and "
            "{true} were right."
        ).format(lowest=100 * lowest(shown), reported=percent(first.reported), true=percent(first.true))
    )
