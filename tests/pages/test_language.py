"""Every page in every state, in a language of marks: what is in none of them nobody could translate.

What may stand outside of marks says `untranslated`, by a rule each.
"""

import queue
import time
from itertools import product

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core import datasets, language, questions, recordings
from core.experiment import NETS, TRAIN_SIZES, Experiment, nets
from core.experiment.presets import presets
from core.measures.accuracy import kinds
from core.measures.snapshot import ComparisonSnapshot, RepeatSnapshot
from core.questions.arithmetic import example as arithmetic_example
from core.questions.check import examples as checked
from core.questions.choose.case import KERAS as CHOOSE_KERAS
from core.questions.choose.case import RIGHT as CHOOSE_RIGHT
from core.questions.choose.case import stored as choose_stored
from core.questions.diabetes import orders as diabetes_orders
from core.questions.predictions import examples as predictions_examples
from core.questions.predictions import page as predictions_page
from core.questions.topics import judges as topics_judges
from core.questions.topics import page as topics_page
from core.questions.traps.trap import traps
from core.questions.versions import reading as versions_reading
from core.reading.claim import texts
from core.reading.verdicts import VERDICTS
from core.runs import Desk, Problem
from core.runs.run import PROBLEMS
from core.runs.worker import WorkerLost
from tests.core.brought import files as brought_files
from tests.core.runs.conftest import wait_for
from tests.pages import on_screen, pseudo, untranslated
from tests.pages import test_lesson as lesson_guesses
from tests.pages.conftest import APP, InstantWorker
from tests.pages.states import REFUSED, TAKEN, UNUSABLE

PAGES = questions.NAMES
STUDIES = {
    "mnist": ("mnist_article",),
    "topics": (
        *("topics", "topics_ratio", "topics_frequent_first", "topics_factor"),
        *("topics_class_weight", "topics_renormalises", "topics_mends", "topics_mismatch"),
    ),
    "diabetes": ("diabetes",),
}
# A study that its page does not open with, and the parameter that opens it.
OPENED_BY = {
    study: {"claim": study.removeprefix("topics_")} for study in STUDIES["topics"] if study != "topics"
}
EVERY_STUDY = [(page, study) for page, studies in STUDIES.items() for study in studies]


@pytest.fixture(autouse=True)
def catalogue(monkeypatch) -> pseudo.Catalogue:
    """The language of marks beside English."""
    made, real = pseudo.Catalogue(), language._catalogue
    monkeypatch.setattr(
        language, "_catalogue", lambda code: made if code == pseudo.CODE else real(code)
    )
    monkeypatch.setattr(language, "available", lambda: (language.DEFAULT, pseudo.CODE))
    monkeypatch.setattr(language, "_chosen", language._chosen)
    return made


@pytest.fixture(autouse=True)
def repeats(monkeypatch):
    """Instant workers train many seeds at once, too."""
    instant = InstantWorker.train

    def train(worker, order):
        if not getattr(order, "seeds", ()):
            yield from instant(worker, order)
            return
        yield next(instant(worker, order))
        for epoch in range(0, order.epochs + 1, 50):
            shares = np.random.default_rng(epoch).uniform(0.6, 0.8, len(order.seeds))
            told = RepeatSnapshot(epoch, shares, shares, constant=shares < 0.62)
            members = dict.fromkeys(order.members, told)
            yield "snapshot", ComparisonSnapshot(members)

    monkeypatch.setattr(InstantWorker, "train", train)


def opened(page: str, **parameters: object) -> AppTest:
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in ({"lang": pseudo.CODE} | parameters).items():
        app.query_params[name] = str(value)
    if page != "playground":
        app.switch_page(f"pages/{page}.py")
    return app.run()


