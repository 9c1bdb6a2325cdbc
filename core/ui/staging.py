"""How a link stages a page: what it hides, where a run opens, whether the reader guesses first.

`hide=loss,presets` hides these, `show=activation` all but that; with both, what `hide` names is hidden
too, and `hide=all` hides everything. What is hidden stands where the link puts it. `moment=3` opens a
run at its third epoch, `ask=1` has the reader guess before anything is reported. A link from one page
to another keeps none of them: they are of the page that they were made for. The language stays.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.experiment import OFFERED, Between, Limits, Problem, YesNo, usable
from core.experiment.limits import in_url
from core.language import _
from core.ui import state

HIDE, SHOW, ASK, MOMENT, LANG = "hide", "show", "ask", "moment", "lang"
ALL = "all"
LANGUAGE, MOMENTS = "language", "moments"
FEW = 3  # controls that stand in the open in an embedded page: more are folded away
# Of the session: what is hidden, what else was said, of which page, and the epoch on its screen.
_HIDDEN, _STAGED, _STAGE, _EPOCH = "_hidden", "_staged", "_stage", "_epoch_on_screen"


def parts() -> dict[str, str]:
    """What a link can hide besides controls, and what each is. No page has all."""
    return {
        "presets": _("the named setups"),
        "examples": _("the ready examples"),
        "run": _("the buttons that train"),
        MOMENTS: _("the slider through a run, and its player"),
        "filters": _("the filters above a table"),
        "code": _("what to write, and the script"),
        LANGUAGE: _("the choice of a language"),
    }


@dataclass(frozen=True)
class Stage:
    """What a link to a page can say.

    name: of the page's folder. limits, defaults: of its parameters, given a URL's, on which they may
    depend. without: parameters that have no control there. parts: those of `parts` that it has.
    carried: parameters that it reads itself, and that a link takes along. asks: whether it has a
    question to ask first, given the same.
    """

    name: str
    limits: Callable[[Mapping[str, str]], Mapping[str, Limits]] = lambda _url: {}
    defaults: Callable[[Mapping[str, str]], Mapping[str, Any]] = lambda _url: {}
    without: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    asks: Callable[[Mapping[str, str]], bool] = lambda _url: False

    def controls(self, url: Mapping[str, str]) -> tuple[str, ...]:
        """Everything that a link can hide, as the URL names it."""
        named = (name for name in self.limits(url) if name not in self.without)
        return (*named, *self.parts, LANGUAGE)

    def staging(self, url: Mapping[str, str]) -> dict[str, Limits]:
        """The parameters besides the page's own and the lists of names, and what they can be."""
        found: dict[str, Limits] = {ASK: YesNo()} if self.asks(url) else {}
        return found | ({MOMENT: Between(float, 0, OFFERED["epochs"].high)} if self.has_moments else {})

    def taken_along(self, url: Mapping[str, str]) -> dict[str, str]:
        """What the URL says by `carried` parameters."""
        return {name: url[name] for name in self.carried if name in url}

    @property
    def has_moments(self) -> bool:
        """Whether it shows a run at a moment of it."""
        return MOMENTS in self.parts


def always(_url: Mapping[str, str]) -> bool:
    """Of a page that has a question whatever its state."""
    return True


def plain(name: str, limits: Mapping[str, Limits], defaults: Mapping[str, Any], **more: Any) -> Stage:
    """The stage of a page whose parameters are always the same."""
    return Stage(name, lambda _url: limits, lambda _url: defaults, **more)


def read(url: Mapping[str, str], stage: Stage) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """What of `hide`, `show`, `ask` and `moment` can be used, and a Problem for what cannot."""
    read_, problems = {}, []
    for name in (HIDE, SHOW):
        words = _words(url.get(name, ""))
        allowed = (*stage.controls(url), *((ALL,) if name == HIDE else ()))
        kept = [word for word in words if word in allowed]
        problems += [
            Problem(name, word, one_of(allowed), None) for word in words if word not in allowed
        ]
        if kept:
            read_[name] = ",".join(kept)
    of_page = stage.staging(url)
    for name in (ASK, MOMENT):
        if name not in url:
            continue
        if name not in of_page:
            problems.append(Problem(name, url[name], _told_of_none(name), None))
            continue
        _chosen, unusable = usable({name: url[name]}, of_page, {name: None})
        problems += unusable
        if not unusable:
            read_[name] = url[name]
    return read_, tuple(problems)


def one_of(names: Iterable[str]) -> str:
    """The reason for which another name is of no use."""
    listed = ", ".join(f"`{name}`" for name in names)
    return _("it must be one of {options}").format(options=listed)


