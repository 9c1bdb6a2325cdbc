"""The page on pasted code: what it says of an example, of a reader's own text, and of anything else."""

import random
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from core.check import LONGEST, RULES, check, measured
from core.keras_versions import TODAY
from core.questions.check import examples, reading
from core.ui.plain import as_code, plain
from tests.pages import on_screen
from tests.pages.conftest import open_app

SNIPPETS = Path(__file__).parents[1] / "core" / "check" / "snippets"
CODE = "_check_code"
HEAD = """
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense({units}, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
"""


def opened(**parameters):
    return open_app(**parameters).switch_page("pages/check.py").run()


def pasted(text, **parameters):
    app = opened(**parameters)
    app.text_area(key=CODE).set_value(text).run()
    assert not app.exception
    return app


def headlines(app):
    return [each.value.replace("\\", "") for each in app.subheader]


def said(app):
    return "\n".join(each.value for each in app.markdown).replace("\\", "")


def titles(app):
    return [rule.id for rule in RULES if f"**{rule.title()}** &ensp; :orange-badge" in said(app)]


def diffs(app):
    return [each.value for each in app.code if each.language == "diff"]


def toggle(app, name):
    (one,) = [each for each in app.get("button_group") if each.key and each.key.endswith(name)]
    return one


def test_it_opens_on_the_famous_case_with_its_point_and_no_click(instant_desk):
    app = opened()
    assert not app.exception
    assert app.text_area(key=CODE).value == examples.code(examples.FAMOUS)
    (headline,) = headlines(app)
    assert headline.replace("\N{NO-BREAK SPACE}", " ") == (
        "`accuracy` will be binary accuracy over 10 outputs: about 0.998 when you are right "
        "99 % of the time."
    )
    assert "Keras 2.2.4" in app.caption[1].value
    assert f"Under today's Keras {TODAY}: **`accuracy` will be categorical accuracy" in said(app)
    assert titles(app) == ["metric_counts_cells", "loss_on_exclusive_classes"]


def test_a_problem_stands_with_its_line_its_reason_its_mend_and_its_link(instant_desk):
    app = opened()
    model = check(examples.code(examples.FAMOUS)).models[0]
    first = model.problems[0]
    assert first.because in said(app)
    assert first.rule.why() in said(app)
    assert first.rule.mend() in said(app)
    quotes = [each.value for each in app.code if each.language != "diff"]
    assert re.search(r"^▸ 15 +metrics=\['accuracy'\]\)$", quotes[0], re.MULTILINE)
    assert diffs(app)[0].splitlines() == [
        "@@ line 15 @@",
        "-              metrics=['accuracy'])",
        "+              metrics=['categorical_accuracy'])",
    ]
    first_link, second = [each.proto for each in app.get("page_link")][:2]
    assert (first_link.page, second.page) == ("playground", "playground")
    assert "loss=binary_crossentropy" in first_link.query_string
    assert "keras=2.2.4" in first_link.query_string
    assert f"keras={TODAY}" in second.query_string


@pytest.mark.parametrize("example", examples.BY_ID)
def test_every_example_is_one_click_and_one_link_away(example, instant_desk):
    app = opened(example=example)
    assert app.text_area(key=CODE).value == examples.code(example)
    again = opened()
    again.pills(key="_check_example").set_value(example).run()
    assert headlines(again) == headlines(app)
    assert titles(again) == titles(app)
    assert not app.exception
    assert again.query_params.get("example", examples.FAMOUS) == example


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_link_that_shows_it(rule, instant_desk):
    app = opened(example=rule.id)
    assert not app.exception
    assert rule.id in titles(app)


def test_the_example_of_a_rule_is_opened_from_the_list(instant_desk):
    app = opened()
    app.selectbox(key="_check_rule").set_value("softmax_on_one_unit").run()
    assert app.text_area(key=CODE).value == examples.code("softmax_on_one_unit")
    assert "softmax_on_one_unit" in titles(app)
    assert app.query_params["example"] == "softmax_on_one_unit"


