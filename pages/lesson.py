"""The lesson: eight questions, each guessed first and answered by a real run."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.lesson import page, page_handout
from core.questions.lesson.stage import STAGE
from core.ui import pictures, staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
lesson = page.asked()
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
page.say_problems(lesson)
pictures.style()
handed_out = page.view() == page.HANDOUT
if not embedded() and not handed_out:
    st.markdown(_("#### Lesson &nbsp; :gray[Guess first, then see the run]"))
with st.container(width=page.WIDTH, key="lesson"):
    if handed_out:
        page_handout.handout(lesson)
    else:
        page.show(lesson)
