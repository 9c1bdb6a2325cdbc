"""Tables of text: rows under their heads, and nothing that is not escaped."""

from core.ui import tables


def test_a_row_is_named_by_its_first_cell_and_may_stand_out():
    html = tables.html(("a", "b"), (("`a_b=1`", "<1"), ("y", "2")), marked=(1,))
    assert '<th scope="col" class="">a</th>' in html
    assert (
        '<tr class=""><th scope="row" class=""><code>a_<wbr>b=1</code></th>'
        '<td class="">&lt;1</td></tr>' in html
    )
    assert '<tr class="marked"><th scope="row" class="">y</th><td class="">2</td></tr>' in html


def test_columns_look_as_they_are_told_to():
    html = tables.html(("a", "b", "c"), (("x", "1", "words"),), numbers=(1,), long=(2,))
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
