"""The corpora: how documents are drawn, counted and thinned, and the real posts' own numbers."""

import numpy as np
import pytest

from core import datasets
from core.datasets import documents, newsgroups, synthetic

REAL = pytest.mark.skipif(
    not datasets.is_here("20newsgroups"), reason="20 Newsgroups is not on this machine"
)


def test_words_become_places_by_frequency_and_zeros_pad():
    train = ["the cat sat", "the cat", "the dog dog dog"] + ["the"] * 5
    data = documents.counted(
        documents.Corpus(train, np.zeros(8, int), ["the zebra sat", ""], np.zeros(2, int))
    )
    assert data.x_train.shape == (8, documents.WORDS)
    assert data.x_train.dtype == np.int32
    the, cat, sat = data.x_train[0, :3]
    np.testing.assert_array_equal(data.x_train[1, :3], [the, cat, 0])
    assert sorted({the, cat, sat, data.x_train[2, 1]}) == [2, 3, 4, 5], "0 and 1 are no word's"
    np.testing.assert_array_equal(data.x_test[0, :4], [the, 1, sat, 0])
    assert not data.x_test[1].any()
    assert data.texts == ("the zebra sat", "")


def test_only_the_first_words_are_read_and_only_the_most_frequent_have_a_place(monkeypatch):
    monkeypatch.setattr(documents, "VOCABULARY", 4)
    train = ["common " * 300, "usual usual rare"]
    data = documents.counted(documents.Corpus(train, np.zeros(2, int), [], np.zeros(0, int)))
    assert (data.x_train[0] > 1).all()
    first, second, third, *_ = data.x_train[1]
    assert first == second > 1
    assert third == 1, "two places are taken by no word and any other"
    assert data.x_train.max() < 4


def test_of_equally_frequent_words_the_first_in_the_alphabet_are_kept(monkeypatch):
    """`CountVectorizer(max_features=…)` keeps other ones on another processor: its sort is unstable."""
    monkeypatch.setattr(documents, "VOCABULARY", 2 + 30)
    words = [f"word{place:02}" for place in range(60)]
    for train in (words, words[::-1]):
        data = documents.counted(
            documents.Corpus([" ".join(train)], np.zeros(1, int), [" ".join(words)], np.zeros(1, int))
        )
        assert data.x_test[0, :60].tolist() == [*range(2, 32), *[1] * 30]


def test_a_beginning_is_one_line_and_short():
    assert documents.beginning("  one\n\n two\tthree ") == "one two three"
    cut = documents.beginning("word " * 100)
    assert len(cut) <= documents.BEGINNING
    assert cut.endswith("word…")


def test_synthetic_documents_are_always_the_same_and_of_their_topic():
    texts, labels = synthetic.documents("train", 3)
    assert (texts, labels) == synthetic.documents("train", 3)
    assert np.bincount(labels).tolist() == [synthetic.TRAIN_DOCUMENTS] * 3
    assert texts != synthetic.documents("test", 3)[0]
    own = [set(words.split()) for words in list(synthetic.TOPICS.values())[:3]]
    found = np.zeros((3, 3))
    for text, label in zip(texts, labels, strict=True):
        found[label] += [sum(word in words for word in text.split()) for words in own]
    assert (found.argmax(axis=1) == np.arange(3)).all()
    spoken = {word for text in texts for word in text.split()}
    assert not spoken & set(synthetic.TOPICS["chess"].split()), (
        "no word of a topic that was not asked for"
    )


def test_no_word_belongs_to_two_topics_of_the_default_or_to_all():
    lists = [words.split() for words in synthetic.TOPICS.values()]
    assert len(lists) == 20
    assert all(len(set(words)) == len(words) >= 10 for words in lists)
    first = [word for words in lists[:5] for word in words]
    assert len(set(first)) == len(first)
    assert not set(first) & set(synthetic.COMMON.split())


def test_the_synthetic_corpus_through_its_door():
    data = datasets.load("synthetic_topics", topics=5, imbalance=1.0)
    assert data.x_train.shape == (2000, 200)
    assert data.x_test.shape == (800, 200)
    assert len(data.texts) == 800
    assert data.x_train.max() < documents.VOCABULARY
    assert datasets.CATALOGUE["synthetic_topics"].topics[:2] == ("astronomy", "cooking")


@pytest.mark.parametrize(
    ("imbalance", "sizes"),
    [(1, [400] * 5), (16, [400, 200, 100, 50, 25]), (10, [400, 225, 126, 71, 40])],
)
def test_thinning_is_geometric_and_leaves_the_test_part(imbalance, sizes):
    whole = datasets.load("synthetic_topics", topics=5, imbalance=1.0)
    data = datasets.load("synthetic_topics", topics=5, imbalance=float(imbalance))
    assert np.bincount(data.y_train).tolist() == sizes
    np.testing.assert_array_equal(data.x_test, whole.x_test)
    np.testing.assert_array_equal(data.y_test, whole.y_test)
    kept = iter(map(tuple, whole.x_train))
    assert all(tuple(row) in kept for row in data.x_train), "in their order"
    for part in np.array_split(data.y_train, 4):
        quarter = np.array(sizes) / 4
        assert np.abs(np.bincount(part, minlength=5) - quarter).max() < 0.15 * sizes[0], "in all parts"
        assert np.bincount(part, minlength=5).min() > 0, "an epoch does not end with one topic"


@REAL
def test_the_real_posts_are_the_first_newsgroups_split_by_date():
    data = datasets.load("20newsgroups", topics=5, imbalance=1.0)
    assert np.bincount(data.y_train).tolist() == [480, 584, 591, 590, 578]
    assert np.bincount(data.y_test).tolist() == [319, 389, 394, 392, 385]
    assert data.x_train.shape == (2823, 200)
    assert 9900 < data.x_train.max() < documents.VOCABULARY
    assert 0.05 < (data.x_test == 1).sum() / (data.x_test > 0).sum() < 0.25, "words unknown in training"
    with_header = sum(text.startswith("From:") for text in data.texts)
    assert with_header < 20, "headers are gone, but for those that somebody typed"
    assert max(map(len, data.texts)) <= documents.BEGINNING


@REAL
def test_newsgroups_keep_the_order_of_scikit_learn():
    from sklearn.datasets import fetch_20newsgroups

    folder = datasets.file_of("20newsgroups").parent
    names = fetch_20newsgroups(data_home=folder, download_if_missing=False).target_names
    assert list(newsgroups.NEWSGROUPS) == names
    assert datasets.CATALOGUE["20newsgroups"].topics[:2] == ("alt.atheism", "comp.graphics")
