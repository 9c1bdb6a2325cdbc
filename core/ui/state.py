"""What a reader's session remembers, and the experiment that its URL and controls stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import streamlit as st

from core import experiment as experiments
from core.experiment import Experiment, Limits, Order, Problem
from core.experiment.limits import in_url
from core.language import _
from core.ui import links

# Parameters of old links, and what they are called today.
RENAMED = {"version": "keras"}
LINKED = "linked"  # the URL parameter by which a page knows that a link of ours has opened it
_PROBLEMS = "_problems"
_ASIDE = "_aside"
_WATCHER = "_watcher"
_OWN = "_own_runs"


def watcher() -> str:
    """This browser tab's own id, by which the desk knows who still watches a run."""
    return st.session_state.setdefault(_WATCHER, uuid4().hex)


def ask_for(order: Order) -> None:
    """Note that the reader had this trained, and wants to see that instead of a recording."""
    st.session_state[_OWN] = st.session_state.get(_OWN, frozenset()) | {order.training_key}


def asked_for(order: Order) -> bool:
    """Whether this reader had this trained."""
    return order.training_key in st.session_state.get(_OWN, ())


def back_to_recording(order: Order) -> None:
    """Forget that: a link's own view again."""
    st.session_state[_OWN] = st.session_state.get(_OWN, frozenset()) - {order.training_key}


def read_parameters(limits: Mapping[str, Limits], defaults: Mapping[str, Any]) -> None:
    """Look at what the URL asks of a page's controls, before the first of them is drawn.

    Controls read their own values from the URL. What they cannot use is taken out of it before they
    stumble over it, and remembered for `show_url_problems`. limits, defaults: of the page's parameters.
    """
    _set_aside(limits, defaults)
    session, url = st.session_state, st.query_params
    given = {name: url[name] for name in url if RENAMED.get(name, name) not in session}
    read, problems = as_controls_read(given, limits, defaults)
    if read != given:
        note(problems)
        for name in given.keys() - read.keys():
            del url[name]
        url.update(read.items() - given.items())
        st.rerun()


def note(problems: Sequence[Problem]) -> None:
    """Remember what the URL had that cannot be used, for `show_url_problems`."""
    if problems:
        st.session_state[_PROBLEMS] = (*st.session_state.get(_PROBLEMS, ()), *problems)


def as_controls_read(
    url: Mapping[str, str], limits: Mapping[str, Limits], defaults: Mapping[str, Any]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """A URL's parameters under today's names, and switches in the two words that a control takes.

    Without those that are outside of the `limits`, of each of which there is a Problem, under the name
    that the URL has for it. What `limits` does not name is left as it is: it may be another page's.
    """
    read, problems = {}, []
    for written, text in url.items():
        name = RENAMED.get(written, written)
        if name not in limits:
            read[written] = text
        elif name == written or name not in url:
            chosen, unusable = experiments.usable({name: text}, limits, defaults)
            problems += [replace(each, name=written) for each in unusable]
            for value in chosen.values():
                read[name] = in_url(value) if isinstance(value, bool) else text
    return read, tuple(problems)


def address(choices: Mapping[str, Any], linked: str) -> str:
    """A page's parameters with all of these choices, for `open_as_linked` there.

    linked: the name of the page that has the link.
    """
    return "?" + urlencode({name: in_url(value) for name, value in choices.items()} | {LINKED: linked})


def open_as_linked(limits: Mapping[str, Limits], defaults: Mapping[str, Any]) -> None:
    """Have the controls stand where a link that was just followed says, whatever they stood at before.

    Streamlit takes a parameter that has its control's default for none, and keeps what was chosen.
    """
    name = st.query_params.get(LINKED)
    if name and links.just_opened(f"{LINKED} {name}"):
        url = {each: st.query_params[each] for each in st.query_params if each != LINKED}
        chosen, _problems = experiments.usable(url, limits, defaults)
        st.session_state.update(chosen)


def _set_aside(limits: Mapping[str, Limits], defaults: Mapping[str, Any]) -> None:
    """Keep what another page chose and this one cannot take, until a page is opened that can."""
    session = st.session_state
    aside = session.setdefault(_ASIDE, {})
    for name in limits.keys() & session.keys():
        if not _fits(session[name], limits[name]):
            aside[name] = session[name]
            session[name] = defaults[name]
        elif name in aside and _fits(aside[name], limits[name]):
            before = aside.pop(name)
            if session[name] == defaults[name] and name not in st.query_params:
                session[name] = before


def _fits(value: Any, limits: Limits) -> bool:
    try:
        limits.parse(value)
    except experiments.InvalidChoice:
        return False
    return True


def choose(choices: Mapping[str, Any]) -> None:
    """Set controls to these choices. Only before they are drawn, or in a callback."""
    for name, value in choices.items():
        if name in experiments.OFFERED:
            st.session_state[name] = value


def chosen() -> Experiment:
    """The experiment that the controls stand at, or will stand at once the URL's are drawn."""
    return _parsed(*map(asked, experiments.OFFERED))


@lru_cache(maxsize=512, typed=True)  # several times a run, and many readers look at the same
def _parsed(*values: Any) -> Experiment:
    given = zip(experiments.OFFERED, values, strict=True)
    experiment, _problems = experiments.parse({k: v for k, v in given if v is not None})
    return experiment


def value(name: str, limits: Mapping[str, Limits], defaults: Mapping[str, Any]) -> Any:
    """What a parameter of a page stands at, whether or not its control is drawn."""
    said = asked(name)
    try:
        return defaults[name] if said is None else limits[name].parse(said)
    except experiments.InvalidChoice:
        return defaults[name]


def asked(name: str) -> Any:
    """What a control stands at; before it is first drawn, what the URL says; None for neither."""
    value = st.session_state.get(name)
    return st.query_params.get(name) if value is None else value


def show_url_problems() -> None:
    """Say what in the URL could not be used, and what was used instead."""
    problems: tuple[Problem, ...] = st.session_state.get(_PROBLEMS, ())
    if problems:
        told = [_("Part of this link could not be read."), *(each.in_words() for each in problems)]
        with st.container(key="url_problems"):
            st.warning("  \n".join(told))


def link(experiment: Experiment) -> str:
    """The address that opens this page in this state."""
    return link_to(experiment.changes())


def link_to(choices: Mapping[str, Any]) -> str:
    """The address that opens this page with these URL parameters."""
    parts = urlsplit(st.context.url or "")
    query = urlencode({name: in_url(value) for name, value in choices.items()})
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))
