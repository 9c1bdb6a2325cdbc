"""Topics: "80 % with binary_crossentropy, 50 % with categorical_crossentropy", answered live."""

import streamlit as st

from core.language import _
from core.ui import state, topics_claims_view, topics_view
from core.ui.frame import embedded, stand_in

stand_in()
topics_view.read_choice()
state.show_url_problems()
if not embedded():
    st.markdown(_("#### 80 % with binary, 50 % with categorical? &nbsp; :gray[One net, two losses]"))
story = st.container()
choice = topics_view.choice_controls()
with story:
    topics_view.notice(choice)
    topics_view.both_losses(choice)
if not embedded():
    topics_claims_view.claims(choice)
    topics_view.code(choice)
