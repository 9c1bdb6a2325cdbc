"""What stands on screen as it is in every language, each by a rule of its own."""

import re
from collections.abc import Iterator

from core import datasets, keras_versions, questions
from core.experiment import LIMITS, OneOf
from core.questions.traps.trap import traps
from tests import shipped

# The words of the URL: what an option that is bound to it is shown as, and what a parameter is called.
_TABLES = (
    LIMITS,
    *(page.LIMITS for page in questions.parts("page") if hasattr(page, "LIMITS")),
    *(trap.limits for trap in traps().values()),
)
PARAMETERS = {name for table in _TABLES for name in table}
OPTIONS = {
    str(option)
    for table in _TABLES
    for limits in table.values()
    if isinstance(limits, OneOf)
    for option in limits.options
} | {"true", "false", "True", "False"}
# What a link can hide, as it names it, and where that is said.
STAGED = {name for each in questions.parts("stage") for name in each.STAGE.controls({})} | {"all"}
CHOICES = ("ButtonGroup", "Alert")
KERAS = {*keras_versions.LOSSES, *keras_versions.METRICS, "accuracy", "from_logits", "tf.keras"}
NAMES = {
    *("Keras", "tf.keras", "Dense", "TensorFlow", "TF", "Theano", "JAX", "PyTorch"),
    *("CPU", "MNIST", "20 Newsgroups"),
    *("HDF5", "SavedModel"),  # what a model is saved as
    *("CC BY 4.0", "CC BY-SA 3.0", "CC0 1.0", "MIT"),  # licences
    "English",  # by its own name
}
# Data that is quoted: what topics are called, how documents begin.
TOPICS = {topic for dataset in datasets.CATALOGUE.values() for topic in dataset.topics}
DOCUMENTS = set(shipped.load("topics").gallery.texts)

_VERSION = re.compile(r"(tf-)?\d+(\.\d+)+")
_ITEMS = {
    "an option's id": lambda item: item in OPTIONS,
    "a parameter that is set": lambda item: _set(*re.split(r" → |=", item)),
    "a page as a link names it": lambda item: item in questions.NAMES,
    "Keras's own string": lambda item: item in KERAS,
    "a topic": lambda item: re.sub(r"^[✓✗] ", "", item) in TOPICS,
    "a thread on GitHub": re.compile(r"(keras|tensorflow) #\d+").fullmatch,
    "a file's name": re.compile(r"\w+\.py").fullmatch,
    "an address": re.compile(r"https?://\S+|/\w*\?\S+|([\w-]+\.)+(com|org|edu)").fullmatch,
}
_WORDS = {
    "a version": _VERSION.fullmatch,
    "a number": re.compile(r"[+−-]?(\d[\d.,]*(e[+-]?\d+)?|inf|nan)").fullmatch,
    "a number's format": re.compile(r"%[.\d]*[dfgs]").fullmatch,
    "a symbol of one letter": re.compile(r"[^\W\d_][₀-₉ⱼ]?").fullmatch,
}
# What Keras or Python prints.
_PRINTED = re.compile(r"\w*(Error|Exception)\b(: .*)?", re.DOTALL)


def _set(name: str, value: str = "", *more: str) -> bool:
    known = value in OPTIONS or _VERSION.fullmatch(value) is not None
    return name in PARAMETERS and known and not more


def unexplained(text: str, where: str = "") -> Iterator[str]:
    """What of a loose text no rule explains: it should have gone through a catalogue.

    where: the element and field; the names of controls stand alone in a choice of them and in what
    is said of a link.
    """
    staged = STAGED if where.startswith(CHOICES) else frozenset()
    if text in DOCUMENTS or _PRINTED.fullmatch(text.strip()):
        return
    for item in re.split(r"[,;]\s+|\s·\s|\n", text):
        item = item.strip(" .,;:!?()[]“”\"'…*_#⚠◐≈")
        if item and item not in staged and not any(rule(item) for rule in _ITEMS.values()):
            for name in sorted(NAMES, key=len, reverse=True):
                item = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", item)
            words = re.split(r"[][\s()=×÷+/→*]+", item)
            yield from (
                word
                for word in words
                if re.search(r"[^\W\d_]", word) and not any(rule(word) for rule in _WORDS.values())
            )


_INVISIBLE = (
    (re.compile(r"```.*?```|`[^`]*`", re.DOTALL), ""),  # code
    (re.compile(r"\]\([^)]*\)"), "]"),  # where a link leads
    (re.compile(r":material/\w+:"), ""),  # icons
    (re.compile(r":[a-z]+(-[a-z]+)*\["), "["),  # colours
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),  # marks that are no Markdown
    (re.compile(r"&ensp;"), "\N{EN SPACE}"),
    (re.compile(r"&\w+;"), " "),
)


def visible(markdown: str) -> str:
    """What a reader sees of a text in Markdown, but for code."""
    for pattern, shown in _INVISIBLE:
        markdown = pattern.sub(shown, markdown)
    return markdown
