"""What surrounds every page: configuration, language, notices, footer."""

import threading
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import streamlit as st
from PIL import Image, ImageDraw

from core import language
from core.language import _
from core.measures.snapshot import Device
from core.reading import charts
from core.runs import Problem
from core.ui import languages, server, share, staging, style
from core.ui.context import embedded
from core.ui.desk import desk
from core.ui.plain import as_code

_FRAMED = "_framed"
_this_run = threading.local()  # each run of a page, and of a part of it, has a thread of its own
SIDEBAR_WIDTH = 316  # pixels: the three label encodings fit on one line


def configure() -> None:
    """Page settings and the reader's language. The first call of every run."""
    st.set_page_config(
        page_title="Which Accuracy?",
        page_icon=_icon(),
        layout="wide",
        initial_sidebar_state="collapsed" if embedded() else SIDEBAR_WIDTH,
    )
    st.session_state[_FRAMED] = True
    staging.clear()
    _this_run.language = languages.wanted()
    language.choose_by(_reader_language)
    languages.settle()
    server.settle()  # where `app.py` was no module first
    st.html(style.STYLE)


def stand_in(menu: Callable[[], list]) -> None:
    """Let `app.py` run around a page, whoever came first. The first call of every page but the first.

    menu: makes the entries of every page.

    Until a server's first `st.navigation`, Streamlit takes a folder named pages for the apps of old
    and runs a page bare, without its frame, for a reader who comes by the page's own address.
    """
    if _FRAMED not in st.session_state:
        configure()  # first, else the browser fetches this page's icon from the web
        st.navigation(menu(), position="hidden")
        st.rerun()


@cache
def _icon() -> Image.Image:
    """Two bars, reported and true. Drawn here, since Streamlit fetches its named icons from the web."""
    icon = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    draw = ImageDraw.Draw(icon)
    draw.rectangle((4, 2, 14, 30), fill=charts.REPORTED)
    draw.rectangle((18, 12, 28, 30), fill=charts.TRUE)
    return icon


def footer(title: str) -> None:
    """*Share* and the languages, which `style` has at the top; and what trains here, on what.

    title: of the page.
    """
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        gap="xsmall",
        key="language_embedded" if embedded() else "language",
    ):
        share.control(title)
        if not staging.hidden(staging.LANGUAGE):
            languages.choice()
    languages.tell_the_browser()
    if embedded():
        return
    st.divider()
    share.for_teachers()
    st.caption(language.sentences(_who_trains()))


def _who_trains() -> list[str]:
    """What trains at this server, in sentences."""
    crew, device = desk(), desk().device
    told = [
        _("Trains with Keras {keras} on TensorFlow {tensorflow}. {device}.").format(
            keras=installed("keras"),
            tensorflow=installed("tensorflow"),
            device=device_in_words(device) if device else _("TensorFlow is still starting"),
        )
    ]
    if crew.elsewhere:
        told.append(_("On a cluster."))
    if crew.places > 1:
        told.append(_("{n} runs at once.").format(n=crew.places))
    if crew.problem:
        told.append(crew_in_words(crew.problem))
    return told


def crew_in_words(problem: Problem) -> str:
    """Why this machine trains where others were to."""
    return {
        "cluster_lost": _("The cluster that trains cannot be reached. This server trains instead."),
        "cluster_unlike": _(
            "The machines of the cluster have another version of this app or of Keras. This server "
            "trains instead."
        ),
        "cluster_missing": _("Dask is not installed on this server, which trains by itself instead."),
    }[problem.id]


def device_in_words(device: Device) -> str:
    """ "CPU, 2 threads", or the GPU's name; and of another machine, which."""
    told = device.name
    if device.kind != "GPU":
        told = language.ngettext("CPU, {n} thread", "CPU, {n} threads", device.threads)
        told = told.format(n=device.threads)
    if not device.machine:
        return told
    return _("{device}, on {machine}").format(device=told, machine=as_code(device.machine))


def _reader_language() -> str:
    # Asked for each sentence: looking it up in the URL each time took a seventh of a page.
    if not hasattr(_this_run, "language"):
        _this_run.language = languages.wanted()
    return _this_run.language


@cache
def installed(package: str) -> str:
    """The version of a package, without importing it."""
    # Asked of the package's metadata: importing it would load TensorFlow into this process.
    try:
        return version(package)
    except PackageNotFoundError:
        return _("(not installed)")
