"""The timeline: what it draws follows the rules of every version on the month of its release."""

import math
from pathlib import Path

import keras
import pytest

from core.keras_versions import BEGAN, ERAS, RELEASED, VERSIONS, era
from core.questions.versions import charts as charts
from tests.conformance import rows

SPANS = {"accuracy_rule": charts.accuracy_spans(), "loss_rule": charts.loss_spans()}


@pytest.mark.parametrize("rule", SPANS)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_stands_under_the_bar_of_its_rule(version, rule):
    line = "tf.keras" if version.startswith("tf-") else "Keras"
    # A late patch of an old series is released in a newer era: the bar is that of its series.
    own = era(version)
    began = [each for each in own.began if each.startswith("tf-") == (line == "tf.keras")]
    month = BEGAN[began[0]] if began else RELEASED[version]
    (bar,) = [each for each in SPANS[rule] if each.line == line and each.start <= month < each.end]
    assert bar.rule == getattr(own, rule)
    assert RELEASED[version] >= month


@pytest.mark.parametrize("rule", SPANS)
def test_the_bars_of_a_line_leave_no_gap_and_never_overlap(rule):
    for line in charts.LINES:
        bars = sorted((each for each in SPANS[rule] if each.line == line), key=lambda each: each.start)
        assert [each.start for each in bars[1:]] == [each.end for each in bars[:-1]]
        assert bars[-1].end == charts.END


def test_each_rule_has_a_colour_and_a_name_for_much_and_little_room():
    for each in ERAS:
        for rule in (each.accuracy_rule, each.loss_rule):
            long, short, tiny = charts.rule_names(rule)
            assert len(long) >= len(short) >= len(tiny) > 0
        assert all(BEGAN[release] for release in each.began)


def test_the_events_are_numbered_through_and_name_their_threads():
    events = charts.events()
    assert [each.number for each in events] == list(range(1, len(events) + 1))
    assert [each.month for each in events] == sorted(each.month for each in events)
    assert events[0].month == RELEASED["1.0.6"]  # "From Keras 1.0.6 on"
    assert {each.url for each in events} >= {
        "https://github.com/keras-team/keras/pull/3098",
        "https://github.com/tensorflow/tensorflow/issues/41361",
        "https://github.com/keras-team/keras/pull/16893",
    }


def test_the_chart_draws_every_bar_and_event_on_fixed_years():
    spec = charts.timeline(charts.accuracy_spans(), charts.accuracy_events()).to_dict()
    kinds = [each["mark"]["type"] for each in spec["layer"]]
    assert kinds == ["rule", "bar", "text", "point", "text"]
    rows = {len(each["data"]["values"]) for each in spec["layer"]}
    assert rows == {len(charts.accuracy_spans()), len(charts.accuracy_events())}
    drawn = spec["layer"][1]["data"]["values"]
    marked = {each["colour"] for each in drawn if each["tiny"].startswith("⚠ ")}
    assert marked == {charts.MISLEADING}
    bars = spec["layer"][1]["encoding"]
    assert bars["x"]["scale"]["domain"][0] == 2016
    assert bars["y"]["scale"]["domain"] == ["", *charts.LINES]


def test_the_takeaway_says_every_bar_in_words():
    told = charts.takeaway("Once the loss did.", charts.accuracy_spans())
    assert told.startswith("Once the loss did. Keras, 2016-04 ")
    assert "Keras, 2016-07 to 2020-06: by the loss" in told
    assert "tf.keras, 2020-05 to 2024-03: by the shapes of targets and outputs" in told
    assert "to today" in told


def test_what_a_saturated_output_costs_is_what_was_measured():
    """TF 2.3 takes the matching logits: the same number as 2.2.4, until the outputs are clipped."""
    exact, clipped = charts.saturated_losses()
    assert exact == pytest.approx(math.log1p(math.exp(50)), abs=1e-6)
    assert clipped == pytest.approx(-math.log(1e-7), abs=1e-3)
    (event,) = [each for each in charts.loss_events() if "saturate" in each.words]
    assert "the logit −50 costs 50.0, and 16.1 by its output" in event.words
    apart = {}
    for saturated in (False, True):
        old, new = (
            each.row["reported"]
            for version in ("2.2.4", "tf-2.3.4")
            for each in rows.setups(version)
            if (each.loss, each.form, each.units) == ("binary_crossentropy", "string", 1)
            and (each.activation, each.labels, each.saturated) == ("sigmoid", "one_hot", saturated)
        )
        apart[saturated] = abs(new - old)
    assert apart[False] < 1e-4
    assert apart[True] > 1


def test_the_hidden_logits_are_tensorflow_s_own():
    """What the page says of JAX and PyTorch: their losses never look for them."""
    backends = Path(keras.__file__).parent / "src" / "backend"
    found = {path.parent.name for path in backends.rglob("*.py") if "_keras_logits" in path.read_text()}
    assert found == {"tensorflow"}
    assert {"jax", "torch"} <= {path.name for path in backends.iterdir()}
