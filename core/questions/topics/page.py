"""The page on topics: which claim it shows, what can be chosen for it, and the code."""

from typing import Any

import streamlit as st

from core import datasets, export
from core.experiment import Limits, OneOf
from core.language import _
from core.questions.topics import orders
from core.questions.topics.orders import SMALL_EPOCHS, Choice
from core.ui import staging, state
from core.ui.code import code
from core.ui.context import embedded

_CLAIM, _UNEQUAL = "_claim", "_unequal"
QUESTION = "eighty_fifty"
CLAIMS = (
    *(QUESTION, "ratio", "frequent_first", "factor", "restart"),
    *("class_weight", "renormalises", "mends", "mismatch"),
)
LIMITS: dict[str, Limits] = orders.LIMITS | {"claim": OneOf(CLAIMS)}
DEFAULTS: dict[str, Any] = orders.DEFAULTS | {"claim": QUESTION}


def choose_claim() -> str:
    """Which of the claims the page shows. A page inside another shows the one that its link names."""
    if embedded() or staging.hidden("claim"):
        return state.asked("claim") or QUESTION
    names = {
        QUESTION: _("80 against 50"),
        "ratio": _("binary = K × categorical"),
        "frequent_first": _("the frequent class first"),
        "factor": _("a constant factor"),
        "restart": _("restarting"),
        "class_weight": _("class weights"),
        "renormalises": _("dividing by the sum"),
        "mends": _("integer targets"),
        "mismatch": _("a misfit activation"),
    }
    # A control bound to the URL would write its names there, in the reader's language.
    if _CLAIM not in st.session_state:
        st.session_state[_CLAIM] = state.asked("claim") or QUESTION
    chosen = st.pills(
        _("What was said"),
        CLAIMS,
        required=True,
        format_func=names.get,
        key=_CLAIM,
        label_visibility="collapsed",
    )
    _in_url("claim", chosen)
    return chosen


def _in_url(name: str, value: Any) -> None:
    """Have the page's address name what a control that is not bound to it stands at."""
    if str(value) != st.query_params.get(name, str(DEFAULTS[name])):
        st.query_params[name] = value


def choice_controls() -> Choice:
    """The corpus, its topics, how unequal they are; and where the documents are from.

    What the link hides is what the link says, and without controls nothing is drawn.
    """
    left = staging.shown(*orders.LIMITS)
    if not left:
        return Choice(*(_stands_at(name) for name in orders.LIMITS))
    with st.expander(_("Change the corpus, the topics, their sizes"), expanded=len(left) == 1):
        places = dict(zip(left, st.columns(len(left), gap="medium"), strict=True))
        choice = Choice(*(_choice_control(name, places.get(name)) for name in orders.LIMITS))
        st.caption(_about(choice))
    return choice


def _stands_at(name: str) -> Any:
    return state.value(name, LIMITS, DEFAULTS)


def _choice_control(name: str, place: Any | None) -> Any:
    """One of what a Choice is made of, drawn at its place, if it has one."""
    if place is None:
        return _stands_at(name)
    with place:
        if name == "topics":
            return _slider(name, _("topics"))
        if name == "imbalance":
            return _slider(name, _("imbalance: largest topic ÷ smallest"))
        corpus = st.segmented_control(
            _("corpus"),
            LIMITS[name].options,
            default=DEFAULTS[name],
            required=True,
            key=name,
            bind="query-params",
            persist_state="page",
            wrap=True,
        )
        return corpus or DEFAULTS[name]


def unequal() -> Choice:
    """Topics of unequal sizes: by how much, as the link says or the reader chooses."""
    limits = LIMITS["imbalance"]
    if _UNEQUAL not in st.session_state:
        asked = limits.parse(state.asked("imbalance") or 1)
        st.session_state[_UNEQUAL] = asked if asked > 1 else orders.IMBALANCE
    if staging.hidden("imbalance"):
        return Choice(imbalance=st.session_state[_UNEQUAL])
    imbalance = st.slider(
        _("imbalance: largest topic ÷ smallest"), 2, limits.high, step=1, key=_UNEQUAL, width=360
    )
    return Choice(imbalance=imbalance)


def _slider(name: str, label: str) -> int:
    limits = LIMITS[name]
    return st.slider(
        label,
        limits.low,
        limits.high,
        DEFAULTS[name],
        step=1,
        key=name,
        bind="query-params",
        persist_state="page",
    )


def _about(choice: Choice) -> str:
    names = datasets.CATALOGUE[choice.corpus].topics[: choice.topics]
    return _("Topics, in the corpus's own order: {names}.").format(names=", ".join(names))


def as_code(choice: Choice) -> None:
    """This page's run as a script that runs as it is."""
    if staging.hidden("code"):
        return
    with st.expander(_("The code of this page")):
        code(
            export.script(
                orders.both_losses(choice, SMALL_EPOCHS),
                _("80 % with binary_crossentropy, 50 % with categorical_crossentropy: one net twice."),
            ),
            "which_accuracy_topics.py",
            _(
                "Runs as it is, on today's Keras, and prints both accuracies for both losses. On this "
                "machine they are those of the run of {n} epochs here; another processor rounds "
                "differently, and the training carries that on."
            ).format(n=SMALL_EPOCHS),
        )
