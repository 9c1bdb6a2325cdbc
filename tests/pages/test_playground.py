"""The playground as its readers drive it, without a browser."""

import queue
import random
import re
import string
import subprocess
import sys
import time
from itertools import product

import numpy as np
import pytest

from core import export
from core.experiment import ACTIVATIONS, DEFAULTS, LABELS, LOSSES, METRICS, Experiment
from core.experiment.presets import presets
from core.keras_versions import Setup, behaviour
from core.measures import losses
from core.questions.playground import page_logits
from core.questions.playground.recordings import SHELF
from core.reading import why
from core.reading.reading import read
from core.reading.words import in_words, percent, truth_in_words
from core.runs import Problem
from tests.core.runs.conftest import wait_for
from tests.pages.conftest import APP, DEVICE, InstantWorker, open_app
from tests.pages.on_screen import tables

MOST_ELEMENTS = 100  # of a view of the page on its recording


def headline(app) -> str:
    return app.subheader[0].value


def numbers(app) -> list[str]:
    return [metric.value for metric in app.metric]


def wait_until_trained(app, desk, experiment, seconds: float = 60):
    """Look again, as the page's own refresh does, until the run has ended."""
    deadline = time.monotonic() + seconds
    while (run := desk.find(experiment)) and run.live:
        assert time.monotonic() < deadline, f"{experiment} did not end"
        desk.watch(run, "test")
        time.sleep(0.02)
    return app.run()


def test_opens_on_the_recording(instant_desk):
    app = open_app()
    first = read(Experiment()).points(SHELF.find(Experiment()).snapshots)[0]
    assert not app.exception
    assert headline(app) == in_words(read(Experiment()), first)
    assert numbers(app)[:2] == ["90.0\N{NO-BREAK SPACE}%", "10.2\N{NO-BREAK SPACE}%"]
    assert any("recording" in each.value for each in app.markdown)
    assert instant_desk.find(Experiment()) is None


