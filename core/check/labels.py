"""How labels are stored, as far as the code that prepares them says."""

import operator
from dataclasses import replace

from core.check.label_kinds import (
    NOTHING,
    SAME,
    SETS,
    SKLEARN,
    Labels,
    is_frame,
    is_one_column,
    of_directory,
    of_flow,
    of_numbers,
)
from core.check.values import (
    Attribute,
    Call,
    Constant,
    Item,
    Items,
    Name,
    Operation,
    Table,
    Value,
    argument,
    called,
    constant,
    path,
)

DEEPEST = 40
_SUMS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def describe(value: Value | None, depth: int = 0) -> Labels:
    """How these labels are stored. Never raises."""
    if value is None or depth > DEEPEST:
        return NOTHING
    if isinstance(value, Items):
        return _literal(value, depth)
    if isinstance(value, Item):
        return _item(value, depth)
    if isinstance(value, Attribute):
        if value.name in ("values", "T", "data", "to_numpy"):
            return describe(value.of, depth + 1)
        if value.name in ("target", "labels", "y") and called(value.of) in SKLEARN:
            return _known(SKLEARN[called(value.of)], value.of.line, called(value.of))
        if value.name == "classes":
            return Labels("integer", line=value.line, because="classes")
        return NOTHING
    if isinstance(value, Operation):
        return _worked_out(value, depth)
    if isinstance(value, Call):
        return _call(value, depth)
    return NOTHING


def _worked_out(value: Operation, depth: int) -> Labels:
    if value.operator in ("==", "!=", ">", "<", ">=", "<="):
        return Labels("integer", 2, value.line, value.operator)
    found = [describe(each, depth + 1) for each in value.operands] if value.operator else []
    inner = next((each for each in found if each.stored), NOTHING)
    if inner.stored in ("integer", "integer_column", "column"):
        return replace(inner, stored="numbers" if value.operator == "/" else inner.stored, classes=None)
    return inner


def _known(known: tuple[str, int | None], line: int, because: str) -> Labels:
    return Labels(known[0], known[1], line, because)


def _call(value: Call, depth: int) -> Labels:
    name, line = called(value), value.line
    first = argument(value, 0)
    if name == "to_categorical":
        if _is_example(first):
            return NOTHING
        inner = describe(first, depth + 1)
        given = number(argument(value, 1, "num_classes", "nb_classes"))
        return Labels("one_hot", given or inner.classes, line, name)
    if name == "get_dummies":
        return _dummies(value, line)
    if name == "one_hot":
        return Labels("one_hot", number(argument(value, 1, "depth", "num_classes")), line, name)
    if name in ("fit_transform", "transform") and isinstance(value.function, Attribute):
        return _transformed(called(value.function.of), first, line, depth)
    if name in ("fit_transform", "transform"):
        return NOTHING
    if name == "reshape":
        return _reshaped(value, depth)
    if name == "expand_dims":
        inner = describe(first, depth + 1)
        return replace(inner, stored="integer_column") if inner.stored == "integer" else inner
    if name in ("ravel", "flatten", "squeeze", "argmax"):
        return _flat(value, name, depth)
    if name == "label_binarize":
        classes = argument(value, 1, "classes")
        count = len(classes.items) if isinstance(classes, Items) else number(classes)
        return Labels("one_hot", count, line, name)
    if name in ("randint", "random_integers", "choice", "integers"):
        return _drawn(value, name)
    if name in ("rand", "random", "randn", "normal", "uniform", "random_sample", "linspace", "sin"):
        return Labels("numbers", line=line, because=name)
    if name in ("zeros", "ones", "arange", "zeros_like", "ones_like"):
        return NOTHING
    if name in ("flow_from_directory", "flow_from_dataframe"):
        return of_flow(value, name)
    if name == "flow":
        return replace(describe(argument(value, 1, "y"), depth + 1), generated=value)
    if name == "image_dataset_from_directory" or name == "text_dataset_from_directory":
        return of_directory(value, name)
    if name == "from_tensor_slices" and isinstance(first, Items) and len(first.items) == 2:
        return describe(first.items[1], depth + 1)
    if name == "zip" and len(value.arguments) == 2:
        return describe(value.arguments[1], depth + 1)
    if name in ("fit_resample", "fit_sample") and len(value.arguments) == 2:
        return describe(value.arguments[1], depth + 1)
    if name in SAME:
        inner = value.function.of if isinstance(value.function, Attribute) else first
        found = describe(inner, depth + 1)
        return found if found.stored else describe(first, depth + 1)
    return NOTHING


