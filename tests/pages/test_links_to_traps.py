"""Links from other pages to the trap that shows the same on a small net."""

import pytest
from streamlit.testing.v1 import AppTest

from core.check import RULES
from core.experiment.presets import presets
from core.questions.claims.reading import claims
from core.questions.predictions import words
from core.questions.traps.trap import traps
from tests.pages.conftest import APP

pytestmark = pytest.mark.usefixtures("instant_desk")


def linked(page, **parameters):
    """The traps that the page links to, when a link with these parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    found = [each.proto for each in app.get("page_link")]
    return [each.query_string for each in found if each.page == "traps"]


def test_every_link_is_to_a_trap_that_there_is():
    named = {each.trap for each in (*RULES, *presets(), *claims())} - {""}
    assert named | set(words.TRAPS.values()) <= set(traps())


@pytest.mark.parametrize(
    ("page", "parameters", "trap"),
    [
        ("check", {"example": "metric_on_regression"}, "regression"),
        ("check", {"example": "predictions_shuffled"}, "order"),
        ("check", {"example": "logits_activated_twice"}, "softmax_twice"),
        ("predictions", {"example": "shuffled"}, "order"),
        ("predictions", {"example": "logits"}, "threshold"),
        (
            "playground",
            {
                "task": "binary",
                "activation": "linear",
                "from_logits": "true",
                "epochs": "2",
                "labels": "integer_column",
                "keras": "3.15.1",
            },
            "threshold",
        ),
    ],
)
def test_what_is_found_has_its_trap_one_click_away(page, parameters, trap):
    assert linked(page, **parameters) == [f"trap={trap}"]


def test_claims_link_to_the_traps_that_they_are_about():
    assert linked("claims") == [f"trap={claim.trap}" for claim in claims() if claim.trap]


def test_there_is_no_link_where_nothing_is_found():
    assert linked("check", example="correct") == []
    assert linked("playground") == []