def test_the_page_is_complete_without_tensorflow_or_scikit_learn():
    program = f"""
import sys
from streamlit.testing.v1 import AppTest
from core.runs import Desk
Desk.warm = lambda desk: None
app = AppTest.from_file({str(APP)!r}, default_timeout=30).run()
assert not app.exception and len(app.metric) == 3, app
print([name for name in ("tensorflow", "keras", "sklearn") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=APP.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_toggle_trains_at_once_and_stands_in_the_url(instant_desk):
    app = open_app()
    app.radio(key="loss").set_value("mean_squared_error").run()
    experiment = Experiment(loss="mean_squared_error")
    wait_until_trained(app, instant_desk, experiment)
    last = read(experiment).points(instant_desk.find(experiment).snapshots)[-1]
    assert headline(app) == in_words(read(experiment), last)
    assert numbers(app)[0] == percent(last.reported)


def test_what_is_reported_and_what_is_found_by_hand_stand_under_their_names(instant_desk):
    experiment = Experiment(loss="mean_squared_error")
    app = wait_until_trained(open_app(loss="mean_squared_error"), instant_desk, experiment)
    snapshots = instant_desk.find(experiment).snapshots
    last, picked = snapshots[-1], read(experiment).picked
    assert numbers(app)[2] == f"{last.loss:.3f}"
    assert app.metric[2].delta == f"by hand: {last.loss_by_hand:.3f}"
    said = "`mean_squared_error` is {:.4f}. By hand, from the predictions, it is {:.4f}."
    assert any(said.format(last.loss, last.loss_by_hand) in each.value for each in app.markdown)
    table = app.dataframe[0].value
    assert table["reported loss"].tolist() == [each.loss for each in snapshots]
    assert table["loss by hand"].tolist() == [each.loss_by_hand for each in snapshots]
    assert table["reported accuracy"].tolist() == [each.accuracies[picked] for each in snapshots]


def test_a_metric_or_an_accuracy_rule_never_trains(instant_desk):
    app = open_app()
    app.radio(key="metric").set_value("categorical_accuracy").run()
    assert headline(app).startswith("Before training: Keras 2.2.4 would report 10.2")
    app.radio(key="metric").set_value("accuracy").run()
    app.pills(key="keras").set_value("tf-2.2.3").run()
    assert headline(app).startswith("Before training: tf.keras 2.2.3 would report 10.2")
    assert instant_desk.find(Experiment()) is None


def test_the_slider_takes_the_numbers_to_any_moment(instant_desk):
    app = open_app()
    app.slider[0].set_value(15).run()
    last = read(Experiment()).points(SHELF.find(Experiment()).snapshots)[-1]
    assert headline(app) == in_words(read(Experiment()), last)
    app.slider[0].set_value(0).run()
    assert headline(app).startswith("Before training")


def test_toggles_that_follow_each_other_quickly_all_count(instant_desk):
    app = open_app()
    app.radio(key="loss").set_value("mean_squared_error")
    app.run()
    app.button_group(key="activation").set_value("sigmoid").run()
    assert app.session_state["loss"] == "mean_squared_error"
    assert app.session_state["activation"] == "sigmoid"


def test_training_live_replaces_the_recording_for_who_trained_it_and_nobody_else(instant_desk):
    app = open_app()
    app.button(key="_train").click().run()
    wait_until_trained(app, instant_desk, Experiment())
    run = instant_desk.find(Experiment())
    reading = read(Experiment())
    own = in_words(reading, reading.points(run.snapshots)[-1])
    shipped = in_words(reading, reading.points(SHELF.find(Experiment()).snapshots)[0])
    assert headline(app) == own
    assert headline(open_app()) == shipped, "a link opens the same for everyone"
    app.button(key="_recording").click().run()
    assert headline(app) == shipped
    assert not [each for each in app.button if each.key == "_recording"]


def test_presets_open_at_the_same_moment_and_keep_the_one_that_the_reader_chose(instant_desk):
    app = open_app()
    for preset in presets():
        app.button(key=f"_preset_{preset.id}").click().run()
        assert app.slider[0].value == 0
        assert headline(app).startswith("Before training")
    app.button(key="_preset_classic").click().run()
    app.slider[0].set_value(15).run()
    for preset in presets():
        app.button(key=f"_preset_{preset.id}").click().run()
        assert app.slider[0].value == preset.apply(Experiment()).epochs
    assert instant_desk.find(Experiment()) is None, "nothing was trained for it"


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_every_preset_is_one_click(preset, instant_desk):
    app = open_app(seed="3")
    app.button(key=f"_preset_{preset.id}").click().run()
    assert not app.exception
    expected = preset.apply(Experiment(seed=3))
    assert {name: app.session_state[name] for name in preset.changes} == preset.changes
    assert app.session_state["seed"] == expected.seed
    assert preset.why in [each.value for each in app.caption]


def test_a_refused_setup_says_what_keras_says_and_mends_with_one_click(instant_desk):
    app = open_app(labels="integer", keras="3.15.1")
    setup = Setup("3.15.1", "binary_crossentropy", (None,), (None, 10), activation="softmax")
    refused = behaviour(setup).refused
    assert headline(app) == "Keras 3.15.1 refuses this setup."
    assert f"{refused.exception_type}: {refused.message}" in [each.value for each in app.code]
    assert any("stands in its first lines" in each.value for each in app.caption)
    assert not any("prints the numbers" in each.value for each in app.caption)
    assert app.radio(key="loss").value == "binary_crossentropy"
    app.button(key="_mend_0").click().run()
    mended = {name: app.session_state[name] for name in refused.mends[0]}
    assert mended == refused.mends[0]
    assert "refuses" not in headline(app)


@pytest.mark.parametrize("task", ["multi_label", "binary"])
@pytest.mark.parametrize("from_logits", ["false", "true"])
def test_other_tasks_show_their_own_truth_and_cells(task, from_logits, instant_desk):
    choices = {"task": task, "activation": "linear", "labels": "integer", "keras": "3.15.1"}
    app = open_app(**choices, from_logits=from_logits)
    experiment = Experiment(**choices, from_logits=from_logits)
    app = wait_until_trained(app, instant_desk, experiment)
    assert not app.exception
    last = read(experiment).points(instant_desk.find(experiment).snapshots)[-1]
    assert numbers(app)[:2] == [percent(last.reported), percent(last.true)]
    assert any(each.value.startswith(truth_in_words(experiment)) for each in app.caption)
    by_label = [each.value for each in app.caption if "Label by label" in each.value]
    assert bool(by_label) == (task == "multi_label" and not experiment.uses_from_logits)
    if by_label:
        counted = instant_desk.find(experiment).snapshots[-1].accuracies_by_hand["binary_accuracy"]
        assert percent(counted) in by_label[0]
    assert app.toggle(key="from_logits").value == (from_logits == "true")
    assert app.button_group(key="labels").disabled == (task == "multi_label")


def test_changing_the_task_keeps_the_page_alive(instant_desk):
    app = open_app(keras="3.15.1", activation="sigmoid")
    for task in ("multi_label", "binary", "classes"):
        app.button_group(key="task").set_value(task).run()
        assert not app.exception
        experiment = Experiment(keras="3.15.1", activation="sigmoid", task=task)
        refused = read(experiment).refused
        if refused:
            app.button(key="_mend_0").click().run()
            assert not app.exception
            assert "refuses" not in headline(app)
            app.button_group(key="labels").set_value("one_hot").run()


def test_from_logits_is_out_of_reach_where_it_says_nothing(instant_desk):
    app = open_app(loss="mean_squared_error")
    assert app.toggle(key="from_logits").disabled
    assert "Ignored" in app.toggle(key="from_logits").help
    app.radio(key="loss").set_value("binary_crossentropy").run()
    app.button_group(key="activation").set_value("linear").run()
    assert not app.toggle(key="from_logits").disabled
    app.toggle(key="from_logits").set_value(True).run()
    assert headline(app) == "Keras 2.2.4 refuses this setup."
    assert any("has no from_logits" in each.value for each in app.markdown)
    app.button(key="_mend_1").click().run()
    assert app.session_state["keras"] == "3.15.1"
    assert "refuses" not in headline(app)


def captions(app) -> str:
    return "\n".join(each.value for each in app.caption)


def test_from_logits_behind_softmax_says_what_is_made_of_it(instant_desk):
    app = open_app(keras="3.15.1", from_logits="true")
    assert "the same loss. It warns: “`binary_crossentropy` received" in captions(app)
    app.button_group(key="backend").set_value("jax").run()
    assert "Keras 3.15.1 on JAX takes the softmax outputs for logits" in captions(app)


def test_a_backend_is_of_keras_3_alone(instant_desk):
    app = open_app(keras="3.15.1", backend="jax")
    assert headline(app).startswith("Before training: Keras 3.15.1 on JAX would report")
    assert SHELF.find(Experiment(keras="3.15.1", backend="jax")) == SHELF.load("classic")
    assert not app.button_group(key="backend").disabled
    app.button_group(key="keras").set_value("2.2.4").run()
    assert "`backend=jax` is not used: only Keras 3 has a choice." in captions(app)
    assert "JAX" not in headline(app)
    assert app.button_group(key="backend").disabled
    assert app.button_group(key="backend").value == "jax"


def test_why_this_metric_is_the_rules_own_path(instant_desk):
    app = open_app()
    steps = next(each.value for each in app.markdown if "\n1. Does the metric" in each.value)
    told = why.path_in_words(read(Experiment()))
    assert steps.splitlines()[2:] == [f"{place}. {step}" for place, step in enumerate(told, 1)]
    assert len(told) == 3


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem("worker_lost", ""), "lost twice"),
        (Problem("refused_by_server", ""), "answered with an error"),
        (Problem("unexpected", "MemoryError: out of memory"), "out of memory"),
    ],
)
def test_a_failed_run_says_so_and_can_be_tried_again(problem, words, instant_desk, monkeypatch):
    experiment = Experiment(loss="mean_squared_error")
    run = instant_desk.submit(experiment, "test")
    wait_until_trained(open_app(), instant_desk, experiment)
    monkeypatch.setattr(run, "state", "failed")
    monkeypatch.setattr(run, "problem", problem)
    app = open_app(loss="mean_squared_error")
    assert not app.exception
    assert any(words in each.value for each in app.markdown)
    assert app.button(key="_train").label == "Try again"


@pytest.fixture
def without_mnist(instant_desk, monkeypatch, tmp_path):
    """A desk whose workers say of MNIST what the test appends."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("WHICH_ACCURACY_DATA", raising=False)
    said = queue.SimpleQueue()

    def train(self, experiment):
        yield "device", DEVICE
        while (message := said.get())[0] != "ended":
            yield message

    monkeypatch.setattr(InstantWorker, "train", train)
    yield instant_desk, said
    said.put(("ended", None))


