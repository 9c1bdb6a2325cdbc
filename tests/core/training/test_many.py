"""Many seeds at once, held against ordinary single models."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.experiment import Experiment
from core.keras_versions import KerasRefuses
from core.questions.diabetes import orders
from core.training import many as repeats
from core.training import one as training

SEEDS = (0, 3, 11)
DIGITS = Experiment(keras=orders.NOW, loss="sparse_categorical_crossentropy", labels="integer")


def stacked(experiment, seeds=SEEDS):
    """The last snapshot, and each member's weights, after all epochs."""
    stack = repeats.Stack(experiment, seeds)
    *_, last = stack.run()
    weights = stack.model.get_weights()
    return last, [[each[place] for each in weights] for place in range(len(seeds))]


def single(experiment, seed):
    trainer = training.Trainer(replace(experiment, seed=seed))
    *_, last = trainer.run()
    return last, trainer.model.get_weights()


def assert_members_are_single_models(experiment, seeds=SEEDS, within=1e-5):
    last, members = stacked(experiment, seeds)
    for place, seed in enumerate(seeds):
        alone, weights = single(experiment, seed)
        for ours, its in zip(members[place], weights, strict=True):
            np.testing.assert_allclose(ours, its, rtol=0, atol=within)
        assert last.true_accuracies[place] == pytest.approx(alone.true_accuracy, abs=0.003)


@pytest.mark.slow
@pytest.mark.parametrize("net", ["sigmoid", "softmax"])
def test_after_ten_epochs_a_member_is_the_single_model_of_its_seed(net):
    experiment = replace(orders.order(1, orders.NOW).member(net), epochs=10)
    assert_members_are_single_models(experiment)


@pytest.mark.slow
@pytest.mark.parametrize("net", ["sigmoid", "softmax"])
def test_so_it_is_with_the_loss_of_an_old_keras(net):
    # scaled, since among saturated outputs a rounded last digit decides what has a gradient
    experiment = replace(orders.order(1, orders.THEN, scaled=True).member(net), epochs=10)
    assert_members_are_single_models(experiment, seeds=(0, 3))


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"labels": "one_hot", "loss": "mean_squared_error", "activation": "sigmoid"},
        {"class_weight": True, "optimizer": "sgd", "learning_rate": 0.01},
    ],
    ids=["squared error", "weighted classes"],
)
def test_digits_whose_last_batch_is_short(changes):
    # 1,347 rows make 42 batches of 32 and one of 3, whose mean must count in full
    assert_members_are_single_models(replace(DIGITS, epochs=2, **changes), seeds=(5, 6))


@pytest.mark.slow
def test_a_held_out_part_is_measured_beside_the_training_part():
    experiment = orders.order(1, orders.NOW, scaled=True, holdout=True).member("softmax")
    experiment = replace(experiment, epochs=2)
    last, members = stacked(experiment, (1,))
    data = training.load(experiment)
    model = training.build(experiment)
    model.set_weights(members[0])
    for x, y, told in (
        (data.x_test, data.y_test, last.true_accuracies),
        (data.x_train, data.y_train, last.train_accuracies),
    ):
        answers = model.predict(x, verbose=0).argmax(axis=1)
        assert told == pytest.approx([np.mean(answers == y)])
    assert len(data.y_test) != len(data.y_train)


def test_first_weights_are_those_of_a_freshly_seeded_model():
    for seed in (0, 99):
        fresh = training.build(replace(DIGITS, seed=seed)).get_weights()
        for ours, its in zip(repeats.initial_weights(DIGITS, seed), fresh, strict=True):
            np.testing.assert_array_equal(ours, its)


@pytest.mark.slow
def test_snapshots_come_before_the_first_step_and_to_the_last_epoch():
    experiment = replace(orders.order(1, orders.NOW).shared, epochs=101)
    epochs = [each.epoch for each in repeats.train_many(experiment, (0, 1))]
    assert (epochs[0], epochs[1], epochs[-1]) == (0, 3, 101)
    assert len(epochs) == 35


def test_closing_stops_it_and_the_untrained_accuracy_is_keras_own():
    snapshots = repeats.train_many(DIGITS, (4, 7))
    first = next(snapshots)
    data = training.load(DIGITS)
    for place, seed in enumerate((4, 7)):
        model = training.build(replace(DIGITS, seed=seed))
        outputs = keras.ops.convert_to_numpy(model(data.x_test.astype("float32") / 16))
        right = np.mean(outputs.argmax(axis=1) == data.y_test)
        assert first.true_accuracies[place] == pytest.approx(right)
    snapshots.close()
    assert list(snapshots) == []


@pytest.mark.parametrize("net", ["sigmoid", "softmax"])
def test_constant_are_the_nets_that_give_every_training_row_one_answer(net):
    experiment = orders.order(1, orders.NOW).member(net)  # raw columns: some are so before any step
    seeds = tuple(range(12))
    first = next(repeats.train_many(experiment, seeds))
    x = training.load(experiment).x_train
    answers = []
    for seed in seeds:
        outputs = keras.ops.convert_to_numpy(training.build(replace(experiment, seed=seed))(x))
        one_unit = outputs.shape[1] == 1
        answers.append(outputs[:, 0] > 0.5 if one_unit else outputs.argmax(axis=1))
    alike = [len(np.unique(each)) == 1 for each in answers]
    assert first.constant.tolist() == alike
    assert 0 < sum(alike) < len(seeds)


def test_what_cannot_be_stacked_is_said():
    with pytest.raises(ValueError, match="Conv2D"):
        next(repeats.train_many(Experiment(dataset="mnist"), (0,)))
    with pytest.raises(ValueError, match="at least one seed"):
        next(repeats.train_many(DIGITS, ()))
    with pytest.raises(KerasRefuses):
        next(repeats.train_many(replace(DIGITS, loss="categorical_crossentropy"), (0,)))
