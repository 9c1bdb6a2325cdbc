"""The data sets: where each comes from, under which licence, how it is split and read."""

from core.datasets.catalogue import CATALOGUE
from core.datasets.dataset import Code, Data, DataMissing, Dataset, DownloadFailed
from core.datasets.here import OFFLINE_FOLDER, Download, file_of, is_here, load
from core.datasets.labels import PRIMES, QUESTIONS, encode, labels_of, one_hot

__all__ = [
    "CATALOGUE",
    "OFFLINE_FOLDER",
    "PRIMES",
    "QUESTIONS",
    "Code",
    "Data",
    "DataMissing",
    "Dataset",
    "Download",
    "DownloadFailed",
    "encode",
    "file_of",
    "is_here",
    "labels_of",
    "load",
    "one_hot",
]
