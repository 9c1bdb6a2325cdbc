"""The runs behind the page on MNIST, and that the trainer trains its nets as `model.fit` does."""

from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf

from core import recordings
from core.experiment import NETS, Experiment, nets
from core.questions.mnist import orders
from core.training import one as training
from tests import shipped


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("size", [orders.full, orders.few, orders.instead])
def test_both_losses_differ_in_nothing_else(net, size):
    binary, categorical = size(net).members.values()
    assert (binary.loss, categorical.loss) == tuple(orders.LOSSES.values())
    told, other = binary.as_dict(), categorical.as_dict()
    assert {name for name in told if told[name] != other[name]} == {"loss"}
    assert (binary.net, binary.keras, binary.loss_rule) == (net, "2.2.4", "probabilities")
    assert (binary.activation, binary.labels, binary.metric) == ("softmax", "one_hot", "accuracy")


def test_what_the_article_and_the_question_name():
    article, question = (orders.full(net).shared for net in NETS)
    assert (article.optimizer, article.batch_size, article.epochs) == ("adam", 64, 2)
    assert (question.optimizer, question.learning_rate) == ("adamax", 0.002)
    assert article.train_size == question.train_size == 60_000
    named = [
        (layer.name, *(value for key, value in layer.options if key != "activation"))
        for layer in nets.layers(question)
    ]
    assert named == [
        ("Conv2D", 100, (5, 5)),
        ("MaxPooling2D", (2, 2)),
        ("Conv2D", 100, (3, 3)),
        ("MaxPooling2D", (2, 2)),
        ("Dropout", 0.3),
        ("Flatten",),
        ("Dense", 100),
        ("Dropout", 0.3),
        ("Dense", 100),
        ("Dropout", 0.3),
        ("Dense", 10),
    ]


@pytest.mark.parametrize("net", NETS)
def test_sizes_are_runs_of_their_own_and_the_mend_is_none(net):
    sizes = [size(net) for size in (orders.full, orders.few, orders.instead)]
    assert len({each.training_key for each in sizes}) == 3
    one = sizes[0].shared
    assert orders.mended(one).training_key == one.training_key
    assert orders.mended(one).metric == "categorical_accuracy"


@pytest.mark.parametrize("net", NETS)
def test_the_recording_is_of_all_mnist_and_counts_what_it_says(net):
    recording = shipped.load(f"mnist_{net}")
    assert recording.order == orders.full(net)
    epochs = recording.order.epochs
    moments = [each.epoch for each in recording.snapshots]
    assert len(moments) == 10 * epochs + 1
    assert (moments[0], moments[-1]) == (0, epochs)
    shown = len(recording.gallery.labels)
    assert recording.gallery.images.shape == (shown, 28, 28)
    assert shown == recordings.SHOWN_OF_COMPARISONS
    for member in recording.snapshots[-1].members.values():
        assert member.examples == 10_000
        assert member.accuracies == pytest.approx(member.accuracies_by_hand, abs=1e-6)
        assert member.accuracies["categorical_accuracy"] == pytest.approx(
            member.true_accuracy, abs=1e-6
        )
        assert 0.975 < member.true_accuracy < 0.995
        assert member.accuracies["binary_accuracy"] > 0.995
        assert member.predictions.shape == (shown, 10)
        answers = member.predictions.argmax(axis=-1)
        assert (answers != recording.gallery.labels).sum() >= min(
            3, round(10_000 * (1 - member.true_accuracy))
        )
    path = shipped.path(f"mnist_{net}")
    assert path.stat().st_size < 1_000_000


@pytest.fixture
def few_images(monkeypatch):
    """A last batch that is not full, and few enough for two convolutions of 100 filters."""
    load = training.load

    def cut(experiment):
        data = load(experiment)
        return replace(
            data,
            x_train=data.x_train[:300],
            y_train=data.y_train[:300],
            x_test=data.x_test[:80],
            y_test=data.y_test[:80],
        )

    monkeypatch.setattr(training, "load", cut)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("net", "loss"), [("question", "binary_crossentropy"), ("article", "categorical_crossentropy")]
)
def test_the_nets_train_and_report_as_fit_and_evaluate_do(net, loss, few_images):
    """Dropout and two convolutions included: the seeds of dropout must be drawn as `fit` draws them."""
    experiment = Experiment(
        dataset="digits_as_mnist",
        net=net,
        loss=loss,
        keras="2.2.4",
        train_size=1000,
        epochs=2,
        **orders.CHOICES[net] | {"batch_size": 64},
    )
    trainer = training.Trainer(experiment)
    *_, last = trainer.run()

    def on_outputs(y_true, y_pred):
        return getattr(keras.losses, loss)(y_true, tf.identity(y_pred))

    data = training.load(experiment)
    (x, y), test = (
        (images.astype("float32") / data.brightest, nets.targets(experiment, labels))
        for images, labels in ((data.x_train, data.y_train), (data.x_test, data.y_test))
    )
    model = training.build(experiment)
    model.compile(
        loss=on_outputs,
        optimizer=training.optimizer(experiment),
        metrics=["binary_accuracy", "categorical_accuracy"],
        jit_compile=False,
    )
    model.fit(x, y, epochs=2, batch_size=64, shuffle=False, verbose=0)
    for ours, its in zip(trainer.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, its, rtol=0, atol=1e-6)
    evaluated = model.evaluate(*test, verbose=0, return_dict=True)
    assert evaluated == pytest.approx({"loss": last.loss, **last.accuracies}, abs=1e-6)
    predictions = model.predict(test[0], verbose=0)
    assert last.true_accuracy == np.mean(predictions.argmax(axis=1) == data.y_test)
