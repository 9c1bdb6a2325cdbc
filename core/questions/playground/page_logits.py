"""Where a loss takes its numbers: from the predictions, or from the hidden logits behind them."""

from html import escape

import streamlit as st

from core import keras_versions
from core.experiment import nets
from core.keras_versions import TODAY, keras_name
from core.language import _
from core.reading.point import Point
from core.reading.reading import Reading
from core.reading.told_logits import own_activation
from core.reading.words import keras_of

BEFORE = "tf-2.3.4"  # the last whose losses took the logits of the matching activation alone
STYLE = """
<style>
.wa-flow {display: grid; grid-template-columns: repeat(3, auto 1fr) auto; gap: .1rem .3rem;
  align-items: center; text-align: center; font-size: .82rem; line-height: 1.25; max-width: 34rem;}
.wa-flow .box {border: 1px solid; border-radius: 4px; padding: .2rem .4rem;}
.wa-flow .z {grid-column: 3;}
.wa-flow .p {grid-column: 7;}
.wa-flow .of-z {grid-column: 1 / 5; align-self: start;}
.wa-flow .of-p {grid-column: 5 / 8; align-self: start;}
.wa-flow .taken {font-weight: 700; background: rgba(232,89,12,.24);}
</style>
"""


def takes_hidden_logits(reading: Reading) -> bool:
    """Whether the loss takes logits that are not its own, so that it is another number."""
    asked = reading.experiment
    before = keras_versions.loss_computed_on(BEFORE, asked.loss, asked.activation)
    return not reading.refused and (reading.loss_computed_on, before) == ("logits", "probabilities")


def can_differ(reading: Reading) -> bool:
    """Whether today's loss takes logits where others take the predictions."""
    asked = reading.experiment
    return keras_versions.loss_computed_on(TODAY, asked.loss, asked.activation) == "logits"


def where_the_loss_looks(reading: Reading) -> None:
    """The drawing one click away, where hidden logits are first named."""
    if takes_hidden_logits(reading):
        with st.popover(_("Hidden logits?"), icon=":material/account_tree:"):
            explained(reading)


def explained(reading: Reading, point: Point | None = None) -> None:
    """What hidden logits are, and the drawing. point: the moment whose losses it shows."""
    st.markdown(in_words(reading))
    st.html(STYLE + drawing(reading, point))


def in_words(reading: Reading) -> str:
    """What hidden logits are, and who takes them here."""
    asked = reading.experiment
    own = own_activation(asked.loss)
    if asked.takes_outputs_for_logits:
        words = _(
            "With `from_logits=True` the loss of {keras} takes p, the predictions, for logits, and "
            "puts a {own} of its own on them. Behind a `{activation}` that is one too many. Keras "
            "{today} on the TensorFlow backend takes z instead, the logits before the `{activation}`, "
            "and warns."
        )
    elif reading.loss_computed_on == "logits" and own == asked.activation:
        words = _(
            "Hidden logits are z, the last layer's numbers before its `{activation}`. Keras keeps them "
            "with the predictions (`_keras_logits`). On the TensorFlow backend the loss of {keras} "
            "takes z and puts a {own} of its own on it, here the same one: the loss is that of p."
        )
    elif reading.loss_computed_on == "logits":
        words = _(
            "Hidden logits are z, the last layer's numbers before its `{activation}`. Keras keeps them "
            "with the predictions (`_keras_logits`). On the TensorFlow backend the loss of {keras} "
            "takes z instead of p, and puts a {own} of its own on it."
        )
    elif own == asked.activation:
        words = _(
            "{keras} computes this loss from p, the predictions. Keras {today} on the TensorFlow "
            "backend takes z, the logits before the `{activation}`: the same loss, but for rounding "
            "and clipping."
        )
    else:
        words = _(
            "{keras} computes this loss from p, the predictions. Keras {today} on the TensorFlow "
            "backend would take z, the hidden logits before the `{activation}` (`_keras_logits`), put "
            "a {own} of its own on them, and train another net."
        )
    return words.format(activation=asked.activation, keras=keras_of(asked), today=TODAY, own=own)


def drawing(reading: Reading, point: Point | None = None) -> str:
    """Last layer → z → activation → p, and which of them each loss takes, as HTML."""
    asked = reading.experiment
    takes_z = reading.loss_computed_on == "logits"
    today = keras_of(asked) if takes_z else keras_name(TODAY)
    of_z = _("{keras} on TensorFlow takes z").format(keras=today)
    of_p = _("by hand, one takes p")
    if not takes_z:
        of_p = _("{keras} takes p, as one does by hand").format(keras=keras_of(asked))
    if asked.takes_outputs_for_logits:
        of_p = _("{keras} takes p for logits").format(keras=keras_of(asked))
    if point and takes_z:
        of_z = _("{keras} on TensorFlow takes z: {loss:.3f}").format(keras=today, loss=point.loss)
        of_p = _("by hand, one takes p: {loss:.3f}").format(loss=point.loss_by_hand)
    elif point and asked.takes_outputs_for_logits:
        of_p = _("{keras} takes p for logits: {loss:.3f}; by hand p is none: {by_hand:.3f}").format(
            keras=keras_of(asked), loss=point.loss, by_hand=point.loss_by_hand
        )
    elif point:
        of_p = _("{keras} takes p, as one does by hand: {loss:.3f}").format(
            keras=keras_of(asked), loss=point.loss
        )
    layer = f"Dense({nets.units(asked)})"
    alt = _("{layer} gives logits z, {activation} of z gives predictions p. {of_z}; {of_p}.").format(
        layer=layer, activation=asked.activation, of_z=of_z, of_p=of_p
    )
    logits = _("logits z")
    z, p = ("taken", "") if takes_z else ("", "taken")
    return (
        f'<div class="wa-flow" role="img" aria-label="{escape(alt)}">'
        f'<span class="box">{escape(layer)}</span><span>→</span>'
        f'<span class="box {z}">{escape(logits)}</span><span>→</span>'
        f'<span class="box">{escape(asked.activation)}</span><span>→</span>'
        f'<span class="box {p}">p</span>'
        '<span class="z">↑</span><span class="p">↑</span>'
        f'<span class="of-z {z}">{escape(of_z)}</span>'
        f'<span class="of-p {p}">{escape(of_p)}</span></div>'
    )
