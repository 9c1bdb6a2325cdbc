"""The synthetic corpus as a data set; how its documents are drawn stands in `synthetic`."""

import inspect
from dataclasses import replace
from functools import lru_cache

from core.datasets import documents, newsgroups, synthetic
from core.datasets.dataset import Code, Data, Words
from core.language import _


@lru_cache(maxsize=2)
def _counted(topics: int) -> Data:
    train, test = (synthetic.documents(part, topics) for part in ("train", "test"))
    return documents.counted(documents.Corpus(*train, *test))


def _code(topics: int, imbalance: float) -> Code:
    corpus = f"""\
# --- the synthetic corpus, as the app draws it
{inspect.getsource(synthetic)}
# ---
TOPICS_USED = {topics}
train, labels_train = documents("train", TOPICS_USED)
test, labels_test = documents("test", TOPICS_USED)"""
    return documents.code([], corpus, imbalance)


DATASET = replace(
    newsgroups.DATASET,
    id="synthetic_topics",
    words=lambda: Words(
        title=_("synthetic topics"),
        examples=_("documents drawn at random from a few lists of words"),
        origin=_("made by this app"),
        licence="MIT",
    ),
    read=lambda file, topics, imbalance: documents.thinned(_counted(topics), imbalance),
    code=_code,
    remote=None,
    instead="",
    topics=tuple(synthetic.TOPICS),
)
