"""Documents on topics: posts to newsgroups, and documents drawn at random. Read, counted, thinned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from core.datasets import synthetic
from core.datasets.data import Data

VOCABULARY = 10_000  # the most frequent words of the training documents; 0 is no word, 1 any other
WORDS = 200  # of a document that are read
BEGINNING = 160  # characters of a document that a reader is shown

# In scikit-learn's order, the alphabet's; so the first five are one of religion and four of computers.
NEWSGROUPS = (
    *("alt.atheism", "comp.graphics", "comp.os.ms-windows.misc", "comp.sys.ibm.pc.hardware"),
    *("comp.sys.mac.hardware", "comp.windows.x", "misc.forsale", "rec.autos", "rec.motorcycles"),
    *("rec.sport.baseball", "rec.sport.hockey", "sci.crypt", "sci.electronics", "sci.med"),
    *("sci.space", "soc.religion.christian", "talk.politics.guns", "talk.politics.mideast"),
    *("talk.politics.misc", "talk.religion.misc"),
)
# Else a net could learn who wrote where instead of what about; scikit-learn advises it.
REMOVED = ("headers", "footers", "quotes")


def names(dataset: str, topics: int) -> tuple[str, ...]:
    """What the first `topics` topics of a corpus are called, in the order of their labels."""
    return (NEWSGROUPS if dataset == "20newsgroups" else tuple(synthetic.TOPICS))[:topics]


@dataclass(frozen=True)
class Corpus:
    """Documents with their labels, 0 to K − 1, split into a training and a test part."""

    train: Sequence[str]
    train_labels: np.ndarray
    test: Sequence[str]
    test_labels: np.ndarray


@lru_cache(maxsize=2)
def newsgroups(path: Path, topics: int) -> Data:
    """The first `topics` newsgroups, from scikit-learn's own cache file at `path`."""
    from sklearn.datasets import fetch_20newsgroups

    wanted = list(NEWSGROUPS[:topics])
    train, test = (
        fetch_20newsgroups(
            data_home=path.parent,
            subset=part,
            categories=wanted,
            remove=REMOVED,
            download_if_missing=False,
        )
        for part in ("train", "test")
    )
    return counted(Corpus(train.data, train.target, test.data, test.target))


@lru_cache(maxsize=2)
def synthetic_topics(topics: int) -> Data:
    """The first `topics` of the synthetic corpus."""
    return counted(Corpus(*synthetic.documents("train", topics), *synthetic.documents("test", topics)))


def counted(corpus: Corpus) -> Data:
    """Documents as (N, WORDS) int32: the places of their first words in the training vocabulary.

    Words are what scikit-learn's CountVectorizer takes for them. Place 0 pads a short document, 1 is
    every word that is not among the VOCABULARY − 2 most frequent.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(max_features=VOCABULARY - 2).fit(corpus.train)
    words_of, places = vectorizer.build_analyzer(), vectorizer.vocabulary_

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
    factor; nothing is thinned for 1. Of each topic the first documents are kept, in their order.
    """
    if imbalance == 1:
        return data
    counts = np.bincount(data.y_train)
    shares = imbalance ** -np.linspace(0, 1, len(counts))
    sizes = np.maximum(1, np.round(counts.min() * shares)).astype(int)
    kept = np.concatenate(
        [np.flatnonzero(data.y_train == topic)[:size] for topic, size in enumerate(sizes)]
    )
    kept.sort()
    return replace(data, x_train=data.x_train[kept], y_train=data.y_train[kept])
