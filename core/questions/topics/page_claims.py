"""The answer's further claims on screen: each a title, a verdict, one chart or table, one run."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from core import datasets, keras_versions
from core.experiment.comparison import Comparison
from core.language import _
from core.questions.topics import charts, orders
from core.questions.topics import verdicts as held
from core.questions.topics.charts import DASHED, SOLID, Line
from core.questions.topics.orders import CORPORA, DIGITS, FULL_EPOCHS, SMALL_EPOCHS, Choice
from core.questions.topics.recordings import SHELF
from core.reading.charts import QUIET, REPORTED, TRUE
from core.reading.reading import read
from core.reading.verdicts import Verdict
from core.reading.words import percent
from core.ui.draw import draw_rows
from core.ui.study import Shown, Size, Study

HEIGHT = 270


def claims(choice: Choice) -> None:
    """Every claim, held against a run, in the order of the answer."""
    st.subheader(_("What the answers claimed besides, put to the test"), anchor=False)
    _claim(
        "ratio",
        _("“binary_crossentropy = K × categorical_crossentropy”"),
        orders.both_losses(Choice(), FULL_EPOCHS),
        _on_corpora(lambda corpus: orders.both_losses(Choice(corpus), SMALL_EPOCHS)),
        _ratio,
    )
    _claim(
        "factor",
        _("“A constant factor on the loss helps, because of how Adam works”"),
        orders.constant_factor(),
        [Size(_("Run it: 4 nets on digits"), orders.constant_factor())],
        _factor,
    )
    _claim(
        "renormalised",
        _("“Categorical crossentropy normalises the outputs, and that is what harms”"),
        orders.renormalised(),
        _on_corpora(orders.renormalised),
        _renormalised,
    )
    order = orders.weighted(Choice(imbalance=choice.imbalance))
    _claim(
        "weighted",
        _("“class_weight = 1 ÷ frequency helps the rare topics”"),
        order,
        _on_corpora(lambda corpus: orders.weighted(Choice(corpus, imbalance=choice.imbalance))),
        _weighted,
    )
    _claim(
        "mends",
        _("“Integer labels need to_categorical, or the sparse loss”"),
        orders.mends(),
        _on_corpora(orders.mends),
        _mends,
    )


def _on_corpora(order: Callable[[str], Comparison]) -> list[Size]:
    """The same run on real posts and on the synthetic corpus, first on what is here."""
    posts, synthetic = CORPORA
    if datasets.is_here(posts):
        return [
            Size(_("Run it"), order(posts)),
            Size(_("on synthetic documents"), order(synthetic)),
        ]
    download = _("Download {megabytes:.0f} MB, then run it").format(
        megabytes=datasets.CATALOGUE[posts].remote.megabytes
    )
    return [Size(_("Run it on synthetic documents"), order(synthetic)), Size(download, order(posts))]


def _claim(
    name: str,
    title: str,
    recorded: Comparison,
    sizes: Sequence[Size],
    show: Callable[[Shown], None],
) -> None:
    with st.container(border=True, key=f"claim_{name}"):
        st.markdown(f"##### {title}")
        Study(SHELF, f"topics_{name}", recorded, sizes, lambda shown: _shown(shown, show)).draw()


def _shown(shown: Shown, show: Callable[[Shown], None]) -> None:
    if not shown.snapshots:
        st.markdown(
            _("Reading the data, building the nets …")
            if shown.live
            else _("Nothing is run yet: press *Run it*.")
        )
        return
    show(shown)


def _verdict(verdict: Verdict, live: bool) -> None:
    words = verdict.in_words
    st.markdown(_("*So far:* {verdict}").format(verdict=words) if live else words)


def _takeaway(verdict: Verdict, live: bool) -> str:
    return _("Measured while it trains.") if live else verdict.because


def _lines(
    name: str, drawn: tuple[Line, ...], rows: list[dict], shown: Shown, takeaway: str, **options
) -> None:
    draw_rows(
        charts.over_epochs,
        charts.rows(drawn, rows),
        takeaway,
        key=f"_claim_{name}",
        drawn=drawn,
        epochs=shown.order.epochs,
        **({"height": HEIGHT} | options),
    )
    with st.expander(_("As a table")):
        named = {"epoch": _("epoch")} | {each.column: each.name for each in drawn}
        frame = pd.DataFrame(rows)[list(named)].rename(columns=named)
        st.dataframe(frame, hide_index=True)


def _ratio(shown: Shown) -> None:
    classes = shown.order.shared.topics
    found = held.ratios(shown.snapshots, shown.gallery)
    verdict = held.ratio_verdict(found, classes)
    drawn = (Line("ratio", _("binary ÷ categorical, of the same predictions"), TRUE),)
    rows = [{"epoch": each.epoch, "ratio": each.value} for each in found]
    left, right = st.columns(2, gap="medium")
    with left:
        _verdict(verdict, shown.live)
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
    with right:
        marks = ((float(classes), f"K = {classes}"), (1 / classes, f"1 ÷ K = {1 / classes:.2f}"))
        _lines("ratio", drawn, rows, shown, _takeaway(verdict, shown.live), marks=marks, log=True)


def _factor(shown: Shown) -> None:
    adam = held.apart(shown.snapshots, "adam_1", f"adam_{DIGITS}", DIGITS)
    sgd = held.apart(shown.snapshots, "sgd_1", f"sgd_{DIGITS}", DIGITS)
    verdict = held.factor_verdict(adam, sgd, DIGITS)
    drawn = tuple(
        Line(
            f"{optimizer}_{factor}",
            _("{optimizer}, loss × {factor}").format(optimizer=optimizer, factor=factor),
            colour,
            dash,
        )
        for optimizer, factor, colour, dash in (
            ("adam", 1, TRUE, SOLID),
            ("adam", DIGITS, REPORTED, (2, 6)),
            ("sgd", 1, QUIET, SOLID),
            ("sgd", DIGITS, QUIET, DASHED),
        )
    )
    rows = [
        {"epoch": moment.epoch} | {name: each.true_accuracy for name, each in moment.members.items()}
        for moment in shown.snapshots
    ]
    left, right = st.columns(2, gap="medium")
    with left:
        _verdict(verdict, shown.live)
        st.caption(
            _(
                "Ten handwritten digits, `categorical_crossentropy`, Keras's `loss_weights`. Loss ÷ "
                "{factor} parts from the plain loss by at most {adam:.4f} under adam (its ε is all "
                "that is left of the factor), and by {sgd:.2f} under sgd."
            ).format(factor=DIGITS, adam=adam.loss, sgd=sgd.loss)
        )
    with right:
        _lines("factor", drawn, rows, shown, _takeaway(verdict, shown.live), share=True)


def _renormalised(shown: Shown) -> None:
    sums = held.row_sums(shown.snapshots)
    sigmoid, softmax = shown.snapshots[-1].members.values()
    verdict = held.renormalised_verdict(
        sums, held.scaled_loss(3), sigmoid.true_accuracy, softmax.true_accuracy
    )
    drawn = (
        Line("mean", _("sum of a row of sigmoid outputs, on average"), TRUE),
        Line("least", _("least"), QUIET, DASHED),
        Line("largest", _("largest"), QUIET),
    )
    left, right = st.columns(2, gap="medium")
    with left:
        _verdict(verdict, shown.live)
        st.caption(
            _(
                "As Keras 2.2.4 computes it. Today's Keras ({today}, on TensorFlow) takes the logits "
                "behind a sigmoid instead and puts a softmax on them."
            ).format(today=keras_versions.TODAY)
        )
    with right:
        marks = ((1.0, _("1: what a softmax sums to")),)
        rows = [vars(each) for each in sums]
        _lines("renormalised", drawn, rows, shown, _takeaway(verdict, shown.live), marks=marks)


def _weighted(shown: Shown) -> None:
    plain, weighted = shown.snapshots[-1].members.values()
    experiment = shown.order.shared
    names = datasets.CATALOGUE[experiment.dataset].topics[: experiment.topics]
    verdict = held.weights_verdict(
        plain.recalls, weighted.recalls, names[-1], plain.true_accuracy, weighted.true_accuracy
    )
    left, right = st.columns(2, gap="medium")
    with left:
        _verdict(verdict, shown.live)
        st.caption(
            _(
                "In training the first topic has {imbalance:g} times as many documents as the last; "
                "the test documents are as they were. The imbalance slider above is this run's, too."
            ).format(imbalance=experiment.imbalance)
        )
    with right:
        draw_rows(
            charts.recalls,
            charts.recall_rows(names, plain.recalls, weighted.recalls),
            _takeaway(verdict, shown.live),
            key="_claim_weighted",
            names=names,
        )
        with st.expander(_("As a table")):
            table = {
                _("topic"): names,
                _("without weights"): [percent(each) for each in plain.recalls],
                _("with weights"): [percent(each) for each in weighted.recalls],
            }
            st.dataframe(pd.DataFrame(table), hide_index=True)


def _mends(shown: Shown) -> None:
    accuracies = [
        [moment.member(name).true_accuracy for moment in shown.snapshots]
        for name in ("one_hot", "integer")
    ]
    verdict = held.mends_verdict(*accuracies)
    refused = orders.refused()
    said = read(refused).refused
    drawn = (
        Line("one", _("to_categorical"), TRUE),
        Line("other", _("sparse_categorical_crossentropy"), REPORTED, (2, 6)),
    )
    rows = [
        {"epoch": moment.epoch, "one": one, "other": other}
        for moment, one, other in zip(shown.snapshots, *accuracies, strict=True)
    ]
    left, right = st.columns(2, gap="medium")
    with left:
        _verdict(verdict, shown.live)
        st.caption(
            _(
                "Integer labels with `categorical_crossentropy`: Keras {version} says, word for word "
                "but for your layer's name:"
            ).format(version=refused.keras)
        )
        st.code(f"{said.exception_type}: {said.message}", language=None, wrap_lines=True)
    with right:
        _lines("mends", drawn, rows, shown, _takeaway(verdict, shown.live), share=True)
