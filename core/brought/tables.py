"""A table as text: its separator, its decimal point, its header row, and its columns."""

import csv
import re
from dataclasses import dataclass
from functools import partial
from statistics import mode

import numpy as np
import pyarrow as pa
import pyarrow.csv

from core.brought.columns import as_numpy
from core.brought.limits import Unreadable, check_numbers, quoted
from core.brought.names import role
from core.language import _, ngettext

_SAMPLE = 50  # lines that tell how a table is written
_SPACES = r"\s+"
_DECIMAL_COMMA = re.compile(r"-?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)
_LONG_DECIMAL_COMMA = re.compile(r"\s*-?[01],\d{2,}\s*")
_BRACKETS = str.maketrans("[](){}", " " * 6)
_NOT_A_NUMBER = {"", "nan", "na", "null", "none", "n/a", "-"}
_KINDS = (pa.int64(), pa.float64(), pa.bool_(), pa.string())
_INDEX = {"", "index", "id", "row", "unnamed: 0"}


@dataclass(frozen=True)
class Table:
    """Columns side by side. names: of its header row; () without one.

    columns: (N,) each, of numbers or of text. decimal_comma: whether commas were read as points.
    """

    names: tuple[str, ...]
    columns: tuple[np.ndarray, ...]
    decimal_comma: bool = False


def table(name: str, data: bytes | str) -> Table:
    """The table in a file or a pasted text. Raises Unreadable."""
    text = _cleaned(data if isinstance(data, str) else _decoded(name, data))
    lines = _first_lines(text)
    if not lines:
        raise Unreadable(_("{name} is empty.").format(name=quoted(name)))
    separator, decimal = _written(lines)
    rows = _rows(lines, separator)
    headed = _has_header(rows, decimal)
    width = mode(map(len, rows[headed:]))
    check_numbers(quoted(name), (text.count("\n") + 1) * width, text.count("\n") + 1)
    read = _read(name, text, separator, decimal, headed, width)
    names = tuple(each.strip() for each in rows[0]) if headed and len(rows[0]) == width else ()
    columns = tuple(_column(name, column, decimal, place, headed) for place, column in enumerate(read))
    return _without_index(Table(names, columns, decimal == ","))


def _decoded(name: str, data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(
        _("{name} is no text and no NumPy file: bring CSV, NPY or NPZ.").format(name=quoted(name))
    )


def _cleaned(text: str) -> str:
    """Without what Python prints around numbers, and with line ends of one kind."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\n\t ")
    if text[:1] in "[(" or text.startswith("array("):
        text = re.sub(r"\]\s*,?\s*\n?\s*\[", "\n", text.removeprefix("array("))
        text = re.sub(r",\s*(dtype=\S*)?\s*(?=\n|$)", "", text.translate(_BRACKETS))
        text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return text


def _first_lines(text: str) -> list[str]:
    lines, start = [], 0
    while start < len(text) and len(lines) < _SAMPLE:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            lines.append(text[start:end])
        start = end + 1
    return lines


def _written(lines: list[str]) -> tuple[str, str]:
    """The separator and the decimal point."""
    body = lines[1:] or lines
    for separator in ("\t", ";"):
        if all(separator in line for line in body):
            cells = [cell.strip() for line in body for cell in line.split(separator)]
            return separator, "," if any(map(_DECIMAL_COMMA.fullmatch, cells)) else "."
    if any("," in line for line in body):
        if all(_LONG_DECIMAL_COMMA.fullmatch(line) for line in body):
            return ";", ","  # one column: 0,93
        words = [word for line in body for word in line.split()]
        if len(words) > len(body) and all(
            _DECIMAL_COMMA.fullmatch(word) or re.fullmatch(r"-?\d+", word) for word in words
        ):
            return _SPACES, ","
        return ",", "."
    numeric = all(_number(word, ".") for line in body for word in line.split())
    return (_SPACES if numeric and any(len(line.split()) > 1 for line in body) else ","), "."


def _rows(lines: list[str], separator: str) -> list[list[str]]:
    if separator == _SPACES:
        return [line.split() for line in lines]
    try:
        return list(csv.reader(lines, delimiter=separator, skipinitialspace=True)) or [[""]]
    except csv.Error:
        return [line.split(separator) for line in lines]


def _number(cell: str, decimal: str) -> bool:
    return _is_number(cell, decimal) or cell.strip().lower() in ("true", "false")


def _is_number(cell: str, decimal: str) -> bool:
    try:
        float(cell.strip().replace(decimal, "."))
    except ValueError:
        return False
    return True


def _has_header(rows: list[list[str]], decimal: str) -> bool:
    """Whether the first row names columns that hold numbers below it."""
    if len(rows) < 2:
        return False
    pairs = zip(rows[0], rows[1], strict=False)
    return any(
        not _number(above, decimal) and _number(below, decimal) and above.strip().lower() != "nan"
        for above, below in pairs
    ) or (len(rows[0]) == 1 and role(rows[0][0]) is not None)


def _read(
    name: str, text: str, separator: str, decimal: str, headed: bool, width: int
) -> list[np.ndarray]:
    """The columns, of numbers, of truths, or of text where they hold anything else."""
    if separator == _SPACES:
        text, separator = "\n".join(" ".join(line.split()) for line in text.split("\n")), " "
    else:
        # Arrow would take these spaces, and the quotes after them, for text, and the last for a row.
        text = re.sub(f'(?<={separator}) +(?="|(?i:true|false))', "", text)
        text = re.sub(r"\n +(?=\n)", "\n", text)
    read = partial(_parsed, name, text, separator, decimal, headed)
    as_it_seems = {str(place): None for place in range(width)}
    found = read(as_it_seems)
    kinds = {each.name: each.type if each.type in _KINDS else pa.string() for each in found.schema}
    if kinds != {each.name: each.type for each in found.schema}:  # of dates and times, say
        found = read(kinds)
    return [as_numpy(column) for column in found.columns]


def _parsed(
    name: str,
    text: str,
    separator: str,
    decimal: str,
    headed: bool,
    kinds: dict[str, pa.DataType | None],
) -> pa.Table:
    ragged = []

    def note(row: pa.csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    data = text.encode(errors="replace")
    try:
        return pa.csv.read_csv(
            pa.py_buffer(data),
            # One block: what a column holds is told from all of it.
            pa.csv.ReadOptions(
                use_threads=False,
                block_size=len(data) + 1,
                skip_rows=int(headed),
                column_names=list(kinds),
            ),
            pa.csv.ParseOptions(delimiter=separator, newlines_in_values=True, invalid_row_handler=note),
            pa.csv.ConvertOptions(
                column_types={each: kind for each, kind in kinds.items() if kind},
                decimal_point=decimal,
                null_values=[],
                true_values=["true", "True", "TRUE"],
                false_values=["false", "False", "FALSE"],
            ),
        )
    except pa.ArrowException as problem:  # whatever it makes of a stranger's text
        if ragged:
            row = ragged[0]
            full = [place for place, line in enumerate(text.split("\n"), 1) if line]
            raise Unreadable(
                ngettext(
                    "{name} has {wanted} column, but {there} in line {line}: give every line as many.",
                    "{name} has {wanted} columns, but {there} in line {line}: give every line as many.",
                    row.expected_columns,
                ).format(
                    name=quoted(name),
                    wanted=row.expected_columns,
                    there=row.actual_columns,
                    line=full[row.number - 1],
                )
            ) from problem
        raise Unreadable(
            _("{name} cannot be read as a table: write it with `np.savetxt` or as NPZ.").format(
                name=quoted(name)
            )
        ) from problem


def _column(name: str, values: np.ndarray, decimal: str, place: int, headed: bool) -> np.ndarray:
    """(N,) numbers or text; a few holes in a column of numbers are named."""
    if values.dtype.kind in "bi":
        return values
    if values.dtype.kind == "f":
        missing = np.isnan(values)
    else:
        values = np.array([each.strip() for each in values], dtype=object)
        missing = np.array([each.lower() in _NOT_A_NUMBER for each in values])
        others = values[~missing][:1000]
        if not len(others) or not all(_is_number(each, decimal) for each in others):
            return values
    if missing.any():
        first = int(np.flatnonzero(missing)[0])
        raise Unreadable(
            ngettext(
                "{name} has {n} cell without a number in column {column}, the first in row {row}: fill "
                "it or leave that row out of both arrays.",
                "{name} has {n} cells without a number in column {column}, the first in row {row}: "
                "fill them or leave those rows out of both arrays.",
                int(missing.sum()),
            ).format(
                name=quoted(name),
                n=int(missing.sum()),
                column=place + 1,
                row=first + 1 + headed,
            )
        )
    return values


def _without_index(found: Table) -> Table:
    """Without a first column that only numbers the rows, as `DataFrame.to_csv` writes one."""
    if len(found.columns) < 2 or not found.names or found.names[0].lower() not in _INDEX:
        return found
    first = found.columns[0]
    if first.dtype.kind in "iu" and np.array_equal(first - first[0], np.arange(len(first))):
        return Table(found.names[1:], found.columns[1:], found.decimal_comma)
    return found
