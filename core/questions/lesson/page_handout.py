"""The whole lesson on one sheet, to print."""

from html import escape

import streamlit as st

from core.language import _
from core.questions.lesson import page, reading
from core.questions.lesson.reading import Lesson
from core.reading.picture import Code
from core.reading.step import Step
from core.ui import links, tables
from core.ui.inline import inline

# Streamlit's page scrolls within itself, of which a printer would see the first screen.
STYLE = """
<style>
.wa-sheet {columns: 2; column-gap: 1.6rem; font-size: .88rem; line-height: 1.4;}
.wa-sheet section {break-inside: avoid; margin: 0 0 .7rem;}
.wa-sheet section.wide {column-span: all; padding-top: .3rem;}
.wa-sheet :is(h4, p) {margin: 0; padding: 0; font-size: inherit;}
.wa-sheet h4 {font-weight: 700;}
.wa-sheet small {opacity: .88; font-size: .85em;}
.wa-sheet .pieces {display: flex; flex-wrap: wrap; gap: .4rem 1.6rem;}
.wa-sheet pre {margin: .2rem 0; padding: 0; font-size: .78em; line-height: 1.3; white-space: pre-wrap;
  background: none; color: inherit;}
.wa-sheet pre code {font-size: 1em; padding: 0; background: none;}
@media (max-width: 640px) {.wa-sheet {columns: 1;}}
@media print {
  @page {size: A4; margin: 11mm 13mm;}
  html, body, #root, #root div:has(.wa-sheet) {height: auto !important; overflow: visible !important;
    position: static !important; width: auto !important; max-width: none !important;}
  :is([data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stMainBlockContainer"] button,
    [data-testid="stMainBlockContainer"] hr, [data-testid="stCaptionContainer"],
    [data-testid="stPageLink"], .st-key-not_printed, .st-key-language,
    .st-key-language_embedded) {display: none !important;}
  [data-testid="stMainBlockContainer"] {padding: 0 !important;}
  [data-testid="stMainBlockContainer"] > div {gap: 0 !important;}
  .wa-sheet {font-size: 8.6pt; line-height: 1.3; color: #000;}
  .wa-sheet section {margin-bottom: 4pt;}
  .wa-sheet .wa-table {font-size: 1em;}
}
</style>
"""


def handout(shown: Lesson) -> None:
    """Every step with its answer and reason, and what to write; back to the lesson by a link."""
    st.html(STYLE)
    st.subheader(_("Which accuracy? A lesson on one page"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="not_printed"):
        links.see(page.address(page.STEP, shown.ids[0]), _("Back to the questions"))
        st.caption(_("Print this page with your browser: it fits on one sheet."))
    known = [each for each in shown.steps if each.order is None]
    sections = [_section(place, each) for place, each in enumerate(known, 1)]
    known_by_now = reading.what_to_write()
    heading = _("What to write from now on")
    table = tables.html(known_by_now.head, known_by_now.rows)
    written = f'<section class="wide"><h4>{escape(heading)}</h4>{table}</section>'
    st.html(f'<div class="wa-sheet">{"".join(sections)}{written}</div>')


def _section(place: int, step: Step) -> str:
    pieces = [
        f"<pre><b>{escape(name)}</b>\n<code>{escape(text.strip())}</code></pre>"
        for each in step.before
        if isinstance(each, Code)
        for name, text in each.pieces
    ]
    wide = "wide" if pieces else ""
    told, answer, why, source = map(inline, (step.told, step.answer, step.why, step.source))
    return (
        f'<section class="{wide}"><h4>{place}. {inline(step.title)}</h4><p>{told}</p>'
        f'<div class="pieces">{"".join(pieces)}</div><p><b>{answer}</b> {why} '
        f"<small>{source}</small></p></section>"
    )
