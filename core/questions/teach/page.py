"""What the page for teachers shows: what is chosen, how it looks, and what to copy."""

from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from core import language, questions
from core.experiment import Between, Limits
from core.language import _
from core.questions.teach import embed, snippets
from core.questions.teach.embed import DARK, LIGHT, Embed, NotOurs
from core.ui import staging
from core.ui.plain import as_code
from core.ui.share import HEIGHT, LINK, iframe, title_of

HIGH = "height"  # the URL parameter
LIMITS: dict[str, Limits] = {HIGH: Between(int, 200, 2000)}
DEFAULTS: dict[str, Any] = {HIGH: HEIGHT}
_KEY = "_teach_"
_PAGE, _SHOWN, _LANGUAGE, _THEME, _ASK, _MOMENT, _PASTED = (
    f"{_KEY}{name}" for name in ("page", "shown", "language", "theme", "ask", "moment", "pasted")
)
_CHOICES, _READ, _SAID = f"{_KEY}choices", f"{_KEY}read", f"{_KEY}said"
OWN = "own"


def read_link() -> None:
    """Have the controls stand at the link in the address, where that is a new one."""
    link = st.query_params.get(LINK, "")
    if st.session_state.get(_READ) != link or _PAGE not in st.session_state:
        _take(link or embed.FIRST)
        st.session_state[_READ] = link


def _take(link: str) -> None:
    """Put what a link says into the controls; what it cannot say, or is none at all, is remembered."""
    session = st.session_state
    session[_SAID] = ()
    try:
        found, problems = embed.read(link, base())
    except NotOurs as problem:
        said = _("{link} is no link of this app: {reason}. Nothing was changed.")
        session[_SAID] = (said.format(link=as_code(link), reason=str(problem)),)
        if _PAGE in session:
            return
        found, problems = Embed(), ()
    session[_SAID] += tuple(each.in_words() for each in problems)
    _stand_at(found)


def _stand_at(found: Embed) -> None:
    session = st.session_state
    session[_PAGE], session[_CHOICES] = found.page, dict(found.choices)
    session[_SHOWN] = [name for name in found.controls if name not in found.hidden]
    session[_LANGUAGE], session[_THEME] = found.language or OWN, found.theme or OWN
    session[_ASK], session[_MOMENT] = found.ask, found.moment


def base() -> str:
    """The address of the app, with a slash at its end."""
    parts = urlsplit(st.context.url or "")
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return f"{host}{parts.path.rpartition('/')[0]}/"


def ask() -> Embed:
    """The controls, and what they stand at; the address then says the same."""
    _paste()
    for each in st.session_state[_SAID]:
        st.warning(each)
    names = titles()
    page = st.selectbox(
        _("page"), list(embed.stages()), format_func=names.get, key=_PAGE, on_change=_another_page
    )
    found = Embed(page, st.session_state[_CHOICES])
    _state_in_words(found)
    hidden = _hidden(found)
    found = Embed(page, found.choices, hidden, *_frame(), *_opening(found))
    if found.link() != st.session_state[_READ]:
        st.query_params[LINK] = st.session_state[_READ] = found.link()
    return found


def _paste() -> None:
    st.text_input(
        _("paste a link of this app"),
        key=_PASTED,
        on_change=_pasted,
        placeholder=f"{base()}mnist?net=question",
        help=_(
            "Or set a page up as you want it and press *Share* there: the state comes along. A link "
            "says the same to everyone."
        ),
    )


def _pasted() -> None:
    if text := (st.session_state[_PASTED] or "").strip():
        _take(text)


def _another_page() -> None:
    """What was chosen was of the page before; the language and the colours stay."""
    session = st.session_state
    found = embed.of_page(session[_PAGE])
    session[_CHOICES], session[_SHOWN], session[_SAID] = {}, list(found.controls), ()
    session[_ASK], session[_MOMENT] = False, None


def _state_in_words(found: Embed) -> None:
    if found.choices:
        listed = language.listed(f"`{name}={said}`" for name, said in found.choices.items())
        st.caption(_("Its state: {listed}; the rest as it opens by itself.").format(listed=listed))
    else:
        st.caption(_("Its state: as it opens by itself."))