def test_mnist_is_not_fetched_unasked(without_mnist):
    desk, _ = without_mnist
    app = open_app(dataset="mnist")
    assert headline(app) == "MNIST is not on this machine."
    told = " ".join(each.value for each in app.markdown)
    assert "11 MB from storage.googleapis.com" in told
    assert "sha256 `731c5ac60275…`" in told
    assert desk.find(Experiment(dataset="mnist")) is None
    app.button(key="_bundled").click().run()
    assert app.session_state["dataset"] == "digits"


def test_a_download_is_shown_as_it_comes_and_what_ends_it_is_said(without_mnist):
    desk, said = without_mnist
    app = open_app(dataset="mnist")
    app.button(key="_train").click().run()
    run = desk.find(Experiment(dataset="mnist"))
    for so_far, words in ((4_200_000, "Downloading MNIST: 4.2 of 11 MB"), (11_490_434, "checked")):
        said.put(("download", (so_far, 11_490_434)))
        wait_for(lambda so_far=so_far: desk.watch(run, "test") or run.download == (so_far, 11_490_434))
        app.run()
        assert headline(app) == "Fetching MNIST …"
        [bar] = app.get("progress")
        assert words in bar.proto.text
        assert bar.proto.value == int(100 * so_far / 11_490_434)
    said.put(("problem", Problem("no_internet", "MNIST could not be downloaded (…).")))
    said.put(("ended", None))
    wait_for(lambda: not run.live)
    app.run()
    assert not app.exception
    assert headline(app) == "MNIST is not on this machine."
    assert any("no connection, or it broke off" in each.value for each in app.markdown)
    assert app.button(key="_train").label == "Download it and train"
    assert app.button(key="_bundled").label == "Use the bundled digits"


