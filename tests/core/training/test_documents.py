"""The text net is trained as `model.fit` trains it, and its curve begins early."""

import numpy as np
import pytest

from core.datasets import CATALOGUE
from core.experiment import Experiment, nets
from core.training import one as training

CHOICES = {"dataset": "synthetic_topics", "loss": "categorical_crossentropy", "keras": "3.15.1"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"class_weight": True, "imbalance": 8},
        # Under adam no factor would be seen. Under sgd threads sum the embedding's gradients
        # in any order: with a factor of 5, fit was seen to part from fit by 1e-4.
        {"loss_weight": 0.5, "optimizer": "sgd", "batch_size": 64},
    ],
    ids=["plain", "class_weight", "loss_weight"],
)
def test_two_epochs_are_those_of_fit(choices):
    experiment = Experiment(**CHOICES, epochs=2, topics=3, **choices)
    trainer = training.Trainer(experiment)
    snapshots = list(trainer.run())
    data = trainer.data
    model = training.build(experiment)
    weight = experiment.loss_weight
    model.compile(
        loss=experiment.loss,
        optimizer=training.optimizer(experiment),
        metrics=["accuracy"],
        loss_weights=None if weight == 1 else weight,
    )
    classes = dict(enumerate(nets.class_weights(experiment, data.y_train)))
    model.fit(
        data.x_train,
        nets.targets(experiment, data.y_train),
        epochs=2,
        batch_size=experiment.batch_size,
        shuffle=False,
        verbose=0,
        class_weight=classes if experiment.class_weight else None,
    )
    for ours, theirs in zip(trainer.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6 if weight == 1 else 1e-5)
    untrained = training.build(experiment).get_weights()
    assert max(np.abs(a - b).max() for a, b in zip(untrained, model.get_weights(), strict=True)) > 1e-4
    loss, accuracy = model.evaluate(
        data.x_test, nets.targets(experiment, data.y_test), batch_size=250, verbose=0
    )
    assert snapshots[-1].loss == pytest.approx(loss, rel=1e-4)
    assert snapshots[-1].true_accuracy == pytest.approx(accuracy, abs=1e-6)


def test_class_weights_are_one_over_frequency():
    experiment = Experiment(**CHOICES, topics=2, class_weight=True)
    weights = nets.class_weights(experiment, np.array([0, 0, 0, 1]))
    assert weights[1] / weights[0] == pytest.approx(3)
    assert np.average(weights, weights=[3, 1]) == pytest.approx(1)


@pytest.mark.parametrize(("examples", "points"), [(2823, 10), (2000, 8), (900, 3), (100, 1)])
def test_an_epoch_of_documents_has_about_ten_points(examples, points):
    steps = -(-examples // 32)
    found = training.ticks(steps, examples, CATALOGUE["20newsgroups"].tick)
    assert len(found) == points
    assert found[-1] == steps
    assert len(training.ticks(steps, examples, CATALOGUE["mnist"].tick)) == max(1, examples // 1000)
