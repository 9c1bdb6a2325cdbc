"""An answer's cells as a browser gets them: each number, each mark, and no text that breaks out."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from core.reading.answers import Answer, Counting
from core.ui import cells

PERCENT = "\N{NO-BREAK SPACE}%"
IMAGE = np.arange(64, dtype="uint8").reshape(8, 8) % 17


def spread(guess, top):
    """Ten softmax outputs with `top` on `guess`, the rest shared out."""
    row = np.full(10, (1 - top) / 9, dtype="float32")
    row[guess] = top
    return row


def answer(label=3, predictions=None, image=IMAGE, brightest=16, wanted=None, **by):
    predictions = spread(3, 0.9) if predictions is None else predictions
    return Answer(image, brightest, label, predictions, Counting(**by), wanted)


class Page(HTMLParser):
    """What a browser would see: tags with attributes, texts, and the cells of each row by its name."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.rows, self._row = [], [], {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self._row = None

    def handle_data(self, text):
        self.texts.append(text)
        tag, attrs = self.tags[-1]
        if tag == "th" and attrs["scope"] == "row":
            self._row = self.rows.setdefault(text, [])
        elif tag in ("th", "td"):
            self._row.append((text, attrs["class"]))

    def marked(self, row, mark):
        return [place for place, (_, marks) in enumerate(self.rows[row]) if mark in marks.split()]

    def text(self, row):
        return [text for text, _ in self.rows[row]]


@pytest.mark.parametrize(
    ("label", "guess", "top", "wrong"),
    [(3, 3, 0.9, []), (3, 3, 0.4, [3]), (5, 3, 0.9, [3, 5]), (5, 3, 0.4, [5])],
    ids=["right_sure", "right_unsure", "wrong_sure", "wrong_unsure"],
)
def test_each_cell_is_shown_and_judged(label, guess, top, wrong):
    html = cells.html(answer(label, spread(guess, top)))
    page = Page(html)
    assert page.text("class") == [str(each) for each in range(10)]
    assert page.text("target") == ["1" if each == label else "0" for each in range(10)]
    assert page.text("rounded") == ["1" if each == guess and top > 0.5 else "0" for each in range(10)]
    assert page.text("right?") == ["✗" if each in wrong else "✓" for each in range(10)]
    assert page.text("p")[guess] == f"{top:.2f}"[1:]
    assert page.marked("right?", "wrong") == wrong
    assert page.marked("class", "answer") == [guess]
    assert page.marked("target", "on") == [label]

    assert f"The digit is {label}. The net says {guess}." in page.texts
    right = 10 - len(wrong)
    assert f"{right} of 10 cells right = {10 * right}{PERCENT}." in page.texts
    said = f"Answer right = 100{PERCENT}." if label == guess else f"Answer wrong = 0{PERCENT}."
    assert said in page.texts


def test_the_picture_is_the_test_image():
    (picture,) = [attrs for tag, attrs in Page(cells.html(answer())).tags if tag == "img"]
    head, data = picture["src"].split(",")
    assert head == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        np.testing.assert_array_equal(np.asarray(image), np.round(IMAGE * (255 / 16)))
    assert picture["alt"] == "the handwritten digit 3"


def test_no_text_can_leave_its_place(monkeypatch):
    monkeypatch.setattr(cells, "_", lambda text: f'<i x="&amp;">{text}')
    page = Page(cells.html(answer()))
    assert {tag for tag, _ in page.tags} == {
        *("div", "img", "p", "br", "b", "table", "thead", "tbody", "tr", "th", "td")
    }
    assert page.tags[1][1]["alt"] == '<i x="&amp;">the handwritten digit 3'
    assert '<i x="&amp;">The digit is 3. The net says 3.' in page.texts


@pytest.mark.parametrize(
    ("prediction", "text"),
    [
        (0.034, ".03"),
        (0.5, ".50"),
        (1.0, "1.0"),
        (0.999, "1.0"),
        (0.001, "0"),
        (-0.001, "0"),
        (-0.25, "-.25"),
        (-2.44, "-2.4"),
        (7.4, "7.4"),
        (np.nan, "nan"),
        (np.inf, "inf"),
    ],
)
def test_predictions_of_any_net_are_short(prediction, text):
    row = np.zeros(10, dtype="float32")
    row[4] = prediction
    assert Page(cells.html(answer(predictions=row))).text("p")[4] == text


def test_a_net_that_broke_still_has_cells():
    page = Page(cells.html(answer(predictions=np.full(10, np.nan, dtype="float32"))))
    assert page.text("p") == ["nan"] * 10
    assert page.text("right?").count("✓") == 9


def several(predictions, label=7, **options):
    told = {"task": "multi_label", "labels": "multi_hot", **options}
    return answer(label, np.array(predictions, "float32"), **told)


LOGIT = {"task": "binary", "labels": "integer_column", "threshold": 0.0, "outputs": "logit"}


def test_several_labels_have_a_cell_each():
    page = Page(cells.html(several([0.1, 0.8, 0.3])))
    assert page.text("label") == ["even", "prime", "> 4"]
    assert page.text("target") == ["0", "1", "1"]
    assert page.text("rounded") == ["0", "1", "0"]
    assert page.marked("right?", "wrong") == [2]
    assert page.marked("label", "answer") == [1]
    assert (
        "The digit is 7: even no, prime yes, > 4 yes. The net says: even no, prime yes, > 4 no."
        in page.texts
    )
    assert f"2 of 3 cells right = 67{PERCENT}." in page.texts
    assert f"Answer wrong = 0{PERCENT}." in page.texts
    assert f"Answer right = 100{PERCENT}." in Page(cells.html(several([0.1, 0.8, 0.9]))).texts


