"""Sentences as the tool that extracts them for translators finds them: whole, literal, gaps named."""

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

import pytest

from tests.architecture.rooms import MODULES, ROOT

ASKED = {"_": 1, "ngettext": 2}  # how many of the arguments are msgids


class Message(NamedTuple):
    """A call of `_` or `ngettext`, its msgids, and the call that fills their gaps at once, if any."""

    call: ast.Call
    msgids: tuple[str, ...]
    format: ast.Call | None

    @property
    def gaps(self) -> set[str]:
        """The names in braces."""
        return {name for msgid in self.msgids for name in gaps(msgid)}


def gaps(msgid: str) -> list[str]:
    """What stands in braces, but for formats."""
    return [name for _text, name, _format, _conversion in Formatter().parse(msgid) if name is not None]


def messages(tree: ast.AST) -> Iterator[Message]:
    """Every call that asks for a sentence. Raises TypeError for one that nobody can extract."""
    filled = {
        id(node.func.value): node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _is_format(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(_name(each) in ASKED for each in ast.walk(node)):
            raise TypeError(f"within an f-string, where it is not found: {ast.unparse(node)}")
        count = ASKED.get(_name(node), 0)
        if count:
            given = node.args[:count]
            if not all(
                isinstance(each, ast.Constant) and isinstance(each.value, str) for each in given
            ):
                raise TypeError(ast.unparse(node))
            yield Message(node, tuple(each.value for each in given), filled.get(id(node)))


def _name(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _is_format(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def mistakes(source: str) -> Iterator[str]:
    """What is wrong with the sentences of a module: their msgids, and what their gaps are given."""
    tree = ast.parse(source)
    for message in messages(tree):
        if any(not name.isidentifier() for name in message.gaps):
            yield f"a gap without a name: {message.msgids[0]}"
        if len({frozenset(gaps(msgid)) for msgid in message.msgids}) > 1:
            yield f"singular and plural have other gaps: {message.msgids}"
        if message.format and message.gaps != _given(message.format):
            yield f"{message.msgids[0]} is given {sorted(_given(message.format))}"
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            yield from _mistakes_of_gathered(function)


def _mistakes_of_gathered(function: ast.FunctionDef) -> Iterator[str]:
    """Of sentences that are chosen first and filled later: all gaps of theirs are, and no others."""
    gathered = [each for each in messages(function) if not each.format]
    own = {id(each.format) for each in messages(function)}
    calls = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _is_format(node) and id(node) not in own
    ]
    wanted = set().union(*(each.gaps for each in gathered))
    given = set().union(*map(_given, calls))
    open_ended = any(keyword.arg is None for call in calls for keyword in call.keywords)
    if wanted - given and not open_ended:
        yield f"{function.name} leaves gaps: {sorted(wanted - given)}"
    if gathered and given - wanted:
        yield f"{function.name} has no gaps for {sorted(given - wanted)}"


def _given(call: ast.Call) -> set[str]:
    positional = {f"argument {place}" for place, _each in enumerate(call.args)}
    return positional | {each.arg for each in call.keywords if each.arg}


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_can_be_extracted_and_every_gap_is_named_and_filled(module):
    if module != "core.language":  # which defines what is looked for
        assert not list(mistakes(MODULES[module].read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "wrong",
    [
        '_("{} of {}").format(1, 2)',
        '_("{0} of {n}").format(1, n=2)',
        '_("{each.name} is right").format(each=1)',
        '_("{n} of {all}").format(n=1)',
        '_("{n} runs").format(n=1, all=2)',
        'ngettext("one run", "{n} runs", 2).format(n=2)',
        'def f():\n    words = _("{n} runs")\n    return words',
        'def f():\n    words = _("{n} runs")\n    return words.format(n=1, all=2)',
    ],
)
def test_that_rule_sees_what_it_looks_for(wrong):
    assert list(mistakes(wrong))


@pytest.mark.parametrize(
    "wrong",
    ["_(words)", '_(f"{n} runs")', "f'{_(\"runs\")}'", '_("a " + words)', "ngettext(a, 'b', 1)"],
)
def test_what_nobody_can_extract_is_an_error(wrong):
    with pytest.raises(TypeError):
        list(mistakes(wrong))


def test_there_is_much_to_extract():
    found = [
        message
        for path in MODULES.values()
        if path.name != "language.py"
        for message in messages(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(found) > 600


# Where words are put on screen, two of them in a row are a sentence, and a sentence is a msgid.

SHOWN = re.compile(r"app|pages\.|core\.(ui|reading|questions|experiment\.presets)\b")
_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
_MARKUP = re.compile(r"<style>.*?</style>|<[^>]*>?", re.DOTALL)
PLAIN = {
    "Which Accuracy?",  # the name of the app
    "from IPython.display import IFrame",  # code to copy
}


DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def loose_words(source: str) -> Iterator[str]:
    """String literals of two words and more outside `_`, docstrings and what is exported as code."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if _name(node) in ASKED or (
            _name(node) == "script" and ast.unparse(node.func) == "export.script"
        ):
            continue
        children = list(ast.iter_child_nodes(node))
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node):
            children.remove(node.body[0])
        waiting += children
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if _WORDS.search(_MARKUP.sub("", text)) and text.split("\n")[0] not in PLAIN:
            yield text


# A trap's script is code on screen.
WORDED = [each for each in MODULES if SHOWN.match(each) and not each.endswith(".script")]


@pytest.mark.parametrize("module", WORDED)
def test_words_on_screen_go_through_the_catalogue(module):
    assert not list(loose_words(MODULES[module].read_text(encoding="utf-8")))


def test_that_rule_sees_words_and_nothing_else():
    assert list(
        loose_words('"""A docstring."""\nst.markdown("two words")\nf"{n} points too high"')
    ) == [
        " points too high",
        "two words",
    ]
    assert not list(loose_words('st.markdown(_("two words"))\nst.html("<b class=\'x\'>")'))
    assert (ROOT / "core/ui/frame.py") in {MODULES[each] for each in MODULES if SHOWN.match(each)}
