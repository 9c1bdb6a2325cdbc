"""A setup as a Keras version is asked about it."""

from dataclasses import dataclass, field, replace

from core.keras_versions.eras import backends, order

LOSSES = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "mean_squared_error",
)
METRICS = ("binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")
Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Setup:
    """A version, and what its `compile` and `fit` are given, in Keras's own strings.

    Shapes have None for the batch axis: (None, 10), (None,). Sparse labels of one unit are taken to be
    0 and 1. activation: of the last layer, whose logits a loss may look for, so that it decides what is
    refused; it has no default. from_logits: what the loss is told of the outputs. backend: of Keras 3
    "tensorflow", "jax" or "torch"; before, the default stands for whatever the version ran on.
    Raises ValueError for a loss, metric or backend of another name and for shapes of another rank;
    UnknownVersion.
    """

    version: str
    loss: str
    target_shape: Shape
    output_shape: Shape
    metric: str = "accuracy"
    activation: str = field(kw_only=True)
    from_logits: bool = field(default=False, kw_only=True)
    backend: str = field(default="tensorflow", kw_only=True)

    def __post_init__(self) -> None:
        if self.loss not in LOSSES:
            raise ValueError(f"unknown loss {self.loss!r}: one of {', '.join(LOSSES)}")
        if self.metric not in (*METRICS, "accuracy", "acc"):
            raise ValueError(f"unknown metric {self.metric!r}: accuracy, {', '.join(METRICS)}")
        if len(self.target_shape) not in (1, 2) or len(self.output_shape) != 2:
            raise ValueError(
                f"shapes are like (None,) or (None, 10): {self.target_shape}, {self.output_shape}"
            )
        order(self.version)
        if self.backend not in backends(self.version):
            known = ", ".join(backends(self.version))
            raise ValueError(f"unknown backend {self.backend!r} of Keras {self.version}: {known}")
        for name in ("target_shape", "output_shape"):
            object.__setattr__(self, name, tuple(getattr(self, name)))

    def in_version(self, version: str) -> "Setup":
        """The same in another version, on the same backend where that version knows it."""
        known = backends(version)
        return replace(
            self, version=version, backend=self.backend if self.backend in known else known[0]
        )

    @property
    def classes(self) -> int:
        """How many outputs an example has."""
        return self.output_shape[-1]

    @property
    def sparse(self) -> bool:
        """Whether the loss takes class indices."""
        return self.loss == "sparse_categorical_crossentropy"
