"""What the theme in `.streamlit/config.toml` cannot say: a little CSS for every page."""

import streamlit as st

LIGHT, DARK = "#495057", "#ced4da"  # inks, each legible on its theme's background
WHITE, BLACK = "#ffffff", "#14171a"  # those backgrounds

# - A run that starts or ends must not move what is below it. What looks at it takes no room.
#   Words that change are given the room of the longest.
# - The sidebar's toggles hide behind an arrow on a phone, so the page says so there, and only there.
# - Between a phone and a desk there is little room: the page's own margins give way first.
# - A link of our own, to a place on a page, looks like Streamlit's link to a page.
# - All the numbers that a guess can be stand in one row on a phone.
# - What a reader pastes is code, and lines of code do not wrap.
# - *Share* and the languages stand beside a page's title; on a phone beside the arrow, and beside the
#   menu where the title's line is full.
# - A player's words are clipped, not left out, so they still name their button. Its clock, which nobody
#   sees, takes no room.
# - A table that has no room scrolls by itself, beside the names of its rows.
# - Contrast of 4.5 to 1, as WCAG 2.1 AA asks for: on primary buttons in the dark, whose colour has to
#   be light enough for the names of chosen options; in captions, which Streamlit fades to 60 %, links
#   and code in them too; and of code, whose colours no theme sets.
STYLE = """
<style>
:is([data-testid="stLayoutWrapper"]:has(> .st-key-looks), .st-key-looks) {display: none;}
:is([data-testid="stLayoutWrapper"]:has(> .st-key-html_lang), .st-key-html_lang) {display: none;}
[class*="st-key-run_state"] {min-height: 3.6rem;}
.st-key-room_for_words {min-height: 9rem;}
@media (max-width: 1100px) {
  .st-key-room_for_words {min-height: 14.2rem;}
  .st-key-room_for_words [data-testid="stHeading"] {min-height: 4.5rem;}
}
@media (max-width: 768px) {
  [class*="st-key-run_state"] {min-height: 5.1rem;}
  .st-key-room_for_words {min-height: 22.5rem;}
  .st-key-room_for_words [data-testid="stHeading"] {min-height: 6.4rem;}
}
[class*="st-key-story_headline"] h3 {box-sizing: content-box; min-height: 2lh;}
.st-key-story_sum {min-height: 3.3rem;}
@media (max-width: 640px) {[class*="st-key-story_headline"] h3 {min-height: 5lh;}}
.st-key-typed {min-height: 1.5rem;}
@media (max-width: 640px) {
  [class*="st-key-_guess_"] [data-testid="stButtonGroup"] button {padding: 0 .45rem; min-width: 1.9rem;}
  .st-key-typed {min-height: 4.3rem;}
  .st-key-allowed {min-height: 17rem;}
  .st-key-one_answer {min-height: 21rem;}
}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {position: relative;}
[data-testid="stLayoutWrapper"]:has(> .st-key-language) {position: absolute; right: 0; top: .15rem;
  width: auto; z-index: 1;}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-language) {position: fixed; top: .5rem; right: .75rem;
    z-index: 999991;}
}
.st-key-guess_first {min-height: 17rem; max-width: 42rem;}
@media (min-width: 641px) {
  :is([data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] > div > .stMarkdown,
    .st-key-title) h4 {padding-right: 15rem;}
  .st-key-whose_net {padding-right: 14.5rem;}
  [data-testid="stMainBlockContainer"]:has(.st-key-language) .st-key-url_problems {
    padding-top: 2.6rem;}
}
@media (min-width: 1240px) {
  .st-key-whose_net {padding-right: 0;}
  [data-testid="stMainBlockContainer"]:has(.st-key-whose_net)
    [data-testid="stLayoutWrapper"]:has(> .st-key-language) {position: fixed; top: .5rem; right: .75rem;
    z-index: 999991;}
}
.wa-wide {overflow-x: auto;}
.wa-wide tbody th {position: sticky; left: 0;
  background: var(--tint, linear-gradient(#0000, #0000)), light-dark(#fff, #14171a);
  background-clip: padding-box;}
.wa-table {border-collapse: collapse; width: 100%; font-size: .86rem; line-height: 1.3;
  font-variant-numeric: tabular-nums; margin: 0 0 .4rem;}
.wa-table :is(th, td) {text-align: left; padding: 2px .5rem 2px .35rem; border: 0;
  border-top: 1px solid rgba(128,128,128,.25); vertical-align: top; font-weight: 400;}
.wa-table thead th {border-top: 0; font-size: .8rem; opacity: .88;}
.wa-table tbody th {font-weight: 600;}
.wa-table .number {text-align: right; white-space: nowrap;}
.wa-table .line {white-space: nowrap;}
.wa-table .long {min-width: 24rem;}
.wa-table .quiet {opacity: .88; font-size: .8rem;}
.wa-table tr.marked {--tint: linear-gradient(rgba(232,89,12,.18), rgba(232,89,12,.18));
  background: var(--tint);}
.wa-table tr.marked :is(th, .number) {font-weight: 700;}
.wa-table tr.group :is(th, td) {padding-top: .5rem;}
.wa-table code {font-size: .8rem; overflow-wrap: normal; background: none; padding: 0;
  color: inherit;}
.st-key-few_controls {row-gap: .2rem;}
.st-key-headline h3 {padding: 0 0 .3rem;}
.st-key-on_a_phone {display: none;}
@media (max-width: 768px) {.st-key-on_a_phone {display: flex;}}
@media (min-width: 641px) {:is(.st-key-run_state, .st-key-why) {flex-wrap: nowrap;}}
@media (min-width: 1201px) {.st-key-whose_net {flex-wrap: nowrap;}}
@media (min-width: 641px) and (max-width: 1200px) {
  [data-testid="stMainBlockContainer"] {padding-left: 2rem; padding-right: 2rem;}
}
.st-key-_check_code textarea {font-family: "Source Code Pro", monospace; font-size: .82rem;
  line-height: 1.55; white-space: pre; overflow-x: auto;}
[class*="st-key-check_model"] h3 {padding: 0 0 .5rem;}
[class*="st-key-check_model"] [data-testid="stCode"] pre {padding: .6rem .8rem;}
@media (max-width: 768px) {.st-key-_check_code textarea {height: 14rem;}}
.st-key-player button [data-testid="stMarkdownContainer"] {position: absolute; width: 1px; height: 1px;
  margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;}
.st-key-player button {min-width: 2.3rem; min-height: 2.3rem; padding: .2rem .3rem;}
.st-key-player button [data-testid="stIconMaterial"] {font-size: 1.45rem;}
.st-key-player_clock {position: absolute !important; width: 0 !important; height: 0; overflow: hidden;}
.wa-link {display: flex; width: fit-content; align-items: center; gap: .45rem; padding: .25rem .5rem;
  border-radius: .5rem; color: inherit !important; text-decoration: none !important;
  font-size: .875rem; line-height: 1.25rem;}
.wa-link:hover {background: rgba(128,128,128,.16);}
.wa-link::before {content: "arrow_forward" / ""; width: 1rem; overflow: hidden;
  font: 1rem/1 "Material Symbols Rounded"; font-feature-settings: "liga";}
[data-testid^="stBaseButton-primary"] {color: light-dark(#fff, #06131f);}
[data-testid="stCaptionContainer"] {opacity: .88 !important;}
[data-testid="stCode"] .token {color: light-dark(#343a40, #ced4da);}
[data-testid="stCode"] .token:is(.comment, .punctuation) {color: light-dark(#5c6370, #9aa3ad);}
[data-testid="stCode"] .token.token.deleted.deleted {color: light-dark(#a4161a, #ff8787);}
[data-testid="stCode"] .token.token.inserted.inserted {color: light-dark(#0b6b2f, #7ed99c);}
[data-testid="stCode"] .token.string {color: light-dark(#0b6b2f, #7ed99c);}
[data-testid="stCode"] .token:is(.keyword, .function) {color: light-dark(#0b57a4, #74c0fc);}
[data-testid="stCode"] .token:is(.number, .boolean, .operator) {color: light-dark(#9a4200, #ffb27a);}
</style>
"""


def ink() -> str:
    """What a chart's own texts are written in, on the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def paper() -> str:
    """What a chart stands on, on the reader's theme."""
    return BLACK if ink() == DARK else WHITE
