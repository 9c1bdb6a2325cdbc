"""One question, one answer: what it holds, that it is kept, and that nobody can spoil what is kept."""

import gettext
from dataclasses import FrozenInstanceError, replace

import pytest

from core import language
from core.keras_versions import KerasRefuses, Setup, behaviour, behaviours, era, resolve_accuracy

TEN = (None, 10)
FAMOUS = Setup("2.2.4", "binary_crossentropy", TEN, TEN, activation="softmax")
REFUSED = Setup("3.15.1", "categorical_crossentropy", (None,), TEN, activation="softmax")
WITHOUT = Setup("2.2.4", "binary_crossentropy", TEN, TEN, activation="linear", from_logits=True)


@pytest.fixture
def worked_out(monkeypatch):
    """The setups that are worked out from here on; nothing is kept from before, or for later."""
    asked, decide = [], behaviours.decide
    monkeypatch.setattr(behaviours, "decide", lambda setup: asked.append(setup) or decide(setup))
    behaviours._kept.cache_clear()
    yield asked
    behaviours._kept.cache_clear()


class Quoted(gettext.NullTranslations):
    def gettext(self, message):
        return f"«{message}»"


@pytest.fixture
def readers_language(monkeypatch):
    """Sets the reader's language: "en", or "xx", which is English in quotation marks."""
    known = {"en": gettext.NullTranslations(), "xx": Quoted()}
    monkeypatch.setattr(language, "_catalogue", known.get)
    return lambda code: monkeypatch.setattr(language, "_chosen", lambda: code)


def test_what_is_known_of_the_famous_case_then_and_today():
    then, today = behaviour(FAMOUS), behaviour(replace(FAMOUS, version="3.15.1"))
    assert (then.setup, then.era, then.refused) == (FAMOUS, era("2.2.4"), None)
    assert (then.picked, then.loss_computed_on) == ("binary_accuracy", "probabilities")
    assert (then.binary_accuracy_rounds, then.expands_integer_labels) == (True, True)
    assert (today.picked, today.loss_computed_on) == ("categorical_accuracy", "logits")
    assert (today.binary_accuracy_rounds, today.expands_integer_labels) == (False, False)
    assert (today.era.id, today.mends) == ("cached_logits", ())


def test_what_is_known_of_a_refused_setup():
    found = behaviour(REFUSED)
    assert found.picked is None
    assert found.loss_computed_on == "logits"
    assert found.said == (found.refused.exception_type, found.refused.message)
    assert found.said[1].startswith("Arguments `target` and `output` must have the same rank")
    assert found.refused.mends == found.mends
    assert found.mends == ({"labels": "one_hot"}, {"loss": "sparse_categorical_crossentropy"})


def test_a_setup_is_a_value():
    listed = Setup("2.2.4", "binary_crossentropy", [None, 10], [None, 10], activation="softmax")
    assert listed == FAMOUS
    assert len({listed, FAMOUS, REFUSED}) == 2
    with pytest.raises(FrozenInstanceError):
        FAMOUS.loss = "mean_squared_error"


def test_a_setup_is_worked_out_once(worked_out):
    answers = {behaviour(each) for each in (FAMOUS, REFUSED, replace(FAMOUS), REFUSED)}
    resolve_accuracy("2.2.4", "binary_crossentropy", TEN, TEN)
    assert worked_out == [FAMOUS, REFUSED]
    assert len(answers) == 2


def test_a_sentence_of_ours_is_kept_in_the_readers_language(worked_out, readers_language):
    said = []
    for code in ("en", "xx", "en", "xx"):
        readers_language(code)
        said.append(behaviour(WITHOUT).refused.message)
    assert said[0].startswith("Keras 2.2.4 has no from_logits in compile: ")
    assert said == [said[0], f"«{said[0]}»"] * 2
    assert worked_out == [WITHOUT, WITHOUT]


def test_mends_are_sought_when_somebody_looks_at_them(worked_out, monkeypatch):
    sought, seek = [], behaviours.mends
    monkeypatch.setattr(behaviours, "mends", lambda setup: sought.append(setup) or seek(setup))
    refused = behaviour(REFUSED).refused
    with pytest.raises(KerasRefuses):
        resolve_accuracy("3.15.1", "categorical_crossentropy", (None,), TEN)
    assert sought == []
    assert refused.mends == behaviour(REFUSED).refused.mends
    assert "labels=one_hot" in refused.mend
    assert sought == [REFUSED]
    assert worked_out == [REFUSED]


def test_what_is_raised_is_not_what_is_kept():
    for _time in range(3):
        with pytest.raises(KerasRefuses) as raised:
            resolve_accuracy("3.15.1", "categorical_crossentropy", (None,), TEN)
        assert len(raised.traceback) == 2
    refused = behaviour(REFUSED).refused
    assert refused.__traceback__ is None
    with pytest.raises(AttributeError):
        refused.mends = ()
    with pytest.raises(FrozenInstanceError):
        behaviour(REFUSED).said = None
