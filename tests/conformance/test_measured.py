"""Every rule of `core.keras_versions` against every row that was measured."""

from itertools import product

import numpy as np
import pytest

from core.keras_versions import (
    BACKENDS,
    METRICS,
    ON_EVERY_BACKEND,
    VERSIONS,
    behaviour,
    era,
    expands_integer_labels,
    has_from_logits,
    order,
)
from core.measures import accuracy
from tests.conformance import losses_by_hand, rows
from tests.conformance.environments import ENVIRONMENTS

MEASURED = sorted(rows.names(), key=lambda name: (order(rows.load(name)[0]["version"]), name))
# Measured before the probe kept warnings, and not again since.
WITHOUT_WARNINGS = (
    *("2.3.0", "tf-1.14.0", "tf-1.15.5", "tf-2.0.4", "tf-2.6.5", "tf-2.11.1"),
    "3.3.3",
)
BATCHES = (slice(0, 9), slice(9, 18), slice(18, 24))


def answer(setup, metric="accuracy"):
    """What the rules say of a measured setup."""
    return behaviour(setup.asked(metric))


@pytest.fixture(params=MEASURED, scope="module")
def setups(request):
    """What was measured with one version; TF 1.13's loss objects, new then, checked no shapes."""
    return [
        each
        for each in rows.setups(request.param)
        if each.form == "string" or not each.version.startswith("tf-1.13.")
    ]


@pytest.mark.parametrize("version", MEASURED)
def test_loss_objects_take_from_logits_where_there_were_any(version):
    measured = {each.loss for each in rows.setups(version) if each.form == "from_logits"}
    crossentropies = {"binary_crossentropy", "categorical_crossentropy"}
    version = rows.load(version)[0]["version"]
    assert has_from_logits(version) == (measured > crossentropies)  # TF 1.13 had no sparse one


def accepted(setups):
    return [each for each in setups if not each.refusals() and not each.saturated]


def test_every_version_named_was_measured_and_can_be_again():
    others = {f"{version}-{on}" for version, on in product(ON_EVERY_BACKEND, BACKENDS[1:])}
    assert list(VERSIONS) == sorted(rows.versions(), key=order)
    assert others <= set(MEASURED) <= set(ENVIRONMENTS)


def test_the_rows_stay_small():
    sizes = [path.stat().st_size for path in rows.MEASURED.iterdir()]
    assert max(sizes) < 50_000
    assert sum(sizes) < 1_000_000


def test_refuses_what_that_version_refused(setups):
    wrong = [str(each) for each in setups if bool(each.refusals()) != bool(answer(each).refused)]
    assert not wrong


def test_says_what_that_version_said(setups):
    wrong = []
    for each in setups:
        heard = answer(each).refused
        said = {(said["error"], rows.normalised(said["message"])) for said in each.refusals()}
        if not heard or (each.backend == "theano" and heard.exception_type != "Exception"):
            continue  # what a graph says, Theano says with its own addresses and indices
        if all("Unable to automatically build" in message for _type, message in said):
            assert each.name == "3.0.5-jax"  # a model that has refused once says nothing else again
            continue
        beside = answer(each, "categorical_accuracy").refused  # accuracy and loss race in a graph
        texts = {text_of(heard), text_of(beside or heard)}
        if not texts & said:
            wrong.append((str(each), texts, said))
    assert not wrong


def text_of(refused):
    return refused.exception_type, rows.normalised(refused.message)


def test_picks_the_accuracy_that_was_reported(setups):
    wrong = []
    for each in accepted(setups):
        metrics = each.row["metrics"]
        picked = answer(each).picked
        if picked in metrics and abs(metrics[picked] - metrics["accuracy"]) > 1e-6:
            wrong.append((str(each), picked, metrics))
    assert not wrong


def test_acc_is_accuracy_whatever_the_batch_size(setups):
    wrong = []
    for each in (each for each in setups if "even" in each.row):
        even, heard = each.row["even"], answer(each, "acc").refused
        if heard or "error" in even:
            right = bool(heard) == ("error" in even)
        else:
            right = abs(even["metrics"]["acc"] - each.row["metrics"]["accuracy"]) < 1e-6
        if not right:
            wrong.append((str(each), even, heard))
    assert not wrong


def test_training_accepts_what_evaluating_accepts(setups):
    assert not [str(each) for each in setups if each.row.get("fit")]


def test_refuses_the_explicit_metrics_that_were_refused(setups):
    wrong = []
    for each in accepted(setups):
        for metric in METRICS:
            if theano_would_not_broadcast(each, metric) and each.version != "1.0.0":
                continue
            said = each.row.get("refused", {}).get(metric)
            heard = answer(each, metric).refused
            if said and heard:
                right = text_of(heard) == (said["error"], rows.normalised(said["message"]))
            else:
                right = bool(said) == bool(heard)
            if not right:
                wrong.append((str(each), metric, said, heard))
    assert not wrong


