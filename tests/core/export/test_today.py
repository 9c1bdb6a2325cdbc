"""What a script spells out for today's Keras; and keras_versions is asked once about each setup."""

from dataclasses import replace

import pytest

from core import export
from core.experiment import Experiment, nets
from core.export import today
from core.export.today import for_today
from core.keras_versions import TODAY, behaviours
from core.reading import reading

FAMOUS = Experiment()
REFUSED = Experiment(labels="integer")
BROADCAST = Experiment(labels="integer", keras="tf-2.2.3")


@pytest.fixture
def asked(monkeypatch):
    """The setups that keras_versions works out from here on, with nothing kept from before."""
    setups, decide = [], behaviours.decide
    monkeypatch.setattr(behaviours, "decide", lambda setup: setups.append(setup) or decide(setup))
    for module in (behaviours, reading, today):
        module._kept.cache_clear()
    return setups


def setup(experiment, **changes):
    return nets.setup(replace(experiment, **changes))


@pytest.mark.parametrize(
    ("experiment", "others"),
    [
        # today's Keras would read "accuracy" otherwise, so it is asked about the named metric too
        (FAMOUS, [{"keras": TODAY}, {"keras": TODAY, "metric": "binary_accuracy"}]),
        (Experiment(keras=TODAY), []),
        (Experiment(loss="categorical_crossentropy"), [{"keras": TODAY}]),
        (REFUSED, [{"keras": TODAY}]),
        (Experiment(labels="integer", keras=TODAY), []),
        (
            BROADCAST,
            [{"keras": TODAY, "labels": "integer_column", "loss": "mean_squared_error"}],
        ),
        (
            Experiment(activation="linear"),
            [{"keras": TODAY}, {"keras": TODAY, "metric": "binary_accuracy"}],
        ),
    ],
    ids=["famous", "today", "agreed", "refused", "refused today", "wrapped", "rounded"],
)
def test_a_script_asks_once_about_each_setup(experiment, others, asked):
    code = export.script(experiment)
    assert asked == [setup(experiment, **changes) for changes in ({}, *others)]
    assert export.script(experiment) == code
    export.notebook(experiment)
    assert len(asked) == 1 + len(others)


def test_the_mends_of_a_refused_setup_are_not_sought(asked, monkeypatch):
    sought = []
    monkeypatch.setattr(behaviours, "mends", sought.append)
    export.script(REFUSED)
    assert sought == []


def test_what_the_famous_case_needs():
    found = for_today(FAMOUS)
    assert (found.metric, found.labels, found.refused) == ("binary_accuracy", "one_hot", None)
    assert (found.hides_logits, found.broadcasts, found.rounds) == (True, False, False)
    assert found.reporter is found.own
    assert '"accuracy" as binary_accuracy here' in found.why_named
    assert "read it as categorical_accuracy" in found.why_named


def test_a_refused_setup_is_left_as_it_was_chosen():
    found = for_today(REFUSED)
    assert (found.metric, found.why_named, found.labels) == ("accuracy", "", "integer")
    assert not found.wraps_loss
    assert not found.rounds
    assert found.refused.exception_type == "ValueError"
    assert found.reporter.experiment == replace(REFUSED, keras=TODAY)


def test_a_loss_that_broadcasts_is_wrapped():
    found = for_today(BROADCAST)
    assert (found.broadcasts, found.hides_logits, found.refused) == (True, True, None)
    assert found.labels == "integer_column"
    assert for_today(replace(BROADCAST, activation="linear")).wraps_loss
    assert not for_today(replace(BROADCAST, keras=TODAY)).wraps_loss
