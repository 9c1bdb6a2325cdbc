"""What the page on one sigmoid against two softmax outputs shows."""

import streamlit as st

from core import export
from core.datasets import pima
from core.experiment import OneOf, YesNo
from core.language import _
from core.questions.diabetes import orders, page_runs
from core.questions.diabetes.recordings import SHELF
from core.reading.words import percent
from core.ui import staging, state
from core.ui.code import code
from core.ui.data_note import data_note
from core.ui.study import Size, Study

KERAS, SCALED, HOLDOUT = "keras", "scaled", "holdout"
LIMITS = {KERAS: OneOf(orders.VERSIONS), SCALED: YesNo(), HOLDOUT: YesNo()}
DEFAULTS = {KERAS: orders.THEN, SCALED: False, HOLDOUT: False}


def question() -> None:
    """What was asked."""
    st.markdown(
        _("#### One sigmoid {one}, two softmax {two}? &nbsp; :gray[One net, two heads]").format(
            one=percent(orders.ASKED_SIGMOID), two=percent(orders.ASKED_SOFTMAX)
        )
    )
    st.caption(
        _(
            "Somebody trained a small net on the Pima diabetes data, ten times with one sigmoid output "
            "and ten times with two softmax outputs, and reported these two means of the accuracy on "
            "the rows it was trained on. Each dot below is one run of that net, with a seed of its own."
        )
    )


def choices() -> dict:
    """The reader's version, inputs and measurement, as `orders.order` takes them."""
    stands = {name: state.value(name, LIMITS, DEFAULTS) for name in LIMITS}
    controls = {KERAS: _version, SCALED: _scaled, HOLDOUT: _holdout}
    if left := staging.shown(*controls):
        with st.container(horizontal=True, vertical_alignment="center"):
            stands |= {name: controls[name]() for name in left}
    return {"version": stands[KERAS], "scaled": stands[SCALED], "holdout": stands[HOLDOUT]}


def _version() -> str:
    version = st.segmented_control(
        _("the loss as Keras … computes it"),
        orders.VERSIONS,
        default=DEFAULTS[KERAS],
        required=True,
        key=KERAS,
        bind="query-params",
        help=_(
            "Keras {then} computes the loss on the outputs, and a saturated output has no "
            "gradient. Keras {now} computes it on the logits, as did Keras 2.3 on TensorFlow 1.14 "
            "or later. Keras {now} trains both here."
        ).format(then=orders.THEN, now=orders.NOW),
    )
    return version or DEFAULTS[KERAS]


def _scaled() -> bool:
    low, high = pima.span()
    return st.toggle(
        _("scaled inputs"),
        key=SCALED,
        bind="query-params",
        help=_(
            "Off, as the question has it: columns of very different size, in all from {low:.0f} to "
            "{high:.0f}. On: each with mean 0 and variance 1."
        ).format(low=low, high=high),
    )


def _holdout() -> bool:
    return st.toggle(
        _("held-out rows"),
        key=HOLDOUT,
        bind="query-params",
        help=_(
            "Off, as the question has it: measured on the rows it was trained on. "
            "On: a quarter of the rows is kept for measuring."
        ),
    )


def runs(chosen: dict) -> None:
    """The recording of many runs, and the same here, at two sizes."""
    few, many = (orders.order(count, **chosen) for count in (orders.FEW, orders.MANY))
    sizes = [
        Size(_("Run 2 × {n} here").format(n=orders.FEW), few),
        Size(_("Run 2 × {n}").format(n=orders.MANY), many),
    ]
    Study(SHELF, "diabetes", many, sizes, page_runs.show).draw()


def as_code(chosen: dict) -> None:
    """The experiment as a script, and where the data is from."""
    if not staging.hidden("code"):
        with st.expander(_("The code of this state, runnable")):
            code(
                export.script(
                    orders.order(orders.FEW, **chosen),
                    _("One sigmoid output against two softmax outputs, {n} runs each.").format(
                        n=orders.FEW
                    ),
                ),
                "two_heads.py",
                _(
                    "The question's two loops as one, with seeds, so that it gives the numbers of "
                    "the runs 0 to {last} above, but for rounding. With `model.fit` it takes minutes."
                ).format(last=orders.FEW - 1),
            )
    data_note(orders.DATASET)
    st.caption(
        _(
            "Net: 8-12-8, relu; adam, batches of 32, {epochs} epochs, as in the question. There the "
            "rows were shuffled before each epoch; here they keep their order, so a seed is a run. "
            "The question does not name its Keras."
        ).format(epochs=orders.EPOCHS)
    )