def settled(app: AppTest, seconds: float = 30) -> AppTest:
    """Look again, as pages do, as long as something trains."""
    deadline = time.monotonic() + seconds
    while app.get("progress"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
        app.run()
    return app


def assert_translatable(app: AppTest) -> None:
    """Everything on screen is whole sentences of the catalogue, or needs no translation."""
    assert not app.exception
    outside, glued = set(), set()
    for where, text in on_screen.texts(app):
        pieces = pseudo.parsed(untranslated.visible(text))
        for loose in pseudo.loose(pieces):
            outside |= {(where, word, text) for word in untranslated.unexplained(loose, where)}
        glued |= {(where, each) for each in pseudo.glued(pieces)}
    assert not outside
    assert not glued


# The playground's setups, and links that ask for none.


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_every_preset_and_kind_of_answer(preset, instant_desk):
    experiment = preset.apply(Experiment())
    app = settled(opened("playground", **experiment.changes()))
    assert_translatable(app)
    for kind in kinds(experiment.task, nets.threshold(experiment)):
        app.pills(key="_kind").set_value(kind.id).run()
        assert_translatable(app)


@pytest.mark.parametrize("choices", [*REFUSED, *TAKEN, *UNUSABLE], ids=lambda each: " ".join(each))
def test_every_refusal_and_every_bad_link(choices, instant_desk):
    app = settled(opened("playground", **choices))
    assert_translatable(app)
    assert bool(app.warning) == (choices in UNUSABLE)
    assert (not app.metric) == (choices in REFUSED)


# Runs, of every page that has one: waiting, training, stopped, failed, finished.


@pytest.fixture
def telling(instant_desk, monkeypatch):
    """A desk whose workers do what the test puts into the queue: a message to send, or an exception.

    None stands for the next message of an instant worker's.
    """
    said, instant = queue.SimpleQueue(), InstantWorker.train

    def train(worker, order):
        own = instant(worker, order)
        while (message := said.get()) != "end":
            if isinstance(message, Exception):
                raise message
            yield next(own) if message is None else message

    monkeypatch.setattr(InstantWorker, "train", train)
    yield instant_desk, said
    said.put("end")


@pytest.fixture
def nothing_is_here(monkeypatch, tmp_path):
    """A machine that has no data but what comes with the app."""
    for name in ("KERAS_HOME", "SCIKIT_LEARN_DATA", datasets.OFFLINE_FOLDER):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def everything_is_here(monkeypatch, tmp_path):
    """A machine that has every file, though nothing in it."""
    for dataset in datasets.CATALOGUE.values():
        if dataset.remote:
            (tmp_path / dataset.remote.file).touch()
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(tmp_path))


def test_a_run_from_the_queue_to_its_end(telling, monkeypatch):
    desk, said = telling
    another = desk.submit(Experiment(seed=1), "another reader")
    wait_for(lambda: another.state == "training")
    app = opened("playground", loss="mean_squared_error")
    assert_translatable(app)
    with monkeypatch.context() as starting:
        starting.setattr(Desk, "ready", False)
        starting.setattr(Desk, "device", None)
        assert_translatable(app.run())
    desk.stop(another)
    said.put("end")
    run = desk.find(Experiment(loss="mean_squared_error"))
    wait_for(lambda: run.state == "training")
    assert_translatable(app.run())
    for message in (None, None, None, WorkerLost(), None, None, None, None, None):
        version = run.version
        said.put(message)
        wait_for(lambda version=version: run.version != version)
        assert_translatable(app.run())
    assert app.info, "a worker was lost"
    app.button(key="_stop_run_state").click().run()
    assert run.state == "stopped"
    assert_translatable(app)


def test_a_recording_that_is_trained_again(instant_desk):
    app = opened("playground")
    app.button(key="_train").click().run()
    assert_translatable(settled(app))
    assert app.button(key="_recording")


def test_a_download_and_what_ends_it(telling, nothing_is_here):
    desk, said = telling
    app = opened("playground", dataset="mnist")
    assert_translatable(app)
    app.button(key="_train").click().run()
    run = desk.find(Experiment(dataset="mnist"))
    said.put(None)  # what trains it
    for so_far in (4_200_000, 11_490_434):
        said.put(("download", (so_far, 11_490_434)))
        wait_for(lambda so_far=so_far: run.download == (so_far, 11_490_434))
        assert_translatable(app.run())
    said.put(("problem", Problem("no_internet", "…")))
    wait_for(lambda: not run.live)
    said.put("end")
    assert_translatable(app.run())


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("page", ["playground", *STUDIES])
def test_every_way_in_which_a_run_fails(page, problem, instant_desk, everything_is_here, monkeypatch):
    def fail(worker, order):
        yield "problem", Problem(problem, "MemoryError: out of memory")

    monkeypatch.setattr(InstantWorker, "train", fail)
    app = opened(page, **({"dataset": "mnist"} if page == "playground" else {}))
    for study in STUDIES.get(page, ())[:1]:
        app.button(key=f"_run_{study}_0").click().run()
    assert_translatable(settled(app))
    assert any(":red[" in each.value for each in app.markdown)


