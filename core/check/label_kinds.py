"""Ways to store labels, and the calls that say so outright: data sets, directories, columns."""

import re
from dataclasses import dataclass

from core.check.values import (
    Attribute,
    Call,
    Constant,
    Item,
    Items,
    Name,
    Operation,
    Value,
    called,
    constant,
)

# What comes with a library: how its labels are stored, and of how many classes.
SETS = {
    "mnist": ("integer", 10),
    "fashion_mnist": ("integer", 10),
    "cifar10": ("integer_column", 10),
    "cifar100": ("integer_column", 100),
    "imdb": ("integer", 2),
    "reuters": ("integer", 46),
    "boston_housing": ("numbers", None),
    "california_housing": ("numbers", None),
}

SKLEARN = {
    "load_iris": ("integer", 3),
    "load_digits": ("integer", 10),
    "load_breast_cancer": ("integer", 2),
    "load_wine": ("integer", 3),
    "load_boston": ("numbers", None),
    "load_diabetes": ("numbers", None),
    "fetch_california_housing": ("numbers", None),
    "fetch_20newsgroups": ("integer", None),
    "make_regression": ("numbers", None),
    "make_multilabel_classification": ("multi_hot", None),
}

SAME = {
    *(
        "astype",
        "copy",
        "array",
        "asarray",
        "convert_to_tensor",
        "to_numpy",
        "numpy",
        "cast",
        "toarray",
    ),
    *("todense", "shuffle", "batch", "repeat", "prefetch", "cache", "take", "skip", "concatenate"),
    *("tolist", "as_matrix", "float32", "list", "vstack", "hstack", "append", "sample", "fillna"),
    *("permutation", "constant", "asfarray", "as_numpy", "squeeze_batch", "head", "reset_index"),
}

_FRAME = re.compile(r"(?:\w+_)?df\d?|dataframe|(?:df)_\w+")


@dataclass(frozen=True)
class Labels:
    """What `fit` is given as labels.

    stored: "one_hot", "integer", "integer_column", "multi_hot", "numbers"; "column", which is amounts
    or class numbers; or None. classes: how many, if seen. line: a row of the code that says so.
    because: which call says so. generated: the call that made a generator of them.
    """

    stored: str | None = None
    classes: int | None = None
    line: int = -1
    because: str = ""
    generated: Call | None = None


NOTHING = Labels()


def of_numbers(found: set, stored: str, line: int) -> Labels:
    if any(float(each) != int(each) or each < 0 for each in found) or len(found) < 2:
        return Labels("numbers", None, line, "[…]")
    highest = int(max(found))
    if highest + 1 > 4 * len(found):  # ages, prices
        return Labels("numbers", None, line, "[…]")
    return Labels(stored, highest + 1, line, "[…]")


def is_frame(value: Value | None, depth: int = 0) -> bool:
    """Whether this is a table of pandas."""
    if depth > 8 or value is None:
        return False
    if isinstance(value, Name):
        return bool(_FRAME.fullmatch(value.path))
    if isinstance(value, Call):
        if called(value) in ("read_csv", "read_excel", "read_table", "DataFrame", "read_pickle"):
            return True
        return isinstance(value.function, Attribute) and is_frame(value.function.of, depth + 1)
    return isinstance(value, Item | Attribute) and is_frame(value.of, depth + 1)


def is_one_column(index: Value) -> bool:
    if constant(index, int) is not None:
        return True
    if isinstance(index, Operation) and index.operator == "slice":
        found = re.fullmatch(r"(\d+):(\d+)", constant(index.operands[0], str) or "")
        return bool(found) and int(found[2]) == int(found[1]) + 1
    return False


def of_flow(value: Call, name: str) -> Labels:
    mode = value.keywords.get("class_mode", Constant("categorical"))
    classes = value.keywords.get("classes")
    count = len(classes.items) if isinstance(classes, Items) and classes.items else None
    stored = {"categorical": "one_hot", "binary": "integer", "sparse": "integer"}.get(constant(mode))
    columns = value.keywords.get("y_col")
    if constant(mode) in ("raw", "other", "multi_output") and isinstance(columns, Items):
        stored = "multi_hot" if constant(mode) != "multi_output" else None
        count = len(columns.items)
    if constant(mode) == "binary":
        count = 2
    because = f"class_mode={constant(mode)!r}"
    return Labels(stored, count, value.line, because, generated=value)


def of_directory(value: Call, name: str) -> Labels:
    mode = constant(value.keywords.get("label_mode", Constant("int")))
    stored = {"int": "integer", "categorical": "one_hot", "binary": "integer_column"}.get(mode)
    classes = value.keywords.get("class_names")
    count = len(classes.items) if isinstance(classes, Items) and classes.items else None
    count = 2 if mode == "binary" else count
    return Labels(stored, count, value.line, f"label_mode={mode!r}", generated=value)
