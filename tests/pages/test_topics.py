"""The page on topics as its readers drive it, without a browser."""

import re
import time

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core import datasets
from core.questions.claims.reading import claims
from core.questions.topics import orders, page
from core.questions.topics import reading as words
from core.questions.topics import verdicts as held
from core.reading.words import percent
from tests import shipped as recorded
from tests.pages.conftest import APP
from tests.pages.on_screen import tables

pytestmark = pytest.mark.usefixtures("instant_desk")


def open_topics(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page("pages/topics.py").run()


def moments():
    shipped = recorded.load("topics")
    return words.moments(shipped.order, shipped.snapshots)


def said(app):
    return "\n".join(each.value for each in [*app.markdown, *app.caption, *app.subheader])


def buttons(app):
    return [each.label for each in app.button if not each.key.startswith("player_")]


def wait_until_trained(app):
    for _attempt in range(50):
        if re.search(r"here, \d+ epochs?", said(app)):
            break
        time.sleep(0.1)
        app.run()
    assert not app.exception
    assert re.search(r"here, \d+ epochs?", said(app))


def test_it_opens_on_the_recording_at_the_question_s_moment():
    app = open_topics()
    assert not app.exception
    telling = words.telling(moments())
    assert app.subheader[0].value == words.in_words(telling, "2.2.4")
    shown = [each.value.replace("\N{NO-BREAK SPACE}", " ") for each in app.metric]
    assert shown == [
        f"{100 * each:.1f} %"
        for each in (
            telling.reported_binary,
            telling.true_binary,
            telling.reported_categorical,
            telling.true_categorical,
        )
    ]
    assert words.arithmetic_in_words(telling, 5) in said(app)
    assert words.question_in_words(5) in said(app)
    assert words.allowed_in_words(telling, 5) in said(app)
    assert "recording" in said(app)
    assert "no licence stated" in said(app)


def test_the_slider_moves_sentence_and_numbers():
    app = open_topics()
    slider = next(each for each in app.slider if each.key.startswith("_moment"))
    assert slider.value == pytest.approx(words.telling(moments()).epoch, abs=0.05)
    slider.set_value(5.0).run()
    assert not app.exception
    assert app.subheader[0].value == words.in_words(moments()[-1], "2.2.4")


def test_a_recording_says_why_it_opens_there_and_a_run_stands_at_its_end():
    app = open_topics()
    assert words.opening_in_words(words.telling(moments()), moments()[-1]) in said(app)
    app = open_topics(corpus="synthetic_topics")
    app.button(key="_run_topics_0").click().run()
    wait_until_trained(app)
    slider = next(each for each in app.slider if each.key.startswith("_moment"))
    assert slider.value == slider.max == 2.0
    assert "It opens at" not in said(app)


def test_the_number_is_made_of_sure_and_unsure_answers_at_every_moment():
    app = open_topics()
    slider = next(each for each in app.slider if each.key.startswith("_moment"))
    for epoch, place in ((0.0, 0), (5.0, -1)):
        slider.set_value(epoch).run()
        shown = moments()[place]
        assert words.arithmetic_in_words(shown, 5) in said(app)
        told, answers = tables(app)[0], shown.answers
        assert told.index.tolist() == ["right and sure", "unsure: nothing above 0.5", "wrong and sure"]
        assert told["share"].tolist() == [
            percent(each) for each in (answers.right_sure, answers.unsure, answers.wrong_sure)
        ]
        assert told["wrong cells"].tolist() == ["0", "1", "2"]


@pytest.mark.parametrize(
    "claim", [each for each in claims() if each.link.startswith("topics")], ids=lambda each: each.id
)
def test_a_claim_s_link_opens_at_that_claim_and_says_its_verdict(claim):
    name = claim.link.removeprefix("topics?claim=")
    app = open_topics(claim=name)
    assert not app.exception
    assert app.pills(key="_claim").value == name
    if name != page.QUESTION:
        assert claim.verdict.because in said(app)
        assert app.subheader[0].value.startswith("“")
        assert not app.metric, "one claim at a time"


def test_the_page_opens_at_the_question_and_every_claim_is_one_click_away():
    app = open_topics()
    assert app.pills(key="_claim").value == page.QUESTION
    for name in page.CLAIMS:
        app.pills(key="_claim").set_value(name).run()
        assert not app.exception
        assert app.query_params.get("claim", page.QUESTION) == name
    assert open_topics(claim="nonsense").warning


def test_a_claim_on_unequal_topics_takes_the_link_s_imbalance():
    app = open_topics(claim="class_weight")
    assert app.slider(key="_unequal").value == orders.IMBALANCE
    assert "has 5 times as many documents" in said(app)
    app = open_topics(claim="class_weight", imbalance="7")
    assert app.slider(key="_unequal").value == 7
    assert "Nothing is run yet: press *Run it*." in said(app)


def test_each_claim_opens_with_its_recorded_verdict():
    factor = recorded.load("topics_factor").snapshots
    ratio = recorded.load("topics")
    mends = recorded.load("topics_mends").snapshots
    verdicts = {
        "ratio": held.ratio_verdict(held.ratios(ratio.snapshots, ratio.gallery), 5),
        "factor": held.factor_verdict(
            held.apart(factor, "adam_1", "adam_10", 10), held.apart(factor, "sgd_1", "sgd_10", 10), 10
        ),
        "mends": held.mends_verdict(
            *(
                [moment.member(name).true_accuracy for moment in mends]
                for name in ("one_hot", "integer")
            )
        ),
    }
    for name, verdict in verdicts.items():
        assert verdict.in_words in said(open_topics(claim=name))
    shown = open_topics(claim="mends").code
    refusal = [each.value for each in shown if "expected dense_1 to have shape (5,)" in each.value]
    assert len(refusal) == 1
    assert any("keras.Sequential" in each.value for each in open_topics().code), "one click away"


def test_another_corpus_shows_no_recording_that_is_not_its_own():
    app = open_topics(corpus="synthetic_topics", topics="4", imbalance="3")
    assert not app.exception
    assert app.subheader[0].value == "Nothing is run yet for this corpus."
    assert not app.metric
    assert "Run it: 2 epochs" in buttons(app)
    assert "astronomy, cooking, gardening, music" in said(app)
    assert any("documents(" in each.value and "** -np" in each.value for each in app.code)


def test_bad_values_of_a_link_are_said_and_replaced():
    app = open_topics(corpus="mnist", topics="99", imbalance="x")
    assert not app.exception
    warning = app.warning[0].value
    for name, used in (("corpus=mnist", "20newsgroups"), ("topics=99", "5"), ("imbalance=x", "1")):
        assert f"`{name}` cannot be used" in warning
        assert f"`{used}` is used instead" in warning
    assert app.subheader[0].value == words.in_words(words.telling(moments()), "2.2.4")


def test_without_the_posts_the_recording_stands_and_a_download_is_offered(monkeypatch):
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    monkeypatch.setenv("SCIKIT_LEARN_DATA", "/nowhere")
    app = open_topics()
    assert not app.exception
    assert app.subheader[0].value == words.in_words(words.telling(moments()), "2.2.4")
    assert "not on this machine (as a download: 14 MB" in said(app)
    assert "20 Newsgroups is not on this machine. What *Run it* trains on" in said(app)
    assert buttons(app)[:2] == [
        "Run it on synthetic documents",
        "Download 20 Newsgroups (14 MB), then 5 epochs",
    ]
    assert "Download 14 MB, then run it" in buttons(open_topics(claim="ratio"))
    assert "The recording is of the real posts." in said(app)
    assert "The recording is of the real posts." not in said(open_topics(topics="4"))


def test_without_the_posts_run_it_tells_the_story_of_the_stand_in(monkeypatch):
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    monkeypatch.setenv("SCIKIT_LEARN_DATA", "/nowhere")
    app = open_topics()
    app.button(key="_run_topics_0").click().run()
    wait_until_trained(app)
    assert "Data: synthetic topics" in said(app)
    assert "no licence stated" not in said(app)


def test_a_run_of_one_s_own_takes_the_recording_s_place():
    app = open_topics(corpus="synthetic_topics", topics="4")
    button = next(each for each in app.button if each.label == "Run it: 2 epochs")
    button.click().run()
    wait_until_trained(app)
    assert app.subheader[0].value.startswith("Keras 2.2.4 would report")
    slider = next(each for each in app.slider if each.key.startswith("_moment"))
    assert slider.max == 2.0
    slider.set_value(0.0).run()
    assert not app.exception
    assert app.subheader[0].value.startswith("Before learning anything")


@pytest.mark.parametrize("claim", sorted({*page.CLAIMS} - {page.QUESTION, "restart"}))
def test_every_claim_is_run_and_its_own_run_is_one_seed(claim):
    app = open_topics(claim=claim)
    offered = [each for each in app.button if (each.key or "").startswith("_run_topics_")]
    bundled = [each for each in offered if "synthetic" in each.label or "digits" in each.label]
    bundled[0].click().run()
    wait_until_trained(app)
    one_seed = "The run shown here, one seed" in said(app)
    assert one_seed == (claim in ("frequent_first", "class_weight", "mismatch"))


def test_within_another_page_a_claim_stands_alone(monkeypatch):
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    app = open_topics(claim="ratio")
    assert not app.exception
    assert not app.pills
    assert "K × categorical" in app.subheader[0].value
