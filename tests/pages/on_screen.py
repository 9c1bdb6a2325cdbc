"""Every text that an AppTest has on screen, with where it stands."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pandas as pd
import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# Fields of Streamlit's messages that hold text, but none to read. A field that is not listed is read.
HIDDEN = {
    *("id", "tag", "type", "icon", "content_icon", "theme", "uuid", "styles", "column_order"),
    *("url", "src", "page", "query_string", "query_param_key", "page_script_hash", "deferred_file_id"),
    *("anchor",),  # a part of an address
    *("component_name", "html_content", "css_content", "js_content"),  # a component's own code
    *("raw_values",),  # the same again as the options that are chosen
    *("language", "code_text"),  # code is code
}
WRITTEN = {"TextArea.value", "TextArea.default"}  # by the reader, or code that is an example
_SEEN_AS_DATA = ("Dataframe", "Table", "VegaLiteChart")


class Text(NamedTuple):
    """A text, and the element and field or column that it stands in."""

    where: str
    text: str


def texts(app: AppTest) -> Iterator[Text]:
    """Everything that the page and its sidebar say."""
    for part in (app.main, app.sidebar):
        yield from _of_node(part)


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Those of `core.ui.tables` as they are on screen, each row by its first cell."""
    bodies = [each.proto.body for each in app.get("html")]
    found = re.findall(r'<table class="wa-table">.*?</table>', "".join(bodies), flags=re.DOTALL)
    return [_table(each) for each in found]


def _table(html: str) -> pd.DataFrame:
    rows = [
        ["".join(cell.itertext()) for cell in row]
        for row in ElementTree.fromstring(html.replace("<wbr>", "")).iter("tr")
    ]
    return pd.DataFrame(rows[1:], columns=rows[0]).set_index(rows[0][0])


def _of_node(node: Any) -> Iterator[Text]:
    proto = getattr(node, "proto", None)
    if proto is not None:
        name = type(proto).__name__
        if name in _SEEN_AS_DATA:
            yield from {"VegaLiteChart": _of_chart}.get(name, _of_table)(proto)
        else:
            yield from _of_message(proto, name)
    for _place, child in sorted(getattr(node, "children", {}).items()):
        yield from _of_node(child)


def _of_message(message: Message, where: str) -> Iterator[Text]:
    for each, value in message.ListFields():
        values = [value] if isinstance(value, str | bytes | Message) else value
        if (
            each.name in HIDDEN
            or f"{where}.{each.name}" in WRITTEN
            or isinstance(values, int | float | bool)
        ):
            continue
        for one in values:
            if isinstance(one, Message):
                yield from _of_message(one, f"{where}.{each.name}")
            elif isinstance(one, str):
                yield from _of_text(f"{where}.{each.name}", one)


def _of_text(where: str, text: str) -> Iterator[Text]:
    if where == "BidiComponent.json":  # what a component is given: its words are all that it can say
        given = json.loads(text)
        yield from (
            Text(f"{where}.{name}", each) for name, each in given.items() if isinstance(each, str)
        )
        return
    if where != "Html.body":
        yield Text(where, text)
        return
    shown = re.sub(r"<(style|code|script)\b.*?</\1>", "", text, flags=re.DOTALL)
    yield from (
        Text("Html.alt", each) for each in re.findall(r'(?:alt|title|aria-label)="(.*?)"', shown)
    )
    yield from (Text(where, each) for each in re.split(r"<[^>]*>", shown) if each.strip())


def _of_table(proto: Message) -> Iterator[Text]:
    """Column names as shown, what is said of them, and each cell that holds text."""
    name = type(proto).__name__
    frame = _frame(proto.arrow_data.data)
    configured = json.loads(proto.columns) if getattr(proto, "columns", "") else {}
    ordered = list(getattr(proto, "column_order", ()))
    if not configured.get("_index", {}).get("hidden"):
        index = frame.index.name
        frame = frame.reset_index()
        if index is None:  # has no name on screen either
            configured["index"] = {"label": ""}
    for column in frame:
        about = configured.get(column, {})
        if ordered and column not in ordered:
            continue
        yield Text(f"{name} column", str(about.get("label", column)))
        yield Text(f"{name} help", about.get("help") or "")
        yield from (Text(f"{name}.{column}", each) for each in _strings(frame[column]))


def _frame(data: bytes) -> pd.DataFrame:
    return pa.ipc.open_stream(data).read_pandas()


def _strings(column: pd.Series) -> Iterator[str]:
    yield from (each for each in column if isinstance(each, str))


_SHOWN_BY = ("x", "y", "color", "shape", "strokeDash", "size")
_NAMELESS = ("axis", "legend")  # None there: nothing says the field's name


def _of_chart(proto: Message) -> Iterator[Text]:
    """Its accessible name, what its spec says, and the texts in its data that it may show."""
    spec = json.loads(proto.spec)
    yield Text("chart alt", proto.alt)
    encodings = list(_encodings(spec))
    raw = {each["field"] for _channel, each in encodings if each.get("scale", 0) is None}
    yield from _of_spec(spec)
    for channel in _SHOWN_BY:
        named = [each for used, each in encodings if used == channel and "field" in each]
        quiet = any("title" in each or None in map(each.get, _NAMELESS, (0, 0)) for each in named)
        if named and not quiet and not all(each["field"] in raw for each in named):
            yield Text(f"chart {channel} without a title", named[0]["field"])
    frames = [_frame(each.data.data) for each in proto.datasets]
    frames += [_frame(proto.data.data)] if proto.data.data else []
    frames += map(pd.DataFrame, _inline(spec))
    for frame in frames:
        for column in frame:
            if column not in raw:
                yield from (Text(f"chart data.{column}", each) for each in _strings(frame[column]))


def _inline(node: Any) -> Iterator[list[dict]]:
    """The rows that stand in a layer itself."""
    if isinstance(node, dict) and isinstance(node.get("values"), list):
        yield node["values"]
        return
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for each in inside:
        yield from _inline(each)


def _encodings(node: Any) -> Iterator[tuple[str, dict]]:
    if isinstance(node, dict):
        for channel, each in node.get("encoding", {}).items():
            yield from ((channel, one) for one in (each if isinstance(each, list) else [each]))
        for each in node.values():
            yield from _encodings(each)
    elif isinstance(node, list):
        for each in node:
            yield from _encodings(each)


def _of_spec(node: Any, key: str = "") -> Iterator[Text]:
    if isinstance(node, dict):
        for name, each in node.items():
            yield from _of_spec(each, name)
        if key == "tooltip" and "field" in node and "title" not in node:
            yield Text("chart tooltip without a title", node["field"])
    elif isinstance(node, list):
        for each in node:
            yield from _of_spec(each, key)
    elif isinstance(node, str):
        if key in ("title", "domain", "datum", "description"):
            yield Text(f"chart {key}", node)
        elif key in ("calculate", "labelExpr"):
            for quoted in re.findall(r'"(?:[^"\\]|\\.)*"', node):
                yield Text(f"chart {key}", json.loads(quoted))
