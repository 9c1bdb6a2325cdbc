"""The shipped runs of this page: either net on all of MNIST."""

from pathlib import Path

from core.experiment import NETS
from core.questions.mnist import orders
from core.recordings import Shelf

SHELF = Shelf(Path(__file__).parent, {f"mnist_{net}": orders.full(net) for net in NETS})
