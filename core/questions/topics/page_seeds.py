"""Claims that one seed could turn: judged by recorded runs of several, the reader's own beside."""

from collections.abc import Sequence

import streamlit as st

from core import datasets, keras_versions
from core.language import _
from core.questions.topics import charts, judges, orders, seeds
from core.questions.topics.charts import DASHED, Line
from core.questions.topics.orders import FIRST_EPOCHS, SEEDS, Choice
from core.questions.topics.page import unequal
from core.questions.topics.page_parts import as_table, lines, on_corpora, said
from core.questions.topics.recordings import SHELF
from core.reading.charts import QUIET, TRUE
from core.reading.verdicts import Verdict
from core.reading.words import percent
from core.ui.draw import draw_rows
from core.ui.study import Shown, Study

COLUMNS = [1, 1.4]


def frequent_first() -> None:
    """What nets of unequal topics answer first."""
    st.subheader(_("“At first the net answers mostly with the most frequent class”"), anchor=False)
    choice = unequal()
    sizes = on_corpora(
        lambda corpus: orders.first_answers(Choice(corpus, imbalance=choice.imbalance), SEEDS[:1])
    )
    Study(SHELF, "topics_frequent_first", orders.first_answers(choice), sizes, _show_first).draw()


def _show_first(shown: Shown) -> None:
    found = seeds.first_answers(shown.snapshots)
    drawn = (
        Line("mean", _("the most frequent topic: mean of the seeds"), TRUE),
        Line("least", _("least"), QUIET, DASHED),
        Line("largest", _("largest"), QUIET),
    )
    experiment = shown.order.shared
    left, right = st.columns(COLUMNS, gap="medium")
    verdict = judges.frequent_first()
    with left:
        st.markdown(verdict.in_words)
        if shown.snapshots and not shown.recorded:
            st.markdown(
                _(
                    "The run shown here, one seed: {share} of its answers are that topic at its end."
                ).format(share=percent(found[-1].mean))
            )
        st.caption(
            _(
                "In training the first topic has {imbalance:g} times as many documents as the last, "
                "and no weights; the first {epochs} epochs, answers to {n} test documents."
            ).format(
                imbalance=experiment.imbalance,
                epochs=FIRST_EPOCHS,
                n=len(SHELF.load("topics_first").gallery.labels),
            )
        )
    with right:
        rows = [vars(each) for each in found]
        marks = ((1 / experiment.topics, f"1 ÷ K = {1 / experiment.topics:.2f}"),)
        lines("frequent_first", drawn, rows, shown, verdict, share=True, marks=marks, named_at=0.45)


def restart() -> None:
    """Where every start ends."""
    st.subheader(
        _("“Restarting the training several times gets the net out of a poor minimum”"), anchor=False
    )
    verdict, found = judges.restarting_helps(), judges.ends("topics_seeds")
    left, right = st.columns(COLUMNS, gap="medium")
    with left:
        st.markdown(verdict.in_words)
        st.caption(
            _(
                "The question's net on five newsgroups of equal weight, trained to the end from each "
                "seed. The recordings are all there is: the page runs no restarts."
            )
        )
    with right:
        if found:
            ends = [each.true_accuracies for each in found.values()]
            title = _("right answers on the test documents")
            losses = ("binary_crossentropy", "categorical_crossentropy")
            _seed_by_seed("restart", losses, ends, title, verdict)


def class_weight() -> None:
    """Both nets, seed by seed: how much of the smallest topic they find."""
    st.subheader(_("“class_weight = 1 ÷ frequency helps the rare topics”"), anchor=False)
    choice = unequal()
    sizes = on_corpora(lambda corpus: orders.weighted(Choice(corpus, imbalance=choice.imbalance)))
    Study(SHELF, "topics_class_weight", orders.weighted(choice), sizes, _show_weighted).draw()