def test_correct_code_has_nothing_to_mend_and_why(instant_desk):
    app = opened(example="correct")
    assert "**Nothing to mend.** One output for each class" in said(app)
    assert titles(app) == []
    assert diffs(app) == []
    assert f"Today's Keras {TODAY} does the same." in said(app)


def test_old_code_that_asks_history_for_acc_is_right_then_and_wrong_today(instant_desk):
    app = pasted((SNIPPETS / "history_acc.txt").read_text(encoding="utf-8"))
    assert "**Nothing to mend under Keras 2.2.4.** One output" in said(app)
    assert titles(app) == ["history_lacks_key"]
    (diff,) = diffs(app)
    assert "+acc = history.history['accuracy']" in diff
    links = [each.proto for each in app.get("page_link")]
    assert ("versions", "view=history") in [(each.page, each.query_string) for each in links]


def test_two_models_have_a_block_each(instant_desk):
    app = opened(example="two_models")
    assert len(headlines(app)) == 2
    assert "over 5 outputs: about 0.996" in headlines(app)[0]
    assert "categorical accuracy" in headlines(app)[1]
    assert "**Nothing to mend.**" in said(app)


def test_an_answer_changes_the_verdict_at_once_and_back(instant_desk):
    app = pasted(HEAD.format(units=6))
    assert titles(app) == ["metric_counts_largest"]
    toggle(app, "_0_answers").set_value("one").run()
    assert titles(app) == ["loss_on_exclusive_classes"]
    assert toggle(app, "_0_labels_one").value == "one_hot"
    toggle(app, "_0_labels_one").set_value("integer").run()
    assert "loss_on_exclusive_classes" not in titles(app)
    toggle(app, "_0_answers").set_value("several").run()
    assert titles(app) == ["metric_counts_largest"]


def test_an_answer_is_of_one_model_alone(instant_desk):
    app = pasted(HEAD.format(units=6) + HEAD.format(units=4).replace("model", "other"))
    assert len(headlines(app)) == 2
    toggle(app, "_1_answers").set_value("one").run()
    assert titles(app) == ["metric_counts_largest", "loss_on_exclusive_classes"]
    assert toggle(app, "_0_answers").value == "several"


def test_another_version_is_read_anew(instant_desk):
    app = pasted(
        "model.add(Dense(10, activation='softmax'))\n"
        "model.compile('sgd', 'binary_crossentropy', metrics=['accuracy'])"
    )
    assert "binary accuracy over 10 outputs" in headlines(app)[0]
    toggle(app, "_keras").set_value(TODAY).run()
    assert "categorical accuracy" in headlines(app)[0]
    assert TODAY in app.caption[1].value


def test_what_a_reader_wrote_stays_one_click_away_and_out_of_the_address(instant_desk):
    text = HEAD.format(units=7) + "# a secret of mine"
    app = pasted(text)
    assert dict(app.query_params) == {"example": "own"}
    app.pills(key="_check_example").set_value("correct").run()
    assert "secret" not in app.text_area(key=CODE).value
    app.pills(key="_check_example").set_value("own").run()
    assert app.text_area(key=CODE).value == text
    assert "secret" not in str(dict(app.query_params))


def test_a_reader_s_own_code_is_in_no_memory_that_others_share(instant_desk, monkeypatch):
    kept = []
    monkeypatch.setattr("core.questions.check.page_models.once", lambda *of: kept.append(of))
    pasted(HEAD.format(units=6) + "# a secret of mine")
    assert "secret" not in repr([of[1:] for of in kept])


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "print('hello')", "Why is my accuracy so high?", "\x00\ufeff"]
)
def test_where_there_is_nothing_to_read_it_says_what_is_looked_for(text, instant_desk):
    app = pasted(text)
    assert headlines(app)[0] in ("Nothing to read yet", "No compile call is in sight")
    assert "model.compile(loss=…, metrics=[…])" in said(app)


def test_a_megabyte_is_read_as_far_as_it_goes(instant_desk):
    app = pasted(HEAD.format(units=6) + "# more\n" * 150_000)
    assert "too long to be read whole" in app.warning[0].value
    assert titles(app) == ["metric_counts_largest"]
    assert f"{LONGEST:,}" in " ".join(each.value for each in app.caption)


