"""The shipped runs of this page: either net on all of MNIST, and the article's from several seeds."""

from pathlib import Path

from core.experiment import NETS
from core.questions.mnist import orders
from core.recordings import Shelf

SHELF = Shelf(
    Path(__file__).parent,
    {f"mnist_{net}": orders.full(net) for net in NETS} | {"mnist_seeds": orders.repeated()},
)
