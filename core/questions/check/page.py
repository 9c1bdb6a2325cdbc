"""The page on pasted code: the text, the examples, and how good the check is."""

import streamlit as st

from core.check import LONGEST, RULES, measured
from core.experiment import Limits, OneOf
from core.language import _
from core.questions.check import examples
from core.questions.check.examples import FAMOUS, OWN
from core.ui import staging
from core.ui.once import once

EXAMPLE = "example"  # the URL parameter: on which code the page opens
LIMITS: dict[str, Limits] = {EXAMPLE: OneOf(examples.ALL)}
DEFAULTS = {EXAMPLE: FAMOUS}
_CODE, _PILLS, _RULE = "_check_code", "_check_example", "_check_rule"
_SHOWN, _KEPT = "_check_shown", "_check_own"  # the example on screen; what the reader wrote last
HEIGHT = 372  # pixels: the first example in full


def paste() -> str:
    """The reader's text, which the page opens with an example of."""
    session = st.session_state
    if _CODE not in session:
        _open(st.query_params.get(EXAMPLE, FAMOUS))
    text = st.text_area(
        _("Keras code: paste yours over the example"),
        key=_CODE,
        height=HEIGHT,
        on_change=_keep,
        placeholder=_("Paste the model and its compile call here, then press Check it."),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("Check it"), key="_check_it", type="primary", icon=":material/troubleshoot:")
        st.caption(_("Read, never run. Not stored, and not in the address."), width="stretch")
    if not staging.hidden(EXAMPLE):
        _examples()
    shown = session[_SHOWN]
    if shown != st.query_params.get(EXAMPLE, FAMOUS):
        st.query_params[EXAMPLE] = shown
    return text or ""


def _examples() -> None:
    names = {
        FAMOUS: _("the famous case"),
        "two_models": _("two models"),
        "several_labels": _("several labels"),
        "logits": _("logits"),
        "correct": _("correct code"),
        OWN: _(":material/content_paste: your own"),
    }
    st.pills(
        _("Or try an example"),
        list(names),
        format_func=names.get,
        key=_PILLS,
        on_change=_choose,
        wrap=True,
    )


def _open(example: str) -> None:
    """Put an example into the text; of one's own, what was there."""
    session = st.session_state
    session[_SHOWN] = example
    session[_CODE] = session.get(_KEPT, "") if example == OWN else examples.code(example)
    session[_PILLS] = example if example in (*examples.BY_ID, OWN) else None


def _choose() -> None:
    # A click on the chosen one takes the choice back: then it opens once more, as it was.
    _open(st.session_state[_PILLS] or st.session_state[_SHOWN])


def _choose_rule() -> None:
    if st.session_state[_RULE]:
        _open(st.session_state[_RULE])


def _keep() -> None:
    """What the reader writes is their own from then on, one click away from any example."""
    session = st.session_state
    session[_KEPT] = session[_CODE] or ""
    session[_SHOWN] = session[_PILLS] = OWN


def about() -> None:
    """How good the check is, the command, and all that it looks for, each with an example."""
    once(_about, "check_about")
    with st.expander(_("All {n} things that are looked for").format(n=len(RULES))):
        titles = {rule.id: rule.title().replace("`", "") for rule in RULES}
        st.selectbox(
            _("Open the example of"),
            list(titles),
            index=None,
            format_func=titles.get,
            key=_RULE,
            on_change=_choose_rule,
            placeholder=_("choose one"),
        )
        once(_rules, "check_rules")


def _about() -> None:
    st.divider()
    st.caption(
        _(
            "**How good is it?** Measured on {snippets} pieces of code, {correct} of them correct: it "
            "finds {found} of their {problems} problems, and blames {blamed} of the correct ones. We "
            "wrote these pieces, and wrote the check with them at hand: on code of yours it can be "
            "wrong. A test of the app counts them anew."
        ).format(
            snippets=measured.SNIPPETS,
            correct=measured.CORRECT,
            found=measured.FOUND,
            problems=measured.PROBLEMS,
            blamed=measured.BLAMED,
        )
    )
    st.caption(
        _(
            "**As a command**, for a folder of hand-ins: `python -m core.check FILE...` in the app's "
            "own folder. Its exit status is 1 where something is to mend."
        )
    )
    st.caption(_("**Long code**: the first {n:,} characters of code are read.").format(n=LONGEST))


def _rules() -> None:
    for rule in RULES:
        st.markdown(f"**{rule.title()}** &ensp; `{rule.id}`\n\n{rule.why()}")
