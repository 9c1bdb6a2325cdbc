"""The page on predictions: what it says of its examples, and of whatever a reader brings."""

import re
from html import unescape

import numpy as np
import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from core import brought
from core.questions.predictions import examples, page_own
from core.questions.predictions.definitions import definitions
from tests.core.brought.files import csv, npy, npz
from tests.pages import on_screen
from tests.pages.conftest import open_app

SPACE = "\N{NO-BREAK SPACE}"


def opened(**parameters):
    return open_app(**parameters).switch_page("pages/predictions.py").run()


def headline(app):
    (one,) = app.subheader
    return one.value.replace(SPACE, " ")


def said(app):
    return "\n".join(each.text for each in on_screen.texts(app)).replace(SPACE, " ")


def table(app):
    """The accuracies by their names, as the first table on the page has them, and those marked."""
    (html,) = [unescape(each.body) for each in app.get("html") if "what counts as right" in each.body]
    rows = re.findall(
        r'<tr class="(marked)?"><th[^>]*>(.*?)</th>.*?<td class="number">(.*?)</td></tr>', html
    )
    return {name.removeprefix("✓ "): float(number) for _marked, name, number in rows}, [
        name.removeprefix("✓ ") for marked, name, _number in rows if marked
    ]


def bodies(app):
    return [each.body for each in app.get("html")] + [each.value for each in app.markdown]


def toggle(app, name):
    (one,) = [each for each in app.get("button_group") if each.key == f"_predictions_{name}"]
    return one


def uploaded(app, *files):
    app.file_uploader[0].set_value([(each.name, each.data, "") for each in files])
    return app.run()


def pasted(app, text):
    app.text_area[0].set_value(text).run()
    assert not app.exception
    return app


def test_it_opens_on_the_famous_case_with_its_point_and_no_click(instant_desk):
    app = opened()
    assert not app.exception
    assert headline(app) == (
        "Your 0.9966 is binary accuracy over 10 cells. You are right 98.3 % of the time."
    )
    assert [(each.label, each.value.replace(SPACE, " ")) for each in app.metric] == [
        ("told", "0.9966"),
        ("right", "98.3 %"),
        ("cell by cell", "99.7 %"),
    ]
    numbers, marked = table(app)
    assert marked == ["binary accuracy over 10 cells", "a mean of the batches' binary accuracies"]
    assert next(iter(numbers)) == marked[0]
    found = definitions(examples.case("famous"))
    assert sorted(numbers.values()) == sorted(round(each.share, 4) for each in found)
    assert "with binary_crossentropy, in Keras 1.0.6–2.2, TF 1.4–1.13, Keras 2.3, TF 1.14–2.1" in said(
        app
    ).replace("`", "")
    assert dict(app.query_params) == {}


@pytest.mark.parametrize("example", examples.BY_ID)
def test_every_example_is_one_click_and_one_link_away(example, instant_desk):
    app = opened(example=example)
    assert app.text_input(key="told").value == examples.told(example)
    again = opened()
    toggle(again, "example").set_value(example).run()
    assert not again.exception
    assert headline(again) == headline(app)
    assert table(again) == table(app)
    assert again.text_input(key="told").value == examples.told(example)
    assert again.query_params.get("example", "famous") in (example, [example])


def test_arrays_in_another_order_are_told_in_numbers(instant_desk):
    app = opened(example="shuffled")
    assert headline(app) == "No accuracy of these arrays is 0.9826. You are right 9.9 % of the time."
    assert "look as if in different orders" in app.warning[0].value
    assert "10.0 % ± 0.3" in app.warning[0].value.replace(SPACE, " ")
    assert "The nearest is binary accuracy over 10 cells, 0.8200" in said(app)
    assert table(app)[1] == []


def test_what_is_typed_is_answered_at_once(instant_desk):
    app = opened()
    app.text_input(key="told").set_value("98,13 %").run()
    assert headline(app) == "Your 98,13 % is exact match. You are right 98.3 % of the time."
    app.text_input(key="told").set_value("").run()
    assert headline(app).startswith("You are right 98.3 % of the time. Cell by cell")


@pytest.mark.parametrize("bad", ["abc", "120 %", "<img src=x>", "`x` **y** :red[z] $w$"])
def test_a_number_that_is_none_is_said_and_nothing_is_lost(bad, instant_desk):
    app = opened()
    app.text_input(key="told").set_value(bad).run()
    assert not app.exception
    assert "cannot be used: it must be a share from 0 to 1" in said(app)
    assert headline(app).startswith("You are right 98.3 %")
    outside = re.sub(r"`[^`]*`", "", "\n".join(each.value for each in (*app.caption, *app.markdown)))
    for mark in ("<img", ":red[z]", "**y**", "$w$"):
        assert mark not in outside


