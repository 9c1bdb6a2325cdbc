import ast
import itertools
from pathlib import Path

import pytest

from core.keras_versions import (
    ERAS,
    LOSSES,
    METRICS,
    VERSIONS,
    KerasRefuses,
    Setup,
    UnknownVersion,
    behaviour,
    binary_accuracy_rounds,
    era,
    expands_integer_labels,
    has_from_logits,
    loss_computed_on,
    order,
    resolve_accuracy,
)

TEN = (None, 10)
ONE = (None, 1)
LABELS = {"one_hot": TEN, "integer": (None,), "integer_column": ONE}


def refused(*choices, **more):
    """What a version says to a setup that it refuses, on softmax outputs where nothing else is said."""
    return behaviour(Setup(*choices, **{"activation": "softmax"} | more)).refused


@pytest.mark.parametrize(
    ("version", "picked"),
    [
        ("1.0.5", "categorical_accuracy"),
        ("1.0.6", "binary_accuracy"),
        ("1.2.2", "binary_accuracy"),
        ("2.2.0", "binary_accuracy"),
        ("2.2.4", "binary_accuracy"),
        ("2.3.1", "binary_accuracy"),
        ("tf-1.15.5", "binary_accuracy"),
        ("tf-2.1", "binary_accuracy"),
        ("tf-2.1.4", "binary_accuracy"),
        ("tf-2.2.0", "categorical_accuracy"),
        ("tf-2.2", "categorical_accuracy"),
        ("tf-2.4.4", "categorical_accuracy"),
        ("tf-2.16.1", "categorical_accuracy"),
        ("2.4.3", "categorical_accuracy"),
        ("2.11.0", "categorical_accuracy"),
        ("3.0.0", "categorical_accuracy"),
        ("3.15.1", "categorical_accuracy"),
    ],
)
def test_the_famous_case(version, picked):
    assert resolve_accuracy(version, "binary_crossentropy", TEN, TEN) == picked
    assert resolve_accuracy(version, "binary_crossentropy", TEN, TEN, "acc") == picked


@pytest.mark.parametrize("version", VERSIONS)
def test_one_unit_is_binary_and_integers_are_sparse(version):
    assert resolve_accuracy(version, "binary_crossentropy", ONE, ONE) == "binary_accuracy"
    assert resolve_accuracy(version, "binary_crossentropy", (None,), ONE) == "binary_accuracy"
    sparse = "sparse_categorical_crossentropy"
    expected = "categorical_accuracy" if version == "1.0.0" else "sparse_categorical_accuracy"
    assert resolve_accuracy(version, sparse, (None,), TEN) == expected
    assert resolve_accuracy(version, sparse, ONE, TEN) == expected


@pytest.mark.parametrize("version", VERSIONS[1:])
@pytest.mark.parametrize("metric", ["binary_accuracy", "categorical_accuracy"])
def test_explicit_metrics_are_what_they_say(version, metric):
    assert resolve_accuracy(version, "binary_crossentropy", TEN, TEN, metric) == metric


def test_the_oldest_knew_accuracy_alone():
    with pytest.raises(KerasRefuses, match="no attribute 'get'"):
        resolve_accuracy("1.0.0", "binary_crossentropy", TEN, TEN, "categorical_accuracy")


def test_the_loss_moves_from_probabilities_to_logits():
    softmax_bce = ("binary_crossentropy", "softmax")
    softmax_cce = ("categorical_crossentropy", "softmax")
    assert loss_computed_on("2.2.4", *softmax_cce) == "probabilities"
    assert loss_computed_on("2.3.0", *softmax_cce) == "logits"
    assert loss_computed_on("tf-2.3.4", *softmax_cce) == "logits"
    assert loss_computed_on("tf-2.3.4", *softmax_bce) == "probabilities"
    assert loss_computed_on("tf-2.4.0", *softmax_bce) == "logits"
    assert loss_computed_on("3.15.1", *softmax_bce) == "logits"
    assert loss_computed_on("3.15.1", "categorical_crossentropy", "sigmoid") == "logits"
    assert loss_computed_on("3.15.1", "categorical_crossentropy", "linear") == "probabilities"
    assert loss_computed_on("3.15.1", "mean_squared_error", "softmax") == "probabilities"


def test_labels_and_rounding():
    assert expands_integer_labels("2.2.4")
    assert expands_integer_labels("tf-2.4.4")
    assert expands_integer_labels("tf-2.15.1")
    assert not expands_integer_labels("tf-2.16.1")
    assert not expands_integer_labels("3.0.5")
    assert binary_accuracy_rounds("2.3.1")
    assert not binary_accuracy_rounds("tf-1.15.5")


