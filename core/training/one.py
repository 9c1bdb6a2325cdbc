"""Trains one experiment and measures it every way. TensorFlow is imported here and in `many`."""

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import keras
import numpy as np
import tensorflow as tf

from core import datasets, keras_versions
from core.datasets.fetch import fetch
from core.experiment import EXPLICIT_METRICS, Experiment, nets
from core.measures import accuracy, losses
from core.measures.snapshot import Device, Gallery, Snapshot
from core.training import kept

# What the imports made stays: looking through it again at every collection took a quarter of a run.
gc.freeze()

EVALUATE_BATCH = 32  # the default of model.evaluate
LARGE_BATCH = 50  # the same means, sooner; on wide convolutions 250 cost more again
ONE_BATCH = 500  # the most examples that dense layers measure at once, without a loop to trace
DENSE = frozenset({"Dense", "Flatten", "Dropout"})
GALLERY_SIZE = 500
MOST_TICKS = 10  # of an epoch

METRICS = {
    "binary_accuracy": keras.metrics.BinaryAccuracy,
    "categorical_accuracy": keras.metrics.CategoricalAccuracy,
    "sparse_categorical_accuracy": keras.metrics.SparseCategoricalAccuracy,
    "rounded_binary_accuracy": lambda: keras.metrics.MeanMetricWrapper(_rounded_binary_accuracy),
}
LOSSES = {
    "binary_crossentropy": keras.losses.BinaryCrossentropy,
    "categorical_crossentropy": keras.losses.CategoricalCrossentropy,
    "sparse_categorical_crossentropy": keras.losses.SparseCategoricalCrossentropy,
    "mean_squared_error": keras.losses.MeanSquaredError,
}


def train(experiment: Experiment) -> Iterator[Snapshot]:
    """Train, yielding a Snapshot before the first step, at each tick and at each epoch's end.

    The weights are those of `model.fit(shuffle=False)` for the same experiment, to the last bit on a
    CPU. Close the iterator to stop: nothing runs ahead of it.
    Raises KerasRefuses where the experiment's Keras refuses the setup.
    """
    check(experiment)
    trainer = kept.take(experiment) or Trainer(experiment)
    yield from trainer.run()
    kept.keep(trainer)


def check(experiment: Experiment) -> None:
    """Raise KerasRefuses where the experiment's Keras refuses the setup."""
    unmeasured = replace(nets.setup(experiment), metric="accuracy")  # a metric trains nothing
    if refused := keras_versions.behaviour(unmeasured).refused:
        raise refused


def gallery(experiment: Experiment) -> Gallery:
    """The test examples whose predictions every snapshot of this experiment carries."""
    data = load(experiment)
    labels = data.y_test[:GALLERY_SIZE]
    if data.side:
        images = data.x_test[:GALLERY_SIZE].reshape(-1, data.side, data.side)
    else:
        images = np.zeros((len(labels), 0, 0), "uint8")
    return Gallery(np.ascontiguousarray(images), labels, data.brightest, data.texts[:GALLERY_SIZE])


def load(experiment: Experiment) -> datasets.Data:
    """The experiment's data, downloaded into its library's cache where nothing has it yet."""
    choices = {name: getattr(experiment, name) for name in nets.data_of(experiment).choices}
    return datasets.load(experiment.dataset, fetch, **choices)


def device() -> Device:
    """What this process trains on: the first GPU that TensorFlow sees, else the CPU."""
    threads = tf.config.threading.get_intra_op_parallelism_threads() or _cores()
    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return Device("CPU", "", threads)
    name = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU")
    return Device("GPU", name, threads)


def versions() -> dict[str, str]:
    """The versions of what trains, by package name."""
    return {"keras": keras.__version__, "tensorflow": tf.__version__}


