"""The releases that were measured, and when each came out."""

# The month in which a release came out: the first of its files in PyPI's index of keras or tensorflow.
RELEASED = {
    "1.0.0": "2016-04",
    "1.0.5": "2016-06",
    "1.0.6": "2016-07",
    "1.2.2": "2017-02",
    "2.0.9": "2017-11",
    "2.1.6": "2018-04",
    "2.2.4": "2018-10",
    "2.2.5": "2019-08",
    "2.3.0": "2019-09",
    "2.3.1": "2019-10",
    "tf-1.4.1": "2017-12",
    "tf-1.12.3": "2019-06",
    "tf-1.13.2": "2019-07",
    "tf-1.14.0": "2019-06",
    "tf-1.15.5": "2021-01",
    "tf-2.0.4": "2021-01",
    "tf-2.1.4": "2021-06",
    "tf-2.2.3": "2021-06",
    "tf-2.3.4": "2021-08",
    "tf-2.4.4": "2021-11",
    "tf-2.6.5": "2022-05",
    "tf-2.11.1": "2023-03",
    "tf-2.15.1": "2024-03",
    "3.0.5": "2024-02",
    "3.3.3": "2024-04",
    "3.8.0": "2025-01",
    "3.15.1": "2026-07",
}

# Oldest first; standalone Keras, then tf.keras, then Keras 3.
VERSIONS: tuple[str, ...] = tuple(RELEASED)
TODAY = VERSIONS[-1]
ON_THEANO = ("1.0.0", "1.0.5", "1.0.6")  # Keras's default then; all others were measured on TensorFlow
BACKENDS = ("tensorflow", "jax", "torch")  # of Keras 3, in the words of KERAS_BACKEND
ON_EVERY_BACKEND = ("3.0.5", "3.8.0", "3.15.1")  # measured on each of them
BACKEND_NAMES = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}
NEWEST_TENSORFLOW = "2.21"  # whose tf.keras is a Keras 3

# The same of the releases that an era began with, and of those that handed one line to the other.
BEGAN = {
    "1.0.0": "2016-04",
    "1.0.6": "2016-07",
    "2.3.0": "2019-09",
    "2.4.0": "2020-06",
    "3.0.0": "2023-11",
    "tf-1.4.0": "2017-11",
    "tf-1.14.0": "2019-06",
    "tf-2.2.0": "2020-05",
    "tf-2.4.0": "2020-12",
    "tf-2.16.0": "2024-03",
}


def backend(version: str, asked: str = "tensorflow") -> str:
    """The library that a version of VERSIONS was measured on.

    asked: one of BACKENDS, of which only Keras 3 has a choice; "" where it was not measured on that.
    """
    if asked != "tensorflow" and version.startswith("3."):
        return BACKEND_NAMES[asked] if version in ON_EVERY_BACKEND else ""
    return "Theano" if version in ON_THEANO else BACKEND_NAMES["tensorflow"]


def newest(month: str) -> str:
    """The newest standalone Keras of VERSIONS that was out by this month, "2017-02"."""
    return [each for each in VERSIONS if not each.startswith("tf-") and RELEASED[each] <= month][-1]


def keras_name(version: str) -> str:
    """A version id as people say it: "tf.keras 2.2.3"."""
    return f"tf.keras {version[3:]}" if version.startswith("tf-") else f"Keras {version}"
