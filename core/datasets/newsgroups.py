"""20 Newsgroups: posts of the early nineties, from the file that scikit-learn keeps."""

import os
import zlib
from functools import lru_cache
from pathlib import Path

from core.datasets import documents
from core.datasets.dataset import Code, Data, Dataset, Remote, Words
from core.language import _

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


@lru_cache(maxsize=2)
def _counted(path: Path, topics: int) -> Data:
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
    return documents.counted(documents.Corpus(train.data, train.target, test.data, test.target))


def sklearn_cache() -> Path:
    """Where `sklearn.datasets` keeps what it has downloaded."""
    return Path(os.environ.get("SCIKIT_LEARN_DATA") or Path.home() / "scikit_learn_data")


def _unpack(folder: Path) -> Path:
    """Have scikit-learn make its own file of the archive in `folder`: it looks there first."""
    from sklearn.datasets import fetch_20newsgroups

    fetch_20newsgroups(data_home=folder, subset="all", n_retries=1)
    return folder / DATASET.remote.file


def _is_whole(file: Path) -> bool:
    """Whether the compressed stream has its end."""
    stream = zlib.decompressobj()
    try:
        with file.open("rb") as opened:
            for block in iter(lambda: opened.read(2**20), b""):
                stream.decompress(block)
    except zlib.error:
        return False
    return stream.eof


def _code(topics: int, imbalance: float) -> Code:
    wanted = ",\n    ".join(f'"{name}"' for name in NEWSGROUPS[:topics])
    corpus = f"""\
wanted = [
    {wanted},
]
parts = [
    fetch_20newsgroups(subset=part, categories=wanted, remove={REMOVED!r})
    for part in ("train", "test")
]
(train, labels_train), (test, labels_test) = ((part.data, part.target) for part in parts)"""
    return documents.code(["from sklearn.datasets import fetch_20newsgroups"], corpus, imbalance)


DATASET = Dataset(
    id="20newsgroups",
    words=lambda: Words(
        title="20 Newsgroups",
        examples=_("18,846 posts to 20 newsgroups, split by date"),
        origin="http://people.csail.mit.edu/jrennie/20Newsgroups/",
        licence=_("no licence stated; free for research"),
    ),
    kind="documents",
    net="text",
    shape=(documents.WORDS,),
    choices=("topics", "imbalance"),
    read=lambda file, topics, imbalance: documents.thinned(_counted(file, topics), imbalance),
    code=_code,
    tick=250,  # a corpus is small, and what happens to it happens in its first epochs
    looked_at=500,
    remote=Remote(
        url="https://ndownloader.figshare.com/files/5975967",
        file="20news-bydate_py3.pkz",
        sha256="8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610",
        megabytes=14.0,
        cache=sklearn_cache,
        is_whole=_is_whole,
        archive="20news_home/20news-bydate.tar.gz",
        unpack=_unpack,
    ),
    instead="synthetic_topics",
    topics=NEWSGROUPS,
)
