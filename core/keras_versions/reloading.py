"""What a model reports after it was saved and loaded, and what it was saved as."""

from dataclasses import replace

from core.keras_versions.eras import since
from core.keras_versions.rules import loss_computed_on, picked_accuracy
from core.keras_versions.setup import Setup

# A loaded model looked for its metrics before it saw targets, and took its outputs for them.
_FORGOT = ("tf-2.3.0", "tf-2.4.0")
_WHOLE_MODELS = "1.0.7"  # measured: not in 1.0.6, in 1.2.2
_SAVED_MODELS = "tf-2.0.0"  # of a name without an ending
_ZIPPED = "tf-2.12.0"  # measured: not in 2.11.1, in 2.15.1
_KNOWN_ENDINGS = "3.0.0"  # any other is refused


def saved_as(version: str, path: str) -> str | None:
    """What `model.save(path)` writes: "hdf5", "zip" (the format .keras) or "folder" (a SavedModel).

    None where the version refuses that name, or saves weights alone. Raises UnknownVersion.
    """
    if not since(version, _WHOLE_MODELS):
        return None
    ending = path.rpartition(".")[2] if "." in path else ""
    if ending in ("h5", "hdf5"):
        return "hdf5"
    if ending == "keras":
        return "zip" if since(version, _ZIPPED) else "hdf5"
    if since(version, _KNOWN_ENDINGS):
        return None
    return "folder" if since(version, _SAVED_MODELS) else "hdf5"


def accuracy_after_loading(setup: Setup) -> str:
    """The Keras function that the metric stands for in the loaded model of a setup that works."""
    first, after = _FORGOT
    if since(setup.version, first) and not since(setup.version, after):
        setup = replace(setup, target_shape=setup.output_shape)
    return picked_accuracy(setup)


def loss_after_loading(setup: Setup, path: str) -> str:
    """What the loss of the loaded model is computed on: "probabilities" or "logits"."""
    if saved_as(setup.version, path) == "folder" and not since(setup.version, "tf-2.2.0"):
        return "probabilities"
    return loss_computed_on(setup.version, setup.loss, setup.activation)