def theano_would_not_broadcast(setup, metric):
    return (
        setup.backend == "theano"
        and metric == "binary_accuracy"
        and setup.units > 1
        and setup.labels in ("integer", "integer_column")
    )


def test_the_accuracy_by_hand_is_the_reported(setups):
    wrong = []
    for each in accepted(setups):
        for metric in ("accuracy", *METRICS):
            if metric not in each.row["metrics"]:
                continue
            by_hand = accuracy_by_hand(each, answer(each, metric))
            if abs(by_hand - each.row["metrics"][metric]) > 1e-6:
                wrong.append((str(each), metric, each.row["metrics"][metric], by_hand))
    assert not wrong


def accuracy_by_hand(setup, answered):
    """As a mean over batches: of (N,) labels Keras 3 takes one argmax over the batch."""
    targets, name = setup.targets, answered.picked
    if targets.ndim == 1 and answered.expands_integer_labels:
        targets = targets[:, np.newaxis]
    function = getattr(accuracy, name)
    if name == "binary_accuracy" and answered.binary_accuracy_rounds:
        function = rounded_accuracy
    if name == "sparse_categorical_accuracy" and targets.shape[-1] > 1 and targets.ndim > 1:
        function = largest_value_accuracy
    values = [function(targets[batch], setup.predictions[batch]) for batch in BATCHES]
    return np.average(values, weights=[batch.stop - batch.start for batch in BATCHES])


def rounded_accuracy(targets, predictions):
    return np.mean(targets == np.round(predictions))


def largest_value_accuracy(targets, predictions):
    """What `sparse_categorical_accuracy` made of one-hot targets before it refused them."""
    return np.mean(targets.max(axis=-1) == predictions.argmax(axis=-1))


def test_the_loss_by_hand_is_the_reported(setups):
    wrong = []
    for each in setups:
        reported = each.row.get("reported")
        if reported is None:
            continue
        by_hand = loss_by_hand(each)
        if not np.isclose(by_hand, reported, rtol=1e-4, atol=1e-4, equal_nan=True):
            wrong.append((str(each), reported, by_hand))
    assert not wrong


def loss_by_hand(setup):
    targets, loss = setup.targets, setup.loss
    if setup.backend != "tensorflow" and loss == "sparse_categorical_crossentropy":
        targets, loss = targets.reshape(-1, 1) == np.arange(setup.units), "categorical_crossentropy"
    if loss == "sparse_categorical_crossentropy":
        targets = targets.reshape(-1)
    elif targets.ndim == 1:
        targets = targets[:, np.newaxis]
    computed_on = answer(setup).loss_computed_on
    if computed_on == "logits":
        values = losses_by_hand.from_logits(loss, targets, setup.logits)
    elif computed_on == "outputs_as_logits":
        values = losses_by_hand.from_logits(loss, targets, setup.predictions)
    else:
        guarded = guard(setup.version)
        values = losses_by_hand.from_outputs(loss, targets, setup.predictions, guarded)
    if unweighted_batches(setup.version):
        return np.mean([values[batch].mean() for batch in BATCHES])
    return values.mean()


def guard(version):
    """How the version kept a binary crossentropy off log 0."""
    if era(version).loss_rule == "probabilities" or order(version) >= order("3.0.0"):
        return "clip"
    return "clip_and_add" if version.startswith(("tf-1.14.", "tf-2.0.")) else "clip_and_fold"


def unweighted_batches(version):
    """Keras 3.0 and 3.1 average the evaluated loss over batches, a short last one in full."""
    return order("3.0.0") <= order(version) < order("3.2.0")


def test_warns_of_logits_that_are_none(setups):
    wrong = []
    for each in (each for each in accepted(setups) if each.form == "from_logits"):
        said = [text for text in each.row.get("warned", ()) if "from_logits" in text]
        if each.name in WITHOUT_WARNINGS:
            continue
        if tuple(said) != answer(each).warned:
            wrong.append((str(each), said, answer(each).warned))
    assert not wrong


@pytest.mark.parametrize("name", [each for each in MEASURED if each != "1.0.0"])
def test_labels_are_expanded_as_measured(name):
    seen = next(row for row in rows.load(name) if row["row"] == "labels_seen")
    shapes = [shape.removeprefix("torch.Size(").replace("[", "(") for shape in seen["shapes"]]
    columns = {shape == "ndim 2" or len(shape.split(", ")) == 2 for shape in shapes}
    assert columns == {expands_integer_labels(rows.load(name)[0]["version"])}


def test_how_much_was_held(capsys):
    held = sum(map(len, map(rows.setups, MEASURED)))
    with capsys.disabled():
        print(f"\nheld {held} measured setups of {len(VERSIONS)} Keras versions")
    assert held >= 180 * len(MEASURED)
