"""The page on predictions: what is asked for, which accuracy the number is, and every definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from core.experiment import Between, Limits, OneOf
from core.experiment.limits import InvalidChoice
from core.keras_versions import ERAS
from core.language import _, clauses, either, listed
from core.questions.predictions import (
    examples,
    mismatches,
    page_own,
    printed_by,
    reading,
    words,
)
from core.questions.predictions.case import Case
from core.questions.predictions.definitions import Definition, remembered
from core.questions.predictions.examples import FAMOUS, OWN
from core.questions.predictions.page_choice import choice, key_of
from core.reading.printed import Printed, PrintedShare
from core.reading.words import percent
from core.ui import links, staging, state, tables
from core.ui.once import once
from core.ui.plain import as_code

EXAMPLE, TOLD, THRESHOLD, DETAILS = "example", "told", "threshold", "details"
PARTS = ("rows", "matrix", "classes", "curves", "calibration", "keras", "losses")
LONGEST = 40  # characters of a number
HALF = 0.5


class PrintedOrNone(PrintedShare):
    """A share as it was printed, or nothing."""

    def parse(self, text: Any) -> Printed | None:
        """None of an empty text. Raises InvalidChoice."""
        return super().parse(text) if str(text).strip() else None


LIMITS: dict[str, Limits] = {
    EXAMPLE: OneOf(examples.ALL),
    TOLD: PrintedOrNone(),
    THRESHOLD: Between(float, 0.01, 0.99),
    DETAILS: OneOf(PARTS),
}


def defaults() -> dict[str, Any]:
    """What stands in the controls unless the link says otherwise: the number is the example's."""
    return defaults_of(st.query_params)


def defaults_of(url: Mapping[str, str]) -> dict[str, Any]:
    """The same, of a URL."""
    asked = url.get(EXAMPLE, FAMOUS)
    told = examples.told(asked if asked in examples.ALL else FAMOUS)
    return {EXAMPLE: FAMOUS, TOLD: told, THRESHOLD: HALF, DETAILS: PARTS[0]}


def limits() -> dict[str, Limits]:
    """Of what is still to be read from the URL: what is typed here is answered beside its field."""
    return {name: each for name, each in LIMITS.items() if name != TOLD or name not in st.session_state}


@dataclass(frozen=True)
class Shown:
    """What the page is of. example: its id, None of a reader's own arrays. as_typed: the number."""

    case: Case
    example: str | None
    told: Printed | None
    as_typed: str
    threshold: float

    @property
    def found(self) -> tuple[Definition, ...]:
        """Every accuracy that the arrays have."""
        return remembered(self.case, self.threshold)

    def once(self, draw, name: str, *of) -> None:
        """Draw what has no controls: of an example once for all, of a reader's own for them alone."""
        if self.example:
            once(draw, f"predictions_{name}", self.example, self.as_typed, self.threshold, *of)
        else:
            draw()