@pytest.mark.parametrize(("page", "study"), EVERY_STUDY)
def test_every_study_while_it_trains_and_once_it_is_stopped(page, study, telling, everything_is_here):
    desk, said = telling
    app = opened(page, **OPENED_BY.get(study, {}))
    app.button(key=f"_run_{study}_0").click().run()
    assert_translatable(app)
    (run,) = {run for run, _seen in desk._watching.values() if run.live}
    for _message in range(3):
        version = run.version
        said.put(None)
        wait_for(lambda version=version: run.version != version)
        assert_translatable(app.run())
    app.button(key=f"_stop_run_state_{study}").click().run()
    assert run.state == "stopped"
    assert_translatable(app)


@pytest.mark.parametrize(("page", "study"), EVERY_STUDY)
@pytest.mark.parametrize("size", [0, 1])
def test_every_study_run_to_its_end(page, study, size, instant_desk, nothing_is_here):
    app = opened(page, **OPENED_BY.get(study, {}))
    buttons = {button.key for button in app.button}
    assert f"_run_{study}_0" in buttons
    if f"_run_{study}_{size}" in buttons:
        app.button(key=f"_run_{study}_{size}").click().run()
        assert_translatable(settled(app))


@pytest.mark.parametrize("page", STUDIES)
def test_a_page_without_its_recordings(page, instant_desk, everything_is_here, monkeypatch, tmp_path):
    monkeypatch.setattr(recordings.Shelf, "find", lambda shelf, order: None)
    assert_translatable(opened(page))


# Each page, and each of its choices.


@pytest.mark.parametrize("data", ["everything_is_here", "nothing_is_here"])
@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_every_page(page, embedded, data, instant_desk, monkeypatch, request):
    request.getfixturevalue(data)
    monkeypatch.setattr(type(st.context), "is_embedded", embedded)
    assert_translatable(settled(opened(page)))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_keeps_one_reader_s_language_for_the_next(page, instant_desk):
    said = [text for _where, text in on_screen.texts(opened(page, lang=language.DEFAULT))]
    assert_translatable(opened(page))
    assert [text for _where, text in on_screen.texts(opened(page, lang=language.DEFAULT))] == said
    assert {text for text in said if "⟦" in text} == {"⟦English⟧"}  # the other one, by its name


@pytest.mark.parametrize("train_size", TRAIN_SIZES[:2])
def test_the_playground_on_mnist(train_size, instant_desk, everything_is_here):
    assert_translatable(settled(opened("playground", dataset="mnist", train_size=train_size)))


@pytest.mark.parametrize("net", [*NETS, "resnet"])
def test_mnist_at_every_net_and_at_its_first_moment(net, instant_desk, everything_is_here):
    app = opened("mnist", net=net)
    assert_translatable(app)
    app.slider[0].set_value(0.0).run()
    assert_translatable(app)


@pytest.mark.parametrize(
    "choices",
    [
        {"topics": 2},
        {"topics": 3, "imbalance": 7},
        {"corpus": "synthetic_topics"},
        {"corpus": "mnist", "topics": 99, "imbalance": "x"},
    ],
)
def test_topics_at_its_choices_and_at_its_first_moment(choices, instant_desk):
    app = opened("topics", **choices)
    assert_translatable(app)
    app.button(key="_run_topics_0").click().run()
    assert_translatable(settled(app))
    app.slider[-1].set_value(0.0).run()
    assert_translatable(app)


@pytest.mark.parametrize("shipped", [True, False])
@pytest.mark.parametrize("claim", topics_page.CLAIMS)
def test_topics_at_every_claim_with_its_seeds_and_without(claim, shipped, instant_desk, monkeypatch):
    made = np.random.default_rng(0).uniform(0.6, 0.7, (9, 5))
    names = {
        "topics_seeds": ("binary", "categorical"),
        "topics_weighted_seeds": ("plain", "weighted"),
        "topics_renormalised_seeds": ("sigmoid", "softmax"),
    }

    def ends(name):
        if not shipped:
            return None
        return {
            member: RepeatSnapshot(3, (1 + place / 9) * made[:, 0], recalls=(1 + place / 9) * made)
            for place, member in enumerate(names[name])
        }

    monkeypatch.setattr(topics_judges, "ends", ends)
    assert_translatable(opened("topics", claim=claim))