def test_a_bad_link_says_what_was_wrong_and_what_was_used(instant_desk):
    app = open_app(epochs="abc", loss="hinge", keras="2.1.6")
    told = app.warning[0].value
    assert "`epochs=abc`" in told
    assert "`15` is used instead" in told
    assert "`loss=hinge`" in told
    assert "`binary_crossentropy` is used instead" in told
    assert "2.1.6" not in told
    assert app.pills(key="keras").value == "2.1.6"


def test_a_link_may_say_yes(instant_desk):
    app = open_app(activation="linear", from_logits="Yes", keras="3.15.1")
    assert not app.warning
    assert app.toggle(key="from_logits").value
    assert app.query_params["from_logits"] == "true"
    link = next(each.value for each in app.code if "keras=3.15.1&" in each.value + "&")
    assert "from_logits=true" in link


@pytest.mark.slow
def test_no_garbage_in_the_url_raises(instant_desk):
    draw = random.Random(0)
    pool = string.printable + "é漢\u202e\x00`<script>%"
    for _ in range(120):
        names = draw.sample([*DEFAULTS, "lang", "embed", "x"], k=draw.randint(1, 5))
        given = {}
        for name in names:
            text = "".join(draw.choices(pool, k=draw.randint(0, 30)))
            number = str(draw.choice([-1, 0, 1e400, float("nan"), 3, 10**30, "0x10", "1_0", "٣"]))
            known = str(draw.choice([*LOSSES, *LABELS, *METRICS, "3.15.1", "tf-9", "2.2"]))
            given[name] = draw.choice([text, number, known])
        app = open_app(**given)
        assert not app.exception, given
        assert app.subheader, given


