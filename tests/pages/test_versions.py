"""The page on versions as its readers drive it, without a browser."""

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from core import keras_versions
from core.questions.versions import reading
from core.questions.versions.claims import claims
from core.questions.versions.setups import FixedSetup
from tests.pages.conftest import APP
from tests.pages.on_screen import tables

pytestmark = pytest.mark.usefixtures("instant_desk")


def open_versions(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page("pages/versions.py").run()


def sentence(app):
    return app.subheader[1].value


def test_the_timeline_stands_first_with_its_threads():
    app = open_versions()
    assert not app.exception
    assert "loss picked the accuracy" in app.subheader[0].value
    said = "\n".join(each.value for each in app.markdown)
    for thread in ("pull/3098", "issues/41361", "pull/16893"):
        assert thread in said
    assert len(app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")) == 2


def rows(app):
    """The table of what every version reports, if there is one."""
    found = [each for each in tables(app) if each.index.name == "version"]
    return found[0] if found else None


def test_every_version_has_its_row():
    app = open_versions()
    found = reading.rows(FixedSetup())
    assert sentence(app) == reading.headline(found)
    assert list(rows(app).index) == list(keras_versions.VERSIONS)
    assert any(f"{reading.MEASURED_SETUPS:,} setups" in each.value for each in app.caption)


def test_each_number_of_the_table_stands_under_its_name():
    table = rows(open_versions())
    for found in reading.rows(FixedSetup()):
        point, shown = found.point, table.loc[found.version]
        shares = [f"{100 * each:.1f}\N{NO-BREAK SPACE}%" for each in (point.reported, point.true)]
        assert [shown["reported"], shown["true"]] == shares
        assert [shown["loss"], shown["by hand"]] == [f"{point.loss:.3f}", f"{point.loss_by_hand:.3f}"]


def test_the_setup_of_the_link_is_shown_and_every_toggle_changes_it():
    app = open_versions(loss="categorical_crossentropy", activation="sigmoid", units="5")
    asked = FixedSetup("categorical_crossentropy", "sigmoid", units=5)
    assert sentence(app) == reading.headline(reading.rows(asked))
    app.radio(key="loss").set_value("mean_squared_error")
    app.radio(key="metric").set_value("binary_accuracy")
    app.button_group(key="activation").set_value("linear")
    app.button_group(key="labels").set_value("integer_column")
    app.button_group(key="units").set_value(2).run()
    asked = FixedSetup("mean_squared_error", "linear", "integer_column", "binary_accuracy", 2)
    assert not app.exception
    assert sentence(app) == reading.headline(reading.rows(asked))


def test_several_labels_and_logits_come_from_the_link_and_back():
    app = open_versions(task="multi_label", activation="linear", from_logits="true", units="5")
    asked = FixedSetup(activation="linear", units=5, multi_label=True, from_logits=True)
    assert not app.exception
    assert sentence(app) == reading.headline(reading.rows(asked))
    assert any("are right in every label" in each.value for each in app.markdown)
    assert app.button_group(key="labels").disabled
    app.button_group(key="task").set_value("binary").run()
    asked = FixedSetup(activation="linear", units=1, from_logits=True)
    assert (
        sentence(app) == reading.headline(reading.rows(asked)) == "All 27 versions refuse this setup."
    )
    assert app.button_group(key="units").disabled
    app.button_group(key="labels").set_value("integer").run()
    asked = FixedSetup(activation="linear", labels="integer", units=1, from_logits=True)
    assert sentence(app) == reading.headline(reading.rows(asked))
    app.button_group(key="labels").set_value("one_hot").run()
    app.toggle(key="from_logits").set_value(False).run()
    app.button_group(key="task").set_value("classes").run()
    assert sentence(app) == reading.headline(reading.rows(FixedSetup(activation="linear", units=5)))


def test_a_claim_s_link_opens_at_its_setup_with_the_timeline_folded(instant_desk):
    claim = next(each for each in claims() if each.id == "one_hot_binary")
    app = open_versions(**dict(parse_qsl(claim.link.partition("?")[2])))
    assert not app.exception
    assert not app.warning
    said = [each.value for each in app.markdown]
    assert f"**{claim.words}** ≈ depends: {claim.verdict.number}." in said
    assert claim.verdict.because in said
    assert app.expander[0].subheader[0].value == app.subheader[0].value
    assert sentence(app) == "All 27 versions refuse this setup."
    assert set(rows(app)["measured on"]) == {"Theano", "TensorFlow"}


def test_a_claim_that_is_none_is_said():
    app = open_versions(claim="nobody")
    assert "`claim=nobody` cannot be used" in app.warning[0].value
    assert len(app.expander[0].subheader) == 0


def test_rows_are_filtered_by_verdict_and_by_family():
    app = open_versions(labels="integer")
    found = reading.rows(FixedSetup(labels="integer"))
    for verdict in (reading.MISLEADS, reading.REFUSES):
        app.button_group(key="_versions_shown").set_value(verdict).run()
        wanted = [row.version for row in found if row.verdict == verdict]
        assert list(rows(app).index) == wanted
    app.button_group(key="_versions_family").set_value(["Keras 3"]).run()
    keras_3 = [each for each in keras_versions.VERSIONS if each.startswith("3.")]
    assert list(rows(app).index) == keras_3
    app.button_group(key="_versions_shown").set_value(reading.MISLEADS).run()
    assert rows(app) is None
    assert "No row is left" in app.info[0].value


def test_a_number_of_units_that_is_none_is_said_and_replaced():
    app = open_versions(units="abc")
    assert not app.exception
    assert "`units=abc` cannot be used: it must be one of 1, 2, 5, 10. `10`" in app.warning[0].value
    assert sentence(app) == reading.headline(reading.rows(FixedSetup()))


def test_the_first_reader_of_a_server_may_come_by_this_address():
    app = open_versions()
    assert any("Trains with Keras" in each.value for each in app.caption), "app.py ran around the page"


def cells(app, place=0):
    """A table of the view, as rows by their first cell."""
    table = tables(app)[place]
    return {name: list(row) for name, row in zip(table.index, table.to_numpy(), strict=True)}


def test_who_has_a_key_error_finds_what_to_write():
    app = open_versions(view="history")
    assert not app.exception
    assert "KeyError: 'acc'" in app.subheader[0].value
    answer = "\n".join(each.value for each in app.markdown)
    assert "`['val_accuracy']` in Keras 2.3.0–2.3.1, TF 2.0.4–2.15.1, Keras 3.0.5–3.15.1;" in answer
    assert "`['val_acc']` in Keras 1.0.0–2.2.5, TF 1.4.1–1.15.5." in answer
    found = cells(app)
    assert set(found["'acc'"]) == {"acc"}
    assert found["'accuracy'"] == ["accuracy", "acc", "accuracy", "acc", "acc"]


@pytest.mark.parametrize(
    ("view", "versions", "row"),
    [
        ("loading", "TF 2.3.4", "integer labels (N,)"),
        ("generator", "TF 2.2.3–2.15.1", "Python generator: integer labels (N, 1)"),
    ],
)
def test_who_loads_a_model_or_feeds_a_generator_sees_where_another_accuracy_is_reported(
    view, versions, row
):
    app = open_versions(view=view)
    assert not app.exception
    assert app.subheader[0].value.endswith(versions)
    table = tables(app)[0]
    (warned,) = [name for name in table.columns if "⚠" in table.at[row, name]]
    assert warned == versions
    assert cells(app)["one-hot labels" if view == "loading" else row.replace(" (N, 1)", " (N,)")]
    assert app.query_params["view"] == view


def test_a_view_that_is_none_is_named_and_the_setup_is_shown():
    app = open_versions(view="nonsense")
    assert any("nonsense" in each.value for each in app.warning)
    assert "loss picked the accuracy" in app.subheader[0].value


def test_an_object_is_not_the_string():
    app = open_versions(view="objects")
    assert not app.exception
    found = cells(app)
    assert found["Accuracy(): one-hot labels"][0] == "⚠ outputs equal to the label"
    assert found["SparseCategoricalAccuracy(): integer labels (N,)"][0] == "✓ the largest output"
    assert found["CategoricalAccuracy(): integer labels (N,)"][0] == "⚠ one label of each batch"
    told = "\n".join(each.value for each in app.markdown)
    assert "In TF 2.0.4–2.3.4 it changes the loss" in told
    assert "TF 2.2.3–2.15.1 refuse them, Keras 2.3.0–2.3.1, TF 1.13.2–2.1.4 report the last" in told


def test_a_saved_model_s_loss_is_said_of_the_versions_that_change_it():
    told = "\n".join(each.value for each in open_versions(view="loading").markdown)
    assert "In TF 2.0.4–2.1.4 a model loaded from a SavedModel has another loss" in told
