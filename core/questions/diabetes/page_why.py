"""What stands below the runs of one sigmoid and two softmax outputs: luck, and what the heads do."""

import streamlit as st

from core.language import _
from core.measures.statistics import Paired
from core.questions.diabetes import luck, one_model, orders, reading
from core.questions.diabetes.orders import LUCK, ONE_MODEL, PARTING
from core.ui import tables

WHO = "who"  # the column without a name


def can_luck() -> None:
    """Whether luck can have made the question's gap, and on what that depends."""
    gap = reading.points(reading.GAP)
    then, learnt, now = luck.by_loss()
    st.subheader(_("Can luck have made these {gap} points?").format(gap=gap), anchor=LUCK)
    st.markdown(
        _(
            "If the heads made no difference, the runs of both nets would be one pot, and either mean "
            "one of ten runs drawn from it. How often two such means lie {gap} points or more apart "
            "depends on the runs that give everyone the same answer, and these on the loss:"
        ).format(gap=gap)
    )
    rows = (
        (_("the outputs"), _("2.0 to 2.2"), then),
        (_("the outputs, without those runs"), _("2.0 to 2.2"), learnt),
        (
            _("the logits"),
            _("2.3 on TensorFlow 1.14 or later; today's {now}").format(now=now.version),
            now,
        ),
    )
    tables.small(
        [
            {
                _("the loss is computed on"): loss_on,
                _("in Keras"): versions,
                _("one answer for everyone"): _("{n} of {runs}").format(
                    n=each.constant, runs=each.runs
                ),
                _("{gap} points or more by luck").format(gap=gap): luck.with_interval(each.chance),
            }
            for loss_on, versions, each in rows
        ]
    )
    st.markdown(
        _(
            "**So it depends on the Keras.** With a loss computed on the outputs, {then} does not rule "
            "luck out, and does not prove it; with one computed on the logits luck does not make the "
            "gap, and neither does the head. Which Keras was run is not known. The code of the "
            "question prints as Python 2 does and says `epochs`, so it is one from 2.0 to 2.3.1; a "
            "mirror dates the question to May 2020, when 2.3.1 was the newest."
        ).format(then=luck.small_percent(then.chance.share))
    )
    st.caption(
        _(
            "Recorded runs, {seeds} a head, all trained by Keras {now} with the loss as either "
            "computes it. In brackets: what the share could be with other runs, 95 % of the time "
            "(bootstrap)."
        ).format(seeds=orders.MANY, now=orders.NOW)
    )


def why_one_model() -> None:
    """Two softmax outputs copied into one sigmoid output: the same predictions."""
    recorded = one_model.load()
    st.subheader(_("Why either head can say the same"), anchor=ONE_MODEL)
    st.markdown(
        _(
            "Two softmax outputs only ever use the *difference* of their logits: "
            "softmax(z₀, z₁)₁ = 1 / (1 + e^−(z₁ − z₀)) = **sigmoid(z₁ − z₀)**. "
            "So copy a trained net of two outputs into a net of one: w = w₁ − w₀ and b = b₁ − b₀."
        )
    )
    two = one_model.logits(recorded.weights, recorded.rows)
    one = one_model.logits(one_model.as_one_output(recorded.weights), recorded.rows)[:, 0]
    of_two, of_one = one_model.softmax(two)[:, 1], one_model.sigmoid(one)
    women = [
        {
            WHO: _("woman {n}").format(n=place),
            "z₀": z_0,
            "z₁": z_1,
            _("two softmax"): softmax,
            "z": z,
            _("one sigmoid"): sigmoid,
            _("difference"): sigmoid - softmax,
        }
        for place, ((z_0, z_1), softmax, z, sigmoid) in enumerate(
            zip(two, of_two, one, of_one, strict=True), 1
        )
    ]
    formats = dict.fromkeys(("z₀", "z₁", "z"), "%.3f")
    formats |= dict.fromkeys((_("two softmax"), _("one sigmoid")), "%.5f")
    formats[_("difference")] = "%.0e"
    with st.expander(_("Eight women, answered by both")):
        tables.large(
            women,
            column_config={
                name: st.column_config.NumberColumn(format=each) for name, each in formats.items()
            }
            | {WHO: st.column_config.TextColumn("", pinned=True)},
        )
    st.markdown(
        _(
            "Over all {n} women the two predictions, as Keras makes them, differ by at most "
            "{largest:.0e}: rounding. What the one can say, the other can."
        ).format(n=recorded.examples, largest=recorded.largest_difference)
    )


def where_they_part() -> None:
    """Why the same net ends elsewhere when it has two outputs to train, and by how much."""
    st.subheader(_("And why they do not end quite alike"), anchor=PARTING)
    st.markdown(
        _(
            "The hidden layers are told the same by either head. Two things differ, both in the last "
            "layer:\n"
            "- **It starts wider.** The first w₁ − w₀ spreads {ratio:.2f} times as far as the one w: "
            "Keras draws each weight between ± √(6 / (inputs + outputs)), and here subtracts two.\n"
            "- **It moves twice as fast.** Adam moves w₁ and w₀ in opposite directions, each as far as "
            "it would move w, so w₁ − w₀ goes two steps for one."
        ).format(ratio=one_model.first_spread())
    )
    ahead = reading.recorded_ahead()
    places = {
        (False, False): _("raw, on the rows trained on"),
        (True, False): _("scaled, on the rows trained on"),
        (False, True): _("raw, on held-out rows"),
        (True, True): _("scaled, on held-out rows"),
    }
    columns = {
        orders.THEN: _("loss on the outputs (Keras {version})").format(version=orders.THEN),
        orders.NOW: _("loss on the logits (Keras {version})").format(version=orders.NOW),
    }
    st.markdown(_("Two softmax outputs are ahead of one sigmoid, seed by seed, by so many points:"))
    tables.small(
        [
            {
                _("inputs"): place,
                **{told: _marked(ahead[version, *of]) for version, told in columns.items()},
            }
            for of, place in places.items()
        ]
    )
    st.markdown(
        _(
            "So on the rows they were trained on the head makes a **small, real difference**, wherever "
            "the runs that give everyone the same answer do not drown it. On rows they never saw none "
            "shows."
        )
    )
    st.caption(
        _(
            "{seeds} seeds, the same for both nets; in brackets the 95 % interval of the mean "
            "difference of the pairs (t). ✓: it leaves out 0."
        ).format(seeds=orders.MANY)
    )


def _marked(paired: Paired) -> str:
    told = reading.paired_in_words(paired)
    return f"✓ {told}" if paired.sure else told
