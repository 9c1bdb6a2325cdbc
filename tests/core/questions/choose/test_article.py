"""The article's table: each verdict, and the numbers that it stands on."""

import re

import pytest

from core.keras_versions import TODAY, VERSIONS, Setup, behaviour
from core.questions.choose import article
from core.questions.choose.recordings import end
from core.reading.words import percent

ROWS = {row.id: row for row in article.rows()}
KINDS = {
    "binary": "holds",
    "binary_labels": "depends",
    "classes": "holds",
    "classes_labels": "fails",
    "several": "holds",
    "several_labels": "fails",
    "name_it": "depends",
    "pairing": "depends",
    "encoding": "depends",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_verdict_and_a_number(row):
    verdict = ROWS[row].judge()
    assert verdict.kind == KINDS[row]
    assert re.search(r"\d", verdict.because)


def test_the_table_is_whole():
    assert list(ROWS) == list(KINDS)


def test_the_versions_that_need_the_name_are_those_that_count_cells():
    counting = [
        each
        for each in VERSIONS
        if behaviour(
            Setup(each, "binary_crossentropy", (None, 10), (None, 10), activation="softmax")
        ).picked
        == "binary_accuracy"
    ]
    assert counting == list(VERSIONS[VERSIONS.index("1.0.6") : VERSIONS.index("tf-2.1.4") + 1])
    words = ROWS["name_it"].judge().because
    assert f"in {len(counting)} of {len(VERSIONS)} measured versions" in words
    assert "Keras 1.0.6 to tf.keras 2.1.4" in words
    assert "Keras 3.8.0, the newest when it was written" in words
    for version in VERSIONS:  # "the name does no harm"
        named = Setup(
            version,
            "binary_crossentropy",
            (None, 10),
            (None, 10),
            "categorical_accuracy",
            activation="softmax",
        )
        accepts = behaviour(named).said is None
        assert accepts == (version != "1.0.0"), "which had no metric but accuracy"


def test_one_hot_rows_are_refused_with_one_output_by_all():
    words = ROWS["binary_labels"].judge().because
    assert f"refused with one output by {len(VERSIONS)} of {len(VERSIONS)}" in words


def test_one_of_the_digits_questions_has_a_single_yes():
    even, prime, large = {0, 2, 4, 6, 8}, {2, 3, 5, 7}, {5, 6, 7, 8, 9}
    single = sum(sum(d in s for s in (even, prime, large)) == 1 for d in range(10))
    assert f"only {single} of the ten digits" in ROWS["several_labels"].judge().because


def test_the_runs_it_names_are_those_that_were_shipped():
    from core.experiment import Experiment

    crossed = Experiment(loss="categorical_crossentropy", activation="sigmoid", keras=TODAY)
    words = ROWS["pairing"].judge().because
    assert words.count(f"{end(crossed).loss:.4f}") == 2
    assert percent(end(Experiment(keras=TODAY)).true_accuracy) in words
