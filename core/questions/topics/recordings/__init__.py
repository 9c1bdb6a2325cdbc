"""The shipped runs of this page: the question itself, and one or two for each further claim."""

from pathlib import Path

from core.questions.topics import divided, orders
from core.recordings import Shelf

SHELF = Shelf(
    Path(__file__).parent,
    {
        "topics": orders.both_losses(orders.Choice(), orders.FULL_EPOCHS),
        "topics_factor": orders.constant_factor(),
        "topics_renormalised": orders.renormalised(),
        "topics_weighted": orders.weighted(orders.Choice()),
        "topics_mends": orders.mends(),
        "topics_first": orders.first_answers(orders.Choice()),
        "topics_seeds": orders.repeated(orders.both_losses(orders.Choice(), orders.FULL_EPOCHS)),
        "topics_renormalised_seeds": orders.repeated(orders.renormalised()),
        "topics_weighted_seeds": orders.repeated(orders.weighted(orders.Choice())),
    },
    {"topics_divided": divided.record},
)