def _words(text: str) -> list[str]:
    return [word for word in (each.strip() for each in text.split(",")) if word]


def _told_of_none(name: str) -> str:
    if name == ASK:
        return _("this page has no question to ask first")
    return _("this page shows no moments of a run")


def hidden_by(url: Mapping[str, str], names: Iterable[str]) -> frozenset[str]:
    """Which of a page's controls and parts a link hides. url: as `read` left it."""
    shown, hidden = _words(url.get(SHOW, "")), _words(url.get(HIDE, ""))
    return frozenset(
        name for name in names if name in hidden or ALL in hidden or (shown and name not in shown)
    )


def settle(stage: Stage) -> None:
    """Read what the URL says, before the first control is drawn; what cannot be used is noted."""
    url = st.query_params.to_dict()
    given = {name: url[name] for name in (HIDE, SHOW, ASK, MOMENT) if name in url}
    usable_, problems = read(url, stage) if given else ({}, ())
    state.note(problems)
    for name, text in given.items():
        if usable_.get(name) is None:
            del st.query_params[name]
        elif usable_[name] != text:
            st.query_params[name] = usable_[name]
    names = stage.controls(url)
    st.session_state[_HIDDEN] = hidden_by(usable_, names) if usable_ else frozenset()
    st.session_state[_STAGED], st.session_state[_STAGE] = usable_, stage
    if usable_:
        _keep(url, stage)


def _keep(url: Mapping[str, str], stage: Stage) -> None:
    """Have the session hold what the URL says of hidden controls, as it holds what others stand at.

    A page with a control of the same name takes it out of the URL, and Back would open another state.
    """
    limits = stage.limits(url)
    chosen, _problems = usable(url, limits, stage.defaults(url))
    for name, value in chosen.items():
        if hidden(name) and name not in st.session_state and isinstance(value, str | int | float):
            st.session_state[name] = value


def clear() -> None:
    """Before a page: what was so on the last one is of no use."""
    for name in (_HIDDEN, _STAGED, _STAGE, _EPOCH):
        st.session_state.pop(name, None)


def current() -> Stage | None:
    """The stage of the page that is shown, if it has one."""
    return st.session_state.get(_STAGE)


def in_hand() -> dict[str, str]:
    """What a link to the page has to say for it to open as it is now, as text by parameter."""
    stage, url, session = current(), st.query_params.to_dict(), st.session_state
    limits, defaults = stage.limits(url), stage.defaults(url)
    found = {name: in_url(state.asked(name)) for name in limits if state.asked(name) is not None}
    found = changes(found, limits, defaults) | stage.taken_along(url)
    staged = dict(session.get(_STAGED, {}))
    staged.pop(MOMENT, None)
    if session.get(_EPOCH) is not None:
        staged[MOMENT] = f"{session[_EPOCH]:g}"
    return found | staged | ({LANG: url[LANG]} if LANG in url else {})


def changes(
    given: Mapping[str, str], limits: Mapping[str, Limits], defaults: Mapping[str, Any]
) -> dict[str, str]:
    """Those of a page's parameters that say something else than the default, and that it can use."""
    parsed, _problems = usable(given, limits, defaults)
    instead, _problems = usable(defaults, limits, defaults)
    return {name: given[name] for name in parsed if parsed[name] != instead.get(name)}


def hidden(name: str) -> bool:
    """Whether the link hides this control or part."""
    return name in st.session_state.get(_HIDDEN, ())


def away() -> tuple[str, ...]:
    """All that the link hides, in one order."""
    return tuple(sorted(st.session_state.get(_HIDDEN, ())))


def shown(*names: str) -> tuple[str, ...]:
    """Those of these controls and parts that are not hidden."""
    away = st.session_state.get(_HIDDEN, ())
    return tuple(name for name in names if name not in away)


def named(name: str) -> bool:
    """Whether the link says by name that this control is to be shown."""
    return name in _words(st.session_state.get(_STAGED, {}).get(SHOW, ""))


def in_the_open(*names: str) -> bool:
    """Whether a link has left so few of these that they need not be folded away; none is not few."""
    left = shown(*names)
    return 0 < len(left) <= min(FEW, len(names) - 1)


def on_screen(epoch: float | None) -> None:
    """Note the epoch that a link has to name to open at what is shown; None where it need not."""
    st.session_state[_EPOCH] = epoch


def asks() -> bool:
    """Whether the reader is to guess before anything is reported."""
    said = st.session_state.get(_STAGED, {}).get(ASK)
    return said is not None and YesNo().parse(said)


def opening() -> float | None:
    """The epoch at which the link opens a run; None if it does not say."""
    said = st.session_state.get(_STAGED, {}).get(MOMENT)
    return None if said is None else float(said)
