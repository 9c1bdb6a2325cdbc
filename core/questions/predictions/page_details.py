"""What is below: one part at a time, drawn when it is asked for."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from core.keras_versions import ERAS
from core.language import _, listed
from core.measures import classification
from core.questions.predictions import charts, page_matrix, page_rows, printed_by, reading
from core.questions.predictions.case import Case
from core.questions.predictions.page import DETAILS, Shown
from core.questions.predictions.page_choice import choice
from core.reading.words import percent
from core.ui import links, tables
from core.ui.draw import draw_rows

MOST_CELLS = 15  # classes of a matrix that is shown whole
MOST_ROWS = 30  # of a table


def details(shown: Shown) -> None:
    """The choice of a part, and that part."""
    st.divider()
    names = {
        "rows": _("rows that count differently"),
        "matrix": _("confusion matrix"),
        "classes": _("per class"),
        "curves": _("ROC and PR curves"),
        "calibration": _("calibration"),
        "keras": _("what each Keras prints"),
        "losses": _("losses by hand"),
    }
    part = choice(DETAILS, _("details"), names, label_visibility="collapsed")
    draws: dict[str, Callable[[Shown], None]] = {
        "rows": page_rows.rows,
        "matrix": partial(_once, _matrix, "matrix"),
        "classes": partial(_once, _classes, "classes"),
        "curves": _curves,
        "calibration": _calibration,
        "keras": partial(_once, _keras, "keras"),
        "losses": partial(_once, _losses, "losses"),
    }
    with st.container(key="details_of_predictions"):
        if not shown.case.fits:
            st.markdown(_("Labels that are no class index have no details: mend them first."))
        else:
            draws[part](shown)


def _once(draw: Callable[[Case], None], name: str, shown: Shown) -> None:
    shown.once(partial(draw, shown.case), name)


def _matrix(case: Case) -> None:
    if case.task == "multi_label":
        st.markdown(_("Several labels have no one matrix. Each has its own counts here."))
        _counts_of_labels(case)
        return
    counts = classification.confusion(case.indices, case.answers, case.classes) if _few(case) else None
    st.caption(_("Rows: the labels. Columns: the answers. Framed: right ones."))
    if counts is not None:
        names = [_name(case, place, 8) for place in range(case.classes)]
        st.html(page_matrix.matrix(_("label"), names, counts.tolist()))
        return
    st.markdown(_("These are too many classes for a matrix. What was taken for what most often:"))
    wrong = case.answers != case.indices
    cells, often = np.unique(
        case.indices[wrong].astype(np.int64) * case.classes + case.answers[wrong], return_counts=True
    )
    most = np.argsort(-often, kind="stable")[:MOST_CELLS]
    rows = [
        (
            _name(case, int(cells[each] // case.classes)),
            _name(case, int(cells[each] % case.classes)),
            f"{often[each]:,}",
        )
        for each in most
    ]
    tables.show((_("label"), _("answer"), _("how often")), rows, numbers=(2,))


def _few(case: Case) -> bool:
    return case.classes <= MOST_CELLS


def _counts_of_labels(case: Case) -> None:
    rows = [
        (
            _name(case, k),
            *(
                f"{int(np.sum(each)):,}"
                for each in (
                    case.targets[:, k] & case.on[:, k],
                    ~case.targets[:, k] & case.on[:, k],
                    case.targets[:, k] & ~case.on[:, k],
                    ~case.targets[:, k] & ~case.on[:, k],
                )
            ),
        )
        for k in range(min(case.classes, MOST_ROWS))
    ]
    heads = (_("label"), _("rightly on"), _("wrongly on"), _("wrongly off"), _("rightly off"))
    tables.show(heads, rows, numbers=(1, 2, 3, 4))


def _classes(case: Case) -> None:
    if case.task == "multi_label":
        found = classification.per_label(case.targets, case.on)
    else:
        found = classification.per_class(case.indices, case.answers, case.classes)
    shown = [k for k in range(case.classes) if found.support[k] or found.precision[k]]
    heads = (_("class"), _("precision"), _("recall"), _("F1"), _("support"))
    rows = [
        (
            _name(case, k),
            *(f"{getattr(found, name)[k]:.3f}" for name in ("precision", "recall", "f1")),
            f"{found.support[k]:,}",
        )
        for k in shown[:MOST_ROWS]
    ]
    averages = (
        (_("mean of the classes"), np.ones(len(shown))),
        (_("mean by support"), found.support[shown]),
    )
    rows += [
        (
            name,
            *(
                f"{np.average(getattr(found, each)[shown], weights=weights):.3f}"
                for each in ("precision", "recall", "f1")
            ),
            f"{int(found.support.sum()):,}",
        )
        for name, weights in averages
        if weights.sum()
    ]
    tables.show(heads, rows, numbers=(1, 2, 3, 4))
    st.caption(
        _(
            "As `sklearn.metrics.classification_report` has them. Precision: of what was answered so, "
            "how much is. Recall: of what is so, how much was answered."
        )
    )
    if len(shown) > MOST_ROWS:
        st.caption(_("The first {n} of {all} are shown.").format(n=MOST_ROWS, all=len(shown)))


def _curves(shown: Shown) -> None:
    case = shown.case
    if case.outputs == "class":
        st.markdown(_("Predicted classes have no curves: no threshold can be moved over them."))
        return
    place = 1
    if case.task != "binary":
        place = st.selectbox(
            _("Curves of one class against the rest, of class"),
            range(min(case.classes, 1000)),
            format_func=lambda k: _name(case, k),
            key="_predictions_curve_of",
        )
        place = min(place or 0, case.classes - 1)
    shown.once(partial(_curves_of, case, place), "curves", place)


def _curves_of(case: Case, place: int) -> None:
    column = 0 if case.task == "binary" else place
    truth, scores = case.targets[:, column], case.predictions[:, column]
    if truth.all() or not truth.any():
        st.markdown(_("All examples are alike in this class, so it has no curve."))
        return
    share = float(np.mean(truth))
    roc, pr = classification.roc(truth, scores), classification.precision_recall(truth, scores)
    left, right = st.columns(2, gap="medium")
    with left:
        words = _("ROC curve: the area under it is {area}; guessing gives 0.500.")
        told = words.format(area=f"{roc.area:.3f}")
        st.markdown(told)
        draw_rows(charts.roc, charts.curve_rows(roc, None), told, key="_predictions_roc")
    with right:
        words = _("PR curve: the average precision is {area}; guessing gives {share}.")
        told = words.format(area=f"{pr.area:.3f}", share=f"{share:.3f}")
        st.markdown(told)
        draw_rows(charts.precision_recall, charts.curve_rows(pr, share), told, key="_predictions_pr")


def _calibration(shown: Shown) -> None:
    shown.once(partial(_calibration_of, shown.case), "calibration")


def _calibration_of(case: Case) -> None:
    if case.confidence is None:
        st.markdown(_("Calibration needs probabilities of the answers, which these outputs are not."))
        return
    right = case.on == case.targets if case.task == "multi_label" else case.right
    found = classification.calibration(case.confidence.reshape(-1), right.reshape(-1))
    mean = float(np.average(found.confidence, weights=found.count))
    words = _(
        "On average the answers say {confidence} of themselves and {right} of them are right. The "
        "expected calibration error is {error} points: by so much the bins are off on average."
    )
    if case.task == "multi_label":
        words = _(
            "On average the cells say {confidence} of themselves and {right} of them are right. The "
            "expected calibration error is {error} points: by so much the bins are off on average."
        )
    told = words.format(
        confidence=percent(mean),
        right=percent(float(np.mean(right))),
        error=f"{100 * found.error:.1f}",
    )
    st.markdown(told)
    chart, listed_bins = st.columns([1.2, 1], gap="medium")
    with chart:
        draw_rows(
            charts.calibration, charts.calibration_rows(found), told, key="_predictions_calibration"
        )
    with listed_bins:
        rows = [
            (percent(sure), percent(share), f"{count:,}")
            for sure, share, count in zip(found.confidence, found.right, found.count, strict=True)
        ]
        heads = (_("confidence"), _("right"), _("answers"))
        tables.show(heads, rows, numbers=(0, 1, 2))


def _keras(case: Case) -> None:
    if case.outputs == "class":
        st.markdown(_("Predicted classes have no such table: a metric is given outputs."))
        return
    known = printed_by.by_id(reading.found_at_half(case))
    rows = []
    for row in printed_by.printed(case):
        labels = {
            "one_hot": _("multi-hot") if case.task == "multi_label" else _("one-hot"),
            "integer": _("integers"),
            "integer_column": _("column of integers"),
        }[row.labels]
        rows.append((f"`{row.loss}`", labels))
        for span in row.spans:
            definition = known.get(span.definition)
            rows.append(
                (
                    _eras(span),
                    reading.phrase(definition, case, 0.5) if definition else _("refuses"),
                    f"{definition.share:.4f}" if definition else "–",
                )
            )
    heads = (_("Keras"), _("what accuracy is"), _("number"))
    tables.show(heads, rows, numbers=(2,))
    st.caption(
        _(
            "By the rules that were measured on real installs, for outputs that look like those of a "
            "{activation} layer. Losses that every version refuses with such labels are left out."
        ).format(activation=f"`{case.activation}`")
    )
    links.see("versions", _("See where these rules were measured"))


def _eras(span: printed_by.Span) -> str:
    if len(span.eras) == len(ERAS):
        return _("every Keras since 1.0")
    return listed(era.name for era in span.eras)


def _losses(case: Case) -> None:
    found = printed_by.losses_of(case)
    if not found:
        st.markdown(_("Predicted classes have no loss: it needs the outputs."))
        return

    def number(value: float | None) -> str:
        return "–" if value is None else f"{value:.4f}"

    rows = [(f"`{each.name}`", number(each.as_probabilities), number(each.as_logits)) for each in found]
    heads = (_("loss"), _("outputs as they are"), _("outputs as logits (from_logits=True)"))
    tables.show(heads, rows, numbers=(1, 2))
    behind = printed_by.behind_sigmoid(case)
    if behind is not None:
        st.markdown(
            _(
                "Today's Keras on TensorFlow takes what went into the sigmoid, and reports {behind} "
                "for `categorical_crossentropy`."
            ).format(behind=f"{behind:.4f}")
        )
    st.caption(
        _(
            "By hand, as Keras defines them. Behind a softmax or a sigmoid today's Keras on TensorFlow "
            "computes a crossentropy on the hidden logits: the same number where loss and activation "
            "match, another where they do not. A softmax's logits cannot be had back from its outputs."
        )
    )


def _name(case: Case, place: int, longest: int = 24) -> str:
    """What a class is called, short; its number where it has no name."""
    if case.task == "binary" and not case.names:
        return str(place)
    name = case.names[place] if place < len(case.names) else str(place)
    kept = "".join(each for each in name if each.isprintable() and each not in "`")
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def more() -> None:
    """Where these numbers come from, on other pages."""
    with st.container(horizontal=True):
        links.see("arithmetic", _("See what a number alone allows"))
        links.see("check", _("See what your code will report"))
