"""The page on traps as its readers drive it, without a browser."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from core.questions.traps.recordings import SHELF
from core.questions.traps.trap import traps
from core.reading.words import percent
from core.ui.desk import desk
from tests.pages.conftest import APP
from tests.pages.on_screen import tables

pytestmark = pytest.mark.usefixtures("instant_desk")
TRAPS = traps()


def open_traps(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/traps.py").run()
    assert not app.exception
    return app


def bars(app):
    """What each drawn table of bars says, as HTML."""
    found = [each.proto.body for each in app.get("html")]
    return [each for each in found if "<table" in each and "wa-bars" in each]


def said(app):
    return "\n".join(each.value for each in app.markdown)


def ended(app):
    """The page when the run that it shows has ended."""
    deadline = time.monotonic() + 30
    while app.get("progress") and time.monotonic() < deadline:
        time.sleep(0.02)
        app.run()
    return app


def recorded(trap, **settings):
    return SHELF.find(trap.script(settings)).snapshots[-1]


def test_the_gallery_has_a_card_for_each_with_its_two_numbers():
    drawn = bars(open_traps())
    assert len(drawn) == len(TRAPS)
    for trap, html in zip(TRAPS.values(), drawn, strict=True):
        numbers = recorded(trap).numbers
        assert percent(numbers["reported"]) in html
        assert percent(numbers["true"]) in html
        assert html.count("<tr") == 2


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
def test_a_trap_has_an_address_of_its_own(trap):
    app = open_traps(trap=trap.id)
    assert app.subheader[0].value == trap.asked()
    assert trap.said(recorded(trap)) in said(app)
    (html,) = bars(app)
    assert percent(recorded(trap).numbers["mended"]) in html
    assert "\n".join(recorded(trap).lines) in [each.value for each in app.code]
    assert trap.mend(trap.script().settings) in [each.value for each in app.code]


def test_a_control_shows_another_recording_and_stands_in_the_url():
    app = open_traps(trap="imbalance")
    app.select_slider(key="positives").set_value(0.3).run()
    assert not app.exception
    assert TRAPS["imbalance"].said(recorded(TRAPS["imbalance"], POSITIVES=0.3)) in said(app)
    assert app.query_params["trap"] == "imbalance"
    again = open_traps(trap="imbalance", positives="0.3")
    assert bars(again) == bars(app)


def test_each_fault_has_its_own_reason_and_mend():
    app = open_traps(trap="stuck", fault="labels_1_and_5")
    settings = {"FAULT": "labels_1_and_5"}
    assert TRAPS["stuck"].why(settings) in said(app)
    assert TRAPS["stuck"].mend(settings) in [each.value for each in app.code]


def test_the_dial_moves_a_number_over_what_the_run_has_kept():
    app = open_traps(trap="threshold")
    trap, end = TRAPS["threshold"], recorded(TRAPS["threshold"])
    assert trap.dial.said(end, 0.5) in said(app)
    app.slider(key="at").set_value(-0.5).run()
    assert not app.exception
    assert trap.dial.said(end, -0.5) in said(app)
    assert trap.dial.said(end, -0.5) in said(open_traps(trap="threshold", at="-0.5"))


def test_the_script_comes_with_a_notebook_and_a_link_to_its_whole_state():
    app = open_traps(trap="imbalance", positives="0.3")
    app.session_state["trap_imbalance"] = True  # as a click on the expander does
    app.run()
    assert not app.exception
    script = TRAPS["imbalance"].script({"POSITIVES": 0.3})
    assert script.text.strip() in [each.value for each in app.code]
    (link,) = [each.value for each in app.code if "trap=imbalance" in each.value]
    assert "positives=0.3" in link
    assert [each.proto.label for each in app.get("download_button")] == [
        "Script (.py)",
        "Notebook (.ipynb)",
    ]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"trap": "nonsense"}, "nonsense"),
        ({"trap": "imbalance", "positives": "2"}, "positives"),
        ({"trap": "evaluate", "epochs": "many"}, "epochs"),
        ({"trap": "threshold", "at": "7"}, "at"),
    ],
)
def test_a_link_that_cannot_be_used_gets_a_sentence(parameters, named):
    app = open_traps(**parameters)
    (said,) = [each.value for each in [*app.warning, *app.info] if named in each.value]
    assert "``" not in said
    assert bars(app)


def test_run_it_has_the_worker_run_the_script_that_is_shown(instant_desk):
    app = open_traps(trap="threshold", epochs="3")
    app.button(key="_run_trap_threshold_0").click().run()
    assert not app.exception
    script = TRAPS["threshold"].script({"EPOCHS": 3})
    assert desk().find(script).experiment.text == script.text
    assert "The numbers are this run's." in [each.value for each in ended(app).caption]
    assert "The numbers are the recording's." in [
        each.value for each in open_traps(trap="order").caption
    ]


def test_the_tables_have_what_the_pictures_draw():
    app = open_traps(trap="imbalance")
    app.session_state["tables_imbalance"] = True  # as a click on the expander does
    app.run()
    assert not app.exception
    matrix = recorded(TRAPS["imbalance"]).arrays["matrix"]
    first, *_others = tables(app)
    assert first.iloc[:, :2].to_numpy().tolist() == [[f"{n:,}" for n in row] for row in matrix.tolist()]
