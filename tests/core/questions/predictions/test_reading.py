"""The verdict on a number, and its sentences, against the numbers that they state."""

import numpy as np
import pytest

from core.questions.predictions import examples, famous, held, orders, reading
from core.questions.predictions.definitions import definitions
from core.reading.printed import PrintedShare
from tests import shipped
from tests.core.questions.predictions.arrays import net, of, sigmoid, softmax


def verdict(case, told, threshold=0.5):
    printed = PrintedShare().parse(told) if told else None
    return reading.verdict(case, printed, told, definitions(case, threshold), threshold)


def headline(case, told, threshold=0.5):
    return verdict(case, told, threshold).headline.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("famous", "Your 0.9966 is binary accuracy over 10 cells. You are right 98.3 % of the time."),
        ("shuffled", "No accuracy of these arrays is 0.9826. You are right 9.9 % of the time."),
        (
            "several_labels",
            "Your 0.6622 is categorical accuracy. "
            "All labels of an example are right 82.4 % of the time.",
        ),
        ("logits", "Your 0.7778 is binary accuracy at 0.5. You are right 84.0 % of the time."),
    ],
)
def test_of_every_example_the_point(example, said):
    assert headline(examples.case(example), examples.told(example)) == said


def test_examples_are_the_recordings_whose_numbers_they_tell():
    for example in ("famous", "several_labels", "logits"):
        case = examples.case(example)
        assert case.examples == (10_000 if example == "famous" else 450)
        match, *_others = verdict(case, examples.told(example)).matches
        assert f"{match.share:.4f}" == examples.told(example)
    assert sorted(examples.case("shuffled").predictions.max(axis=1)) == sorted(
        examples.case("famous").predictions.max(axis=1)
    )
    assert examples.told("shuffled") == f"{examples.case('famous').true:.4f}"
    assert "after 2 epochs with `binary_crossentropy`" in reading.recorded("famous")
    assert "Keras 2.2.4 would print" in reading.recorded("famous")
    assert "Keras 3.15.1 printed" in reading.recorded("logits")


def test_a_number_that_is_true_is_called_so():
    case = examples.case("famous")
    assert headline(case, "98.26 %") == (
        "Your 98.26 % is categorical accuracy. That is how often you are right."
    )
    assert verdict(case, "0.9826").true
    labels = examples.case("several_labels")
    assert headline(labels, "0.8244") == (
        "Your 0.8244 is exact match. That is how often all labels are right."
    )


def test_several_that_agree_cannot_be_told_apart_and_the_true_one_comes_first():
    labels = np.arange(64) % 2  # two classes: cells and answers part nowhere
    outputs = softmax(3 * np.eye(2)[np.where(np.arange(64) < 48, labels, 1 - labels)])
    found = verdict(of(labels, outputs), "0.75")
    assert found.headline == "Your 0.75 is categorical accuracy. That is how often you are right."
    assert found.more[0].startswith("It is binary accuracy over 2 cells, exact match")
    assert found.more[0].endswith("too: on these arrays they cannot be told apart.")


def test_where_none_gives_it_the_nearest_and_its_distance_are_said():
    labels, logits = net(200, 10, 9, 2)
    case = of(labels, softmax(logits))
    found = verdict(case, "0.9")
    assert verdict(case, "0.95").matches == ()
    assert not found.true
    near = verdict(case, "0.95").more[0]
    by_hand = min(definitions(case), key=lambda each: abs(each.share - 0.95))
    assert f"{by_hand.share:.4f}" in near
    assert f"as {abs(by_hand.share - 0.95) * 200:.1f} of 200 examples are" in near


def test_without_a_number_both_counts_are_said():
    case = examples.case("famous")
    assert headline(case, "") == "You are right 98.3 % of the time. Cell by cell it is 99.7 %."


def test_a_moved_threshold_is_among_the_answers():
    case = examples.case("famous")
    moved = next(each.share for each in definitions(case, 0.2) if each.id == "moved")
    assert headline(case, f"{moved:.4f}", 0.2).startswith(
        f"Your {moved:.4f} is binary accuracy at 0.2."
    )


@pytest.mark.parametrize(
    ("told", "places"), [("0.9", 4), ("0.9871", 4), ("0.98711", 5), ("98.711 %", 5), ("1", 4)]
)
def test_numbers_have_as_many_digits_as_the_one_that_was_told(told, places):
    assert reading.decimals(PrintedShare().parse(told)) == places


def test_every_definition_has_a_name_and_says_what_it_counts():
    labels, logits = net(75, 6, 1)
    multi = np.random.default_rng(0).integers(0, 2, (75, 3))
    cases = [
        of(labels, softmax(logits)),
        of(labels, logits),
        of(labels, labels[::-1]),
        *(
            of(multi, each(np.random.default_rng(1).normal(size=(75, 3))))
            for each in (sigmoid, np.asarray)
        ),
        *(of(labels % 2, each(logits[:, 0])) for each in (sigmoid, np.asarray)),
    ]
    for case in cases:
        found = definitions(case, 0.3)
        names = [reading.phrase(each, case, 0.3) for each in found]
        assert len(set(names)) == len(names)
        for text in (*names, *(reading.how(each, case) for each in found)):
            assert text
            assert "{" not in text


def test_arrays_of_many_readers_find_room_by_turns(monkeypatch):
    case = examples.case("famous")
    monkeypatch.setattr(held, "ROOM", 3 * 2.5 * case.nbytes)
    first, second = held.Held(case), held.Held(case)
    assert first.case
    assert second.case
    third = held.Held(case)
    assert first.case is None
    assert second.case
    assert third.case
    del second
    held.Held(case)
    assert third.case


def test_the_famous_case_is_the_recorded_run_of_the_page_on_mnist():
    recorded = shipped.load("mnist_article").snapshots[-1].members["binary"]
    found, case = famous.load(), examples.case("famous")
    assert shipped.RECORDED["mnist_article"].members["binary"] == orders.FAMOUS
    assert found.accuracies["categorical_accuracy"] == pytest.approx(case.true, abs=1e-6)
    # Two trainings on two machines are not one to the last bit.
    for name, value in found.accuracies.items():
        assert value == pytest.approx(recorded.accuracies[name], abs=0.002)
