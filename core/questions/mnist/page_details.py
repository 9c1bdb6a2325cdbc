"""Below the page on MNIST: why the report is what it is, the claim put to the test, today, the code."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core import export, keras_versions
from core.experiment import nets
from core.experiment.comparison import Comparison
from core.language import _
from core.measures.accuracy import KINDS
from core.measures.snapshot import ComparisonSnapshot
from core.questions.mnist import judges, orders, verdicts
from core.questions.mnist.recordings import SHELF
from core.reading import answers
from core.reading.reading import read
from core.reading.verdicts import MARKS, UNDECIDED
from core.reading.words import missing, percent
from core.ui import cells, staging, tables
from core.ui.code import code
from core.ui.data_note import data_note
from core.ui.once import once
from core.ui.study import Shown

SHOWN = 3  # wrong answers
SOURCE_OF_CLAIMS = "https://stackoverflow.com/questions/41327601"


def details(shown: Shown, place: int) -> None:
    """What stands behind the numbers of the moment at this place, and what they say to the claim."""
    cells.style()
    once(partial(_explained, shown, place), "mnist_explained", shown.order, shown.stamp, place)
    if not staging.hidden("code"):
        with st.expander(_("The code of this run")):
            code(
                export.script(shown.order.member("binary")),
                "which_accuracy_mnist.py",
                _("Runs as it is and prints the numbers of this run's end."),
            )
    data_note(shown.order.dataset)


def _explained(shown: Shown, place: int) -> None:
    moment = shown.snapshots[place]
    st.divider()
    _why(shown, moment)
    st.divider()
    _claim(shown.order, moment)
    st.divider()
    _today(shown.order)
    with st.expander(_("Every moment as a table")):
        tables.large(_rows(shown.snapshots))


def _why(shown: Shown, moment: ComparisonSnapshot) -> None:
    """A few wrong answers cell by cell, and the arithmetic that follows from them."""
    wrong = moment.member("binary")
    classes = nets.classes(shown.order.shared)
    st.subheader(_("A wrong answer counts as 80 or 90 % right."), anchor=False)
    st.markdown(
        _(
            "Where the net is wrong and sure, only 2 of {classes} cells are wrong: the one that is on, "
            "and the one that should be. So {missing} wrong answers cost the report about a fifth of "
            "that."
        ).format(classes=classes, missing=missing(wrong.true_accuracy))
    )
    verdict = verdicts.counted(
        wrong.answered_right, wrong.answered_surely, wrong.accuracies["binary_accuracy"], classes
    )
    st.markdown(f"{MARKS[verdict.kind]} **{verdict.because}**")
    if shown.gallery is None:
        return
    found = [
        answer
        for kind in sorted(KINDS, key=lambda kind: bool(kind.sure))
        if not kind.right
        for answer in answers.of_kind(shown.gallery, wrong.predictions, kind)
    ]
    if not found:
        st.caption(_("None of the images that are kept here is answered wrongly at this moment."))
        return
    # The first is one that the net was not sure of, if there is one; then the sure ones.
    for column, answer in zip(
        st.columns(SHOWN, gap="medium"), [found[0], *found[:-SHOWN:-1]], strict=False
    ):
        with column:
            cells.show(answer)
    st.caption(
        _("{shown} of the {wrong:,} images that it gets wrong at this moment.").format(
            shown=min(SHOWN, len(found)),
            wrong=wrong.examples - round(wrong.true_accuracy * wrong.examples),
        )
    )


def _claim(order: Comparison, moment: ComparisonSnapshot) -> None:
    """Both losses side by side: what each is right about, and what that says to the claims."""
    binary, categorical = moment.member("binary"), moment.member("categorical")
    truths = binary.true_accuracy, categorical.true_accuracy
    st.subheader(
        _("“With categorical crossentropy I can't get above {ceiling:.0f} %”").format(
            ceiling=100 * verdicts.CEILING
        ),
        anchor=False,
    )
    said = verdicts.ceiling(*truths, moment.epoch)
    st.markdown(said.in_words)
    if said.kind == UNDECIDED:
        _recorded_verdict(order.shared.net)
    reported = binary.accuracies["binary_accuracy"], categorical.accuracies["categorical_accuracy"]
    tables.small(
        [
            {
                _("loss"): loss,
                _("Keras {version} reports").format(version=order.keras): percent(share),
                _("true accuracy"): percent(true),
            }
            for loss, share, true in zip(orders.LOSSES.values(), reported, truths, strict=True)
        ]
    )
    st.markdown(_("**“Binary crossentropy is always more accurate”**"))
    if evidence := judges.seeds_measured():
        said = judges.binary_is_better()
        st.markdown(said.in_words)
        st.caption(_("Measured: {evidence}.").format(evidence=evidence.beside(said.because)))
    st.markdown(verdicts.in_one_run(binary.answered_right, categorical.answered_right))
    st.caption(
        _(
            "The same net from the same seed, on the same batches. The claims are from the "
            "[question]({url}), which trained 10 epochs with binary and 30 with categorical "
            "crossentropy."
        ).format(url=SOURCE_OF_CLAIMS)
    )


def _recorded_verdict(net: str) -> None:
    """What the recording of all images says where a shorter run says nothing."""
    recording = SHELF.find(orders.full(net))
    if recording is None:
        return
    last = recording.snapshots[-1]
    truths = (each.true_accuracy for each in last.members.values())
    st.markdown(
        _("The recording, of all {n:,} images: {verdict}").format(
            n=orders.ALL_IMAGES, verdict=verdicts.ceiling(*truths, last.epoch).in_words
        )
    )


def _today(order: Comparison) -> None:
    wrong, today = order.member("binary"), keras_versions.TODAY
    now = read(replace(wrong, keras=today))
    first, last = verdicts.versions_that_misreport()
    st.subheader(_("And today?"), anchor=False)
    st.markdown(
        _(
            "From Keras {first} to {last}, `accuracy` here meant `binary_accuracy`. Keras {today}, "
            "with the very same code, picks `{picked}` and reports the true accuracy. But on "
            "TensorFlow another number is off now: its loss is computed on the {computed_on} behind "
            "the {activation}."
        ).format(
            first=first,
            last=last,
            today=today,
            picked=now.picked,
            computed_on={"logits": _("logits"), "probabilities": _("probabilities")}[
                now.loss_computed_on
            ],
            activation=wrong.activation,
        )
    )
    st.page_link(
        "pages/playground.py",
        label=_("See it in the playground: MNIST on Keras {today}").format(today=today),
        icon=":material/toggle_on:",
        query_params={"dataset": orders.DATASET, "keras": today},
    )


def _rows(snapshots: tuple[ComparisonSnapshot, ...]) -> list[dict[str, float]]:
    return [
        {
            _("epoch"): binary.epoch,
            _("test images"): binary.examples,
            _("binary_crossentropy: reported"): binary.accuracies["binary_accuracy"],
            _("binary_crossentropy: true"): binary.true_accuracy,
            _("categorical_crossentropy: true"): categorical.true_accuracy,
        }
        for binary, categorical in (each.members.values() for each in snapshots)
    ]