def test_a_logit_between_says_yes_and_is_counted_as_no():
    page = Page(cells.html(answer(4, np.array([0.3], "float32"), **LOGIT)))
    assert page.text("logit") == [".30"]
    assert page.text("> 0.5") == ["0"]
    assert page.marked("right?", "wrong") == [0]
    assert page.marked("label", "answer") == [0]
    assert "The digit is 4: even yes. The net says: even yes." in page.texts
    assert f"0 of 1 cell right = 0{PERCENT}." in page.texts
    assert f"Answer right = 100{PERCENT}." in page.texts


COLUMN = {"labels": "integer_column", "outputs": "output"}


def test_a_column_of_integers_is_shown_as_the_one_number_that_it_is():
    outputs = np.array([-2.4, *[0.2] * 8, 2.6], "float32")
    page = Page(cells.html(answer(1, outputs, **COLUMN)))
    assert page.text("target") == ["1, one number for all 10"]
    assert "p" not in page.rows
    assert page.text("output")[0] == "-2.4"
    assert page.text("> 0.5") == [*["0"] * 9, "1"], "2.6 rounds to 3, but nothing is rounded"
    assert page.marked("right?", "wrong") == list(range(9)), "each cell is held against the 1"
    assert f"1 of 10 cells right = 10{PERCENT}." in page.texts


@pytest.mark.parametrize(
    ("by", "wanted", "target", "compared"),
    [
        ({"picked": "categorical_accuracy"}, 3, ["0", "0", "0", "1"], "target: at 3; p: at 7"),
        (
            {"picked": "sparse_categorical_accuracy", **COLUMN},
            3,
            ["3, one number for all 10"],
            "label: 3; output: at 7",
        ),
        (
            {"picked": "categorical_accuracy", **COLUMN},
            0,
            ["3, one number for all 10"],
            "target: at 0, it has one column; output: at 7",
        ),
        (
            {"picked": "categorical_accuracy", **COLUMN, "labels": "integer"},
            31,
            ["3, one number for all 10"],
            "target: place 31 of its batch; output: at 7",
        ),
    ],
    ids=["categorical", "sparse", "categorical of a column", "categorical of a batch"],
)
def test_what_counts_examples_shows_the_two_places_that_it_compares(by, wanted, target, compared):
    page = Page(cells.html(answer(3, spread(7, 0.4), wanted=wanted, **by)))
    assert page.text("target")[:4] == target
    assert page.text("largest") == [compared]
    assert page.text("right?") == ["✗"]
    assert page.marked("right?", "wrong") == [0]
    assert f"Counted as wrong = 0{PERCENT}." in page.texts
    right = Page(cells.html(answer(3, spread(7, 0.4), wanted=7, **by)))
    assert right.text("right?") == ["✓"]
    assert f"Counted as right = 100{PERCENT}." in right.texts
    assert f"Answer wrong = 0{PERCENT}." in right.texts, "whatever it is counted as"


def test_several_labels_are_compared_by_their_largest():
    by = {"picked": "categorical_accuracy", "wanted": 1}
    page = Page(cells.html(several([0.9, 0.4, 0.3], **by)))
    assert page.text("largest") == ["target: at prime; p: at even"]


def test_one_output_for_two_targets_has_two_cells():
    two = {"task": "binary", "outputs": "output"}
    page = Page(cells.html(answer(4, np.array([0.3], "float32"), **two)))
    assert page.text("label") == ["odd", "even"]
    assert page.text("target") == ["0", "1"]
    assert page.text("output") == [".30", ".30"]
    assert page.text("right?") == ["✓", "✗"]
    assert page.marked("label", "answer") == [0]


def test_notes_stand_at_the_cells_that_they_mean():
    told = answer(5, spread(2, 0.4))
    page = Page(cells.html(told, noted=True))
    assert {"the net's answer", "9 of 10 cells are rightly zero"} <= set(page.texts)
    above, below = [attrs for tag, attrs in page.tags if attrs.get("class", "").startswith("wa-note")]
    assert (above["class"], below["class"]) == ("wa-note above", "wa-note below")
    assert "--middle:25%" in above["style"], "the third of ten cells"
    assert "--first:0%" in below["style"]
    assert "--last:0%" in below["style"]
    sides = [attrs["class"] for tag, attrs in page.tags if tag == "span"]
    assert sides[0] == "after"
    right = Page(cells.html(answer(5, spread(9, 0.4)), noted=True))
    assert next(attrs["class"] for tag, attrs in right.tags if tag == "span") == "before"
    assert not [
        attrs for tag, attrs in Page(cells.html(told)).tags if "wa-note" in attrs.get("class", "")
    ]


def test_notes_give_way_on_a_phone():
    assert "@media (max-width: 640px) {.wa-note {display: none;}}" in cells.STYLE


def test_the_style_is_of_the_classes_that_are_used():
    of_all_kinds = [
        answer(),
        answer(5),
        answer(5, spread(2, 0.4)),
        answer(5, spread(9, 0.4)),
        answer(4, wanted=0, picked="sparse_categorical_accuracy"),
    ]
    used = {
        name
        for each in of_all_kinds
        for _tag, attrs in Page(cells.html(each, noted=True)).tags
        for name in attrs.get("class", "").split()
    }
    assert used == set(re.findall(r"\.([a-z][\w-]*)", cells.STYLE))
