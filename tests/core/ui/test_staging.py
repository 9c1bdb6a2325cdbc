"""What a link hides, where it opens a run and whether it asks first, and what of it cannot be."""

import pytest

from core.experiment import OneOf
from core.ui import staging

TABLE = {"loss": OneOf(("a", "b")), "activation": OneOf(("c",)), "trap": OneOf(("d",))}
STAGE = staging.plain(
    "toy", TABLE, {}, without=("trap",), parts=("run", "moments"), asks=staging.always
)
ALL = {"loss", "activation", "run", "moments", "language"}


@pytest.mark.parametrize(
    ("url", "hidden"),
    [
        ({}, set()),
        ({"hide": "loss,run"}, {"loss", "run"}),
        ({"hide": " loss , "}, {"loss"}),
        ({"show": "loss"}, ALL - {"loss"}),
        ({"show": "loss,run", "hide": "run"}, ALL - {"loss"}),
        ({"hide": "all"}, ALL),
        ({"show": "loss", "hide": "all"}, ALL),
        ({"hide": "nonsense,loss"}, {"loss"}),
        ({"show": "nonsense"}, set()),
        ({"show": "all"}, set()),
        ({"hide": "trap"}, set()),
    ],
)
def test_what_is_hidden(url, hidden):
    left, _problems = staging.read(url, STAGE)
    assert staging.hidden_by(left, STAGE.controls({})) == hidden


def test_what_the_page_does_not_have_is_named_with_what_it_has():
    left, problems = staging.read({"hide": "loss,los,trap", "show": "runs"}, STAGE)
    assert left == {"hide": "loss"}
    assert [(each.name, each.given) for each in problems] == [
        ("hide", "los"),
        ("hide", "trap"),
        ("show", "runs"),
    ]
    assert problems[0].reason == "it must be one of loss, activation, run, moments, language, all"
    assert problems[2].reason == "it must be one of loss, activation, run, moments, language"
    assert {each.used for each in problems} == {None}


def test_guess_first_and_the_opening_moment():
    assert staging.read({"ask": "1", "moment": "3.5", "loss": "a"}, STAGE) == (
        {"ask": "1", "moment": "3.5"},
        (),
    )
    left, problems = staging.read({"ask": "perhaps", "moment": "-1"}, STAGE)
    assert left == {}
    assert [each.reason for each in problems] == [
        "it must be true or false",
        "it must be a number from 0 to 200",
    ]
    left, problems = staging.read({"ask": "1", "moment": "3"}, staging.plain("toy", {}, {}))
    assert left == {}
    assert [each.reason for each in problems] == [
        "this page has no question to ask first",
        "this page shows no moments of a run",
    ]
