"""The charts as Vega-Lite: layers, scales and the data that every encoding reads."""

import dataclasses
import json
import re

import pytest

from core.reading import charts
from core.reading.note_places import Placed
from core.reading.notes import Note
from core.reading.reading import Point

POINTS = [
    Point(
        epoch, 450, reported=0.9 + epoch / 100, true=epoch / 10, loss=1 / (epoch + 1), loss_by_hand=0.1
    )
    for epoch in range(6)
]


def accuracy_gap(points=POINTS, chosen=POINTS[2], **options):
    return with_data(charts.accuracy_gap(15, "binary_accuracy", **options), points, chosen)


def loss_gap(points=POINTS, chosen=POINTS[2]):
    return with_data(charts.loss_gap(15), points, chosen)


def with_data(chart, points, chosen):
    rows = {name: table.to_pylist() for name, table in charts.data(points, chosen).items()}
    spec = chart.to_dict()
    return {**spec, "datasets": spec.get("datasets", {}) | rows}


def units(spec, datasets=None, data=None):
    """Every single layer of a chart, with the rows that it draws."""
    datasets, data = datasets or spec["datasets"], spec.get("data", data)
    if "layer" in spec:
        return [unit for each in spec["layer"] for unit in units(each, datasets, data)]
    return [(spec, data["values"] if "values" in data else datasets[data["name"]])]


def marks(spec):
    return [unit["mark"]["type"] for unit, _ in units(spec)]


def the(mark, spec):
    (found,) = [each for each in units(spec) if each[0]["mark"]["type"] == mark]
    return found


def scales(spec, channel):
    """The domains of every position that is read from data."""
    encodings = [unit["encoding"].get(channel, {}) for unit, _ in units(spec)]
    return [each["scale"].get("domain") for each in encodings if "field" in each]


def fields(value):
    if isinstance(value, dict):
        own = {value["field"]} if "field" in value else set()
        return own.union(*map(fields, value.values()))
    return set().union(*map(fields, value)) if isinstance(value, list) else set()


def shape_of(spec):
    """The chart without its rows, and without the names that are made from them."""
    bare = json.dumps({key: value for key, value in spec.items() if key != "datasets"})
    return re.sub(r"data-[0-9a-f]+", "data", bare)


@pytest.mark.parametrize("chart", [accuracy_gap, loss_gap])
def test_the_gap_is_filled_under_two_lines_and_one_moment(chart):
    assert marks(chart()) == ["area", "line", "rule", "point", "point"]
    area, rows = the("area", chart())
    upper, lower = area["encoding"]["y"]["field"], area["encoding"]["y2"]["field"]
    assert (upper, lower) in [("reported", "true"), ("loss", "loss_by_hand")]
    assert [row[upper] for row in rows] == [getattr(each, upper) for each in POINTS]
    assert [row[lower] for row in rows] == [getattr(each, lower) for each in POINTS]
    _, moment = the("rule", chart())
    assert [row["epoch"] for row in moment] == [2]


@pytest.mark.parametrize("chart", [accuracy_gap, loss_gap])
def test_the_epochs_are_fixed_so_that_a_live_chart_does_not_jump(chart):
    for points in (POINTS, POINTS[:1], []):
        domains = scales(chart(points, None), "x")
        assert domains
        assert all(each == [0, 15] for each in domains)


def test_a_share_stands_between_0_and_1():
    domains = scales(accuracy_gap(floor=0.9), "y")
    assert len(domains) == 5
    assert all(each == [0, 1] for each in domains)


@pytest.mark.parametrize("chart", [accuracy_gap, loss_gap])
def test_a_chart_without_points_is_the_same_chart(chart):
    empty = chart([], None)
    assert shape_of(empty) == shape_of(chart())
    rows = [row for _, rows in units(empty) for row in rows]
    assert rows
    assert all(row[field.name] is None for row in rows for field in dataclasses.fields(Point))


def test_the_floor_is_drawn_only_where_it_is_given():
    assert marks(accuracy_gap())[0] == "area"
    spec = accuracy_gap(floor=0.8)
    assert marks(spec)[:2] == ["rule", "area"]
    rule, rows = units(spec)[0]
    assert rule["encoding"]["y"]["field"] == "floor"
    assert rule["mark"]["strokeDash"]
    assert rows == [{"floor": 0.8}]


@pytest.mark.parametrize("chart", [accuracy_gap, loss_gap])
def test_the_lines_differ_by_more_than_colour(chart):
    line, _ = the("line", chart())
    names = line["encoding"]["color"]["scale"]["domain"]
    assert len(set(names)) == 2
    assert line["encoding"]["strokeDash"]["scale"]["domain"] == names
    for channel in ("color", "strokeDash"):
        first, second = line["encoding"][channel]["scale"]["range"]
        assert first != second
    dots = [unit["mark"] for unit, _ in units(chart()) if unit["mark"]["type"] == "point"]
    assert [dot["color"] for dot in dots] == line["encoding"]["color"]["scale"]["range"]
    assert len({dot["shape"] for dot in dots}) == 2


def test_the_reported_line_is_named_after_its_keras_function():
    line, _ = the("line", accuracy_gap())
    names = line["encoding"]["color"]["scale"]["domain"]
    assert names == ["reported: binary_accuracy", "true accuracy"]


def test_the_reported_loss_and_the_one_by_hand_are_named_after_what_they_are():
    line, _ = the("line", loss_gap())
    assert line["encoding"]["color"]["scale"]["domain"] == [
        *("reported by Keras", "by hand, from the predictions"),
    ]
    named = line["transform"][1]["calculate"]
    assert "=== 'loss' ? \"reported by Keras\"" in named
    assert "=== 'loss_by_hand' ? \"by hand, from the predictions\"" in named


