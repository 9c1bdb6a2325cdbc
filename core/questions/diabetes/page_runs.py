"""The runs of one sigmoid and two softmax outputs, on screen: recorded, live and ended alike."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from core.experiment.comparison import Comparison
from core.language import _, listed
from core.measures.statistics import Chance
from core.questions.diabetes import charts, luck, orders, reading
from core.questions.diabetes.reading import Head
from core.reading.words import percent
from core.ui import first, tables
from core.ui.context import embedded
from core.ui.draw import draw_rows
from core.ui.first import Question
from core.ui.once import once
from core.ui.study import Shown

LATER = "…"  # where a number will stand


def show(shown: Shown) -> None:
    """What the runs say, a chart of all of them, and their numbers.

    Everything has its place before the first run is measured, so that nothing jumps when it is.
    """
    question = partial(_question, shown)
    if first.asked("diabetes", question):
        return
    first.tell("diabetes", question)
    once(partial(_show, shown), "diabetes", shown.order, shown.live, shown.stamp)


def _show(shown: Shown) -> None:
    order, found, chance = shown.order, None, None
    if shown.snapshots:
        found = reading.heads_of(order, shown.snapshots[-1])
        if not shown.live and shown.snapshots[-1].epoch == order.epochs:
            chance = luck.chance(order, found)
    if embedded():  # there is room for little: the chart first
        st.subheader(_headline(shown, found, chance), anchor=False)
        _chart(order, found, shown.live)
        st.markdown(_what_it_says(found, chance))
        return
    with st.container(key="room_for_words"):
        st.subheader(_headline(shown, found, chance), anchor=False)
        st.markdown(_what_it_says(found, chance))
    _chart(order, found, shown.live)
    _numbers(found, chance)
    with st.expander(_("The runs as a table")):
        if found:
            _tables(order, found)


def _question(shown: Shown) -> Question:
    """How often the net with two outputs is right, in the mean of runs that have ended."""
    order, answer = shown.order, None
    if shown.snapshots and not shown.live and shown.snapshots[-1].epoch == order.epochs:
        answer = reading.heads_of(order, shown.snapshots[-1])[1].mean.value
    setup = (order.shared.dataset, "Dense(2, activation='softmax')", "categorical_crossentropy")
    return Question(
        _("Two softmax outputs: how often are they right, in the mean of {n} runs?").format(
            n=len(order.seeds)
        ),
        listed(f"`{each}`" for each in setup),
        lambda guess, answer: _("You guessed {guess:.0f} %; the mean is {answer}.").format(
            guess=guess, answer=answer
        ),
        answer,
        order.training_key,
    )


def _headline(shown: Shown, found: Sequence[Head] | None, chance: Chance | None) -> str:
    if not found:
        return _("Drawing the first weights …")
    if chance:
        return reading.headline(shown.order, found)
    return _("After {epoch} of {epochs} epochs: every dot is a net that is learning.").format(
        epoch=shown.snapshots[-1].epoch, epochs=shown.order.epochs
    )


def _what_it_says(found: Sequence[Head] | None, chance: Chance | None) -> str:
    """A list of as many entries at every moment."""
    said = [
        reading.spread_in_words(found)
        if found
        else _("How far single runs of the same net spread, and how many give everyone one answer …"),
        reading.ahead_in_words(found)
        if found
        else _("Which net is ahead seed by seed, and whether that is more than the seeds make …"),
        luck.chance_in_words(chance)
        if chance
        else _(
            "How often two means of ten such runs would lie {gap} points or more apart if the heads "
            "made no difference is worked out when all runs have ended."
        ).format(gap=reading.points(reading.GAP)),
    ]
    return "\n".join(f"- {each}" for each in said)


def _numbers(found: Sequence[Head] | None, chance: Chance | None) -> None:
    names = _names()
    numbers = st.grid(4, min_column_width=150, gap="small")
    for name, head in zip(names, found or (None, None), strict=True):
        numbers.metric(
            name,
            percent(head.mean.value) if head else LATER,
            reading.interval(head.mean) if head else LATER,
            delta_color="off",
            delta_arrow="off",
            help=_("The mean of the runs, and its 95 % interval: a percentile bootstrap of the runs."),
        )
    numbers.metric(
        _("one answer for everyone"),
        str(sum(int(head.constant.sum()) for head in found)) if found else LATER,
        reading.of_all_runs(found) if found else LATER,
        delta_color="off",
        delta_arrow="off",
        help=_(
            "Nets that give every row they are trained on the same answer: their units are dead, or "
            "their output is saturated and has no gradient."
        ),
    )
    numbers.metric(
        _("{gap} points or more by luck").format(gap=reading.points(reading.GAP)),
        luck.small_percent(chance.share) if chance else LATER,
        luck.chance_interval(chance) or _("of all draws") if chance else LATER,
        delta_color="off",
        delta_arrow="off",
        help=_(
            "Two means of ten runs, drawn from the runs of both nets thrown together: how often they "
            "lie so far apart. Below it what this share could be with other runs, 95 % of the time."
        ),
    )


def _chart(order: Comparison, found: Sequence[Head] | None, live: bool) -> None:
    rows, asked = {}, []
    reports = (orders.ASKED_SIGMOID, orders.ASKED_SOFTMAX)
    for name, head, report in zip(_names(), found or (None, None), reports, strict=True):
        rows |= _held_out_too(name, head) if order.shared.holdout else {name: _row(head)}
        asked.append((len(rows) - 1, report))
    many = len(order.seeds) > orders.FEW
    draw_rows(
        charts.dots,
        charts.data(rows, asked),
        _("Each run of both nets by its share of right answers.")
        if live or not found
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
            "Dashed: the majority class, {majority}. ■: one answer for everyone. "
            "◆: the mean of ten runs that the question reports."
        ).format(majority=percent(reading.majority()))
    )
    if order.shared.holdout:
        st.caption(reading.split_in_words(order, found) if found else LATER)


def _row(head: Head | None) -> charts.Row | None:
    if head:
        return head.accuracies, head.constant, head.mean.value, head.mean.low, head.mean.high
    return None


def _held_out_too(name: str, head: Head | None) -> dict[str, charts.Row | None]:
    """The runs on the rows that were held out, and below them on those that were trained on."""
    trained = head and replace(head, accuracies=head.train_accuracies)
    return {
        _("{name}, held out").format(name=name): _row(head),
        _("{name}, trained on").format(name=name): _row(trained),
    }


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
                _("one answer for everyone"): str(int(head.constant.sum())),
            }
            for label, accuracies, mean in parts
        ]
    tables.small(summary)
    shares = (100 * head.accuracies for head in found)
    tables.large(
        [
            {_("seed"): seed} | dict(zip(_names(), of_seed, strict=True))
            for seed, *of_seed in zip(order.seeds, *shares, strict=True)
        ],
        height=240,
        column_config={name: st.column_config.NumberColumn(format="%.1f %%") for name in _names()}
        | {_("seed"): st.column_config.NumberColumn(width=60)},
    )


def _names() -> tuple[str, str]:
    return _("one sigmoid"), _("two softmax")
