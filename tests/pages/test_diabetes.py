"""The page on one sigmoid against two softmax outputs, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets
from core.questions.diabetes import orders, reading
from core.reading.words import percent
from tests import shipped
from tests.pages.conftest import APP

pytestmark = pytest.mark.usefixtures("instant_desk")


def open_diabetes(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page("pages/diabetes.py").run()


def shown(name):
    recording = shipped.load(name)
    pair = reading.heads_of(recording.order, recording.snapshots[-1])
    return reading.headline(recording.order, pair), pair


def said(app):
    return "\n".join(each.value for each in app.markdown)


def test_opens_on_the_recording_with_its_verdict():
    app = open_diabetes()
    headline, pair = shown("diabetes")
    share = reading.chance(pair)
    assert not app.exception
    assert app.subheader[0].value == headline
    assert reading.chance_in_words(share) in said(app)
    assert reading.verdict(share) in said(app)
    assert [each.value for each in app.metric] == [
        *(percent(head.mean.value) for head in pair),
        str(int(sum(head.stuck.sum() for head in pair))),
        reading.small_percent(share),
    ]
    assert "74.1" in said(app)
    assert "66.9" in said(app)


@pytest.mark.parametrize("name", sorted(orders.recorded()))
def test_every_state_of_the_link_shows_its_recording(name):
    member = orders.recorded()[name].shared
    app = open_diabetes(
        version=member.keras, scaled=str(member.scaled).lower(), holdout=str(member.holdout).lower()
    )
    assert not app.exception
    assert not app.warning
    assert app.subheader[0].value == shown(name)[0]


def test_the_toggles_change_the_recording_at_once():
    app = open_diabetes()
    app.toggle(key="scaled").set_value(True).run()
    assert app.subheader[0].value == shown("diabetes_scaled")[0]
    app.toggle(key="holdout").set_value(True).run()
    assert "rows they never saw" in app.subheader[0].value
    app.button_group(key="version").set_value(orders.NOW).run()
    assert app.subheader[0].value == shown("diabetes_3.15.1_scaled_holdout")[0]
    assert "-1" not in said(app)


def test_bad_links_are_said_and_replaced():
    app = open_diabetes(version="9.9", scaled="perhaps", holdout="2")
    assert not app.exception
    for name in ("version", "scaled", "holdout"):
        assert f"`{name}=" in app.warning[0].value
    assert app.subheader[0].value == shown("diabetes")[0]


def test_the_two_nets_predict_the_same_in_the_table():
    app = open_diabetes()
    table = app.dataframe[-1].value
    assert len(table) == 8
    assert (table["two softmax"] - table["one sigmoid"]).abs().max() < 1e-5
    assert (table["z₁"] - table["z₀"] - table["z"]).abs().max() < 1e-3


def test_the_question_s_own_data_comes_with_the_app(monkeypatch, tmp_path):
    """Nothing stands in for it on a machine that has nothing: what is run is what was asked."""
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(tmp_path))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    app = open_diabetes()
    assert not app.exception
    assert not any("cloud_off" in each.value for each in app.caption)
    assert [each.label for each in app.button if "_run_" in each.key] == [
        "Run 2 × 10 here",
        "Run 2 × 100",
    ]
    assert any("comes with this app" in each.value for each in app.caption)
    assert app.subheader[0].value == shown("diabetes")[0]
