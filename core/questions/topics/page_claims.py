"""The answers' claims on screen: each a title, a verdict, one chart and a table, one run."""

from collections.abc import Callable, Sequence

import streamlit as st

from core import keras_versions
from core.experiment.comparison import Comparison
from core.language import _
from core.questions.topics import divided, judges, orders, page_seeds
from core.questions.topics import verdicts as held
from core.questions.topics.charts import DASHED, SOLID, Line
from core.questions.topics.orders import DIGITS, FULL_EPOCHS, SMALL, SMALL_EPOCHS, Choice
from core.questions.topics.page_parts import lines, on_corpora, said
from core.questions.topics.recordings import SHELF
from core.reading.charts import QUIET, REPORTED, TRUE
from core.reading.reading import read
from core.ui.study import Shown, Size, Study


def claim(name: str) -> None:
    """One of the claims besides the question, held against its runs."""
    draw = {
        "ratio": _ratio,
        "frequent_first": page_seeds.frequent_first,
        "factor": _factor,
        "restart": page_seeds.restart,
        "class_weight": page_seeds.class_weight,
        "renormalises": _renormalises,
        "mends": _mends,
        "mismatch": page_seeds.mismatch,
    }[name]
    with st.container(key=f"claim_{name}"):
        draw()


def _study(name: str, recorded: Comparison, sizes: Sequence[Size], show: Callable) -> None:
    Study(SHELF, f"topics_{name}", recorded, sizes, show).draw()


def _ratio() -> None:
    st.subheader(_("“binary_crossentropy = K × categorical_crossentropy”"), anchor=False)
    sizes = on_corpora(lambda corpus: orders.both_losses(Choice(corpus), SMALL_EPOCHS))
    _study("ratio", orders.both_losses(Choice(), FULL_EPOCHS), sizes, _show_ratio)


def _show_ratio(shown: Shown) -> None:
    classes = shown.order.shared.topics
    found = held.ratios(shown.snapshots, shown.gallery) if shown.gallery else []
    left, right = st.columns([1, 1.4], gap="medium")
    verdict = held.ratio_verdict(found, classes) if found else None
    with left:
        said(verdict, shown)
        if found:
            last = found[-1]
            st.caption(
                _(
                    "At the end, by hand on {n} test documents: binary {binary:.4f}, categorical "
                    "{categorical:.4f}, the rest {rest:.4f}; "
                    "({categorical:.4f} + {rest:.4f}) ÷ {classes} = {sum:.4f}."
                ).format(
                    n=len(shown.gallery.labels),
                    binary=last.binary,
                    categorical=last.categorical,
                    rest=last.rest,
                    classes=classes,
                    sum=(last.categorical + last.rest) / classes,
                )
            )
        st.caption(
            _(
                "With two topics and a softmax the two are one and the same number: the ratio is "
                "1, not 2. The answer's own edit takes the ratio back for Keras, and blames the "
                "division by the sum instead."
            )
        )
    with right:
        marks = ((float(classes), f"K = {classes}"), (1 / classes, f"1 ÷ K = {1 / classes:.2f}"))
        drawn = (Line("ratio", _("binary ÷ categorical, of the same predictions"), TRUE),)
        rows = [{"epoch": each.epoch, "ratio": each.value} for each in found]
        lines("ratio", drawn, rows, shown, verdict, marks=marks, log=True)


def _factor() -> None:
    st.subheader(_("“A constant factor on the loss helps, because of how Adam works”"), anchor=False)
    order = orders.constant_factor()
    _study("factor", order, [Size(_("Run it: 5 nets on digits"), order)], _show_factor)


