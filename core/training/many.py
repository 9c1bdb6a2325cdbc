"""Trains one experiment with many seeds at once: a net of dense layers, its new axis the seeds."""

import gc
import math
import random
from collections.abc import Iterator, Sequence

import keras
import numpy as np
import tensorflow as tf

from core.experiment import Experiment, nets
from core.measures.snapshot import RepeatSnapshot
from core.training import one

MOST_SNAPSHOTS = 50  # of a run, besides the untrained one


def train_many(experiment: Experiment, seeds: Sequence[int]) -> Iterator[RepeatSnapshot]:
    """Train once with each of the seeds, yielding before the first step and every few epochs.

    Member s has the weights that `one.train` gives the experiment with seed s, but for rounding:
    the same first weights, the same batches in the same order. The experiment's own seed is not used.
    Close the iterator to stop: nothing runs ahead of it.
    Raises ValueError for a net of other than dense layers and without seeds; KerasRefuses where the
    experiment's Keras refuses the setup.
    """
    if not seeds:
        raise ValueError("there must be at least one seed")
    if found := in_the_way(experiment):
        raise ValueError(f"many seeds at once need Dense layers and one label an example, not {found}")
    one.check(experiment)
    yield from Stack(experiment, seeds).run()


def in_the_way(experiment: Experiment) -> str:
    """What keeps this experiment's seeds from being trained at once; nothing where they can be."""
    if other := {layer.name for layer in nets.layers(experiment)} - {"Dense"}:
        return ", ".join(sorted(other))
    if experiment.one_hots_labels:
        return "the labels of a sparse loss as JAX and PyTorch take them"
    return "several labels an example" if experiment.task == "multi_label" else ""


