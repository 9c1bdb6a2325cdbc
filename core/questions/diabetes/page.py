"""What the page on one sigmoid against two softmax outputs shows."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core import export
from core.experiment import OneOf, YesNo
from core.experiment.comparison import Comparison
from core.language import _
from core.questions.diabetes import charts, one_model, orders, reading
from core.questions.diabetes.reading import Head
from core.questions.diabetes.recordings import SHELF
from core.reading.words import percent
from core.ui.code import code
from core.ui.data_note import data_note
from core.ui.draw import draw_rows
from core.ui.frame import embedded
from core.ui.study import Shown, Size, Study

KERAS, SCALED, HOLDOUT = "keras", "scaled", "holdout"
LIMITS = {KERAS: OneOf(orders.VERSIONS), SCALED: YesNo(), HOLDOUT: YesNo()}
DEFAULTS = {KERAS: orders.THEN, SCALED: False, HOLDOUT: False}


def question() -> None:
    """What was asked."""
    st.markdown(
        _("#### One sigmoid {one}, two softmax {two}? &nbsp; :gray[The same net, twice]").format(
            one=percent(orders.ASKED_SIGMOID), two=percent(orders.ASKED_SOFTMAX)
        )
    )
    st.caption(
        _(
            "Somebody trained a small net on the Pima diabetes data, ten times with one sigmoid output "
            "and ten times with two softmax outputs, and reported these two means. Each dot below is "
            "one run of that net, with a seed of its own."
        )
    )


def choices() -> dict:
    """The reader's version, inputs and measurement, as `orders.order` takes them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        version = st.segmented_control(
            _("the loss as Keras … computes it"),
            orders.VERSIONS,
            default=DEFAULTS[KERAS],
            required=True,
            key=KERAS,
            bind="query-params",
            help=_(
                "Keras {then} computes the loss on the outputs, and a saturated output has no "
                "gradient. Keras {now} computes it on the logits. Keras {now} trains both here."
            ).format(then=orders.THEN, now=orders.NOW),
        )
        scaled = st.toggle(
            _("scaled inputs"),
            key=SCALED,
            bind="query-params",
            help=_("Off, as the question has it: columns from 0.08 to 846. On: mean 0, variance 1."),
        )
        holdout = st.toggle(
            _("held-out rows"),
            key=HOLDOUT,
            bind="query-params",
            help=_(
                "Off, as the question has it: measured on the rows it was trained on. "
                "On: a quarter of the rows is kept for measuring."
            ),
        )
    return {"version": version or DEFAULTS[KERAS], "scaled": scaled, "holdout": holdout}


def runs(chosen: dict) -> None:
    """The recording of many runs, and the same here, at two sizes."""
    few, many = (orders.order(count, **chosen) for count in (orders.FEW, orders.MANY))
    sizes = [
        Size(_("Run 2 × {n} here").format(n=orders.FEW), few),
        Size(_("Run 2 × {n}").format(n=orders.MANY), many),
    ]
    Study(SHELF, "diabetes", many, sizes, _show).draw()


def _show(shown: Shown) -> None:
    if not shown.snapshots:
        st.subheader(_("Drawing the first weights …"), anchor=False)
        # The room of what is to come, so that nothing below jumps.
        st.skeleton(height=230 if embedded() else 320)
        st.container(height=30 if embedded() else 240, border=False)
        return
    order, snapshot = shown.order, shown.snapshots[-1]
    found = reading.heads_of(order, snapshot)
    ended = not shown.live and snapshot.epoch == order.epochs
    st.subheader(
        reading.headline(order, found)
        if ended
        else _("After {epoch} of {epochs} epochs: every dot is a net that is learning.").format(
            epoch=snapshot.epoch, epochs=order.epochs
        ),
        anchor=False,
    )
    share = reading.chance(found) if ended else None
    words = []
    if ended:
        words = [reading.spread_in_words(found)]
    if share is not None:
        words += [reading.chance_in_words(share), reading.verdict(share)]
    if embedded():  # there is room for little: the chart first
        _chart(order, found, shown.live)
        st.markdown(" ".join(words))
        return
    st.markdown(" ".join(words))
    _chart(order, found, shown.live)
    _numbers(found, share)
    with st.expander(_("The runs as a table")):
        _tables(order, found)


def _numbers(found: Sequence[Head], share: float | None) -> None:
    names = _names()
    numbers = st.grid(4, min_column_width=150, gap="small")
    for name, head in zip(names, found, strict=True):
        numbers.metric(
            name,
            percent(head.mean.value),
            reading.interval(head.mean),
            delta_color="off",
            delta_arrow="off",
            help=_("The mean of the runs, and its 95 % interval: a percentile bootstrap of the runs."),
        )
    numbers.metric(
        _("never learnt"),
        str(sum(int(head.stuck.sum()) for head in found)),
        reading.stuck_in_words(found),
        delta_color="off",
        delta_arrow="off",
        help=_(
            "Right as often as a net that gives everyone the same answer, within one row: "
            "its units are dead, or its output is saturated and has no gradient."
        ),
    )
    numbers.metric(
        _("{gap:.1f} points by chance").format(gap=100 * reading.GAP),
        "…" if share is None else reading.small_percent(share),
        _("two means of ten runs"),
        delta_color="off",
        delta_arrow="off",
        help=_(
            "The runs of both nets in one pot; two groups of ten are drawn from it, again and again."
        ),
    )


