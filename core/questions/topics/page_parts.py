"""What every claim on screen is made of: its verdict, its lines, the same as a table."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core import datasets
from core.experiment.comparison import Comparison
from core.language import _
from core.questions.topics import charts
from core.questions.topics.charts import Line
from core.questions.topics.orders import CORPORA
from core.reading.verdicts import Verdict
from core.ui import tables
from core.ui.desk import desk
from core.ui.draw import draw_rows
from core.ui.study import Shown, Size

HEIGHT = 340


def on_corpora(order: Callable[[str], Comparison]) -> list[Size]:
    """The same run on real posts and on the synthetic corpus, first on what is here."""
    posts, synthetic = CORPORA
    if desk().has(posts):
        return [
            Size(_("Run it"), order(posts)),
            Size(_("on synthetic documents"), order(synthetic)),
        ]
    download = _("Download {megabytes:.0f} MB, then run it").format(
        megabytes=datasets.CATALOGUE[posts].remote.megabytes
    )
    return [Size(_("Run it on synthetic documents"), order(synthetic)), Size(download, order(posts))]


def said(verdict: Verdict | None, shown: Shown) -> None:
    """What the run that is shown says; a line that says what goes on before it says anything."""
    if verdict:
        words = verdict.in_words
        st.markdown(_("*So far:* {verdict}").format(verdict=words) if shown.live else words)
    elif shown.live:
        st.markdown(_("Reading the data, building the nets …"))
    else:
        st.markdown(_("Nothing is run yet: press *Run it*."))


def takeaway(verdict: Verdict | None, live: bool) -> str:
    """What a chart says to those who do not see it."""
    if live or verdict is None:
        return _("Measured while it trains.")
    return verdict.because


def lines(
    name: str,
    drawn: tuple[Line, ...],
    rows: Sequence[dict],
    shown: Shown,
    verdict: Verdict | None,
    **options,
) -> None:
    """Lines over the run's epochs, and the same as a table; as high before there are any."""
    draw_rows(
        charts.over_epochs,
        charts.rows(drawn, rows),
        takeaway(verdict, shown.live),
        key=f"_claim_{name}",
        drawn=drawn,
        epochs=shown.order.epochs,
        **({"height": HEIGHT} | options),
    )
    named = {"epoch": _("epoch")} | {each.column: each.name for each in drawn}
    as_table([{name: row[column] for column, name in named.items()} for row in rows])


def as_table(rows: Sequence[Mapping[str, object]]) -> None:
    """The same numbers as a chart's, one click away."""
    with st.expander(_("As a table")):
        tables.large(rows)