@pytest.mark.slow
def test_every_combination_of_the_toggles(real_desk):
    app = open_app(epochs="1")
    trained = set()
    combinations = product(LOSSES, ACTIVATIONS, LABELS, METRICS, ("2.2.4", "3.15.1"))
    for loss, activation, labels, metric, keras in sorted(combinations, key=lambda each: each[-1]):
        experiment = Experiment(
            loss=loss, activation=activation, labels=labels, metric=metric, keras=keras, epochs=1
        )
        app.radio(key="loss").set_value(loss)
        app.button_group(key="activation").set_value(activation)
        app.button_group(key="labels").set_value(labels)
        app.radio(key="metric").set_value(metric)
        app.pills(key="keras").set_value(keras)
        app.run()
        assert not app.exception, experiment
        refused = read(experiment).refused
        if refused:
            assert f"{refused.exception_type}: {refused.message}" in [each.value for each in app.code]
            continue
        run = real_desk.find(experiment)
        if run.key not in trained:
            wait_until_trained(app, real_desk, experiment)
        assert not app.exception, experiment
        assert run.state == "finished", (experiment, run.problem)
        trained.add(run.key)
        shown = read(experiment).points(run.snapshots)[-1]
        assert numbers(app)[:2] == [percent(shown.reported), percent(shown.true)]
    assert len(trained) > 20


@pytest.mark.parametrize(
    "asked", [{}, {"task": "multi_label"}, {"task": "binary"}, {"labels": "integer"}], ids=str
)
def test_what_to_write_is_set_up_with_one_click(asked, instant_desk):
    app = open_app(**asked)
    advised = export.advised(Experiment(**asked))
    written = [each.value for each in app.code if each.value == export.what_to_write(advised).strip()]
    assert written == [export.what_to_write(advised).strip()]
    app.button(key="_advised").click().run()
    assert not app.exception
    chosen = {name: app.session_state[name] for name in ("loss", "activation", "metric", "keras")}
    assert chosen == {name: getattr(advised, name) for name in chosen}
    assert not [each for each in app.button if each.key == "_advised"]
    assert "refuses" not in headline(app)


def test_a_version_that_did_not_train_says_whose_rules_it_goes_by(instant_desk):
    rules = "Keras 3.15.1 trains it by Keras 2.2.4's rules for loss and accuracy."
    app = open_app()
    assert any(f"of a real run (CPU, 2 threads). {rules}" in each.value for each in app.markdown)
    app.button(key="_train").click().run()
    wait_until_trained(app, instant_desk, Experiment())
    assert any("here, 15 epochs" in each.value and rules in each.value for each in app.markdown)
    for badge in ("trained", "learned"):
        assert not any(f"{badge}]" in each.value for each in app.markdown), (
            "an untrained net is run too"
        )
    own = open_app(keras="3.15.1")
    assert any("of a real run (CPU, 2 threads, Keras 3.15.1)." in each.value for each in own.markdown)
    assert not any("rules for loss" in each.value for each in own.markdown)


def test_k_and_sure_are_said_where_they_are_first_seen(instant_desk):
    told = [each.value for each in open_app().caption]
    assert any(each.startswith("K = 10 classes.") for each in told)
    assert "✓ right, ✗ wrong. Sure: the largest p is above 0.5." in told
    linear = {"loss": "mean_squared_error", "activation": "linear", "labels": "integer_column"}
    told = [each.value for each in open_app(**linear, keras="3.15.1").caption]
    assert "✓ right, ✗ wrong. Sure: the largest output is above 0.5." in told


def test_the_kinds_of_answers_add_up_to_what_is_reported(instant_desk):
    for preset in presets():
        experiment = preset.apply(Experiment())
        app = open_app(**{name: str(value) for name, value in experiment.changes().items()})
        reading, kinds_of = read(experiment), tables(app)[0]
        shares = (
            kinds_of[reading.picked].str.rstrip("\N{NO-BREAK SPACE}%–").replace("", "0").astype(float)
        )
        images = kinds_of["images"].astype(int)
        mean = (shares * images).sum() / images.sum()
        first = reading.points(SHELF.find(experiment).snapshots)[0]
        assert mean == pytest.approx(100 * first.reported, abs=0.06), preset.id


