"""Topics: "80 % with binary_crossentropy, 50 % with categorical_crossentropy", answered live."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.topics import page, page_claims, page_story
from core.questions.topics.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
if not embedded():
    st.markdown(_("#### 80 % with binary, 50 % with categorical? &nbsp; :gray[One net, two losses]"))
claim = page.choose_claim()
if claim == page.QUESTION:
    story = st.container()
    choice = page.choice_controls()
    with story:
        page_story.notice(choice)
        page_story.both_losses(choice)
    if not embedded():
        page.as_code(choice)
else:
    page_claims.claim(claim)