def test_a_bad_link_is_said_with_what_is_used_instead(instant_desk):
    app = opened(example="none", told="x", threshold="7", details="<b>")
    assert not app.exception
    for name, used in (
        ("example", "famous"),
        ("told", "0.9966"),
        ("threshold", "0.5"),
        ("details", "rows"),
    ):
        assert re.search(rf"`{name}=.*` cannot be used.*`{used}` is used instead", app.warning[0].value)
    assert headline(app).startswith("Your 0.9966")


def test_a_moved_threshold_adds_its_accuracy(instant_desk):
    app = opened(threshold="0.3")
    moved = {each.id: each.share for each in definitions(examples.case("famous"), 0.3)}
    assert table(app)[0]["binary accuracy at 0.3"] == round(moved["moved"], 4)
    app.slider(key="threshold").set_value(0.5).run()
    assert "binary accuracy at 0.3" not in table(app)[0]


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        ("rows", "wrong answer, yet cells count as right"),
        ("matrix", "Rows: the labels. Columns: the answers."),
        ("classes", "mean by support"),
        ("curves", "ROC curve: the area under it is"),
        ("calibration", "The expected calibration error is"),
        ("keras", "By the rules that were measured on real installs"),
        ("losses", "outputs as logits"),
    ],
)
@pytest.mark.parametrize("example", examples.BY_ID)
def test_every_part_of_the_details(example, details, shown, instant_desk):
    app = opened(example=example, details=details)
    assert not app.exception
    if (example, details) not in {(each, "rows") for each in examples.BY_ID} | {
        ("several_labels", "matrix")
    }:
        assert shown in said(app)
    again = opened(example=example)
    toggle(again, "details").set_value(details).run()
    assert bodies(again) == bodies(app)


def test_rows_that_count_differently_are_counted_and_shown(instant_desk):
    app = opened()
    case = examples.case("famous")
    wrong = int(np.sum(~case.right))
    assert f"✗ wrong answer, yet cells count as right: {wrong}" in said(app)
    first = int(np.flatnonzero(~case.right)[0])
    cells = int(np.sum((case.predictions[first] > 0.5) == case.targets[first]))
    assert f"Row {first}, counted from 0. {cells} of 10 cells right at 0.5." in said(app)


# A reader's own.


def own(**parameters):
    return opened(example="own", **parameters)


LABELS = np.array([0, 1, 2, 2, 1, 0] * 5)
OUTPUTS = (0.9 * np.eye(3)[np.where(np.arange(30) < 24, LABELS, (LABELS + 1) % 3)] + 0.03).astype("f4")


@pytest.mark.parametrize(
    "files",
    [
        [npz(labels=LABELS, predictions=OUTPUTS)],
        [npy(np.eye(3)[LABELS], "y_true.npy"), npy(OUTPUTS, "y_pred.npy")],
        [csv("\n".join(f"{a},{','.join(map(str, b))}" for a, b in zip(LABELS, OUTPUTS, strict=True)))],
        [
            csv("\n".join(map(str, LABELS)), "labels.csv"),
            csv(
                "\n".join(";".join(f"{each:.2f}".replace(".", ",") for each in row) for row in OUTPUTS),
                "p.csv",
            ),
        ],
    ],
    ids=["npz", "npy", "csv", "german csv"],
)
def test_files_are_read_and_the_number_is_named(files, instant_desk):
    app = uploaded(own(told="0.867"), *files)
    assert not app.exception
    assert (
        headline(app) == "Your 0.867 is binary accuracy over 3 cells. You are right 80.0 % of the time."
    )
    assert "Your arrays: labels" in said(app)
    # The bytes are dropped: the arrays alone are kept, and nothing of them is in the address.
    assert not app.file_uploader
    assert dict(app.query_params) == {"example": "own", "told": "0.867"}
    app.text_input(key="told").set_value("0.8").run()
    assert headline(app) == "Your 0.8 is categorical accuracy. That is how often you are right."
    toggle(app, "example").set_value("famous").run()
    assert headline(app).startswith("Your 0.9966")
    toggle(app, "example").set_value("own").run()
    assert headline(app) == "You are right 80.0 % of the time. Cell by cell it is 86.7 %."
    app.button(key="_predictions_others").click().run()
    assert app.file_uploader
    assert "what follows is the famous case" in said(app)


