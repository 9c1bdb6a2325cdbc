"""Every data set, by its id. A new one is its file, which ends in a DATASET, and its line here."""

from importlib import import_module

from core.datasets.dataset import Dataset

FILES = (
    "digits",
    "mnist",
    "digits_as_mnist",
    "newsgroups",
    "synthetic_topics",
    "pima",
)

_ALL: list[Dataset] = [import_module(f"core.datasets.{file}").DATASET for file in FILES]
CATALOGUE: dict[str, Dataset] = {each.id: each for each in _ALL}