def _show_weighted(shown: Shown) -> None:
    verdict, found = judges.weights_help(), judges.ends("topics_weighted_seeds")
    nets = (_("without weights"), _("with weights"))
    experiment = shown.order.shared
    names = datasets.CATALOGUE[experiment.dataset].topics[: experiment.topics]
    plain = weighted = ()
    if shown.snapshots:
        ended = shown.snapshots[-1].members.values()
        plain, weighted = (each.recalls for each in ended)
        before, after = (each.true_accuracy for each in ended)
    left, right = st.columns(COLUMNS, gap="medium")
    with left:
        st.markdown(verdict.in_words)
        if shown.snapshots:
            st.markdown(
                _(
                    "The run shown here, one seed: {plain} → {weighted} of {topic} are found; of all "
                    "documents {before} → {after} are answered right."
                ).format(
                    plain=percent(plain[-1]),
                    weighted=percent(weighted[-1]),
                    topic=names[-1],
                    before=percent(before),
                    after=percent(after),
                )
            )
        else:
            said(None, shown)
        st.caption(
            _(
                "In training the first topic has {imbalance:g} times as many documents as the last; "
                "the test documents are as they were. None of this says anything about 80 and 50."
            ).format(imbalance=experiment.imbalance)
        )
    with right:
        if found:
            smallest = [each.recalls[:, -1] for each in found.values()]
            title = _("share of the smallest topic's documents that are found")
            _seed_by_seed("class_weight", nets, smallest, title, verdict)
        _pairs(
            "weighted",
            nets,
            names if shown.snapshots else (),
            (plain, weighted),
            _("the run shown here: share of each topic's documents that are found"),
            _("Measured while it trains.") if shown.live else verdict.because,
            len(names),
        )


def mismatch() -> None:
    """categorical_crossentropy on sigmoid outputs and on softmax outputs, seed by seed."""
    st.subheader(_("“An activation that does not fit the loss can make the model worse”"), anchor=False)
    order = orders.renormalised()
    Study(SHELF, "topics_mismatch", order, on_corpora(orders.renormalised), _show_mismatch).draw()


def _show_mismatch(shown: Shown) -> None:
    verdict, found = judges.mismatch_harms(), judges.ends("topics_renormalised_seeds")
    left, right = st.columns(COLUMNS, gap="medium")
    with left:
        st.markdown(verdict.in_words)
        if shown.snapshots:
            sigmoid, softmax = shown.snapshots[-1].members.values()
            st.markdown(
                _("The run shown here, one seed: sigmoid {sigmoid}, softmax {softmax}.").format(
                    sigmoid=percent(sigmoid.true_accuracy), softmax=percent(softmax.true_accuracy)
                )
            )
        else:
            said(None, shown)
        st.caption(
            _(
                "As Keras {then} computes the loss, on probabilities. In today's Keras ({today}, on "
                "TensorFlow) the loss takes the logits behind either activation, and both train alike."
            ).format(then=orders.KERAS, today=keras_versions.TODAY)
        )
    with right:
        if found:
            ends = [each.true_accuracies for each in found.values()]
            title = _("right answers on the test documents")
            _seed_by_seed("mismatch", ("sigmoid", "softmax"), ends, title, verdict)


def _seed_by_seed(
    name: str,
    nets: tuple[str, str],
    values: Sequence[Sequence[float]],
    title: str,
    verdict: Verdict,
) -> None:
    """Two nets' values from every recorded seed, and the same as a table."""
    names = tuple(_("seed {n}").format(n=seed) for seed in SEEDS)
    _pairs(name, nets, names, values, title, verdict.because, len(SEEDS))


def _pairs(
    name: str,
    nets: tuple[str, str],
    names: Sequence[str],
    values: Sequence[Sequence[float]],
    title: str,
    takeaway: str,
    count: int,
) -> None:
    draw_rows(
        charts.pairs,
        charts.pair_rows(nets, names, *values),
        takeaway,
        key=f"_pairs_{name}",
        nets=nets,
        title=title,
        count=count,
    )
    as_table(
        [
            {_("of"): name} | dict(zip(nets, map(percent, pair), strict=True))
            for name, *pair in zip(names, *values, strict=True)
        ]
    )