def test_pasted_rows_are_read(instant_desk):
    app = pasted(own(told="0.5"), "0,0.9,0.1\n1,0.6,0.4\n")
    assert headline(app) == "Your 0.5 is categorical accuracy. That is how often you are right."
    assert "binary accuracy over 2 cells" in said(app)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([npy(LABELS)], "labels.npy is one array, and two are needed"),
        ([npz(labels=LABELS[:-1], predictions=OUTPUTS)], "labels has 29 rows and predictions 30"),
        ([npz(labels=LABELS, predictions=np.full((30, 3), np.nan))], "predictions has NaN"),
        ([csv("1,b\n")], "One of labels and predictions is of text"),
        ([csv("")], "both.csv is empty"),
        ([npy(np.array([{}], dtype=object), allow_pickle=True)], "holds Python objects"),
        (
            [npz(compressed=True, labels=np.zeros(200_000_000, "u1"), predictions=OUTPUTS)],
            "unpacks to 190 MB",
        ),
        ([csv("PK\x03\x04<img src=x>")], "is no archive that can be read"),
    ],
    ids=lambda each: each[:20] if isinstance(each, str) else "",
)
def test_whatever_cannot_be_read_is_a_sentence_and_the_page_goes_on(files, sentence, instant_desk):
    app = uploaded(own(), *files)
    assert not app.exception
    assert sentence in app.warning[0].value.replace("\\", "").replace("`", "")
    assert headline(app).startswith("Your 0.9966")
    assert "what follows is the famous case" in said(app)


@pytest.mark.parametrize(
    "nasty", ["<script>x</script>", "![p](http://e.example/x)", "**b** :red[r] $x$"]
)
def test_names_are_never_markup(nasty, instant_desk):
    rows = "\n".join(f'"{nasty}",0.{n}\n"other",0.{n}' for n in range(1, 9))
    app = pasted(own(), rows)
    assert headline(app).startswith("You are right")
    for part in ("matrix", "classes", "curves", "rows"):
        toggle(app, "details").set_value(part).run()
        assert not app.exception
        for each in app.get("html"):
            assert "<script" not in each.body
        shown = "\n".join(each.value for each in (*app.markdown, *app.caption))
        outside = re.sub(r"\\.|`[^`]*`", "", shown)
        for mark in ("<script", "![p]", "**b**", ":red[r]", "$x$"):
            assert mark not in outside


def test_a_reader_s_own_arrays_are_in_no_memory_that_others_share(instant_desk, monkeypatch):
    kept = []
    monkeypatch.setattr("core.questions.predictions.page.once", lambda *of: kept.append(of))
    app = own()
    assert kept
    kept.clear()
    pasted(app, "0,0.9,0.1\n1,0.6,0.4\n")
    assert kept == []


def test_arrays_whose_room_others_took_are_asked_for_again(instant_desk):
    app = uploaded(own(), npz(labels=LABELS, predictions=OUTPUTS))
    app.session_state[page_own._HELD].case = None
    app.run()
    assert "Others needed the room" in app.warning[0].value
    assert app.file_uploader


def test_the_largest_files_are_answered_in_time(instant_desk):
    import time

    rng = np.random.default_rng(0)
    outputs = rng.random((400_000, 10), dtype="float32")
    file = npz(labels=rng.integers(0, 10, 400_000, dtype="uint8"), predictions=outputs)
    assert 0.75 * brought.MOST_BYTES < len(file.data) <= brought.MOST_BYTES
    app = own()
    began = time.process_time()
    uploaded(app, file)
    assert time.process_time() - began < 4  # a second where nothing else runs
    assert "400,000 examples, class indices, 10 outputs each." in said(app)


def test_there_is_no_traceback_of_labels_that_are_no_class(instant_desk):
    app = uploaded(own(), npz(labels=LABELS + 1, predictions=OUTPUTS))
    assert not app.exception
    assert "Labels count from 1" in app.warning[0].value
    assert "mend them first" in said(app)


def test_predicted_classes_have_every_part(instant_desk):
    app = uploaded(own(), npz(labels=LABELS, predictions=np.roll(LABELS, 1)))
    for part in ("rows", "matrix", "classes", "curves", "calibration", "keras", "losses"):
        toggle(app, "details").set_value(part).run()
        assert not app.exception
    assert "Predicted classes have no loss" in said(app)


@pytest.mark.parametrize("outputs", [OUTPUTS, OUTPUTS[:-1]], ids=["read", "refused"])
def test_the_bytes_of_a_file_are_dropped_once_it_is_read(outputs, instant_desk, monkeypatch):
    dropped = []
    monkeypatch.setattr(
        MemoryUploadedFileManager,
        "remove_file",
        lambda manager, session, file: dropped.append(manager.file_storage[session][file].name),
    )
    uploaded(own(), npz(labels=LABELS, predictions=outputs))
    assert dropped == ["both.npz"]
