"""Tables of text: rows under their heads, and nothing that is not escaped."""

import json

from streamlit.testing.v1 import AppTest

from core.ui import tables
from tests.pages import on_screen


def test_a_row_is_named_by_its_first_cell_and_may_stand_out():
    html = tables.html(("a", "b"), (("`a_b=1`", "<1"), ("y", "2")), marked=(1,))
    assert '<th scope="col" class="">a</th>' in html
    assert (
        '<tr class=""><th scope="row" class=""><code>a_<wbr>b=1</code></th>'
        '<td class="">&lt;1</td></tr>' in html
    )
    assert '<tr class="marked"><th scope="row" class="">y</th><td class="">2</td></tr>' in html


def test_columns_look_as_they_are_told_to():
    html = tables.html(("a", "b", "c"), (("x", "1", "words"),), numbers=(1,), lines=(0,), long=(2,))
    assert '<th scope="row" class="line">x</th>' in html
    assert '<th scope="col" class="number">b</th>' in html
    assert '<td class="number">1</td><td class="long">words</td>' in html


def test_two_cells_of_three_head_the_rows_below():
    html = tables.html(("a", "b", "c"), (("all", "9"), ("x", "1", "2")))
    assert (
        '<tr class="group"><th scope="colgroup" colspan="2">all</th><td class="number">9</td></tr>'
        in html
    )
    two = tables.html(("a", "b"), (("x", "1"),))
    assert "group" not in two


def test_code_within_a_sentence_is_code_and_markup_is_not():
    html = tables.html(("a", "b"), (("x", "say `a_b` <b>now</b>"),))
    assert "say <code>a_<wbr>b</code> &lt;b&gt;now&lt;/b&gt;" in html


def small_table():
    from core.ui import tables

    tables.small([{"`a`": "x", "b": "<1"}, {"`a`": "y", "b": "2"}])


def one_row():
    from core.ui import tables

    tables.small([{"a": "x", "b": "1"}])


def large_table():
    from core.ui import tables

    tables.large([{"n": 1, "share": 0.5, "name": "x"}, {"n": 2, "share": None, "name": "y"}], height=90)


def test_a_small_table_has_a_name_and_is_reached_by_key_to_scroll_it():
    app = AppTest.from_function(small_table).run()
    (shown,) = app.get("html")
    assert shown.proto.body.startswith(
        '<div class="wa-wide" role="group" tabindex="0" aria-label="a, b"><table'
    )
    (table,) = on_screen.tables(app)
    assert table.reset_index().to_dict("list") == {"a": ["x", "y"], "b": ["<1", "2"]}


def test_a_table_may_have_one_row():
    (table,) = on_screen.tables(AppTest.from_function(one_row).run())
    assert table.reset_index().to_dict("list") == {"a": ["x"], "b": ["1"]}


def test_a_large_table_holds_its_numbers_as_numbers_and_hides_their_places():
    (shown,) = AppTest.from_function(large_table).run().dataframe
    assert shown.value.dtypes.astype(str).to_dict() == {"n": "int64", "share": "float64", "name": "str"}
    assert shown.value["share"].isna().tolist() == [False, True]
    assert json.loads(shown.proto.columns)["_index"]["hidden"]
