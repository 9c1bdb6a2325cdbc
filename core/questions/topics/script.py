"""The page on topics as a script: both losses on one net, what is reported and what is true."""

import inspect

from core.datasets import synthetic
from core.datasets.documents import VOCABULARY, WORDS
from core.datasets.newsgroups import NEWSGROUPS, REMOVED
from core.experiment import Experiment, nets
from core.experiment.comparison import Comparison
from core.keras_versions import TODAY


def script(order: Comparison) -> str:
    """Python code that trains the members of an `order` with `model.fit` and prints both accuracies.

    It needs Keras 3 on TensorFlow, and scikit-learn. It runs as it is, without this project.
    """
    experiment = order.shared
    return "\n".join(
        (
            _HEAD.format(keras=TODAY),
            _corpus(experiment),
            _TOKENS,
            _thinned(experiment),
            _nets(order),
        )
    )


_HEAD = """\
# 80 % with binary_crossentropy, 50 % with categorical_crossentropy: the same net, measured twice.
# pip install keras=={keras} tensorflow scikit-learn
import keras
import numpy as np
import tensorflow as tf
from sklearn.feature_extraction.text import CountVectorizer
"""

_TOKENS = f'''
VOCABULARY, WORDS = {VOCABULARY}, {WORDS}
vectorizer = CountVectorizer(max_features=VOCABULARY - 2).fit(train)
words_of, places = vectorizer.build_analyzer(), vectorizer.vocabulary_


def tokens(documents):
    """The places of each document's first words; 0 is no word, 1 a rare one."""
    rows = np.zeros((len(documents), WORDS), "int32")
    for row, document in zip(rows, documents):
        found = [places.get(word, -1) + 2 for word in words_of(document)[:WORDS]]
        row[: len(found)] = found
    return rows


x_train, x_test = tokens(train), tokens(test)
labels_train, labels_test = np.asarray(labels_train), np.asarray(labels_test)
'''


def _corpus(experiment: Experiment) -> str:
    if experiment.dataset == "synthetic_topics":
        return f"""\
# --- the synthetic corpus, as the app draws it
{inspect.getsource(synthetic)}
# ---
TOPICS_USED = {experiment.topics}
train, labels_train = documents("train", TOPICS_USED)
test, labels_test = documents("test", TOPICS_USED)
"""
    wanted = ",\n    ".join(f'"{name}"' for name in NEWSGROUPS[: experiment.topics])
    return f"""\
from sklearn.datasets import fetch_20newsgroups

wanted = [
    {wanted},
]
parts = [
    fetch_20newsgroups(subset=part, categories=wanted, remove={REMOVED!r})
    for part in ("train", "test")
]
(train, labels_train), (test, labels_test) = ((part.data, part.target) for part in parts)
"""


def _thinned(experiment: Experiment) -> str:
    if experiment.imbalance == 1:
        return ""
    return f"""
# Thin the training part: the first topic keeps {experiment.imbalance:g} times as many as the last.
counts = np.bincount(labels_train)
sizes = np.round(counts.min() * {experiment.imbalance!r} ** -np.linspace(0, 1, len(counts))).astype(int)
kept = np.sort(np.concatenate([
    np.flatnonzero(labels_train == topic)[:size] for topic, size in enumerate(sizes)
]))
x_train, labels_train = x_train[kept], labels_train[kept]
"""


def _nets(order: Comparison) -> str:
    experiment = order.shared
    layers = "\n".join(
        f"        keras.layers.{layer.name}("
        + ", ".join(f"{name}={value!r}" for name, value in layer.options)
        + "),"
        for layer in nets.layers(experiment)
    )
    losses = ", ".join(f'"{each.loss}"' for each in order.members.values())
    return f'''
y_train = keras.utils.to_categorical(labels_train, {experiment.topics})
y_test = keras.utils.to_categorical(labels_test, {experiment.topics})


def on_outputs(loss):
    """As Keras {experiment.keras} has it: of the outputs. Today's takes the logits behind them."""
    return lambda y_true, y_pred: keras.losses.get(loss)(y_true, tf.identity(y_pred))


# Keras {experiment.keras} picks what "accuracy" means by the loss. Today's Keras picks it by the
# shapes: for both losses it would be categorical_accuracy. So it is named here.
picked = {{
    "binary_crossentropy": "binary_accuracy",
    "categorical_crossentropy": "categorical_accuracy",
}}

for loss in ({losses}):
    keras.utils.set_random_seed({experiment.seed})
    model = keras.Sequential([
        keras.Input(shape={nets.input_shape(experiment)!r}),
{layers}
    ])
    model.compile(loss=on_outputs(loss), optimizer="adam", metrics=[picked[loss]])
    options = dict(epochs={order.epochs}, batch_size={experiment.batch_size}, shuffle=False)
    model.fit(x_train, y_train, **options)
    reported = model.evaluate(x_test, y_test, verbose=0)[1]
    true = (model.predict(x_test, verbose=0).argmax(axis=1) == labels_test).mean()
    print(f"{{loss}}: reported {{reported:.6f}}, true {{true:.6f}}")
'''