def test_the_learning_rate_steps_and_factors_reach_every_rate(instant_desk):
    app = open_app()
    rate = app.number_input(key="learning_rate")
    rate.decrement().run()
    assert app.session_state["learning_rate"] == pytest.approx(0.00099)
    app.button(key="_rate_× 10").click().run()
    assert app.session_state["learning_rate"] == pytest.approx(0.0099)
    app = open_app(learning_rate="0.00025")
    assert app.session_state["learning_rate"] == 0.00025
    app.button(key="_rate_÷ 10").click().run()
    app.button(key="_rate_÷ 10").click().run()
    assert app.session_state["learning_rate"] == 0.00001
    assert (
        app.query_params["learning_rate"] == ["1e-05"]
        or float(app.query_params["learning_rate"]) == 0.00001
    )
    assert app.button(key="_rate_÷ 10").disabled


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_every_preset_has_its_mend_beside_its_sentence(preset, instant_desk):
    experiment = preset.apply(Experiment())
    app = open_app(**{name: str(value) for name, value in experiment.changes().items()})
    popovers = labels_of(app)
    assert popovers[0] == "What to write"
    assert ("Hidden logits?" in popovers) == (preset.id == "today")
    assert export.what_to_write(experiment).strip() in [each.value for each in app.code]


def labels_of(app):
    """What the page's popovers are called, in order."""
    found, waiting = [], [app.main]
    while waiting:
        node = waiting.pop(0)
        proto = getattr(node, "proto", None)
        if getattr(node, "type", "") == "popover":
            found.append(proto.popover.label)
        waiting = [*getattr(node, "children", {}).values(), *waiting]
    return found


def drawings(app):
    return [
        re.search(r'aria-label="(.*?)"', each.proto.body)[1]
        for each in app.get("html")
        if 'class="wa-flow"' in each.proto.body
    ]


def drawn(app) -> int:
    """Elements and containers of a page, each of which is a message to the browser."""
    count, waiting = 0, list(app._tree.children.values())
    while waiting:
        children = getattr(waiting.pop(), "children", {}).values()
        count += len(children)
        waiting += children
    return count


def test_a_view_is_of_few_elements(instant_desk):
    """Each costs the server some 0.2 thousandths of a second for every reader of a class."""
    assert drawn(open_app()) <= MOST_ELEMENTS


def test_hidden_logits_are_drawn_where_they_are_named_with_the_losses_of_the_moment(instant_desk):
    app = open_app(keras="3.15.1")
    first = read(Experiment(keras="3.15.1")).points(SHELF.find(Experiment(keras="3.15.1")).snapshots)[0]
    assert drawings(app) == [
        "Dense(10) gives logits z, softmax of z gives predictions p. Keras 3.15.1 on TensorFlow takes "
        "z; by hand, one takes p.",
        "Dense(10) gives logits z, softmax of z gives predictions p. Keras 3.15.1 on TensorFlow takes "
        f"z: {first.loss:.3f}; by hand, one takes p: {first.loss_by_hand:.3f}.",
    ]
    assert any("puts a sigmoid of its own on it" in each.value for each in app.markdown)
    old = open_app()
    assert len(drawings(old)) == 1, "only below: nothing is named there that it would explain"
    assert "Keras 2.2.4 takes p, as one does by hand: 0.339" in drawings(old)[0]
    assert any("and train another net" in each.value for each in old.markdown)
    assert not drawings(open_app(loss="mean_squared_error"))


@pytest.mark.parametrize(("loss", "activation"), product(LOSSES, ACTIVATIONS))
def test_hidden_logits_are_named_exactly_where_they_change_the_loss(loss, activation):
    """By two formulas: the loss's own function on z, and its formula on p."""
    column = loss == "sparse_categorical_crossentropy"
    reading = read(
        Experiment(
            loss=loss, activation=activation, keras="3.15.1", labels="integer" if column else "one_hot"
        )
    )
    z = np.random.default_rng(0).normal(size=(20, 10))
    p = {"softmax": np.exp(z) / np.exp(z).sum(-1, keepdims=True), "sigmoid": 1 / (1 + np.exp(-z))}
    labels = np.arange(20) % 10
    targets = labels if column else np.eye(10)[labels]
    parts = False
    if activation in p and loss != "mean_squared_error":
        on_z = losses.on_logits(loss, targets, z)
        parts = not np.isclose(on_z, losses.BY_HAND[loss](targets, p[activation]), rtol=1e-4)
    assert page_logits.takes_hidden_logits(reading) == parts