def _show_factor(shown: Shown) -> None:
    verdict = adam = sgd = small = None
    if shown.snapshots:
        adam, small, sgd = (
            held.apart(shown.snapshots, f"{name}_1", f"{name}_{factor}", factor)
            for name, factor in (("adam", DIGITS), ("adam", SMALL), ("sgd", DIGITS))
        )
        verdict = held.factor_verdict(adam, sgd, DIGITS)
    drawn = tuple(
        Line(
            f"{optimizer}_{factor}",
            _("{optimizer}, loss × {factor}").format(optimizer=optimizer, factor=factor),
            colour,
            dash,
            width,
        )
        # The first is broad: the second lies on it, and both are to be seen.
        for optimizer, factor, colour, dash, width in (
            ("adam", 1, TRUE, SOLID, 6),
            ("adam", DIGITS, REPORTED, (2, 6), 2.5),
            ("adam", SMALL, TRUE, DASHED, 2.5),
            ("sgd", 1, QUIET, SOLID, 2.5),
            ("sgd", DIGITS, QUIET, DASHED, 2.5),
        )
    )
    rows = [
        {"epoch": moment.epoch} | {name: each.true_accuracy for name, each in moment.members.items()}
        for moment in shown.snapshots
    ]
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        said(verdict, shown)
        if verdict:
            st.caption(
                _(
                    "Ten handwritten digits, `categorical_crossentropy`, Keras's `loss_weights`. Loss "
                    "÷ {factor} parts from the plain loss by at most {adam:.4f} under adam, and by "
                    "{sgd:.2f} under sgd."
                ).format(factor=DIGITS, adam=adam.loss, sgd=sgd.loss)
            )
            st.caption(
                _(
                    "What is left of the factor under adam is its ε: a constant beside the gradient's "
                    "size. So the loss must not come near it: × {small:g}, the accuracies part by up "
                    "to {points:.1f} points. Multiply ε by the factor too, and the runs are the same."
                ).format(small=SMALL, points=100 * small.accuracy)
            )
    with right:
        lines("factor", drawn, rows, shown, verdict, share=True)


def _renormalises() -> None:
    st.subheader(
        _("“Categorical crossentropy divides the outputs by their sum, and that is what harms”"),
        anchor=False,
    )
    _study(
        "renormalises",
        orders.renormalised(),
        on_corpora(orders.renormalised),
        _show_renormalised,
    )


def _show_renormalised(shown: Shown) -> None:
    sums = held.row_sums(shown.snapshots)
    drawn = (
        Line("mean", _("sum of a row of sigmoid outputs, on average"), TRUE),
        Line("least", _("least"), QUIET, DASHED),
        Line("largest", _("largest"), QUIET),
    )
    divides, harms = judges.outputs_are_divided(), judges.division_explains_it()
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        st.markdown(_("It divides: {verdict}").format(verdict=divides.in_words))
        st.markdown(_("That harmed: {verdict}").format(verdict=harms.in_words))
        st.caption(
            _(
                "Asked of Keras {version} with {n} rows of the recorded run, as plain arrays; Keras "
                "{then} divides too. Behind a sigmoid layer today's Keras ({today}, on TensorFlow) "
                "takes the logits instead and puts a softmax on them."
            ).format(
                version=divided.load().versions["keras"],
                n=divided.load().examples,
                then=orders.KERAS,
                today=keras_versions.TODAY,
            )
        )
    with right:
        marks = ((1.0, _("1: what a softmax sums to")),)
        rows = [vars(each) for each in sums]
        lines("renormalises", drawn, rows, shown, harms, marks=marks)


def _mends() -> None:
    st.subheader(_("“Integer labels need to_categorical, or the sparse loss”"), anchor=False)
    _study("mends", orders.mends(), on_corpora(orders.mends), _show_mends)


def _show_mends(shown: Shown) -> None:
    accuracies = [
        [moment.member(name).true_accuracy for moment in shown.snapshots]
        for name in ("one_hot", "integer")
    ]
    verdict = held.mends_verdict(*accuracies) if shown.snapshots else None
    refused = orders.refused()
    refusal = read(refused).refused
    drawn = (
        Line("one", _("to_categorical"), TRUE, width=6),  # the other lies on it
        Line("other", _("sparse_categorical_crossentropy"), REPORTED, (2, 6)),
    )
    rows = [
        {"epoch": moment.epoch, "one": one, "other": other}
        for moment, one, other in zip(shown.snapshots, *accuracies, strict=True)
    ]
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        said(verdict, shown)
        st.caption(
            _(
                "Integer labels with `categorical_crossentropy`: Keras {version} says, word for word "
                "but for your layer's name:"
            ).format(version=refused.keras)
        )
        st.code(f"{refusal.exception_type}: {refusal.message}", language=None, wrap_lines=True)
    with right:
        lines("mends", drawn, rows, shown, verdict, share=True)