def ask() -> Shown:
    """The controls, and what they stand at."""
    session = st.session_state
    if TOLD not in session and TOLD not in st.query_params:
        session[TOLD] = defaults()[TOLD]
    names = {
        FAMOUS: _("the famous case"),
        "shuffled": _("another order"),
        "several_labels": _("several labels"),
        "logits": _("logits"),
        OWN: _(":material/upload: your own"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="brought"):
        example = choice(EXAMPLE, _("labels and predictions"), names, on_change=_choose)
        if not staging.hidden(TOLD):
            _number_told()
    case = page_own.ask() if example == OWN else None
    threshold = float(session.get(THRESHOLD) or st.query_params.get(THRESHOLD) or HALF)
    if case:
        told, typed = _read_told()
        return Shown(case, None, told, typed, threshold)
    if example == OWN:
        # Not held against a number of theirs: it is of other arrays.
        told = examples.told(FAMOUS)
        st.caption(_("Until yours are here, what follows is the famous case."))
        return Shown(examples.case(FAMOUS), FAMOUS, LIMITS[TOLD].parse(told), told, threshold)
    told, typed = _read_told()
    return Shown(examples.case(example), example, told, typed, threshold)


def _number_told() -> None:
    st.text_input(
        _("the number that you were told"),
        examples.told(FAMOUS),
        max_chars=LONGEST,
        key=TOLD,
        bind="query-params",
        live=True,
        placeholder=_("none"),
        help=_("As a share or in percent, with a point or a comma: 0.998, 99.8 %, 99,8."),
        width=200,
    )


def _choose() -> None:
    """The number goes with the arrays."""
    st.session_state[TOLD] = examples.told(st.session_state[key_of(EXAMPLE)] or FAMOUS)


def _read_told() -> tuple[Printed | None, str]:
    """The number in the field, and as it was typed; None of what is none, which is said."""
    typed = state.asked(TOLD) or ""
    try:
        return LIMITS[TOLD].parse(typed), _harmless(typed)
    except InvalidChoice as problem:
        st.caption(
            _(":red[{typed} cannot be used: {reason}.] No number is used instead.").format(
                typed=as_code(typed, LONGEST), reason=problem
            )
        )
        return None, ""


def _harmless(text: str) -> str:
    """What was typed, unable to be Markdown."""
    return " ".join("".join(each for each in text if each.isalnum() or each in " .,%+-:=").split())


def answer(shown: Shown) -> None:
    """Which accuracy the number is, beside all that there are."""
    shown.once(partial(_headline, shown), "headline")
    told, table = st.columns([1, 1.4], gap="medium")
    with told:
        shown.once(partial(_numbers, shown), "numbers")
        _threshold(shown)
        with st.container(key="about_the_number"):
            shown.once(partial(_about, shown), "about")
    with table:
        shown.once(partial(_definitions, shown), "definitions")


def _verdict(shown: Shown) -> reading.Verdict:
    return reading.verdict(shown.case, shown.told, shown.as_typed, shown.found, shown.threshold)


def _headline(shown: Shown) -> None:
    with st.container(key="headline"):
        st.subheader(_verdict(shown).headline, anchor=False)


def _numbers(shown: Shown) -> None:
    cells = next((each for each in shown.found if each.id in ("cells", "half")), None)
    numbers = [(_("told"), shown.as_typed or "–"), (_("right"), percent(shown.case.true))]
    if cells is not None:
        numbers.append((_("cell by cell"), percent(cells.share)))
    with st.grid(3, min_column_width=85, gap="small"):
        for label, number in numbers:
            st.metric(label, number)


def _about(shown: Shown) -> None:
    """What was seen, who prints the number, what else it is, and what the arrays were taken for."""
    verdict = _verdict(shown)
    for each in mismatches.mismatches(shown.case):
        (st.warning if each.grave else st.info)(words.sentence(each))
        if trap := words.TRAPS.get(each.id):
            links.trap(trap)
    if verdict.matches and (printed := _who_prints(shown, verdict)):
        st.markdown(printed)
    for each in verdict.more:
        st.markdown(each)
    st.caption(_brought(shown.case))
    if shown.example:
        st.caption(reading.recorded(shown.example))


def _who_prints(shown: Shown, verdict: reading.Verdict) -> str:
    """Which Keras prints that number as `accuracy`, for which loss."""
    rows = printed_by.printed(shown.case)
    for each in verdict.matches:
        eras = printed_by.eras_that_print(rows, each.id)
        if eras:
            return _("`accuracy` prints it {where}.").format(
                where=clauses(_where(names, losses) for names, losses in _by_eras(eras).items())
            )
    return ""


def _where(names: tuple[str, ...], losses: list[str]) -> str:
    """With which losses, in which eras."""
    named = either(f"`{loss}`" for loss in losses)
    if len(names) == len(ERAS):
        return _("with {losses}, in every Keras").format(losses=named)
    return _("with {losses}, in {eras}").format(losses=named, eras=listed(names))


def _by_eras(eras: dict) -> dict[tuple[str, ...], list[str]]:
    """The losses that have the same eras, together."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for loss, those in eras.items():
        grouped.setdefault(tuple(era.name for era in those), []).append(loss)
    return grouped


def _brought(case: Case) -> str:
    """What the arrays were taken for."""
    told = {
        ("classes", "one_hot"): _("{n} examples, one-hot labels, {k} outputs each."),
        ("classes", "integer"): _("{n} examples, class indices, {k} outputs each."),
        ("classes", "integer_column"): _("{n} examples, a column of class indices, {k} outputs each."),
        ("multi_label", "one_hot"): _("{n} examples, {k} labels at once, one output each."),
        ("binary", "integer"): _("{n} examples, labels of 0 and 1, one output each."),
        ("binary", "integer_column"): _("{n} examples, a column of 0 and 1, one output each."),
    }
    sentence = told[case.task, case.encoding]
    if case.outputs == "class":
        sentence = _("{n} examples, {k} classes, predicted classes.")
    first = sentence.format(n=f"{case.examples:,}", k=case.classes)
    return "  \n".join([first, *case.notes])


def _threshold(shown: Shown) -> None:
    """A threshold to move, where outputs say how sure they are."""
    if shown.case.outputs == "class" or staging.hidden(THRESHOLD):
        return
    st.slider(
        _("another threshold, on probabilities"),
        0.01,
        0.99,
        HALF,
        0.01,
        key=THRESHOLD,
        bind="query-params",
        help=_("Adds what is counted against it to the table. Logits are held against it as p."),
    )


def _definitions(shown: Shown) -> None:
    verdict = _verdict(shown)
    places = reading.decimals(shown.told)
    rows = sorted(shown.found, key=lambda each: each not in verdict.matches)
    marked = [place for place, each in enumerate(rows) if each in verdict.matches]
    tables.show(
        (_("accuracy"), _("what counts as right"), _("number")),
        [
            (
                _mark(shown, verdict, each),
                reading.how(each, shown.case),
                f"{each.share:.{places}f}",
            )
            for each in rows
        ],
        numbers=(2,),
        marked=marked,
        quiet=(1,),
    )


def _mark(shown: Shown, verdict: reading.Verdict, definition: Definition) -> str:
    """Its name; with a mark that is not a colour where it gives the number."""
    name = reading.phrase(definition, shown.case, shown.threshold)
    return f"✓ {name}" if definition in verdict.matches else name
