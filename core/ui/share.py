"""*Share*: the state in hand as a link, as an iframe, and on the page where a teacher sets up both."""

from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from core.language import _
from core.ui import staging
from core.ui.context import embedded

HEIGHT = 450  # pixels of an iframe, unless a teacher chooses another
LINK = "link"  # the URL parameter by which the page for teachers gets a link
TEACH, ICON = "pages/teach.py", ":material/school:"


def control(title: str) -> None:
    """A button that opens all three, on a page of ours that says what a link to it can.

    Not in somebody else's page: its readers are not to be led away from it. Filled when it is opened,
    so it costs a view of a page nothing. title: of the page.
    """
    if staging.current() is None or embedded():
        return
    with st.popover(
        _("Share"), icon=":material/share:", type="tertiary", key="share", on_change="rerun"
    ) as place:
        if place.open:
            _share(title)


def for_teachers() -> None:
    """The way to their page, for who comes without a state in hand."""
    st.page_link(TEACH, label=_("For teachers: a page of this app in a course page"), icon=ICON)


def title_of(page: str) -> str:
    """What an iframe of a page is called, for who does not see it. page: its title in the menu."""
    return _("Which Accuracy? {page}").format(page=page)


def _share(title: str) -> None:
    query = urlencode(staging.in_hand())
    st.caption(_("A link that opens this page in this state:"))
    st.code(address(query), language=None, wrap_lines=True)
    st.caption(_("The same in a page of yours:"))
    st.code(iframe(address(query, "embed=true"), title_of(title)), language="html", wrap_lines=True)
    st.page_link(
        TEACH,
        label=_("Choose what readers see, and look at it"),
        icon=ICON,
        query_params={LINK: relative(staging.current().name, query)},
    )


def address(query: str, *more: str) -> str:
    """The address of the page in hand with this query, and what is added to it."""
    parts = urlsplit(st.context.url or "")
    joined = "&".join(filter(None, (query, *more)))
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", joined, ""))


def relative(name: str, query: str) -> str:
    """A page and its query as the page for teachers takes them: "mnist?net=question"."""
    return f"{name}?{query}" if query else name


def iframe(link: str, title: str, height: int = HEIGHT) -> str:
    """The HTML that shows a link in another page. title: for who does not see it."""
    return (
        f'<iframe src="{escape(link)}" title="{escape(title)}" loading="lazy" '
        f'width="100%" height="{height}" style="border: 0"></iframe>'
    )
