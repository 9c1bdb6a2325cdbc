"""The page on one sigmoid against two softmax outputs, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets
from core.questions.diabetes import luck, orders, reading
from core.reading.point import as_printed
from core.reading.words import percent
from tests import shipped
from tests.pages.conftest import APP, open_app
from tests.pages.on_screen import tables

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
    chance = luck.chance(orders.recorded()["diabetes"], pair)
    assert not app.exception
    assert app.subheader[0].value == headline
    for words in (
        reading.spread_in_words(pair),
        reading.ahead_in_words(pair),
        luck.chance_in_words(chance),
    ):
        assert f"- {words}" in said(app)
    assert [each.value for each in app.metric] == [
        *(percent(head.mean.value) for head in pair),
        str(int(sum(head.constant.sum() for head in pair))),
        luck.small_percent(chance.share),
    ]
    assert "74.1" in said(app)
    assert "66.9" in said(app)


@pytest.mark.parametrize("name", sorted(orders.recorded()))
def test_every_state_of_the_link_shows_its_recording(name):
    member = orders.recorded()[name].shared
    switches = {"scaled": str(member.scaled).lower(), "holdout": str(member.holdout).lower()}
    app = open_diabetes(keras=member.keras, **switches)
    assert not app.exception
    assert not app.warning
    assert app.subheader[0].value == shown(name)[0]
    before_the_rename = open_diabetes(version=member.keras, **switches)
    assert not before_the_rename.exception
    assert not before_the_rename.warning
    assert before_the_rename.subheader[0].value == shown(name)[0]
    assert before_the_rename.query_params == app.query_params
    assert app.button_group(key="keras").value == member.keras


def test_the_toggles_change_the_recording_at_once():
    app = open_diabetes()
    app.toggle(key="scaled").set_value(True).run()
    assert app.subheader[0].value == shown("diabetes_scaled")[0]
    app.toggle(key="holdout").set_value(True).run()
    assert "rows they never saw" in app.subheader[0].value
    app.button_group(key="keras").set_value(orders.NOW).run()
    assert app.subheader[0].value == shown("diabetes_3.15.1_scaled_holdout")[0]
    assert "-1" not in said(app)


@pytest.mark.parametrize(("yes", "no"), [("yes", "no"), ("1", "0"), ("On", "OFF"), ("TRUE", "False")])
def test_a_switch_understands_the_usual_words(yes, no):
    app = open_diabetes(scaled=yes, holdout=no)
    assert not app.exception
    assert not app.warning
    assert app.toggle(key="scaled").value
    assert not app.toggle(key="holdout").value
    assert app.subheader[0].value == shown("diabetes_scaled")[0]
    assert app.query_params == {"scaled": "true"}


@pytest.mark.parametrize("name", ["keras", "version"])
@pytest.mark.parametrize("version", ["9.9", "tf-2.2.3", "banana", ""])
def test_bad_links_are_said_and_replaced(name, version):
    app = open_diabetes(**{name: version}, scaled="perhaps", holdout="2")
    assert not app.exception
    warning = app.warning[0].value
    said_of_the_version = f"`{name}={version or ' '}` cannot be used: it must be one of 2.2.4, 3.15.1"
    assert said_of_the_version in warning
    for said_of_a_switch in ("`scaled=perhaps`", "`holdout=2`"):
        assert f"{said_of_a_switch} cannot be used: it must be true or false. `false` is" in warning
    assert app.subheader[0].value == shown("diabetes")[0]
    assert app.query_params == {}
    app.toggle(key="scaled").set_value(True).run()
    assert app.subheader[0].value == shown("diabetes_scaled")[0]


def test_a_version_that_this_page_lacks_is_kept_for_the_playground():
    app = open_app(keras="tf-2.2.3")
    app.switch_page("pages/diabetes.py").run()
    assert not app.exception
    assert not app.warning, "no link asked for it"
    assert app.button_group(key="keras").value == orders.THEN
    assert app.subheader[0].value == shown("diabetes")[0]
    app.toggle(key="scaled").set_value(True).run()
    app.switch_page("pages/playground.py").run()
    assert not app.exception
    assert app.pills(key="keras").value == "tf-2.2.3"
    app.switch_page("pages/diabetes.py").run()
    app.button_group(key="keras").set_value(orders.NOW).run()
    app.switch_page("pages/playground.py").run()
    assert app.pills(key="keras").value == orders.NOW, "what was chosen last"


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


def named(app):
    """Each table of text that stands on the page, by the name of its first column."""
    return {each.index.name: each for each in tables(app)}


def test_the_chance_is_told_by_loss_and_without_the_runs_of_one_answer():
    app = open_diabetes()
    table = named(app)["the loss is computed on"]
    then, learnt, now = luck.by_loss()
    assert table["7.2 points or more by luck"].tolist() == [
        luck.with_interval(each.chance) for each in (then, learnt, now)
    ]
    assert table["one answer for everyone"].tolist() == [
        f"{then.constant} of 200",
        f"0 of {200 - then.constant}",
        "0 of 200",
    ]
    assert "**So it depends on the Keras.**" in said(app)
    assert f"{luck.small_percent(then.chance.share)} does not rule luck out" in said(app)


def test_by_how_much_the_heads_part_is_told_in_every_setting():
    app = open_diabetes()
    table = named(app)["inputs"]
    names = ["diabetes", "diabetes_scaled", "diabetes_holdout", "diabetes_scaled_holdout"]
    for column, version in zip(table.columns, orders.VERSIONS, strict=True):
        assert version in column
        for cell, name in zip(table[column], names, strict=True):
            name = name if version == orders.THEN else name.replace("diabetes", f"diabetes_{version}")
            sigmoid, softmax = shipped.load(name).snapshots[-1].members.values()
            ahead = 100 * (softmax.true_accuracies - sigmoid.true_accuracies)
            one, two = (as_printed(each.true_accuracies.mean()) for each in (sigmoid, softmax))
            mean = f"{two - one:.1f}".replace("-0.0", "0.0").replace("-", "−")
            surely = abs(ahead.mean()) > 1.985 * ahead.std(ddof=1) / 10
            assert cell.startswith(f"✓ {mean} (" if surely else f"{mean} (")


@pytest.mark.parametrize("name", sorted(orders.recorded()))
def test_held_out_rows_come_with_what_another_split_would_move(name):
    member = orders.recorded()[name].shared
    app = open_diabetes(keras=member.keras, scaled=member.scaled, holdout=member.holdout)
    captions = [each.value for each in app.caption if "192 other rows held out" in each.value]
    assert len(captions) == member.holdout


def test_the_columns_are_said_as_they_are():
    x = datasets.load("pima").x_train
    app = open_diabetes()
    assert f"in all from {x.min():.0f} to {x.max():.0f}" in app.toggle(key="scaled").help
    assert (x.min(), x.max()) == (0, 846)


def test_before_the_first_weights_everything_has_its_place():
    def waiting():
        from core.questions.diabetes import orders, page_runs
        from core.ui.study import Shown

        page_runs.show(Shown(orders.order(orders.FEW), live=True))

    app = AppTest.from_function(waiting).run()
    assert not app.exception
    assert app.subheader[0].value == "Drawing the first weights …"
    assert [each.value for each in app.metric] == ["…"] * 4
    assert said(app).count("\n- ") + said(app).startswith("- ") == 3
