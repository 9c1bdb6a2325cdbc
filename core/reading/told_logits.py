"""What a Keras version does with `from_logits=True`, in words."""

from core.language import _
from core.reading.reading import Reading
from core.reading.words import keras_of


def own_activation(loss: str) -> str:
    """What a crossentropy that is told of logits puts on them."""
    return "sigmoid" if loss == "binary_crossentropy" else "softmax"


def in_words(reading: Reading) -> str:
    """What the loss does with what it is told, and what is warned of; "" where it is not told."""
    asked = reading.experiment
    if not asked.uses_from_logits or reading.refused:
        return ""
    if asked.outputs_logits:
        words = _("The loss of {keras} puts a {own} of its own on the outputs, as it should.")
    elif asked.takes_outputs_for_logits:
        words = _(
            "{keras} takes the {activation} outputs for logits and puts a {own} on them: activated "
            "twice. It does not warn."
        )
    elif reading.behaviour.warned:
        words = _(
            "{keras} takes the logits behind the {activation} with or without `from_logits`: the same "
            "loss. It warns: “{warning}”"
        )
    else:
        words = _(
            "{keras} takes the logits behind the {activation} with or without `from_logits`: the same "
            "loss. It does not warn."
        )
    return words.format(
        keras=keras_of(asked),
        activation=asked.activation,
        own=own_activation(asked.loss),
        warning=" ".join(reading.behaviour.warned).strip('"'),
    )
