"""What a reader may want to know about the data before trusting a number on it."""

import streamlit as st

from core import datasets
from core.datasets import Dataset
from core.datasets.dataset import Remote
from core.language import _
from core.ui.desk import desk

SHOWN_DIGITS = 12  # of a checksum; the rest is a hover away


def data_note(name: str) -> None:
    """One small line: what the data is, whose, under which licence, and whether it is here."""
    dataset = datasets.CATALOGUE[name]
    words = dataset.words()
    about = [
        _("Data: {title}, {examples}").format(title=words.title, examples=words.examples),
        origin_in_words(words.origin),
        _("licence: {licence}").format(licence=words.licence),
        _whereabouts(dataset),
    ]
    st.caption(" · ".join(about), help=checksum_in_full(dataset))


def missing_in_words(dataset: str) -> str:
    """That a data set is not where runs are trained, and whose disk that is."""
    title = datasets.CATALOGUE[dataset].title
    if desk().elsewhere:
        return _("{title} is not on every machine of the cluster that trains.").format(title=title)
    return _("{title} is not on this machine.").format(title=title)


def not_here(words: str) -> None:
    """A line that says which data is missing, and what a run uses instead."""
    st.caption(f":material/cloud_off: {words}")


def origin_in_words(origin: str) -> str:
    """A link to where the data comes from, or who made it."""
    if not origin.startswith("http"):
        return origin
    return _("source: [{host}]({origin})").format(host=_host(origin), origin=origin)


def download_in_words(remote: Remote) -> str:
    """How large the download is, where from, and what it is checked against."""
    return _("{megabytes:.2g} MB from {host}, checked against sha256 `{digits}…`").format(
        megabytes=remote.megabytes, host=_host(remote.url), digits=remote.sha256[:SHOWN_DIGITS]
    )


def _host(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")


def fetching_in_words(dataset: str, so_far: int, total: int) -> str:
    """How far a download has come: bytes so far, of so many."""
    title = datasets.CATALOGUE[dataset].title
    if so_far >= total:
        return _("{title} has arrived and is being checked …").format(title=title)
    return _("Downloading {title}: {so_far:.1f} of {total:.2g} MB").format(
        title=title, so_far=so_far / 1e6, total=total / 1e6
    )


def problem_in_words(dataset: str, problem: str) -> str | None:
    """Why a data set is still not here. `problem` is the id of a Problem; None if it is of no data."""
    if problem == "data_missing":
        return missing_in_words(dataset)
    told = {
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
    return told[problem].format(title=datasets.CATALOGUE[dataset].title)


def stand_in_in_words(dataset: str) -> str:
    """Which bundled data takes this data set's place; empty for one that is bundled itself."""
    instead = datasets.CATALOGUE.get(datasets.CATALOGUE[dataset].instead)
    if instead is None:
        return ""
    return _("Bundled data takes its place without internet: {title}.").format(title=instead.title)


def checksum_in_full(dataset: Dataset) -> str | None:
    """Every digit of the checksum of a download; None for a data set that is bundled."""
    if dataset.remote is None:
        return None
    return _("Only a download of sha256 `{sha256}` is accepted.").format(sha256=dataset.remote.sha256)


def _whereabouts(dataset: Dataset) -> str:
    if dataset.remote is None:
        return _("comes with this app")
    download = download_in_words(dataset.remote)
    here, elsewhere = desk().has(dataset.id), desk().elsewhere
    if elsewhere and here:
        told = _("on every machine of the cluster that trains (as a download: {download})")
    elif elsewhere:
        told = _("not on every machine of the cluster that trains (as a download: {download})")
    elif here:
        told = _("on this machine (as a download: {download})")
    else:
        told = _("not on this machine (as a download: {download})")
    return told.format(download=download)