def test_a_megabyte_of_noise_is_no_traceback(instant_desk):
    noise = "".join(random.Random(0).choices("()[]{}'\"#,:=\\\n abcé\t<>&$*_`", k=1_000_000))
    assert headlines(pasted(noise))


def test_very_many_models_are_not_all_shown(instant_desk):
    app = pasted("".join(HEAD.replace("model", f"model_{n}").format(units=3) for n in range(20)))
    assert len(headlines(app)) == reading.MODELS
    assert "The first 12 of 20 outputs are shown" in app.info[0].value


def test_what_defeats_the_reader_is_said(instant_desk, monkeypatch):
    def defeated(_text):
        raise RuntimeError

    monkeypatch.setattr("core.check.report.cleaned", defeated)
    app = pasted(HEAD.format(units=6))
    assert headlines(app) == ["This could not be read"]
    assert "a mistake of this page" in said(app)


NASTY = (
    "<img src=x onerror=alert(1)>",
    "![pic](http://evil.example/x.png)",
    "**bold** :red[red] $x^2$",
    "`</code><script>alert(1)</script>",
)


@pytest.mark.parametrize("nasty", NASTY)
def test_names_are_never_markup(nasty, instant_desk):
    text = (
        f"# {nasty}\nfrom keras.layers import Dense\nmodel = Sequential()\n"
        f"model.add(Dense(len({nasty!r}), activation='softmax'))  # {nasty}\n"
        f"model.compile({nasty!r}, 'binary_crossentropy', metrics=['accuracy', {nasty!r}])\n"
    )
    app = pasted(text)
    shown = [
        each.text
        for each in on_screen.texts(app)
        if each.where.startswith(("Markdown", "Heading", "Html", "Alert"))
    ]
    outside = "\n".join(re.sub(r"\\.|`[^`]*`", "", each) for each in shown)
    for mark in ("<img", "![pic]", "**bold**", ":red[red]", "$x^2$", "<script"):
        assert mark not in outside
    assert not any(each.allow_html for each in app.markdown)


def test_a_bad_link_is_said_and_the_page_opens_on_its_example(instant_desk):
    app = opened(example="<b>none</b>")
    assert not app.exception
    assert "`example=<b>none</b>` cannot be used" in app.warning[0].value
    assert app.text_area(key=CODE).value == examples.code(examples.FAMOUS)


def test_what_was_measured_stands_on_the_page_and_the_command(instant_desk):
    text = " ".join(each.value for each in opened().caption)
    assert f"{measured.SNIPPETS} pieces of code, {measured.CORRECT} of them correct" in text
    assert f"finds {measured.FOUND} of their {measured.PROBLEMS} problems" in text
    assert f"blames {measured.BLAMED} of the correct ones" in text
    assert "`python -m core.check FILE...`" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a_b", r"a\_b"),
        ("`a_b` is <b>", r"`a_b` is \<b\>"),
        ("one ` alone *", r"one \` alone \*"),
        ("``", ""),
        ("a\n# b", r"a \# b"),
    ],
)
def test_plain(text, shown):
    assert plain(text) == shown


def test_as_code_cannot_be_left():
    assert as_code("a`b\n`c") == "`ab c`"
    assert as_code("x" * 99) == f"`{'x' * 60}…`"
    assert as_code("`") == "` `"


@pytest.mark.parametrize(
    "before", [{}, {"loss": "categorical_crossentropy", "metric": "binary_accuracy"}]
)
def test_a_link_opens_the_playground_in_its_state_whatever_was_chosen_there(before, instant_desk):
    app = open_app(**before)
    app.switch_page("pages/check.py").run()
    link = next(each.proto for each in app.get("page_link"))
    app.query_params.clear()
    app.query_params.update(dict(parse_qsl(link.query_string)))
    app.switch_page("pages/playground.py").run()
    assert not app.exception
    assert not app.warning
    assert app.radio(key="loss").value == "binary_crossentropy"
    assert app.radio(key="metric").value == "accuracy"
    app.radio(key="loss").set_value("mean_squared_error").run()
    assert app.radio(key="loss").value == "mean_squared_error", "what is chosen there afterwards counts"
