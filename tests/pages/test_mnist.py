"""The page on MNIST as its readers drive it, without a browser."""

import json
import re
import time

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets, recordings
from core.experiment import NETS
from core.questions.mnist import orders, verdicts
from core.reading.reading import read
from core.reading.words import percent
from core.runs import Problem
from tests import shipped
from tests.pages.conftest import APP, InstantWorker
from tests.pages.on_screen import tables


@pytest.fixture
def mnist_is_here(tmp_path, monkeypatch):
    (tmp_path / "mnist.npz").touch()
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(tmp_path))


@pytest.fixture
def mnist_is_missing(tmp_path, monkeypatch):
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))


def open_mnist(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/mnist.py").run()
    assert not app.exception
    return app


def said(app):
    return "\n".join(each.value for each in [*app.markdown, *app.caption])


def numbers(app):
    return [metric.value for metric in app.metric]


def buttons(app):
    return {each.label: each for each in app.button if not each.key.startswith("player_")}


def press(app, label, desk, order, seconds=30):
    """Press a size's button, and look until its run has ended."""
    buttons(app)[label].click().run()
    deadline = time.monotonic() + seconds
    while (run := desk.find(order)) and run.live:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    app.run()
    assert not app.exception
    return run


def axis(app):
    """The accuracies' axis of the page's chart, and the rows of its two lines."""
    (drawn,) = app.get("vega_lite_chart")
    layers = json.loads(drawn.proto.spec)["layer"]
    domains = {tuple(each) for each in _domains(layers)}
    assert len(domains) == 1
    return domains.pop()


def _domains(layers):
    for layer in layers:
        yield from _domains(layer.get("layer", []))
        scale = layer.get("encoding", {}).get("y", {}).get("scale") or {}
        if "domain" in scale:
            yield scale["domain"]


def assert_shows(app, order, moment):
    """Every number and sentence of this moment."""
    binary, categorical = moment.members.values()
    reported, true = binary.accuracies["binary_accuracy"], binary.true_accuracy
    by_hand, mended = (
        measured["categorical_accuracy"] for measured in (binary.accuracies_by_hand, binary.accuracies)
    )
    whose = "recording" if order in shipped.RECORDED.values() else "run"
    head = f"Keras 2.2.4 would report {percent(reported)}. By hand it is {percent(true)}."
    assert f"n this {whose}" in app.subheader[0].value
    assert head in app.subheader[0].value
    assert app.subheader[0].value.startswith("Before training") == (moment.epoch == 0)
    assert numbers(app) == [percent(each) for each in (reported, by_hand, mended)]
    first, second, third = (each.value for each in app.code[1:4])
    when = f"(Keras 2.2.4, epoch {moment.epoch:.3g})"
    assert f"# {reported:.5f} {when}" in first
    assert 'metrics=["accuracy"]' in first
    assert f"range({binary.examples})])/{binary.examples}\n# {by_hand:.5f}" in second
    assert f"# {mended:.5f} {when}" in third
    assert "metrics=[categorical_accuracy]" in third
    truths = true, categorical.true_accuracy
    words = said(app)
    assert verdicts.ceiling(*truths, moment.epoch).because in words
    assert verdicts.in_one_run(binary.answered_right, categorical.answered_right) in words
    counted = verdicts.counted(binary.answered_right, binary.answered_surely, reported)
    assert counted.because in words
    assert f"epoch {moment.epoch:.3g} of {order.epochs}" in words
    table = tables(app)[0]
    assert table.iloc[:, -1].tolist() == [percent(each) for each in truths]
    shown = table.iloc[:, 0].tolist()
    assert shown == [percent(reported), percent(categorical.accuracies["categorical_accuracy"])]


@pytest.mark.parametrize("net", NETS)
def test_opens_on_the_recording_of_all_images(net, instant_desk, mnist_is_here):
    app = open_mnist(net=net)
    recording = shipped.load(f"mnist_{net}")
    assert_shows(app, recording.order, recording.snapshots[-1])
    assert "Recording: MNIST, all 60,000 training images" in said(app)
    assert "**✗ Does not hold.** After" in said(app)
    assert instant_desk.find(recording.order) is None
    assert list(buttons(app)) == ["Run it: 5,000 images", "All 60,000: minutes"]
    optimizer = {"article": "adam", "question": "adamax"}[net]
    assert f'optimizer="{optimizer}"' in app.code[1].value
    assert axis(app) == (0.88, 1), "its small gap is seen"
    assert "The axis begins at 88\N{NO-BREAK SPACE}%." in said(app)


def test_every_moment_of_the_recording_can_be_looked_at(instant_desk, mnist_is_here):
    app = open_mnist()
    recording = shipped.load("mnist_article")
    for place, epoch in ((0, 0.0), (5, 0.5), (20, 2.0)):
        app.slider[0].set_value(epoch).run()
        assert not app.exception
        assert_shows(app, recording.order, recording.snapshots[place])


def test_run_it_shows_the_run_and_its_verdict(instant_desk, mnist_is_here):
    app, order = open_mnist(), orders.few("article")
    run = press(app, "Run it: 5,000 images", instant_desk, order)
    assert run.state == "finished"
    assert_shows(app, order, run.snapshots[-1])
    assert "the first 5,000 training images" in said(app)
    assert axis(app) == (0, 1), "on few images the truth is below 88 % for most of the run"
    assert "The axis begins at 0\N{NO-BREAK SPACE}%." in said(app)
    assert list(buttons(app)) == ["All 60,000: minutes"]
    reported = [each.member("binary").accuracies["binary_accuracy"] for each in run.snapshots]
    assert app.dataframe[0].value["binary_crossentropy: reported"].tolist() == reported
    # its predictions are drawn at random, so it decides nothing, and the recording does
    recorded = shipped.load("mnist_article").snapshots[-1]
    truths = [each.true_accuracy for each in recorded.members.values()]
    sentence = verdicts.ceiling(*truths, recorded.epoch).in_words
    assert f"The recording, of all 60,000 images: {sentence}" in said(app)


def test_the_third_step_is_the_same_run_read_again(instant_desk, mnist_is_here):
    app, order = open_mnist(), orders.few("article")
    run = press(app, "Run it: 5,000 images", instant_desk, order)
    mended = orders.mended(order.member("binary"))
    last = read(mended).points([run.snapshots[-1].member("binary")])[0]
    assert numbers(app)[2] == percent(last.reported)
    assert instant_desk.find(mended) is None, "nothing was trained for it"


def test_wrong_answers_are_shown_cell_by_cell(instant_desk, mnist_is_here):
    app = open_mnist()
    drawn = [each for each in (block.proto.body for block in app.get("html")) if "wa-cells" in each]
    pictures = [each for each in drawn if "<img" in each]
    assert len(pictures) == 3
    for each in pictures:
        assert "Answer wrong = 0\N{NO-BREAK SPACE}%" in each
        assert re.search(r"(8|9) of 10 cells right = \1\d.%", each)
    last = shipped.load("mnist_article").snapshots[-1].member("binary")
    assert f"3 of the {round(10_000 * (1 - last.true_accuracy))} images" in said(app)


def test_a_net_that_there_is_not_is_said_and_replaced(instant_desk, mnist_is_here):
    app = open_mnist(net="<b>resnet`")
    assert "cannot be used: it must be one of article, question. `article`" in app.warning[0].value
    recording = shipped.load("mnist_article")
    assert_shows(app, recording.order, recording.snapshots[-1])


def test_without_mnist_the_digits_stand_in_and_the_recording_stays(instant_desk, mnist_is_missing):
    app = open_mnist()
    recording = shipped.load("mnist_article")
    assert_shows(app, recording.order, recording.snapshots[-1])
    assert any(":material/cloud_off: MNIST is not on this machine" in c.value for c in app.caption)
    digits, download = buttons(app)
    assert "Download MNIST (11 MB)" in download
    order = orders.instead("article")
    run = press(app, digits, instant_desk, order)
    assert_shows(app, order, run.snapshots[-1])
    assert "digits, enlarged, which stand in for MNIST" in said(app)
    assert "CC BY 4.0" in said(app)
    assert instant_desk.find(orders.full("article")) is None, "nothing is downloaded unasked"


def test_a_failed_download_is_said_and_the_recording_stays(instant_desk, mnist_is_missing, monkeypatch):
    def no_net(worker, order):
        yield "problem", Problem("no_internet", "URL fetch failure")

    monkeypatch.setattr(InstantWorker, "train", no_net)
    app, order = open_mnist(net="question"), orders.full("question")
    run = press(app, list(buttons(app))[1], instant_desk, order)
    assert run.state == "failed"
    assert "there is no connection" in said(app)
    recording = shipped.load("mnist_question")
    assert_shows(app, order, recording.snapshots[-1])
    assert "Recording: MNIST" in said(app)


def test_without_a_recording_the_page_says_that_nothing_is_trained(
    instant_desk, mnist_is_here, monkeypatch, tmp_path
):
    monkeypatch.setattr(recordings.Shelf, "path", lambda shelf, name: tmp_path / name)
    app = open_mnist()
    assert app.subheader[0].value == "Nothing is trained yet."
    assert numbers(app) == ["…"] * 3
    order = orders.few("article")
    run = press(app, "Run it: 5,000 images", instant_desk, order)
    assert_shows(app, order, run.snapshots[-1])


def test_today_is_one_click_away(instant_desk, mnist_is_here):
    link, _for_teachers = open_mnist().get("page_link")
    assert "Keras 3.15.1" in link.proto.label
    assert {"dataset=mnist", "keras=3.15.1"} <= set(link.proto.query_string.split("&"))


def test_the_code_is_that_of_the_run(instant_desk, mnist_is_here):
    app = open_mnist(net="question")
    code = app.code[4].value
    assert "Conv2D(filters=100, kernel_size=(5, 5)" in code
    assert "Adamax(learning_rate=0.002)" in code
    assert "[:60000]" in code