@pytest.mark.parametrize("version", [*diabetes_orders.VERSIONS, "9.9"])
@pytest.mark.parametrize(("scaled", "holdout"), product(("false", "true"), repeat=2))
def test_diabetes_in_every_state_of_its_link(version, scaled, holdout, instant_desk):
    assert_translatable(opened("diabetes", keras=version, scaled=scaled, holdout=holdout))


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"labels": "integer"},
        {"loss": "sparse_categorical_crossentropy", "labels": "integer"},
        {"loss": "categorical_crossentropy", "labels": "integer"},
        {"loss": "mean_squared_error", "activation": "linear"},
        {"metric": "categorical_accuracy"},
        {"units": "1", "activation": "sigmoid"},
        {"units": "2"},
        {"units": "x"},
        {"activation": "sigmoid", "units": "5"},
        {"task": "multi_label", "activation": "sigmoid"},
        {"task": "multi_label", "loss": "sparse_categorical_crossentropy", "labels": "integer"},
        {"task": "binary", "activation": "linear", "from_logits": "true"},
    ],
    ids=str,
)
def test_versions_at_its_setups_and_filters(choices, instant_desk):
    app = opened("versions", **choices)
    assert_translatable(app)
    for verdict in (versions_reading.MISLEADS, versions_reading.REFUSES):
        app.button_group(key="_versions_shown").set_value(verdict).run()
        assert_translatable(app)
    for family in versions_reading.FAMILIES:
        app.button_group(key="_versions_family").set_value([family]).run()
        assert_translatable(app)


def test_versions_at_every_view(instant_desk):
    for view in ("history", "loading", "generator", "objects", "nonsense"):
        assert_translatable(opened("versions", view=view))


def test_what_a_link_stages_and_what_it_cannot(instant_desk):
    assert_translatable(opened("playground", hide="nonsense", show="x", moment="x", epochs="3"))
    assert_translatable(opened("versions", ask="1", moment="3"))
    for page in ("playground", "mnist", "topics", "diabetes"):
        app = opened(page, ask="1")
        assert_translatable(app)
        app.button(key=f"_show_{page}").click().run()
        assert_translatable(app)
    assert_translatable(opened("playground", ask="1", moment="15", show="metric"))


def test_the_page_for_teachers_and_what_it_is_given(instant_desk):
    for link in ("mnist?net=question&hide=net", "traps?a=b", "nowhere", "http://elsewhere.example/"):
        app = opened("teach", link=link)
        assert_translatable(app)
    app.session_state["_teach_page"] = "playground"
    assert_translatable(app.run())


def test_claims_and_every_filter_of_them(instant_desk):
    app = opened("claims", loss="<b>none</b>")
    assert_translatable(app)
    for verdict in VERDICTS:
        app.button_group(key="_claims_wanted").set_value(verdict).run()
        assert_translatable(app)
        for text in texts():
            app.pills(key="_claims_asked_in").set_value([text]).run()
            assert_translatable(app)


@pytest.mark.parametrize("version", [*CHOOSE_KERAS, "9.9"])
@pytest.mark.parametrize("from_logits", ["true", "false"])
@pytest.mark.parametrize("answers", CHOOSE_RIGHT)
def test_choose_at_every_answer(answers, from_logits, version, instant_desk):
    for labels in choose_stored(answers):
        for classes in (2, 10, 30):
            choices = {"answers": answers, "labels": labels, "classes": classes, "keras": version}
            assert_translatable(opened("choose", from_logits=from_logits, **choices))


@pytest.mark.parametrize(
    ("trap", "settings"),
    [
        pytest.param(trap, settings, id=f"{trap.id} {list(settings.values())}")
        for trap in traps().values()
        for settings in trap.every_setting()
    ],
)
def test_every_trap_at_its_settings_and_run_here(trap, settings, instant_desk):
    app = opened("traps", trap=trap.id, **{name.lower(): each for name, each in settings.items()})
    assert_translatable(app)
    app.button(key=f"_run_trap_{trap.id}_0").click().run()
    assert_translatable(settled(app))