def test_what_keras_prints():
    said = refused("2.2.4", "binary_crossentropy", (None,), TEN)
    assert (said.exception_type, said.message) == (
        "ValueError",
        "Error when checking target: expected dense_1 to have shape (10,) "
        "but got array with shape (1,)",
    )
    said = refused("3.15.1", "categorical_crossentropy", (None,), TEN)
    assert said.message == (
        "Arguments `target` and `output` must have the same rank (ndim). "
        "Received: target.shape=(None,), output.shape=(None, 10)"
    )
    assert said.mends == ({"labels": "one_hot"}, {"loss": "sparse_categorical_crossentropy"})
    assert said.mend == (
        "This version accepts it with labels=one_hot or loss=sparse_categorical_crossentropy."
    )


def test_integers_with_a_binary_crossentropy_broadcast_where_no_logits_are_at_hand():
    setup = ("binary_crossentropy", (None,), TEN)
    assert resolve_accuracy("tf-2.2.3", *setup) == "sparse_categorical_accuracy"
    with pytest.raises(KerasRefuses, match="logits and labels must have the same shape"):
        resolve_accuracy("tf-2.2.3", *setup, activation="sigmoid")
    with pytest.raises(KerasRefuses, match="logits and labels must have the same shape"):
        resolve_accuracy("tf-2.4.4", *setup)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_refusal_in_the_playground_has_a_mend_that_works(version):
    for loss, labels, metric, activation in itertools.product(
        LOSSES, LABELS, ("accuracy", *METRICS), ("softmax", "sigmoid", "linear")
    ):
        said = refused(version, loss, LABELS[labels], TEN, metric, activation=activation)
        if not said:
            continue
        assert said.mends
        assert said.mend
        for change in said.mends:
            choice = {"loss": loss, "labels": labels, "metric": metric, **change}
            shape = LABELS[choice["labels"]]
            mended = refused(
                version, choice["loss"], shape, TEN, choice["metric"], activation=activation
            )
            assert mended is None


def test_versions_stand_in_order():
    assert list(VERSIONS) == sorted(VERSIONS, key=order)
    assert order("2.2.4") < order("tf-1.15.5") < order("tf-2.4") == order("tf-2.4.0")
    assert order("tf-2.15.1") < order("3.0.5") < order("tf-2.18.0") < order("3.15.1")
    assert order("2.11.0") == order("tf-2.11.0")


@pytest.mark.parametrize(
    "text", ["", "latest", "2", "v2.2.4", "2.2.4rc1", "tf2.2", "TF-2.2.3", "2.2.4.1", "-1.2.3"]
)
def test_the_wrong_form_is_explained(text):
    with pytest.raises(UnknownVersion, match="for standalone Keras"):
        order(text)


@pytest.mark.parametrize("text", ["0.3.3", "3.99.0", "4.0.0", "2.16.0", "tf-1.3.0", "tf-2.99.0"])
def test_what_was_not_measured_is_unknown(text):
    with pytest.raises(UnknownVersion, match="was not measured"):
        resolve_accuracy(text, "binary_crossentropy", TEN, TEN)


def test_eras_differ_by_rule_and_cover_every_version():
    rules = [(each.accuracy_rule, each.loss_rule) for each in ERAS]
    assert len(set(rules)) == len(ERAS)
    for each in ERAS:
        assert era(each.version) == era(each.first) == era(each.last) == each
    assert {era(version) for version in VERSIONS} <= set(ERAS)


def test_other_words_are_named():
    with pytest.raises(ValueError, match="unknown loss 'hinge'"):
        Setup("2.2.4", "hinge", TEN, TEN, activation="softmax")
    with pytest.raises(ValueError, match="unknown metric 'auc'"):
        Setup("2.2.4", "binary_crossentropy", TEN, TEN, "auc", activation="softmax")
    with pytest.raises(ValueError, match="shapes are like"):
        Setup("2.2.4", "binary_crossentropy", (None, 5, 10), (None, 5, 10), activation="softmax")
    with pytest.raises(UnknownVersion, match="for standalone Keras"):
        Setup("latest", "binary_crossentropy", TEN, TEN, activation="softmax")
    with pytest.raises(ValueError, match=r"backend 'theano' .*: tensorflow, jax, torch"):
        Setup("3.15.1", "binary_crossentropy", TEN, TEN, activation="softmax", backend="theano")
    with pytest.raises(ValueError, match=r"'jax' of Keras tf-2.15.1: tensorflow"):
        Setup("tf-2.15.1", "binary_crossentropy", TEN, TEN, activation="softmax", backend="jax")
    with pytest.raises(ValueError, match="unknown loss 'hinge'"):
        resolve_accuracy("2.2.4", "hinge", TEN, TEN)


