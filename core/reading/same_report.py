"""In which Keras versions a setup's metric stands for the same accuracy."""

from collections.abc import Sequence
from itertools import groupby

from core.keras_versions import VERSIONS, behaviour, order
from core.language import _, listed, sentences
from core.reading.reading import Reading


def versions(reading: Reading) -> tuple[str, ...]:
    """Of the measured versions those that report what this reading's does. Raises KerasRefuses."""
    setup, picked = reading.behaviour.setup, reading.picked
    return tuple(each for each in VERSIONS if behaviour(setup.in_version(each)).picked == picked)


def in_words(reading: Reading) -> str:
    """The same in a sentence, line by line. Raises KerasRefuses."""
    same = versions(reading)
    if reading.experiment.metric == reading.picked:
        if same == VERSIONS:
            return _("Every version reports `{metric}` as named.").format(metric=reading.picked)
        return _("`{metric}` is reported as named in {versions}.").format(
            metric=reading.picked, versions=_spans(same)
        )
    if same == VERSIONS:
        return _("Here `{metric}` means `{name}` in every version.").format(
            metric=reading.experiment.metric, name=reading.picked
        )
    return _("Here `{metric}` means `{name}` in {versions}.").format(
        metric=reading.experiment.metric,
        name=reading.picked,
        versions=_spans(same),
    )


def refused_in_words(reading: Reading) -> str:
    """Which of the measured versions refuse a setup that this reading's version refuses."""
    setup = reading.behaviour.setup
    refusing = tuple(each for each in VERSIONS if behaviour(setup.in_version(each)).refused)
    if refusing == VERSIONS:
        return _("Every version refuses this setup.")
    return _("Refused in {versions}.").format(versions=_spans(refusing))


def _spans(found: Sequence[str]) -> str:
    return listed(map(_span, _unbroken(found)))


def _unbroken(same: Sequence[str]) -> list[list[str]]:
    """Versions that follow each other in one line of releases: Keras, tf.keras, Keras 3."""
    spans = groupby(
        enumerate(same), lambda found: (VERSIONS.index(found[1]) - found[0], order(found[1])[0])
    )
    return [[version for _place, version in span] for _key, span in spans]


def _span(span: Sequence[str]) -> str:
    first, last = (each.removeprefix("tf-") for each in (span[0], span[-1]))
    line = "TensorFlow" if span[0].startswith("tf-") else "Keras"
    if first == last:
        return sentences([line, first])
    return _("{line} {first} to {last}").format(line=line, first=first, last=last)
