"""Values, names and comments as they stand in Python code."""

from typing import Any

from core import language
from core.experiment import Experiment
from core.keras_versions import BACKEND_NAMES, BACKENDS, keras_name

WIDTH = 88


def keras_of(experiment: Experiment) -> str:
    """The Keras that an experiment is read by: "Keras 3.15.1", "Keras 3.15.1 on JAX"."""
    name = keras_name(experiment.keras)
    if experiment.runs_on == BACKENDS[0]:
        return name
    return f"{name} on {BACKEND_NAMES[experiment.runs_on]}"


def arguments(options: tuple[tuple[str, Any], ...]) -> str:
    """Keyword arguments, as they stand between the brackets of a call."""
    return ", ".join(f"{name}={literal(value)}" for name, value in options)


def literal(value: Any) -> str:
    """`value` as Python source: its repr, in double quotes where these need no escaping."""
    text = repr(value)
    plain = isinstance(value, str) and '"' not in text and "\\" not in text and "'" not in value
    return f'"{value}"' if plain else text


def comment(sentences: list[str], indent: str = "") -> str:
    """The sentences as comment lines of at most WIDTH, each from a line of its own."""
    prefix = f"{indent}# "
    return "\n".join(
        prefix + line
        for sentence in sentences
        for line in language.lines(sentence, WIDTH - len(prefix))
    )
