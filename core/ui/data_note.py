"""What a reader may want to know about the data before trusting a number on it."""

import streamlit as st

from core import datasets
from core.datasets import Source
from core.language import _

SHOWN_DIGITS = 12  # of a checksum; the rest is a hover away


def data_note(dataset: str) -> None:
    """One small line: what the data is, whose, under which licence, and whether it is here."""
    source = datasets.SOURCES[dataset]
    about = [
        _("Data: {title}, {examples}").format(title=source.title, examples=source.examples),
        origin_in_words(source),
        _("licence: {licence}").format(licence=source.licence),
        _whereabouts(dataset, source),
    ]
    st.caption(" · ".join(about), help=checksum_in_full(source))


def not_here(words: str) -> None:
    """A line that says which data is missing, and what a run uses instead."""
    st.caption(f":material/cloud_off: {words}")


def origin_in_words(source: Source) -> str:
    """A link to where the data comes from, or who made it."""
    if not source.origin.startswith("http"):
        return source.origin
    return _("source: [{host}]({origin})").format(
        host=source.origin.split("/")[2].removeprefix("www."), origin=source.origin
    )


def download_in_words(source: Source) -> str:
    """How large the download is, who fetches it, and what it is checked against."""
    return _("{megabytes:.2g} MB, fetched by `{fetched_by}`, {checked}").format(
        megabytes=source.download_mb, fetched_by=source.fetched_by, checked=check_in_words(source)
    )


def check_in_words(source: Source) -> str:
    """What the library compares a download with before anybody reads it."""
    if source.sha256:
        return _("checked against sha256 `{digits}…`").format(digits=source.sha256[:SHOWN_DIGITS])
    return _("checked against the md5 that openml.org states")


def fetching_in_words(dataset: str, so_far: int, total: int) -> str:
    """How far a download has come: bytes so far, of so many."""
    title = datasets.SOURCES[dataset].title
    if so_far >= total:
        return _("{title} has arrived and is being checked …").format(title=title)
    return _("Downloading {title}: {so_far:.1f} of {total:.2g} MB").format(
        title=title, so_far=so_far / 1e6, total=total / 1e6
    )


def problem_in_words(dataset: str, problem: str) -> str | None:
    """Why a data set is still not here. `problem` is the id of a Problem; None if it is of no data."""
    told = {
        "data_missing": _("{title} is not on this machine."),
        "no_internet": _("{title} could not be downloaded: there is no connection, or it broke off."),
        "refused_by_server": _(
            "{title} could not be downloaded: the server that keeps it answered with an error."
        ),
        "corrupt_download": _(
            "{title} was downloaded, but it is not what it should be, so it was thrown away."
        ),
        "cannot_keep": _(
            "{title} could not be kept: the disk is full, or its folder cannot be written to."
        ),
    }
    if problem not in told:
        return None
    return told[problem].format(title=datasets.SOURCES[dataset].title)


def stand_in_in_words(dataset: str) -> str:
    """Which bundled data takes this data set's place; empty for one that is bundled itself."""
    instead = datasets.SOURCES.get(datasets.SOURCES[dataset].instead)
    if instead is None:
        return ""
    return _("Bundled data takes its place without internet: {title}.").format(title=instead.title)


def checksum_in_full(source: Source) -> str | None:
    """Every digit of the checksum that the library knows by heart; None where it knows none."""
    if not source.sha256:
        return None
    return _("`{fetched_by}` accepts only a download of sha256 `{sha256}`.").format(
        fetched_by=source.fetched_by, sha256=source.sha256
    )


def _whereabouts(dataset: str, source: Source) -> str:
    if source.bundled:
        return _("comes with this app")
    if datasets.is_here(dataset):
        return _("on this machine (as a download: {download})").format(
            download=download_in_words(source)
        )
    return _("not on this machine (as a download: {download})").format(
        download=download_in_words(source)
    )