def _chart(order: Comparison, found: Sequence[Head], live: bool) -> None:
    rows, asked = {}, []
    reports = (orders.ASKED_SIGMOID, orders.ASKED_SOFTMAX)
    for name, head, report in zip(_names(), found, reports, strict=True):
        parts = [(name, head.accuracies, head.mean)]
        if not head.same:
            parts = [
                (_("{name}, held out").format(name=name), head.accuracies, head.mean),
                (_("{name}, trained on").format(name=name), head.train_accuracies, head.train_mean),
            ]
        for label, accuracies, mean in parts:
            rows[label] = (accuracies, head.stuck, mean.value, mean.low, mean.high)
        asked.append((len(rows) - 1, report))
    many = len(order.seeds) > orders.FEW
    draw_rows(
        charts.dots,
        charts.data(rows, asked),
        _("Each run of both nets by its share of right answers.")
        if live
        else reading.headline(order, found),
        key="_spread",
        nets=len(rows),
        majority=reading.majority(),
        size=34 if many else 90,
        height=(230 if embedded() else 320) if len(rows) == 2 else 460,
    )
    st.caption(
        _(
            "▲ and bar: the mean of the runs and its 95 % interval (bootstrap). "
            "Dashed: the majority class, {majority}. ■: as right as one answer for everyone."
            " ◆: the mean of ten runs that the question reports."
        ).format(majority=percent(reading.majority()))
    )


def _tables(order: Comparison, found: Sequence[Head]) -> None:
    summary = []
    for name, head in zip(_names(), found, strict=True):
        parts = [(_("measured"), head.accuracies, head.mean)]
        if not head.same:
            parts = [
                (_("held out"), head.accuracies, head.mean),
                (_("trained on"), head.train_accuracies, head.train_mean),
            ]
        summary += [
            {
                _("net"): name,
                _("rows"): label,
                _("mean"): percent(mean.value),
                _("95 % interval"): reading.interval(mean),
                _("lowest"): percent(accuracies.min()),
                _("highest"): percent(accuracies.max()),
                _("never learnt"): str(int(head.stuck.sum())),
            }
            for label, accuracies, mean in parts
        ]
    st.table(pd.DataFrame(summary).set_index(_("net")))
    each = {_("seed"): list(order.seeds)}
    each |= {name: 100 * head.accuracies for name, head in zip(_names(), found, strict=True)}
    st.dataframe(
        pd.DataFrame(each).set_index(_("seed")),
        height=240,
        column_config={name: st.column_config.NumberColumn(format="%.1f %%") for name in _names()},
    )


def why_one_model() -> None:
    """Two softmax outputs copied into one sigmoid output: the same predictions."""
    recorded = one_model.load()
    st.markdown(_("#### Why the two nets are one model"))
    st.markdown(
        _(
            "Two softmax outputs only ever use the *difference* of their logits: "
            "softmax(z₀, z₁)₁ = 1 / (1 + e^−(z₁ − z₀)) = **sigmoid(z₁ − z₀)**. "
            "So copy a trained net of two outputs into a net of one: w = w₁ − w₀ and b = b₁ − b₀."
        )
    )
    two = one_model.logits(recorded.weights, recorded.rows)
    one = one_model.logits(one_model.as_one_output(recorded.weights), recorded.rows)[:, 0]
    of_two, of_one = one_model.softmax(two)[:, 1], one_model.sigmoid(one)
    table = pd.DataFrame(
        {
            "z₀": two[:, 0],
            "z₁": two[:, 1],
            _("two softmax"): of_two,
            "z": one,
            _("one sigmoid"): of_one,
            _("difference"): of_one - of_two,
        }
    )
    table.index = [_("woman {n}").format(n=place + 1) for place in range(len(table))]
    st.dataframe(
        table,
        column_config={
            **{name: st.column_config.NumberColumn(format="%.3f") for name in ("z₀", "z₁", "z")},
            **{
                name: st.column_config.NumberColumn(format="%.5f")
                for name in (_("two softmax"), _("one sigmoid"))
            },
            _("difference"): st.column_config.NumberColumn(format="%.0e"),
        },
    )
    st.markdown(
        _(
            "Over all {n} women the two predictions, as Keras makes them, differ by at most "
            "{largest:.0e}: rounding. What the one can say, the other can. Only their training is not "
            "quite alike: Adam moves both w₀ and w₁, so their difference can move twice as far a step."
        ).format(n=recorded.examples, largest=recorded.largest_difference)
    )


def as_code(chosen: dict) -> None:
    """The experiment as a script, and where the data is from."""
    with st.expander(_("The code of this state, runnable")):
        code(
            export.script(
                orders.order(orders.FEW, **chosen),
                f"One sigmoid output against two softmax outputs, {orders.FEW} runs each.",
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
            "The question does not name its Keras; its code is of the time of Keras 2."
        ).format(epochs=orders.EPOCHS)
    )


def _names() -> tuple[str, str]:
    return _("one sigmoid"), _("two softmax")