def _is_example(value: Value | None) -> bool:
    """The line that an error message of Keras itself proposes: `y_binary = to_categorical(y_int)`."""
    return path(value) == "y_int"


def _dummies(value: Call, line: int) -> Labels:
    columns = value.keywords.get("columns")
    return Labels("one_hot" if columns is None else None, None, line, "get_dummies")


def _transformed(transformer: str, given: Value | None, line: int, depth: int) -> Labels:
    if transformer == "LabelEncoder":
        return Labels("integer", describe(given, depth + 1).classes, line, transformer)
    if transformer in ("OneHotEncoder", "LabelBinarizer"):
        return Labels("one_hot", describe(given, depth + 1).classes, line, transformer)
    if transformer == "MultiLabelBinarizer" and _one_each(given):
        return Labels("one_hot", None, line, transformer)
    if transformer == "MultiLabelBinarizer":
        return Labels("multi_hot", None, line, transformer)
    if transformer in ("MinMaxScaler", "StandardScaler", "RobustScaler"):
        return Labels("numbers", None, line, transformer)
    return NOTHING


def _one_each(given: Value | None) -> bool:
    """Whether this is a list of lists with a single label each."""
    return isinstance(given, Items) and all(
        isinstance(each, Items) and each.whole and len(each.items) == 1 for each in given.items
    )


def _reshaped(value: Call, depth: int) -> Labels:
    method = isinstance(value.function, Attribute)
    inner = describe(value.function.of if method else argument(value, 0), depth + 1)
    sizes = value.arguments if method else value.arguments[1:]
    if len(sizes) == 1 and isinstance(sizes[0], Items):
        sizes = sizes[0].items
    width = constant(sizes[-1], int) if sizes else None
    if inner.stored in ("integer", "integer_column"):
        column = len(sizes) == 2 and width == 1
        return replace(inner, stored="integer_column" if column else "integer")
    return inner


def _flat(value: Call, name: str, depth: int) -> Labels:
    method = isinstance(value.function, Attribute)
    inner = describe(value.function.of if method else argument(value, 0), depth + 1)
    if name == "argmax" and inner.stored == "one_hot":
        return replace(inner, stored="integer", line=value.line, because=name)
    if name != "argmax" and inner.stored == "integer_column":
        return replace(inner, stored="integer")
    return inner if name != "argmax" else NOTHING


def _drawn(value: Call, name: str) -> Labels:
    low, high = number(argument(value, 0, "low", "a")), number(argument(value, 1, "high"))
    if name == "choice":
        options = argument(value, 0, "a")
        high = len(options.items) if isinstance(options, Items) else number(options)
        if isinstance(options, Items) and not all(isinstance(constant(o), int) for o in options.items):
            return NOTHING
    elif high is None or ("size" in value.keywords and len(value.arguments) == 1):
        high = low
    size = argument(value, 2 if name != "choice" else 1, "size", "shape")
    shape = size.items if isinstance(size, Items) else [size]
    width = constant(shape[-1], int) if len(shape) == 2 else None
    if len(shape) > 2 or (len(shape) == 2 and width is None):
        return NOTHING
    if width is not None and width > 1:
        return Labels("multi_hot" if high == 2 else None, width, value.line, name)
    if not isinstance(high, int) or high < 2:
        return NOTHING
    return Labels("integer" if len(shape) < 2 else "integer_column", high, value.line, name)


