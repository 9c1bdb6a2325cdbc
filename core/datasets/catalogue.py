"""Every data set, by its id. A new one is its file and its line here."""

from core.datasets.dataset import Dataset
from core.datasets.digits import DIGITS
from core.datasets.digits_as_mnist import DIGITS_AS_MNIST
from core.datasets.mnist import MNIST
from core.datasets.newsgroups import NEWSGROUPS_20
from core.datasets.pima import PIMA
from core.datasets.synthetic_topics import SYNTHETIC_TOPICS

CATALOGUE: dict[str, Dataset] = {
    each.id: each
    for each in (
        DIGITS,
        MNIST,
        DIGITS_AS_MNIST,
        NEWSGROUPS_20,
        SYNTHETIC_TOPICS,
        PIMA,
    )
}
