"""MNIST: "Keras says 99.8 %, by hand it is 99.0 %", on the reader's own run."""

import streamlit as st

from core import mnist_orders
from core.language import _
from core.ui import mnist_view, state
from core.ui.frame import embedded, stand_in
from core.ui.study import study

stand_in()
mnist_view.read_net()
state.show_url_problems()
if embedded():
    net = mnist_view.asked_net()
else:
    net = mnist_view.net_control(
        _("#### MNIST &nbsp; :gray[“Keras says 99.8 %, by hand it is 99.0 %”]")
    )
    mnist_view.notice()
study(f"mnist_{net}", mnist_orders.full(net), mnist_view.sizes(net), mnist_view.show)
if embedded():
    with st.expander(_("Change the net")):
        mnist_view.net_control()
