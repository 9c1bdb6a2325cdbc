"""Documents on topics as rows of numbers: words counted, and topics thinned. And the same as code."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.datasets.dataset import Code, Data

VOCABULARY = 10_000  # the most frequent words of the training documents; 0 is no word, 1 any other
WORDS = 200  # of a document that are read
BEGINNING = 160  # characters of a document that a reader is shown


@dataclass(frozen=True)
class Corpus:
    """Documents with their labels, 0 to K − 1, split into a training and a test part."""

    train: Sequence[str]
    train_labels: np.ndarray
    test: Sequence[str]
    test_labels: np.ndarray


def counted(corpus: Corpus) -> Data:
    """Documents as (N, WORDS) int32: the places of their first words in the training vocabulary.

    Words are what scikit-learn's CountVectorizer takes for them. Place 0 pads a short document, 1 is
    every word that is not among the VOCABULARY − 2 most frequent. Of equally frequent ones the first in
    the alphabet are kept: which ones `max_features` keeps differs from one processor to another.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    words_of = CountVectorizer().build_analyzer()
    counts = Counter(word for document in corpus.train for word in words_of(document))
    kept = sorted(counts, key=lambda word: (-counts[word], word))[: VOCABULARY - 2]
    places = {word: place for place, word in enumerate(sorted(kept))}

    def tokens(documents: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(documents), WORDS), "int32")
        for row, document in zip(rows, documents, strict=True):
            found = [places.get(word, -1) + 2 for word in words_of(document)[:WORDS]]
            row[: len(found)] = found
        return rows

    return Data(
        tokens(corpus.train),
        np.asarray(corpus.train_labels),
        tokens(corpus.test),
        np.asarray(corpus.test_labels),
        texts=tuple(map(beginning, corpus.test)),
    )


def beginning(document: str) -> str:
    """How a document begins, on one line."""
    text = re.sub(r"\s+", " ", document).strip()
    return text if len(text) <= BEGINNING else text[: BEGINNING - 1].rstrip() + "…"


def thinned(data: Data, imbalance: float) -> Data:
    """`data` with fewer training documents of every further topic; the test part stays as it is.

    The first topic keeps `imbalance` times as many as the last, those between in equal steps of a
    factor; nothing is thinned for 1. What is kept of a topic is spread over all of its documents, and
    keeps its order: else an epoch, which is not shuffled, would end with the first topic alone.
    """
    if imbalance == 1:
        return data
    counts = np.bincount(data.y_train)
    shares = imbalance ** -np.linspace(0, 1, len(counts))
    sizes = np.maximum(1, np.round(counts.min() * shares)).astype(int)
    kept = []
    for topic, size in enumerate(sizes):
        places = np.flatnonzero(data.y_train == topic)
        kept += places[np.arange(size) * len(places) // size].tolist()
    kept.sort()
    return replace(data, x_train=data.x_train[kept], y_train=data.y_train[kept])


def code(imports: Sequence[str], corpus: str, imbalance: float) -> Code:
    """The same in a script; `corpus` sets train, labels_train, test and labels_test."""
    return Code(
        imports=(
            "from collections import Counter",
            "import numpy as np",
            *imports,
            "from sklearn.feature_extraction.text import CountVectorizer",
        ),
        lines="\n".join([corpus, _COUNTED, *([_thinned_code(imbalance)] if imbalance != 1 else [])]),
        packages=("scikit-learn",),
    )


_COUNTED = f'''
VOCABULARY, WORDS = {VOCABULARY}, {WORDS}
words_of = CountVectorizer().build_analyzer()
counts = Counter(word for document in train for word in words_of(document))
# Of equally frequent words the first in the alphabet: `max_features` keeps other ones elsewhere.
kept = sorted(counts, key=lambda word: (-counts[word], word))[:VOCABULARY - 2]
places = {{word: place for place, word in enumerate(sorted(kept))}}


def tokens(documents):
    """The places of each document's first words; 0 is no word, 1 a rare one."""
    rows = np.zeros((len(documents), WORDS), "int32")
    for row, document in zip(rows, documents):
        found = [places.get(word, -1) + 2 for word in words_of(document)[:WORDS]]
        row[: len(found)] = found
    return rows


x_train, x_test = tokens(train), tokens(test)
labels_train, labels_test = np.asarray(labels_train), np.asarray(labels_test)'''


def _thinned_code(imbalance: float) -> str:
    return f"""
# Thin the training part: the first topic keeps {imbalance:g} times as many as the last. What is kept
# of a topic is spread over all of its documents.
counts = np.bincount(labels_train)
sizes = np.maximum(1, np.round(counts.min() * {imbalance!r} ** -np.linspace(0, 1, len(counts))))
kept = []
for topic, size in enumerate(sizes.astype(int)):
    places = np.flatnonzero(labels_train == topic)
    kept += places[np.arange(size) * len(places) // size].tolist()
kept.sort()
x_train, labels_train = x_train[kept], labels_train[kept]"""
