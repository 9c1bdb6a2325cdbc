"""Values, names and comments as they stand in Python code."""

from typing import Any

from core import language

WIDTH = 88


def keras_name(version: str) -> str:
    """A version id as people say it: "tf.keras 2.2.3"."""
    return f"tf.keras {version[3:]}" if version.startswith("tf-") else f"Keras {version}"


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