def _hidden(found: Embed) -> frozenset[str]:
    """Which controls and parts the readers do not get, by their names in links."""
    left = st.pills(
        _("what readers can use"),
        found.controls,
        selection_mode="multi",
        key=_SHOWN,
        wrap=True,
        help=_("What you take away is not there, and stays as the link puts it."),
    )
    named = [name for name in found.controls if name in staging.parts()]
    st.caption(
        language.clauses(
            _("`{name}`: {what}").format(name=name, what=staging.parts()[name]) for name in named
        )
    )
    return frozenset(found.controls) - frozenset(left)


def _frame() -> tuple[str, str]:
    """The language and the colours."""
    with st.container(horizontal=True):
        codes = st.segmented_control(
            _("language"),
            (OWN, *language.available()),
            required=True,
            format_func=lambda code: _("the reader's") if code == OWN else language.name(code),
            key=_LANGUAGE,
        )
        themes = {OWN: _("the reader's"), LIGHT: _("light"), DARK: _("dark")}
        theme = st.segmented_control(
            _("colours"), list(themes), required=True, format_func=themes.get, key=_THEME
        )
    return tuple("" if each in (OWN, None) else each for each in (codes, theme))


def _opening(found: Embed) -> tuple[bool, float | None]:
    """Whether the reader guesses first, and at which epoch a run opens: where the page has either."""
    asks, moment = False, None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            _("height in pixels"),
            LIMITS[HIGH].low,
            LIMITS[HIGH].high,
            DEFAULTS[HIGH],
            step=50,
            key=HIGH,
            bind="query-params",
            width=140,
        )
        if found.stage.has_moments:
            limits = found.stage.staging(found.choices)[staging.MOMENT]
            moment = st.number_input(
                _("opens at epoch"),
                float(limits.low),
                float(limits.high),
                None,
                step=1.0,
                format="%g",
                placeholder=_("its own"),
                key=_MOMENT,
                help=_("0 is before training. Left empty, the page opens where it does by itself."),
                width=140,
            )
        if found.stage.asks(found.choices):
            asks = st.toggle(
                _("guess first"),
                key=_ASK,
                help=_("The numbers are hidden until the reader has guessed."),
            )
    return asks, moment


def show(chosen: Embed) -> None:
    """The page itself, as it will stand in another one."""
    high = st.session_state[HIGH]
    words = _("This is the page itself, {height} pixels high.").format(height=high)
    st.subheader(words, anchor=False)
    with st.container(border=True, key="preview"):
        st.iframe(chosen.source(base()), height=high, alt=title(chosen))


def title(chosen: Embed) -> str:
    """What the iframe is called, for who does not see it."""
    return title_of(titles()[chosen.page])


def titles() -> dict[str, str]:
    """What every page is called in the menu, by its name."""
    return dict(zip(questions.NAMES, (each.title for each in questions.menu()), strict=True))


def to_copy(chosen: Embed) -> None:
    """The link, the iframe, and where to put them."""
    link, frame = st.columns([1, 1.3], gap="medium")
    with link:
        st.markdown(_("**The link**"))
        st.code(chosen.address(base()), language=None, wrap_lines=True)
    with frame:
        st.markdown(_("**The iframe**"))
        snippet = iframe(chosen.source(base()), title(chosen), st.session_state[HIGH])
        st.code(snippet, language="html", wrap_lines=True)
    with st.expander(_("Moodle, Canvas, Jupyter Book, a page of your own"), on_change="rerun") as place:
        if place.open:
            _places(chosen)


def _places(chosen: Embed) -> None:
    source, high = chosen.source(base()), st.session_state[HIGH]
    st.markdown(
        _(
            "- **Moodle**: edit a page or a label, in its editor choose *Tools* → *Source code*, paste "
            "the iframe, save.\n"
            "- **Canvas**: edit a page, choose *Insert* → *Embed*, paste the iframe, save.\n"
            "- **A page of your own**: paste the iframe into its HTML.\n"
            "- **Jupyter Book**: paste the iframe into a Markdown file, or, from version 2 on, write:"
        )
    )
    st.code(snippets.in_jupyter_book(source), language=None, wrap_lines=True)
    st.markdown(_("- **A notebook**: in a code cell,"))
    st.code(snippets.in_a_notebook(source, high), language="python", wrap_lines=True)
    st.caption(
        _(
            "Menus may be called otherwise in your version. Some sites take iframes only from "
            "addresses that their administrator allows: then give the link. It works where cookies of "
            "other sites are off. Two iframes on one page do not know of each other."
        )
    )


def explained() -> str:
    """What this page is for."""
    return _("#### Teach &nbsp; :gray[A page of this app, as you want it, in your course page]")
