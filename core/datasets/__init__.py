"""The data sets: where each comes from, under which licence, and how it is split."""

from core.datasets.data import Data
from core.datasets.images import DIGITS_TEST_SIZE, SPLIT_SEED
from core.datasets.labels import PRIMES, QUESTIONS, encode, labels_of, one_hot
from core.datasets.load import Download, load
from core.datasets.sources import (
    OFFLINE_FOLDER,
    SOURCES,
    DataMissing,
    DownloadFailed,
    Source,
    cache_of,
    file_of,
    is_here,
    keras_cache,
)
from core.datasets.topics import VOCABULARY, WORDS
from core.datasets.topics import names as topic_names

__all__ = [
    "DIGITS_TEST_SIZE",
    "OFFLINE_FOLDER",
    "PRIMES",
    "QUESTIONS",
    "SOURCES",
    "SPLIT_SEED",
    "VOCABULARY",
    "WORDS",
    "Data",
    "DataMissing",
    "Download",
    "DownloadFailed",
    "Source",
    "cache_of",
    "encode",
    "file_of",
    "is_here",
    "keras_cache",
    "labels_of",
    "load",
    "one_hot",
    "topic_names",
]