def _item(value: Item, depth: int) -> Labels:
    of, index = value.of, constant(value.index, int)
    if called(of) == "train_test_split" and isinstance(of, Call) and index is not None:
        whole = index // 2
        return describe(of.arguments[whole], depth + 1) if whole < len(of.arguments) else NOTHING
    if called(of) == "eye" or called(of) == "identity":
        size = number(argument(of, 0, "N", "n")) if isinstance(of, Call) else None
        return Labels("one_hot", size, value.line, "np.eye")
    if isinstance(of, Item) and called(of.of) == "load_data" and isinstance(of.of, Call):
        data = path(of.of.function).split(".")
        known = SETS.get(data[-2]) if len(data) > 1 else None
        return _known(known, of.of.line, data[-2]) if known and index == 1 else NOTHING
    named = constant(value.index, str) in ("target", "labels")
    if called(of) in SKLEARN and isinstance(of, Call) and (index == 1 or named):
        return _known(SKLEARN[called(of)], of.line, called(of))
    if called(of) in ("make_classification", "make_blobs", "make_moons", "make_circles") and index == 1:
        count = number(argument(of, None, "n_classes", "centers")) if isinstance(of, Call) else None
        default = 3 if called(of) == "make_blobs" else 2
        return Labels("integer", count or default, of.line, called(of))
    if called(of) in ("fit_resample", "fit_sample", "shuffle") and isinstance(of, Call):
        if index is not None and index < len(of.arguments):
            return describe(of.arguments[index], depth + 1)
        return NOTHING
    if isinstance(value.index, Items):
        return _columns(of, value.index, depth)
    if constant(value.index, str) is not None and is_frame(of):
        return Labels("column", line=value.line, because=f"[{constant(value.index)!r}]")
    if isinstance(value.index, Items) and is_frame(of) and len(value.index.items) > 1:
        return NOTHING
    if isinstance(of, Name | Attribute) and isinstance(value.index, Items | Constant):
        return NOTHING
    rows = describe(of, depth + 1)
    return rows if value.index is None or rows.stored == "one_hot" else replace(rows, classes=None)


def _columns(of: Value, index: Items, depth: int) -> Labels:
    inner = describe(of, depth + 1)
    column = constant(index.items[-1], int)
    if inner.stored in ("one_hot", "multi_hot") and column is not None and len(index.items) == 2:
        return Labels("integer", 2, inner.line, inner.because)
    if not inner.stored and len(index.items) == 2 and is_one_column(index.items[-1]):
        return Labels("column", line=of.line, because="[:, …]")
    return inner


def _literal(value: Items, depth: int) -> Labels:
    rows = value.items[:200]
    if not value.whole:
        return NOTHING
    if rows and all(isinstance(each, Items) for each in rows):
        cells = [[constant(cell, (int, float)) for cell in each.items] for each in rows]
        if any(None in row for row in cells) or len({len(row) for row in cells}) != 1 or not cells[0]:
            return NOTHING
        width, flat = len(cells[0]), {cell for row in cells for cell in row}
        if width == 1:
            return of_numbers({row[0] for row in cells}, "integer_column", value.line)
        if not flat <= {0, 1}:
            return Labels("numbers", None, value.line, "[[…]]")
        exclusive = all(sum(row) == 1 for row in cells)
        return Labels("one_hot" if exclusive else "multi_hot", width, value.line, "[[…]]")
    numbers = [constant(each, (int, float)) for each in rows]
    if not rows or None in numbers:
        return NOTHING
    return of_numbers(set(numbers), "integer", value.line)


def number(value: Value | None, depth: int = 0) -> int | None:
    """The whole number that an expression is, with shapes and lengths of labels among them."""
    if value is None or depth > DEEPEST:
        return None
    if isinstance(value, Constant):
        whole = isinstance(value.value, int | float) and not isinstance(value.value, bool)
        return int(value.value) if whole and value.value == int(value.value) else None
    if isinstance(value, Item) and isinstance(value.of, Attribute) and value.of.name == "shape":
        labels, place = describe(value.of.of, depth + 1), constant(value.index, int)
        wide = labels.stored in ("one_hot", "multi_hot") and place in (1, -1)
        return (
            labels.classes if wide else 1 if labels.stored == "integer_column" and place == 1 else None
        )
    if isinstance(value, Operation) and value.operator in _SUMS and len(value.operands) == 2:
        one, other = (number(each, depth + 1) for each in value.operands)
        return _SUMS[value.operator](one, other) if one is not None and other is not None else None
    if isinstance(value, Call):
        first = argument(value, 0)
        if called(value) in ("max", "amax"):
            of = value.function.of if isinstance(value.function, Attribute) else first
            highest = describe(of, depth + 1)
            return highest.classes - 1 if highest.classes and highest.stored != "one_hot" else None
        if called(value) == "len" and isinstance(first, Items) and not first.whole:
            return None
        if called(value) == "len" and isinstance(first, Items | Table):
            return len(first.items if isinstance(first, Items) else first.entries) or None
        if called(value) == "len" and called(first) in ("unique", "set"):
            return describe(argument(first, 0), depth + 1).classes if isinstance(first, Call) else None
        if called(value) in ("int", "abs"):
            return number(first, depth + 1)
        if called(value) == "len" and isinstance(first, Item) and isinstance(first.of, Call | Item):
            labels = describe(first.of, depth + 1)
            return labels.classes if labels.stored == "one_hot" else None
    return None