def test_a_setup_in_another_version_keeps_a_backend_that_is_known_there():
    on_jax = Setup("3.15.1", "binary_crossentropy", TEN, TEN, activation="softmax", backend="jax")
    assert on_jax.in_version("3.0.5").backend == "jax"
    assert on_jax.in_version("2.2.4").backend == "tensorflow"
    assert on_jax.in_version("2.2.4").version == "2.2.4"


def test_on_jax_and_pytorch_the_loss_takes_the_outputs():
    for backend, loss in itertools.product(("jax", "torch"), LOSSES[:3]):
        assert loss_computed_on("3.15.1", loss, "softmax") == "logits"
        assert loss_computed_on("3.15.1", loss, "softmax", backend=backend) == "probabilities"
        twice = loss_computed_on("3.15.1", loss, "softmax", from_logits=True, backend=backend)
        assert twice == "outputs_as_logits"
    one_unit = ("3.15.1", "sparse_categorical_crossentropy", (None,), ONE)
    assert resolve_accuracy(*one_unit, backend="jax") == "binary_accuracy"
    for backend, says in (("tensorflow", "outside the valid range"), ("torch", "out of bounds")):
        with pytest.raises(KerasRefuses, match=says):
            resolve_accuracy(*one_unit, backend=backend)


def test_widths_that_do_not_broadcast_are_refused_by_every_version():
    for version, loss in itertools.product(VERSIONS, LOSSES):
        assert refused(version, loss, (None, 5), TEN)
    assert refused("3.15.1", "mean_squared_error", (None, 5), TEN).message == (
        "Dimensions must be equal, but are 5 and 10"
    )
    assert refused("3.15.1", "mean_squared_error", TEN, ONE) is None


@pytest.mark.parametrize("version", VERSIONS)
def test_from_logits_is_refused_only_by_versions_without_it(version):
    setup = (version, "binary_crossentropy", ONE, ONE)
    said = refused(*setup, activation="linear", from_logits=True)
    assert bool(said) == (not has_from_logits(version))
    if said:
        assert said.exception_type == ""
        assert "from_logits" in said.message
        assert said.mends == ({"from_logits": False}, {"keras": "3.15.1"})
        with pytest.raises(KerasRefuses):
            resolve_accuracy(*setup, activation="linear", from_logits=True)
    else:
        picked = resolve_accuracy(*setup, activation="linear", from_logits=True)
        assert picked == "binary_accuracy"


def test_from_logits_checks_the_shapes_that_a_loss_on_outputs_broadcasts():
    setup = ("tf-2.2.3", "binary_crossentropy", (None,), TEN)
    assert refused(*setup, activation="linear") is None
    said = refused(*setup, activation="linear", from_logits=True).message
    assert "logits and labels must have the same shape" in said


def test_mends_for_one_output_name_labels_that_fit_it():
    said = refused("3.15.1", "binary_crossentropy", (None, 2), ONE)
    assert {"labels": "integer"} in said.mends


@pytest.mark.parametrize(
    ("written", "said"), [("[x](http://a.b) **b**", "xhttpa.bb is no"), ("<b>9.9</b>", "b9.9b is no")]
)
def test_what_a_stranger_writes_is_no_markup_in_the_sentence(written, said):
    with pytest.raises(UnknownVersion) as problem:
        order(written)
    assert str(problem.value).startswith(said)
    assert not set("[]()*<>`_") & set(str(problem.value).split(":")[0])


def test_no_setup_leaves_the_activation_out():
    """Two columns for one output: TF 2.2 and 2.3 refuse them on a sigmoid's logits only."""
    with pytest.raises(TypeError, match="activation"):
        Setup("2.2.4", "binary_crossentropy", TEN, TEN)
    columns = ("binary_crossentropy", (None, 2), ONE)
    taken = {
        activation: [each for each in VERSIONS if not refused(each, *columns, activation=activation)]
        for activation in ("softmax", "sigmoid")
    }
    assert taken == {"softmax": ["tf-2.2.3", "tf-2.3.4"], "sigmoid": []}


def test_no_caller_in_the_app_leaves_the_activation_to_the_thin_door():
    """`resolve_accuracy` is softmax by default, for notebooks: here everybody says which it is."""
    core = Path(__file__).parents[3] / "core"
    calls = [
        (path, node)
        for path in core.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) or getattr(node.func, "id", None)) == "resolve_accuracy"
    ]
    assert all("activation" in {each.arg for each in node.keywords} for _path, node in calls), calls