@pytest.mark.parametrize("example", checked.ALL)
def test_check_on_every_example(example, instant_desk):
    assert_translatable(opened("check", example=example))


@pytest.mark.parametrize(
    "text",
    [
        "model.compile('sgd', 'binary_crossentropy', metrics=['accuracy'])",
        "model.add(Dense(10))\nmodel.compile('sgd', loss, metrics=['accuracy'])",
        "model.add(Dense(n, activation='softmax'))\nmodel.compile('sgd', 'binary_crossentropy')",
        "model.add(Dense(1))\nmodel.compile('sgd', BinaryCrossentropy(from_logits=True))",
        "model.add(Dense(1))\nmodel.compile('sgd', 'mse', metrics=[keras.metrics.Accuracy()])",
        "import keras\nmodel.add(Dense(3, activation='softmax'))\n"
        "model.compile('sgd', 'categorical_crossentropy', metrics=['accuracy'])\n"
        "model.fit(x, LabelEncoder().fit_transform(y))" + "\n# more" * 200_000,
        "a.add(Dense(3))\na.compile('sgd', 'mse')\n" * 20,
        "no code",
    ],
)
def test_check_on_whatever_is_pasted(text, instant_desk):
    app = opened("check")
    app.text_area(key="_check_code").set_value(text).run()
    assert_translatable(app)


def test_check_at_each_of_its_answers(instant_desk, monkeypatch):
    app = opened("check", example="several_labels")
    for name, answers in (("answers", ("one",)), ("labels_one", ("integer", "integer_column"))):
        (control,) = [each for each in app.button_group if (each.key or "").endswith(name)]
        for answer in answers:
            control.set_value(answer).run()
            assert_translatable(app)

    def defeated(_text):
        raise RuntimeError

    monkeypatch.setattr("core.check.report.cleaned", defeated)
    app.text_area(key="_check_code").set_value("defeated").run()
    assert_translatable(app)


def brought_to_predictions():
    """Arrays of every kind that the page tells apart, and some that it refuses."""
    rng = np.random.default_rng(0)
    labels, outputs = rng.integers(0, 3, 75), rng.dirichlet(np.ones(3), 75)
    sure = np.eye(3)[labels] * 0.9 + 0.03
    several = rng.integers(0, 2, (75, 3))
    yield from (
        (labels, outputs),
        (labels, sure[::-1]),
        (labels, 9 * outputs),
        (labels[:, None], rng.random((75, 3))),
        (labels + 1, outputs),
        (labels + 5, outputs),
        (labels, np.eye(3)[labels]),
        (labels, np.full((75, 3), 1 / 3)),
        (labels, np.full((75, 3), [0.5, 0.3, 0.2]) + 0.01 * outputs),
        (labels[:1], outputs[:1]),
        (labels, rng.integers(0, 3, 75)),
        (labels, rng.permutation(labels)),
        (several, outputs),
        (several, 9 * outputs - 4),
        (several, several[::-1] * 0.98 + 0.01),
        (several, np.full((75, 3), 0.7)),
        (labels % 2, outputs[:, 0]),
        (labels % 2, 9 * outputs[:, 0] - 4),
        (labels % 2, np.round(outputs[:, 0])),
        (np.array(["b", "a", "c"])[labels], outputs),
        (rng.integers(0, 20, 200), rng.dirichlet(np.ones(20), 200)),
        # refused
        (labels, outputs[:-1]),
        (labels, outputs * np.nan),
        (labels, outputs[:, 0]),
        (labels + 0.5, outputs),
        (outputs, np.round(outputs)),
        (several * 3, outputs),
        (several, outputs[:, :2]),
        (several, outputs[:, 0]),
        (labels, outputs[None]),
        (np.array(["b", "a"])[labels % 2], outputs),
    )


