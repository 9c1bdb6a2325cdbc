"""The syntax tree of code, as tree-sitter's error-tolerant grammar reads it."""

import re
from collections.abc import Iterator
from functools import cache

import tree_sitter_python
from tree_sitter import Language, Node, Parser

__all__ = ["Node", "children", "parsed", "row", "text"]


# A run of these takes the grammar's time squared: ten thousand lines of comments six seconds.
_SLOW = re.compile(r"^[ \t]*#.*$|^(?:[ \t]*\\\n){20,}", re.MULTILINE)


@cache
def _language() -> Language:
    return Language(tree_sitter_python.language())


def parsed(code: str) -> Node:
    """The root of the tree, with ERROR nodes where this is no Python."""
    quick = _SLOW.sub(lambda found: "\n" * found[0].count("\n"), code)
    return Parser(_language()).parse(quick.encode("utf-8", "replace")).root_node


def text(node: Node | None) -> str:
    """What stands there."""
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def row(node: Node) -> int:
    """The row on which it begins, from 0."""
    return node.start_point[0]


def children(node: Node) -> Iterator[Node]:
    """Its named children but for comments."""
    return (each for each in node.named_children if each.type != "comment")