@pytest.mark.parametrize("spec", [accuracy_gap(floor=0.9), accuracy_gap(compact=True), loss_gap()])
def test_every_field_that_is_drawn_exists(spec):
    for unit, rows in units(spec):
        made = {
            name
            for step in unit.get("transform", [])
            for name in (step["as"] if isinstance(step["as"], list) else [step["as"]])
        }
        folded = {name for step in unit.get("transform", []) for name in step.get("fold", [])}
        assert rows
        for row in rows:
            assert fields(unit["encoding"]) | folded <= made | set(row)


def test_a_name_with_an_apostrophe_stays_inside_its_string(monkeypatch):
    """Lines are named in a Vega expression; a translation may hold any character."""
    monkeypatch.setattr(charts, "_", lambda text: f"l'été \\ \" {text}")
    line, _ = the("line", accuracy_gap())
    expression = line["transform"][1]["calculate"]
    literal = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
    assert not re.search(r"['\"\\]", literal.sub("", expression))
    assert "été" not in literal.sub("", expression)


def test_little_room_leaves_out_the_axis_title():
    for compact, title in ((False, "epoch"), (True, None)):
        area, _ = the("area", accuracy_gap(compact=compact))
        assert area["encoding"]["x"]["title"] == title
    assert accuracy_gap(height=190)["height"] == 190


def test_an_axis_that_begins_later_cuts_everything_off_below_it():
    spec = accuracy_gap(lowest=0.88, floor=0.9)
    for mark in ("area", "line"):
        assert the(mark, spec)[0]["mark"]["clip"] is True
    domains = [
        unit["encoding"]["y"]["scale"]["domain"]
        for unit, _ in units(spec)
        if "scale" in unit["encoding"].get("y", {})
    ]
    assert domains
    assert all(domain == [0.88, 1] for domain in domains)
    dots = [unit for unit, _ in units(spec) if unit["mark"]["type"] == "point"]
    assert len(dots) == 2
    assert all(dot["mark"]["clip"] for dot in dots)
    assert not any(
        unit["mark"].get("clip") for unit, _ in units(accuracy_gap()) if unit["mark"]["type"] == "point"
    )


NOTED = [
    Placed(
        Note("adds", "what counting adds: 9 points", 3, 0.4),
        ("what counting", "adds"),
        align,
        4,
        0.3,
        0.35,
    )
    for align in ("left", "right")
]


def noted(placed=NOTED, **options):
    spec = with_data(
        charts.accuracy_gap(15, "binary_accuracy", noted=True, **options), POINTS, POINTS[2]
    )
    rows = charts.notes([each.as_row() for each in placed])[charts.NOTES].to_pylist()
    return {**spec, "datasets": spec["datasets"] | {charts.NOTES: rows}}


def test_notes_stand_where_they_were_placed_with_a_line_to_what_they_mean():
    spec = noted()
    texts = [(unit, rows) for unit, rows in units(spec) if unit["mark"]["type"] == "text"]
    assert [unit["mark"]["align"] for unit, _ in texts] == ["left", "right"]
    for (unit, rows), side in zip(texts, ("after", "before"), strict=True):
        assert unit["mark"]["lineBreak"] == "\n"
        assert unit["encoding"]["text"]["field"] == side
        told = {"after": ["what counting\nadds", ""], "before": ["", "what counting\nadds"]}
        assert [row[side] for row in rows] == told[side]
        assert [(row["epoch"], row["share"]) for row in rows] == [(4, 0.3)] * 2
    lines = [
        unit for unit, _ in units(spec) if unit["mark"]["type"] == "rule" and "y2" in unit["encoding"]
    ]
    (line,) = lines
    ends = {channel: line["encoding"][channel]["field"] for channel in ("x", "y", "x2", "y2")}
    assert ends == {"x": "epoch", "y": "edge", "x2": "at_epoch", "y2": "at_share"}


def test_notes_give_way_on_a_phone_but_for_the_name_of_the_floor():
    for unit, _ in units(noted()):
        if {"after", "before", "edge"} & fields(unit["encoding"]):
            assert unit["mark"]["opacity"] == {
                "expr": "width >= 290 && (windowSize()[0] > 640 || datum.stays) ? 1 : 0"
            }
    others, floor = (
        NOTED[0],
        dataclasses.replace(NOTED[0], note=Note("floor", "90 %", 3, 0.9, level=True)),
    )
    rows = charts.notes([each.as_row() for each in (others, floor)])[charts.NOTES]
    assert rows["stays"].to_pylist() == [0, 1]
    assert rows["at_epoch"].to_pylist() == [3, floor.epoch], "straight up or down to the level line"


def test_a_chart_with_notes_says_the_floor_once_and_is_the_same_without_any():
    texts = [unit for unit, _ in units(noted(floor=0.9)) if unit["mark"]["type"] == "text"]
    assert [unit["encoding"]["text"]["field"] for unit in texts] == ["after", "before"]
    assert next(unit["mark"]["type"] for unit, _ in units(noted(floor=0.9))) == "rule"
    assert shape_of(noted([])) == shape_of(noted())
    (row,) = charts.notes([])[charts.NOTES].to_pylist()
    assert (row["after"], row["before"]) == ("", "")


@pytest.mark.parametrize("chart", [accuracy_gap, loss_gap])
def test_the_last_epochs_marker_has_room(chart):
    """Half of a point of 80 square pixels is about 5 wide; at the edge it would be cut off."""
    assert chart()["padding"]["right"] >= (80**0.5) / 2 + 1