class Stack:
    """The nets of S seeds as one, with the data on the device, and the graph that trains it.

    After `run` has ended, `model` holds the trained weights: (S, inputs, units) and (S, units) of each
    layer.
    """

    def __init__(self, experiment: Experiment, seeds: Sequence[int]) -> None:
        self.experiment = experiment
        data = one.load(experiment)
        keras.utils.clear_session(free_memory=False)
        self.model = build(experiment, seeds)
        self.optimizer = one.optimizer(experiment)
        # All weights in one row: an optimizer works cell by cell, and one long update costs less than
        # many short ones, to compile and to take.
        self.row = keras.Variable(np.concatenate([each.ravel() for each in self.model.get_weights()]))
        self.optimizer.build([self.row])
        options = {"from_logits": True} if experiment.takes_outputs_for_logits else {}
        self.loss = one.LOSSES[experiment.loss](reduction="none", **options)

        brightest = np.float32(data.brightest)
        self.x_train = data.x_train.reshape(len(data.x_train), -1) / brightest
        self.x_test = data.x_test.reshape(len(data.x_test), -1) / brightest
        self.labels_train = nets.labels(experiment, data.y_train)
        self.labels_test = nets.labels(experiment, data.y_test)
        self.same = data.x_test is data.x_train

        size = experiment.batch_size
        self.steps = -(-len(self.x_train) // size)
        self.batches = [
            _in_batches(each, self.steps, size)
            for each in (self.x_train, self._targets(data.y_train), self._shares(data.y_train))
        ]
        self._advance = tf.function(self._train, jit_compile=True)

    def run(self) -> Iterator[RepeatSnapshot]:
        """Train to the end, a RepeatSnapshot at a time."""
        epoch, epochs = 0, self.experiment.epochs
        stride = -(-epochs // MOST_SNAPSHOTS)
        yield self._measured(0, 0)
        while epoch < epochs:
            ahead = min(stride, epochs - epoch)
            epoch += ahead
            yield self._measured(epoch, ahead)
        self.model.set_weights(self._weights())
        keras.utils.clear_session(free_memory=False)
        gc.collect()

    def _weights(self) -> list:
        """The row as the layers' kernels and biases, in their order."""
        shapes = [each.shape for each in self.model.trainable_variables]
        parts = tf.split(self.row.value, [math.prod(shape) for shape in shapes])
        return [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]

    def _predictions(self, weights: list, x) -> tf.Tensor:
        predictions, _none = self.model.stateless_call(weights, [], x)
        return predictions

    def _measured(self, epoch: int, ahead: int) -> RepeatSnapshot:
        right_train, right_test, constant = self._advance(tf.constant(ahead * self.steps))
        return RepeatSnapshot(
            epoch=epoch,
            true_accuracies=right_test.numpy() / len(self.x_test),
            train_accuracies=right_train.numpy() / len(self.x_train),
            constant=constant.numpy(),
        )

    def _train(self, steps):
        """Take so many steps from an epoch's start; then count (S,) right answers, in both parts.

        And say which of the S give all training examples the same answer.
        """
        x, y, shares = (tf.constant(each) for each in self.batches)
        for step in tf.range(steps):
            batch = step % self.steps
            weights = self._weights()
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(weights)
                loss = self._loss(y[batch], self._predictions(weights, x[batch]), shares[batch])
            gradients = tape.gradient(loss, weights)
            row = tf.concat([tf.reshape(each, [-1]) for each in gradients], axis=0)
            self.optimizer.apply([row], [self.row])
        answers = self._answers(self.x_train)
        right = _right(answers, self.labels_train)
        right_test = right if self.same else _right(self._answers(self.x_test), self.labels_test)
        return right, right_test, tf.reduce_all(answers == answers[:1], axis=0)

    def _loss(self, targets, predictions, shares):
        """The sum of every member's own loss, so that no member's gradient knows of the others."""
        if self.experiment.loss_rule == "probabilities":
            # A new tensor, without the logits that Keras attaches to a softmax or sigmoid output.
            predictions = tf.identity(predictions)
        if self.experiment.loss == "sparse_categorical_crossentropy":
            targets = tf.broadcast_to(targets, predictions.shape[:-1])
        else:  # over the seeds, and where an old Keras does so, over the outputs
            shape = tf.broadcast_static_shape(targets.shape, predictions.shape)
            targets = tf.broadcast_to(targets, shape)
            if predictions.shape != shape:
                predictions = tf.broadcast_to(predictions, shape)
        return self.experiment.loss_weight * tf.reduce_sum(self.loss(targets, predictions, shares))

    def _targets(self, labels: np.ndarray) -> np.ndarray:
        """(N, 1, K) targets, the same for every seed; (N, 1) class indices for a sparse loss."""
        targets = nets.targets(self.experiment, labels)
        if self.experiment.loss == "sparse_categorical_crossentropy":
            return targets.reshape(-1, 1)
        return targets.reshape(len(labels), 1, -1).astype(np.float32)

    def _shares(self, labels: np.ndarray) -> np.ndarray:
        """(N, 1): what part of its batch's mean loss an example is, times the weight of its class."""
        size, count = self.experiment.batch_size, len(labels)
        sizes = np.minimum(size, count - np.arange(count) // size * size)
        weights = nets.class_weights(self.experiment, labels)
        weights = weights[nets.labels(self.experiment, labels)]
        return (weights / sizes)[:, np.newaxis].astype(np.float32)

    def _answers(self, x) -> tf.Tensor:
        """(N, S) class indices: what each net answers."""
        predictions = self._predictions(self._weights(), tf.constant(x))
        if predictions.shape[-1] == 1:
            return tf.cast(predictions[..., 0] > nets.threshold(self.experiment), tf.int64)
        return tf.argmax(predictions, axis=-1)


def build(experiment: Experiment, seeds: Sequence[int]) -> keras.Model:
    """The untrained nets of these seeds as one: (N, inputs) in, (N, S, units) out."""
    layers = nets.layers(experiment)
    first_weights = [initial_weights(experiment, seed) for seed in seeds]
    model = keras.Sequential([keras.Input(nets.input_shape(experiment))])
    for place, layer in enumerate(layers):
        options = dict(layer.options)
        model.add(
            keras.layers.EinsumDense(
                "bsi,sio->bso" if place else "bi,sio->bso",
                output_shape=(len(seeds), options.pop("units")),
                bias_axes="so",
                **options,
            )
        )
    model.set_weights([np.stack(each) for each in zip(*first_weights, strict=True)])
    return model


def initial_weights(experiment: Experiment, seed: int) -> list[np.ndarray]:
    """The weights of `one.build` with this seed, drawn as Keras draws them, but with no model."""
    # Of what `keras.utils.set_random_seed` seeds, first weights hang on Python's generator alone;
    # the rest is slow. A layer takes its seed as it is made, so all are made before any is drawn.
    random.seed(seed)
    layers = [keras.layers.Dense(**dict(layer.options)) for layer in nets.layers(experiment)]
    weights = []
    inputs = int(np.prod(nets.input_shape(experiment)))
    for layer in layers:
        kernel = layer.kernel_initializer((inputs, layer.units))
        weights += [np.asarray(kernel), np.asarray(layer.bias_initializer((layer.units,)))]
        inputs = layer.units
    return weights


def _right(answers: tf.Tensor, labels: np.ndarray) -> tf.Tensor:
    """(S,): how many of the (N, S) answers are right."""
    return tf.math.count_nonzero(answers == labels[:, np.newaxis].astype("int64"), axis=0)


def _in_batches(rows: np.ndarray, steps: int, size: int) -> np.ndarray:
    """(steps, size, …): the rows in their order, and zeros in the place of those that are missing."""
    missing = [(0, steps * size - len(rows))] + [(0, 0)] * (rows.ndim - 1)
    return np.pad(rows, missing).reshape(steps, size, *rows.shape[1:])
