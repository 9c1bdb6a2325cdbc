"""An answer's cells as a browser gets them: each number, each mark, and no text that breaks out."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from core.reading.answers import Answer
from core.ui import cells

IMAGE = np.arange(64, dtype="uint8").reshape(8, 8) % 17


def spread(guess, top):
    """Ten softmax outputs with `top` on `guess`, the rest shared out."""
    row = np.full(10, (1 - top) / 9, dtype="float32")
    row[guess] = top
    return row


def answer(label=3, predictions=None, image=IMAGE, brightest=16, **task):
    predictions = spread(3, 0.9) if predictions is None else predictions
    return Answer(image, brightest, label, predictions, **task)


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
    assert f"{right} of 10 cells right = {10 * right} %." in page.texts
    said = "Answer right = 100 %." if label == guess else "Answer wrong = 0 %."
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
    return answer(label, np.array(predictions, "float32"), IMAGE, 16, task="multi_label", **options)


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
    assert "2 of 3 cells right = 67 %." in page.texts
    assert "Answer wrong = 0 %." in page.texts
    assert "Answer right = 100 %." in Page(cells.html(several([0.1, 0.8, 0.9]))).texts


def test_a_logit_between_says_yes_and_is_counted_as_no():
    told = answer(4, np.array([0.3], "float32"), task="binary", threshold=0.0)
    page = Page(cells.html(told))
    assert page.text("logit") == [".30"]
    assert page.text("> 0.5") == ["0"]
    assert page.marked("right?", "wrong") == [0]
    assert page.marked("label", "answer") == [0]
    assert "The digit is 4: even yes. The net says: even yes." in page.texts
    assert "0 of 1 cell right = 0 %." in page.texts
    assert "Answer right = 100 %." in page.texts


def test_the_style_is_of_the_classes_that_are_used():
    several = [answer(), answer(5), answer(4, np.array([0.3], "float32"), task="binary", threshold=0.0)]
    used = {
        name
        for each in several
        for _tag, attrs in Page(cells.html(each)).tags
        for name in attrs.get("class", "").split()
    }
    assert used == set(re.findall(r"\.([a-z][\w-]*)", cells.STYLE))
