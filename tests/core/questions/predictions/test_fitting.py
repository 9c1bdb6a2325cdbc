"""What two arrays are taken for, and what is said of those that cannot belong together."""

import numpy as np
import pytest

from core.brought import Pair, Unreadable
from core.questions.predictions import fitting
from tests.core.questions.predictions.arrays import net, of, softmax

ONE_HOT = np.eye(3)[[0, 1, 2, 1]]
OUTPUTS = softmax(np.random.default_rng(0).normal(size=(4, 3)))


def refused(labels, predictions) -> str:
    with pytest.raises(Unreadable) as problem:
        of(labels, predictions)
    return str(problem.value)


@pytest.mark.parametrize(
    ("labels", "predictions", "task", "encoding", "outputs", "classes"),
    [
        (ONE_HOT, OUTPUTS, "classes", "one_hot", "probability", 3),
        (ONE_HOT > 0, OUTPUTS, "classes", "one_hot", "probability", 3),
        ([0, 1, 2, 1], OUTPUTS, "classes", "integer", "probability", 3),
        ([0.0, 1.0, 2.0, 1.0], OUTPUTS, "classes", "integer", "probability", 3),
        ([[0], [1], [2], [1]], OUTPUTS, "classes", "integer_column", "probability", 3),
        ([0, 1, 2, 1], 9 * OUTPUTS - 4, "classes", "integer", "logit", 3),
        (
            [[0, 1, 1], [0, 0, 0], [1, 1, 1], [1, 0, 0]],
            OUTPUTS,
            "multi_label",
            "one_hot",
            "probability",
            3,
        ),
        ([0, 1, 1, 0], OUTPUTS[:, 0], "binary", "integer", "probability", 2),
        ([True, False, True, True], OUTPUTS[:, :1], "binary", "integer", "probability", 2),
        ([[0], [1], [1], [0]], OUTPUTS[:, :1] - 1, "binary", "integer_column", "logit", 2),
        ([0, 1, 1, 0], [0, 1, 0, 0], "binary", "integer", "probability", 2),
        ([0, 1, 1, 0], [True, True, False, False], "binary", "integer", "probability", 2),
        ([0, 1, 2, 1], [0, 1, 1, 1], "classes", "integer", "class", 3),
        ([0, 1, 2, 1], [[0.0], [1.0], [4.0], [1.0]], "classes", "integer", "class", 5),
        ([-1, 1, 1, -1], [1, 1, -1, -1], "classes", "integer", "class", 2),
        (["b", "a", "b", "c"], ["b", "a", "a", "c"], "classes", "integer", "class", 3),
    ],
)
def test_what_they_are_taken_for(labels, predictions, task, encoding, outputs, classes):
    found = of(labels, predictions)
    assert (found.task, found.encoding, found.outputs, found.classes) == (
        task,
        encoding,
        outputs,
        classes,
    )


def test_names_of_classes_are_numbered_in_sorted_order_and_it_is_said():
    found = of(["dog", "ant", "cat", "dog"], OUTPUTS)
    assert found.indices.tolist() == [2, 0, 1, 2]
    assert found.notes == ("Names of classes were numbered in sorted order: `ant` is 0, `dog` is 2.",)
    named = fitting.case(Pair(np.array(["dog", "ant", "cat", "dog"]), OUTPUTS, ("dog", "cat", "ant")))
    assert named.indices.tolist() == [0, 2, 1, 0]  # the columns say which is whose
    assert "holds 2 different names, and there are 3 classes" in refused(["a", "b", "a", "b"], OUTPUTS)
    yes = of(["no", "yes", "no", "no"], OUTPUTS[:, 0])
    assert yes.targets[:, 0].tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("labels", "predictions", "said"),
    [
        ([0, 1], OUTPUTS, "`labels` has 2 rows and `predictions` 4: they must be"),
        ([0, 1, 0, 1, 0], OUTPUTS.repeat(5, 1)[:, :5], "bring `predictions.T`"),
        (ONE_HOT, OUTPUTS[:, :2], "`labels` has 3 columns and `predictions` 2"),
        (ONE_HOT, OUTPUTS[:, 0], "`labels` has 3 columns and `predictions` one"),
        ([0, 1, 2, 9], OUTPUTS[:, 0], "holds values from 0 to 9, and `predictions` one output"),
        ([0.5, 1, 2, 1], OUTPUTS, "holds fractions such as 0.5, and a label is a class"),
        (OUTPUTS, ONE_HOT, "the two look exchanged"),
        (OUTPUTS, [0, 1, 2, 1], "the two look exchanged"),
        (
            [0, 1, np.nan, 1],
            OUTPUTS,
            "`labels` has NaN or infinite values in 1 of 4 rows, the first in row 2",
        ),
        (
            [0, 1, 2, 1],
            np.where(OUTPUTS > 0.3, OUTPUTS, np.inf),
            "`predictions` has NaN or infinite values",
        ),
        ([0, 1, 2, 1], OUTPUTS.astype("f8") * 1e300, "`predictions` has NaN or infinite"),
        ([0, 1, 2, 1], OUTPUTS.reshape(4, 3, 1), "`predictions` has the shape (4, 3, 1)"),
        (3 * ONE_HOT, OUTPUTS, "has 3 columns with values from 0 to 3: they must be 0 or 1"),
        (["a", "b", "a", "c"], [0, 1, 0, 2.5], "holds 3 different names, and there are 2 classes"),
        ([0, 1, 0, 2], ["a", "b", "a", "c"], "is of text, the other of numbers"),
        ([["a", "b"]] * 4, OUTPUTS, "has text in more than one column"),
    ],
)
def test_what_cannot_belong_together_is_said_in_numbers(labels, predictions, said):
    assert said in refused(labels, predictions)


def test_one_row_one_class_and_many_predicted_classes_are_no_trouble():
    assert of([1], OUTPUTS[:1]).true in (0, 1)
    assert of([1, 1], OUTPUTS[:2]).examples == 2
    with pytest.raises(Unreadable, match="20,000 different values"):
        of(np.arange(20_000) * 7, np.arange(20_000) * 7)


def test_logits_become_the_probabilities_that_they_stand_for():
    labels, logits = net(50, 4)
    found = of(labels, logits.astype("float32"))
    assert found.probabilities == pytest.approx(softmax(logits), abs=1e-6)
    assert found.activation == "linear"
    both = of(labels % 2, np.array([-200.5, 0.0, 3.0, 200.0] * 12 + [1.0, 2.0]))
    assert both.probabilities[:4, 0] == pytest.approx([0, 0.5, 0.952574, 1], abs=1e-6)