@pytest.mark.parametrize(("labels", "outputs"), brought_to_predictions())
def test_predictions_of_whatever_is_brought(labels, outputs, instant_desk):
    app = opened("predictions", example="own", told="0.5")
    file = brought_files.npz(labels=labels, predictions=outputs)
    app.file_uploader[0].set_value([(file.name, file.data, "")])
    assert_translatable(app.run())
    for part in predictions_page.PARTS:
        (details,) = [each for each in app.button_group if each.key == "_predictions_details"]
        details.set_value(part).run()
        assert_translatable(app)


@pytest.mark.parametrize("example", predictions_examples.ALL)
@pytest.mark.parametrize("choices", [{}, {"told": "0.5"}, {"told": "x"}, {"threshold": "0.3"}], ids=str)
def test_predictions_on_every_example(example, choices, instant_desk):
    assert_translatable(opened("predictions", example=example, **choices))


@pytest.mark.parametrize("part", predictions_page.PARTS)
@pytest.mark.parametrize("example", predictions_examples.BY_ID)
def test_predictions_at_every_part_of_its_details(example, part, instant_desk):
    assert_translatable(opened("predictions", example=example, details=part))


@pytest.mark.parametrize(
    "file",
    [
        brought_files.File("a.npy", b""),
        brought_files.csv("0\n1\n"),
        brought_files.csv("0,1\n1,0,1\n"),
        brought_files.csv("0,1\n1,\n"),
        brought_files.csv("0,1,a\n1,0,b\n"),
        brought_files.csv("\x00"),
        brought_files.csv("PK nothing"),
        brought_files.csv("0;0,5\n1;0,7\n"),
        brought_files.npy(np.zeros(3, "complex64")),
        brought_files.npy(np.array([{}], dtype=object), allow_pickle=True),
        brought_files.npz(a=np.zeros(3), b=np.zeros(3), c=np.zeros(3)),
        brought_files.npz(compressed=True, labels=np.zeros(90_000_000, "u1"), b=np.zeros(3)),
        brought_files.npy(np.zeros(6_000_000, "u1")),
    ],
    ids=lambda file: file.name,
)
def test_predictions_of_files_that_cannot_be_read(file, instant_desk):
    app = opened("predictions", example="own")
    app.file_uploader[0].set_value([(file.name, file.data, "")])
    assert_translatable(app.run())


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"reported": "0.80", "classes": "5"},
        {"reported": "0.85"},
        {"reported": "0.5"},
        {"reported": "1"},
        {"reported": "0.97", "classes": "2"},
        {"reported": "0.9", "activation": "sigmoid"},
        {"reported": "0.1", "classes": "5", "activation": "sigmoid"},
        {"reported": "x", "classes": "1", "p0": "2", "label": "9"},
    ],
    ids=str,
)
def test_arithmetic_at_its_reports_and_answers(choices, instant_desk):
    app = opened("arithmetic", **choices)
    assert_translatable(app)
    for made in arithmetic_example.MADE:
        if made.activations == ("sigmoid",) and choices.get("activation") != "sigmoid":
            continue
        app.button(key=f"_made_{made.id}").click().run()
        assert_translatable(app)
    app.slider(key="threshold").set_value(0.25).run()
    assert_translatable(app)
    app.text_input(key="reported").set_value("abc").run()
    assert_translatable(app)


def test_the_lesson_before_and_after_its_guesses(instant_desk):
    app = opened("lesson")
    for guesses in (lesson_guesses.WRONG, lesson_guesses.RIGHT):
        app.session_state["_guesses"] = {f"lesson_{id}": made for id, made in guesses.items()}
        for id in (*guesses, "end"):
            app.query_params["step"] = id
            assert_translatable(app.run())
    assert_translatable(opened("lesson", view="handout"))
    assert_translatable(
        opened("lesson", steps="?keras=3.15.1,nothing,?epochs=33,?loss=hinge", step="x")
    )


def test_the_menu(instant_desk, monkeypatch):
    entries, made = [], st.Page

    def page(script, **said):
        entries.append(said)
        return made(script, **said)

    monkeypatch.setattr(st, "Page", page)
    assert not opened("playground").exception
    assert len(entries) == len(PAGES)
    for each in entries:
        assert problems_of(each["title"]) == problems_of(each["help"]) == ([], [])


# What the rules see, and what they let pass.


