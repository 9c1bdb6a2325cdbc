"""A claim: what was said, by whom, when, and what tests it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from core.language import _, clauses, ngettext
from core.reading.verdicts import Verdict

MNIST, TOPICS, DIABETES, ARTICLE = "mnist", "topics", "diabetes", "article"
QUESTION, ANSWER, OTHER_ANSWER = "question", "answer", "other_answer"

# The month in which each said it, or the earliest that its text allows; `dated` says which.
MONTHS = {
    (MNIST, QUESTION): "2017-01",
    (MNIST, OTHER_ANSWER): "2017-01",
    (MNIST, ANSWER): "2017-02",
    (TOPICS, QUESTION): "2017-02",
    (TOPICS, ANSWER): "2017-02",
    (TOPICS, OTHER_ANSWER): "2017-11",
    (DIABETES, QUESTION): "2020-05",
    (DIABETES, ANSWER): "2020-05",
    (ARTICLE, ANSWER): "2025-04",
}


@dataclass(frozen=True)
class Evidence:
    """What a verdict rests on.

    source: what was measured. versions, backend: of Keras, and what computed for it. seeds: how many
    runs were trained, each from its own; 0 where nothing was. interval: in which the mean difference
    of pairs lies, in words, or "".
    """

    source: str
    versions: str
    backend: str
    seeds: int = 0
    interval: str = ""

    @property
    def in_words(self) -> str:
        """All of it on one line."""
        seeds = ngettext("{n} seed", "{n} seeds", self.seeds).format(n=self.seeds)
        told = _("{source}; {versions}, {backend}; {seeds}").format(
            source=self.source,
            versions=self.versions,
            backend=self.backend,
            seeds=seeds if self.seeds else _("nothing is trained"),
        )
        return clauses([told, self.interval]) if self.interval else told

    def beside(self, sentence: str) -> str:
        """The same below a sentence: without the interval, if that has it already."""
        return (replace(self, interval="") if self.interval in sentence else self).in_words


def of_run(source: str, versions: Mapping[str, str], seeds: int = 1, interval: str = "") -> Evidence:
    """The evidence of a recorded run; versions: as the recording has them."""
    keras = _("Keras {version}").format(version=versions["keras"])
    backend = _("TensorFlow {version}").format(version=versions["tensorflow"])
    return Evidence(source, keras, backend, seeds, interval)


@dataclass(frozen=True)
class Claim:
    """Something that was said, where, and what tests it.

    asked_in: one of the four texts. said_by: who in it. place: where in what they wrote the sentence
    stands, in words. words: the claim in ours. judge: puts it to the test. measured: what the verdict
    was taken from. link: the page and its parameters that show the test; link_words: what opens there.
    trap: the id of the trap that shows on a small net what it is about, or "".
    """

    id: str
    asked_in: str
    said_by: str
    place: str
    words: str
    judge: Callable[[], Verdict]
    measured: Evidence
    link: str
    link_words: str
    trap: str = ""

    @cached_property
    def verdict(self) -> Verdict:
        """What the evidence says."""
        return self.judge()

    @property
    def month(self) -> str:
        """When it was said, "2017-02"; or the earliest that it can have been."""
        return MONTHS[self.asked_in, self.said_by]


def texts() -> dict[str, str]:
    """The four texts, by id, as a reader knows them."""
    return {
        MNIST: _("MNIST question"),
        TOPICS: _("topics question"),
        DIABETES: _("diabetes question"),
        ARTICLE: _("article"),
    }


def said_in_words(claim: Claim) -> str:
    """Who said it, and where in what they wrote."""
    if claim.asked_in == ARTICLE:
        return _("The article: {place}").format(place=claim.place)
    who = {
        QUESTION: _("{text}, who asks: {place}"),
        ANSWER: _("{text}, an answer: {place}"),
        OTHER_ANSWER: _("{text}, another answer: {place}"),
    }[claim.said_by]
    return who.format(text=texts()[claim.asked_in], place=claim.place)


def dated(claim: Claim) -> str:
    """When it was said, and what that date rests on: the copies here carry none of their own."""
    words = {
        (MNIST, QUESTION): _("{month} or before, as a comment below it shows"),
        (MNIST, OTHER_ANSWER): _("undated; to a question of {month} or before"),
        (MNIST, ANSWER): _("{month} or later, by its number on Stack Overflow"),
        (TOPICS, QUESTION): _("{month}, as the first comments below it"),
        (TOPICS, ANSWER): _("{month} or later, as the question"),
        (TOPICS, OTHER_ANSWER): _("{month} or later: it quotes an error message of Keras 2.1"),
        (DIABETES, QUESTION): _("{month}, by a mirror of it"),
        (DIABETES, ANSWER): _("{month} or later, by a mirror of the question"),
        (ARTICLE, ANSWER): _("{month}, by its address"),
    }[claim.asked_in, claim.said_by]
    return words.format(month=claim.month)
