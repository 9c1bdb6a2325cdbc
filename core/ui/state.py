"""What a reader's session remembers, and the experiment that its URL and controls stand for."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import streamlit as st

from core import experiment as experiments
from core.experiment import Experiment, Limits, Problem
from core.language import _

_PROBLEMS = "_problems"
_WATCHER = "_watcher"


def watcher() -> str:
    """This browser tab's own id, by which the desk knows who still watches a run."""
    return st.session_state.setdefault(_WATCHER, uuid4().hex)


def read_url() -> None:
    """Look once at what the URL asks for, before the first control is drawn.

    Controls read their own values from the URL. What they cannot use is taken out of it before they
    stumble over it, and remembered for `show_url_problems`.
    """
    if _PROBLEMS not in st.session_state:
        st.session_state[_PROBLEMS] = ()
        read_parameters(experiments.OFFERED, experiments.DEFAULTS)


def read_parameters(limits: Mapping[str, Limits], defaults: Mapping[str, Any]) -> None:
    """Look at what the URL asks of a page's own controls, before they are drawn; as `read_url`."""
    given = {name: value for name, value in st.query_params.items() if name not in st.session_state}
    _asked, problems = experiments.usable(given, limits, defaults)
    if problems:
        st.session_state[_PROBLEMS] += problems
        for problem in problems:
            del st.query_params[problem.name]
        st.rerun()


def choose(choices: Mapping[str, Any]) -> None:
    """Set controls to these choices. Only before they are drawn, or in a callback."""
    for name, value in choices.items():
        if name in experiments.OFFERED:
            st.session_state[name] = value


def chosen() -> Experiment:
    """The experiment that the controls stand at, or will stand at once the URL's are drawn."""
    given = {name: asked(name) for name in experiments.OFFERED}
    experiment, _problems = experiments.parse({k: v for k, v in given.items() if v is not None})
    return experiment


def asked(name: str) -> Any:
    """What a control stands at; before it is first drawn, what the URL says; None for neither."""
    value = st.session_state.get(name)
    return st.query_params.get(name) if value is None else value


def show_url_problems() -> None:
    """Say what in the URL could not be used, and what was used instead."""
    problems: tuple[Problem, ...] = st.session_state.get(_PROBLEMS, ())
    if problems:
        told = [
            _("`{name}={given}` cannot be used: {reason}. `{used}` is used instead.").format(
                name=problem.name,
                given=_harmless(problem.given),
                reason=problem.reason.rstrip("."),
                used=problem.used,
            )
            for problem in problems
        ]
        st.warning("  \n".join([_("Part of this link could not be read."), *told]))


def _harmless(text: str) -> str:
    """What a stranger's link says, short and unable to leave its code span."""
    return "".join(each for each in text if each.isprintable() and each != "`")[:40] or " "


def link(experiment: Experiment) -> str:
    """The address that opens this page in this state."""
    parts = urlsplit(st.context.url or "")
    query = urlencode(experiment.changes())
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))