@pytest.mark.parametrize(
    "text",
    [
        "binary_crossentropy",
        "loss → categorical_crossentropy",
        "keras=3.15.1, labels=one_hot",
        "⟦Keras ⦃3.15.1⦄ says ⦃90.0\N{NO-BREAK SPACE}%⦄. It is right.⟧ ⟦The other too.⟧",
        "⟦Data: ⦃MNIST⦄⟧ · ⟦licence: ⦃CC BY-SA 3.0⦄⟧",
        "**⟦Holds.⟧** ⟦It does.⟧",
        "⟦Before: ⦃⟦Keras says ⦃7⦄.⟧⦄⟧",
        ":gray[:material/album: ⟦recording⟧]",
        "⟦See⟧ `the code`",
        "✓ sci.space",
        "K = 5",
    ],
)
def test_the_rules_let_pass(text):
    assert problems_of(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "outside", "glued"),
    [
        ("no gap", ["no", "gap"], False),
        ("⟦Keras says ⦃nothing⦄.⟧", ["nothing"], False),
        ("loss", ["loss"], False),
        ("adam, loss × 1", ["loss"], False),
        ("[here](claims) it is", ["here", "it", "is"], False),
        ("69.7 ⟦to⟧ 73.2 %", [], True),
        ("⟦are right⟧⟦, and the loss is ⦃0.2⦄⟧", [], True),
        ("⟦holds⟧, ⟦depends⟧", [], True),
        ("⟦labels⟧ ⟦loss⟧", [], True),
        ("⟦Nothing is trained⟧.", [], True),
        ("⟦They are ⦃⟦right⟧⟦ or wrong⟧⦄.⟧", [], True),
    ],
)
def test_the_rules_see(text, outside, glued):
    words, together = problems_of(text)
    assert words == outside
    assert bool(together) == glued


def problems_of(text: str) -> tuple[list[str], list[str]]:
    pieces = pseudo.parsed(untranslated.visible(text))
    words = [word for loose in pseudo.loose(pieces) for word in untranslated.unexplained(loose)]
    return words, list(pseudo.glued(pieces))


def test_nothing_on_screen_is_overlooked():
    """The walk through a page finds each place in which a text can stand."""

    def page():
        import altair as alt
        import pandas as pd
        import streamlit as st

        st.badge("badge")
        st.progress(0.5, "progress")
        st.tabs(["tab"])
        st.expander("expander")
        st.popover("popover", help="popover help")
        st.metric("metric", "value", "delta", help="metric help")
        st.slider("slider", 0, 1, format="format %d")
        st.selectbox("select", ["option"])
        st.components.v2.component("heard", html="<p>")(data={"hidden": 1, "text": "heard"})
        st.html('<style>css</style><img alt="picture"><b>bold</b>')
        st.dataframe(
            pd.DataFrame({"id": ["cell"], "other": [1], "hidden": ["secret"]}),
            column_order=["id", "other"],
            column_config={"id": st.column_config.TextColumn("label", help="column help")},
        )
        st.table(pd.DataFrame({"head": ["inside"]}).set_index("head"))
        rows = pd.DataFrame({"x": [1], "y": ["category"], "paint": ["red"]})
        chart = alt.Chart(rows).mark_point()
        encoded = chart.encode(
            x=alt.X("x:Q", title="axis"),
            y="y:N",
            color=alt.Color("paint:N", scale=None),
            tooltip=["x:Q", alt.Tooltip("y:N", title="tip")],
        )
        st.altair_chart(encoded.properties(title="chart title"), alt="alt text")
        own = alt.Chart(alt.Data(values=[{"z": 1, "word": "in a layer", "paint": "red"}])).mark_text()
        words = own.encode(text="word:N", color=alt.Color("paint:N", scale=None))
        st.vega_lite_chart(spec=alt.layer(words, chart.mark_rule()).to_dict())

    app = AppTest.from_function(page).run()
    assert not app.exception
    shown = {text for _where, text in on_screen.texts(app) if text}
    assert shown == {
        *(":blue-badge[badge]", "progress", "tab", "expander", "popover", "popover help"),
        *("metric", "value", "delta", "metric help", "slider", "format %d", "select", "option"),
        *("heard", "picture", "bold", "cell", "label", "column help", "other", "head", "inside"),
        *("chart title", "axis", "y", "category", "x", "tip", "alt text", "in a layer"),
    }