def build(experiment: Experiment) -> keras.Model:
    """The untrained model, seeded as the exported script seeds it."""
    keras.utils.set_random_seed(experiment.seed)
    return keras.Sequential(
        [
            keras.Input(nets.input_shape(experiment)),
            *(
                getattr(keras.layers, layer.name)(**dict(layer.options))
                for layer in nets.layers(experiment)
            ),
        ]
    )


def optimizer(experiment: Experiment) -> keras.optimizers.Optimizer:
    """The chosen Keras optimizer at the chosen learning rate."""
    return keras.optimizers.get(
        {"class_name": experiment.optimizer, "config": {"learning_rate": experiment.learning_rate}}
    )


class Trainer:
    """One model with its data on the device, and the two graphs that train and measure it.

    After `run` has ended, `model` holds the trained weights.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.data = load(experiment)
        keras.utils.clear_session(free_memory=False)
        self.model = build(experiment)
        self.optimizer = optimizer(experiment)
        self.optimizer.build(self.model.trainable_variables)
        self._unused = [each.numpy() for each in self.optimizer.variables]
        options = {"from_logits": True} if experiment.takes_outputs_for_logits else {}
        self.loss = LOSSES[experiment.trained_loss](**options)
        # A variable: TensorFlow multiplies by the rounded reciprocal of a constant instead of dividing.
        self.scale = tf.Variable(float(self.data.brightest), trainable=False)
        self.class_weights = tf.constant(nets.class_weights(experiment, self.data.y_train), tf.float32)

        self.x_train = tf.constant(self.data.x_train)
        self.y_train = tf.constant(self._targets(self.data.y_train))
        self.labels_train = tf.constant(self.data.y_train)
        self.x_test = tf.constant(self.data.x_test)
        self.y_test = tf.constant(self._targets(self.data.y_test))
        self.loss_mean = keras.metrics.Mean()
        self.metrics = self._measurable()

        self._evaluate_batch = self._batch_to_evaluate()
        # What they call is Keras's, or loops by itself: to look through it for loops took time.
        self._step = tf.function(self._train_batch, autograph=False)
        self._steps = tf.function(self._train_batches, autograph=False)
        self._measured = tf.function(self._measure_batches, autograph=False)

    @property
    def device_bytes(self) -> int:
        """What its data takes up on the device."""
        held = (self.x_train, self.y_train, self.labels_train, self.x_test, self.y_test)
        return sum(each.shape.num_elements() * each.dtype.size for each in held)

    def rewind(self, experiment: Experiment) -> None:
        """To the untrained weights of an experiment that differs in its seed or epochs alone."""
        self.experiment = experiment
        self.model.set_weights(build(experiment).get_weights())
        for variable, value in zip(self.optimizer.variables, self._unused, strict=True):
            variable.assign(value)

    def run(self) -> Iterator[Snapshot]:
        """Train to the end, a Snapshot at a time."""
        train_examples, test_examples = len(self.data.y_train), len(self.data.y_test)
        steps = -(-train_examples // self.experiment.batch_size)
        dataset = nets.data_of(self.experiment)
        stops = ticks(steps, train_examples, dataset.tick)
        yield self.measure(0, test_examples)
        for epoch in range(self.experiment.epochs):
            for start, stop in zip([0, *stops], stops, strict=False):
                self._train_steps(start, stop)
                ended = stop == steps
                examples = test_examples if ended else min(dataset.looked_at, test_examples)
                last = ended and epoch == self.experiment.epochs - 1
                yield self.measure(epoch + stop / steps, examples, everything=last)
        self.release()

    def measure(self, epoch: float, examples: int, everything: bool = False) -> Snapshot:
        """Every measurement on the first `examples` test images, as `model.evaluate` takes it."""
        loss, reported, predicted = self._measured(tf.constant(examples))
        predictions = predicted.numpy()
        labels = self.data.y_test[:examples]
        right, sure = np.zeros((2, len(self.data.y_test)), bool)
        right[:examples] = nets.answers_right(self.experiment, labels, predictions)
        sure[:examples] = predictions.max(axis=-1) > accuracy.THRESHOLD
        targets = self._targets(labels)
        return Snapshot(
            epoch=epoch,
            examples=examples,
            loss=float(loss),
            loss_by_hand=self._loss_by_hand(targets, predictions),
            accuracies={name: float(value) for name, value in reported.items()},
            accuracies_by_hand={name: _by_hand(name, targets, predictions) for name in self.metrics},
            true_accuracy=float(right[:examples].mean()),
            predictions=predictions if everything else predictions[:GALLERY_SIZE].copy(),
            recalls=nets.recalls(self.experiment, labels, predictions),
            right=np.packbits(right),
            sure=np.packbits(sure),
        )

    def release(self) -> None:
        """Give back what TensorFlow would keep for a model that nobody trains any more."""
        keras.utils.clear_session(free_memory=False)
        gc.collect()

    def _train_steps(self, start: int, stop: int) -> None:
        if not nets.takes_tokens(self.experiment):
            self._steps(tf.constant(start), tf.constant(stop))
            return
        # Steps this long were seen to cost a fifth less on their own than in a loop of TensorFlow's.
        for step in range(start, stop):
            self._step(tf.constant(step))

    def _train_batches(self, start, stop):
        def train_batch(step):
            self._train_batch(step)
            return (step + 1,)

        tf.while_loop(lambda step: step < stop, train_batch, (start,))

    def _train_batch(self, step):
        size, examples = self.experiment.batch_size, self.x_train.shape[0]
        first = step * size
        last = tf.minimum(first + size, examples)
        x, y = self._batch(self.x_train, self.y_train, first, last)
        with tf.GradientTape() as tape:
            loss = self._loss(y, self.model(x, training=True), self._sample_weights(first, last))
        variables = self.model.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)

    def _measure_batches(self, examples):
        self.loss_mean.reset_state()
        for metric in self.metrics.values():
            metric.reset_state()
        if self._evaluate_batch >= len(self.data.y_test):
            predicted = self._measure_batch(0, examples)
        else:
            predicted = self._measure_in_a_loop(examples)
        reported = {name: metric.result() for name, metric in self.metrics.items()}
        return self.loss_mean.result(), reported, predicted

    def _measure_in_a_loop(self, examples):
        size = self._evaluate_batch
        batches = tf.math.floordiv(examples + size - 1, size)

        def measure_batch(batch, predicted):
            first = batch * size
            last = tf.minimum(first + size, examples)
            return batch + 1, predicted.write(batch, self._measure_batch(first, last))

        predicted = tf.TensorArray(
            tf.float32,
            size=batches,
            element_shape=(None, nets.units(self.experiment)),
            infer_shape=False,
        )
        more = tf.constant(0), predicted
        _batches, predicted = tf.while_loop(lambda batch, _: batch < batches, measure_batch, more)
        return predicted.concat()

    def _measure_batch(self, first, last):
        x, y = self._batch(self.x_test, self.y_test, first, last)
        predictions = self.model(x, training=False)
        self.loss_mean.update_state(
            self._loss(y, predictions), sample_weight=tf.cast(last - first, tf.float32)
        )
        for metric in self.metrics.values():
            metric.update_state(y, predictions)
        return predictions

    def _batch(self, x, y, first, last):
        if nets.takes_tokens(self.experiment):
            return x[first:last], y[first:last]
        return tf.cast(x[first:last], tf.float32) / self.scale, y[first:last]

    def _sample_weights(self, first, last):
        if not self.experiment.class_weight:
            return None
        return tf.gather(self.class_weights, self.labels_train[first:last])

    def _loss(self, targets, predictions, sample_weights=None):
        if self.experiment.one_hots_labels:
            targets = tf.one_hot(tf.reshape(targets, [-1]), nets.units(self.experiment))
        if self.experiment.loss_rule == "probabilities":
            # A new tensor, without the logits that Keras attaches to a softmax or sigmoid output.
            predictions = tf.identity(predictions)
            if self.experiment.loss == "binary_crossentropy" and len(targets.shape) == 2:
                # tf.keras 2.2 and 2.3 broadcast here; today's Keras would refuse the shapes.
                shape = tf.broadcast_dynamic_shape(tf.shape(targets), tf.shape(predictions))
                targets = tf.broadcast_to(targets, shape)
                predictions = tf.broadcast_to(predictions, shape)
        loss = self.loss(targets, predictions, sample_weights)
        weight = self.experiment.loss_weight
        return loss if weight == 1 else weight * loss

    def _loss_by_hand(self, targets: np.ndarray, predictions: np.ndarray) -> float:
        by_hand = losses.BY_HAND[self.experiment.trained_loss]
        if self.experiment.one_hots_labels:
            targets = targets.reshape(-1, 1) == np.arange(predictions.shape[-1])
        if self.experiment.outputs_logits:
            by_hand = partial(losses.on_logits, self.experiment.trained_loss)
        return self.experiment.loss_weight * by_hand(targets, predictions)

    def _targets(self, labels: np.ndarray) -> np.ndarray:
        return nets.targets(self.experiment, labels)

    def _measurable(self) -> dict[str, keras.metrics.Metric]:
        """The accuracies that Keras computes for these targets rather than raise."""
        targets = self.y_test[:EVALUATE_BATCH]
        predictions = tf.zeros((EVALUATE_BATCH, nets.units(self.experiment)))
        # Only linear predictions reach where rounding is another rule than the threshold; versions that
        # round see no (N,) targets.
        rounds = self.experiment.activation == "linear" and self.experiment.targets != "integer"
        rounded = ("rounded_binary_accuracy",) if rounds else ()
        metrics = {name: METRICS[name]() for name in (*EXPLICIT_METRICS, *rounded)}
        return {name: each for name, each in metrics.items() if _accepts(each, targets, predictions)}

    def _batch_to_evaluate(self) -> int:
        if self.experiment.targets == "integer":
            return EVALUATE_BATCH  # of (N,) labels categorical_accuracy depends on the batches
        layers = {layer.name for layer in nets.layers(self.experiment)}
        at_once = layers <= DENSE and len(self.data.y_test) <= ONE_BATCH
        return ONE_BATCH if at_once else LARGE_BATCH


def ticks(steps: int, train_examples: int, apart: int | None) -> list[int]:
    """The steps of an epoch after which a snapshot is taken; the last is the epoch's end.

    apart: training examples between two of them; None for the end alone.
    """
    wanted = train_examples // apart if apart else 1
    count = max(1, min(MOST_TICKS, wanted, steps))
    return [round(steps * tick / count) for tick in range(1, count + 1)]


def _accepts(metric: keras.metrics.Metric, targets, predictions) -> bool:
    try:
        metric.update_state(targets, predictions)
    except (ValueError, tf.errors.InvalidArgumentError):
        return False
    return True


def _rounded_binary_accuracy(y_true, y_pred):
    """Keras 2.2.4's `binary_accuracy`, in its own words, which today's Keras no longer has."""
    return keras.ops.mean(keras.ops.equal(y_true, keras.ops.round(y_pred)), axis=-1)


def _by_hand(name: str, targets: np.ndarray, predictions: np.ndarray) -> float:
    measure = getattr(accuracy, name)
    if targets.ndim > 1:
        return measure(targets, predictions)
    # Of (N,) labels categorical_accuracy takes one argmax a batch, so its value depends on batches.
    starts = range(0, len(targets), EVALUATE_BATCH)
    parts = [slice(start, start + EVALUATE_BATCH) for start in starts]
    weights = [len(targets[part]) for part in parts]
    values = [measure(targets[part], predictions[part]) for part in parts]
    return float(np.average(values, weights=weights))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
