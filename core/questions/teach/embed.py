"""An `Embed`: one page in one state, staged for a course page; read from a link, and made one again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core import language
from core.experiment import OneOf, Problem, YesNo, usable
from core.language import _
from core.questions import parts
from core.ui import staging, state
from core.ui.plain import as_code
from core.ui.staging import ALL, ASK, HIDE, LANG, MOMENT, SHOW, Stage

FIRST = "playground"
EMBED, OPTIONS, LINKED = "embed", "embed_options", state.LINKED
LIGHT, DARK = "light_theme", "dark_theme"
_STAGED = (HIDE, SHOW, ASK, MOMENT)


@cache
def stages() -> dict[str, Stage]:
    """Every page that can be embedded, by its name, in the order of the menu."""
    return {each.STAGE.name: each.STAGE for each in parts("stage")}


@dataclass(frozen=True)
class Embed:
    """What a course page is to show.

    page: its name. choices: of the page, as text by parameter, where they differ from its defaults.
    hidden: controls and parts. language, theme: "" is the reader's own. moment: the epoch at which a
    run opens, None for the page's own.
    """

    page: str = FIRST
    choices: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    language: str = ""
    theme: str = ""
    ask: bool = False
    moment: float | None = None

    @property
    def stage(self) -> Stage:
        """What its page can do."""
        return stages()[self.page]

    @property
    def controls(self) -> tuple[str, ...]:
        """Everything on its page that can be hidden."""
        return self.stage.controls(self.choices)

    def staged(self) -> dict[str, str]:
        """Its parameters but for those that only an iframe needs, as text by name."""
        found = dict(self.choices) | _hiding(self.controls, self.hidden)
        if self.ask:
            found[ASK] = "1"
        if self.moment is not None:
            found[MOMENT] = f"{self.moment:g}"
        return found | ({LANG: self.language} if self.language else {})

    def link(self) -> str:
        """It as one text, which `read` reads: "mnist?net=question&hide=net"."""
        query = _query(self.staged() | ({OPTIONS: self.theme} if self.theme else {}))
        return f"{self.page}?{query}" if query else self.page

    def address(self, base: str) -> str:
        """The address for a tab of its own. base: of the app, with a slash at its end."""
        return _joined(base, self.page, self.staged())

    def source(self, base: str) -> str:
        """The address that stands in an iframe."""
        theme = {OPTIONS: self.theme} if self.theme else {}
        return _joined(base, self.page, self.staged() | {EMBED: "true"} | theme)


def _joined(base: str, page: str, parameters: Mapping[str, str]) -> str:
    query = _query(parameters)
    return f"{base}{'' if page == FIRST else page}{'?' if query else ''}{query}"


def _query(parameters: Mapping[str, str]) -> str:
    return urlencode(parameters, safe=",")


def _hiding(controls: Sequence[str], hidden: frozenset[str]) -> dict[str, str]:
    """The shorter of the two ways to say what is hidden."""
    away = [name for name in controls if name in hidden]
    left = [name for name in controls if name not in hidden]
    if not away:
        return {}
    if not left:
        return {HIDE: ALL}
    return {SHOW: ",".join(left)} if len(left) < len(away) else {HIDE: ",".join(away)}


class NotOurs(ValueError):
    """A text that is no link of this app; the message says why."""


def read(text: str, base: str) -> tuple[Embed, tuple[Problem, ...]]:
    """The Embed that a link of this app stands for, and a Problem for each part that is of no use.

    text: an address, or what `Embed.link` wrote. base: of the app. Raises NotOurs.
    """
    parts_of = urlsplit(text.strip())
    page = _page(parts_of, urlsplit(base))
    stage = stages()[page]
    given = dict(parse_qsl(parts_of.query, keep_blank_values=True))
    limits, defaults = stage.limits(given), stage.defaults(given)
    kept, problems = state.as_controls_read(given, limits, defaults)
    staged, of_staging = staging.read(kept, stage)
    more, of_more = _of_the_frame(kept)
    known = {*limits, *stage.carried, *_STAGED, LANG, EMBED, OPTIONS, LINKED}
    unknown = [
        Problem(name, said, _("this page has no such parameter"), None)
        for name, said in kept.items()
        if name not in known
    ]
    choices = staging.changes({n: said for n, said in kept.items() if n in limits}, limits, defaults)
    choices |= stage.taken_along(given)
    return (
        Embed(
            page,
            choices,
            staging.hidden_by(staged, stage.controls(choices)),
            ask=ASK in staged and YesNo().parse(staged[ASK]),
            moment=float(staged[MOMENT]) if MOMENT in staged else None,
            **more,
        ),
        (*problems, *of_staging, *of_more, *unknown),
    )


def _page(link: Any, base: Any) -> str:
    """The name of the page that a link opens."""
    if link.netloc and link.netloc != base.netloc:
        raise NotOurs(
            _("it leads to {host}, and this app is at {own}").format(
                host=as_code(link.netloc), own=as_code(base.netloc)
            )
        )
    name = link.path.removeprefix(base.path).strip("/") or FIRST
    if name not in stages():
        words = _("there is no such page, {reason}")
        raise NotOurs(words.format(reason=staging.one_of(stages())))
    return name


def _of_the_frame(given: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The language and the theme."""
    limits = {LANG: OneOf(language.available()), OPTIONS: OneOf((LIGHT, DARK))}
    chosen, problems = usable(given, limits, dict.fromkeys(limits))
    found = {"language": chosen.get(LANG, ""), "theme": chosen.get(OPTIONS, "")}
    return found, problems


def of_page(page: str) -> Embed:
    """A page as it opens by itself."""
    return replace(Embed(), page=page)
