"""MNIST: what Keras says and what one counts by hand, on the reader's own run."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.mnist import page
from core.questions.mnist.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
if embedded():
    net = page.net_control() if staging.named(page.NET) else page.asked_net()
else:
    net = page.net_control(page.title())
    page.notice()
page.both_losses(net)
if embedded() and not staging.named(page.NET) and not staging.hidden(page.NET):
    with st.expander(_("Change the net")):
        page.net_control()
