"""Names in History, loaded models, generators and metric objects: what measured rows do not hold."""

import pytest

from core.keras_versions import (
    TODAY,
    VERSIONS,
    Setup,
    UnknownVersion,
    accuracy_after_loading,
    accuracy_from,
    counted,
    history_name,
    saved_as,
)

COLUMN = ("sparse_categorical_crossentropy", (None, 1), (None, 10))
FLAT = ("sparse_categorical_crossentropy", (None,), (None, 10))


def asked(version, setup=COLUMN, metric="accuracy"):
    return Setup(version, *setup, metric, activation="softmax")


def where(differs):
    return [version for version in VERSIONS if differs(version)]


def test_a_key_error_has_its_answer():
    assert history_name(TODAY, "accuracy") == "accuracy"
    assert history_name("2.2.4", "accuracy") == "acc"
    assert history_name("tf-1.15.5", "accuracy") == "acc"
    assert {history_name(version, "acc") for version in VERSIONS} == {"acc"}
    assert history_name("2.4.3", "accuracy") == "accuracy"  # tf.keras under its own name


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("mse", "mse"),
        ("SparseTopKCategoricalAccuracy(k=2)", "sparse_top_k_categorical_accuracy"),
        ("MeanSquaredError()", "mean_squared_error"),
        ("AUC()", "auc"),
        ("BinaryAccuracy(name='mine', threshold=0.3)", "mine"),
        ("keras.metrics.binary_accuracy", "binary_accuracy"),
        ("def f1", "f1"),
    ],
)
def test_a_metric_is_called_what_is_written(spelling, key):
    assert history_name(TODAY, spelling) == key


def test_a_third_object_of_a_class_without_a_name_is_numbered():
    assert history_name(TODAY, "Precision()", 2) == "precision_2"
    assert history_name("2.3.1", "Precision()", 2) == "precision_3"
    assert history_name(TODAY, "CategoricalAccuracy()", 2) == "categorical_accuracy"


def test_other_words_are_refused():
    with pytest.raises(ValueError, match="no metric is written like 'two words'"):
        history_name(TODAY, "two words")
    with pytest.raises(UnknownVersion):
        history_name("4.0.0", "accuracy")
    with pytest.raises(ValueError, match="unknown source 'list'"):
        accuracy_from(asked(TODAY), "list")


def test_what_the_traps_say_of_versions():
    forgot = where(lambda each: accuracy_after_loading(asked(each, FLAT)) != usual(each, FLAT))
    assert forgot == ["tf-2.3.4"]
    by_generator = where(lambda each: accuracy_from(asked(each), "generator") != usual(each, COLUMN))
    assert by_generator == [each for each in VERSIONS if each.startswith("tf-2.")][2:]
    assert (by_generator[0], by_generator[-1]) == ("tf-2.2.3", "tf-2.15.1")


def usual(version, setup):
    return accuracy_from(asked(version, setup), "generator" if setup is FLAT else "dataset") or (
        "categorical_accuracy" if version == "1.0.0" else "sparse_categorical_accuracy"
    )


def test_the_metric_s_own_name_mends_both_traps():
    named = "sparse_categorical_accuracy"
    assert accuracy_after_loading(asked("tf-2.3.4", FLAT, named)) == named
    assert accuracy_from(asked("tf-2.15.1", COLUMN, named), "generator") == named


def test_a_dataset_that_knows_its_labels_is_as_good_as_arrays():
    assert accuracy_from(asked("tf-2.15.1"), "dataset") == "sparse_categorical_accuracy"
    assert accuracy_from(asked("tf-2.15.1"), "unknown_width") == "categorical_accuracy"
    assert accuracy_from(asked(TODAY), "unknown_width") is None


def test_what_is_written_goes_by_the_ending():
    assert saved_as("tf-2.11.1", "model.keras") == "hdf5"
    assert saved_as(TODAY, "model.keras") == "zip"
    assert saved_as(TODAY, "model.hdf5") == "hdf5"
    assert saved_as(TODAY, "model") is None
    assert saved_as("1.0.6", "model.h5") is None


def test_an_object_counts_what_its_class_says():
    assert counted(asked(TODAY, FLAT), "CategoricalAccuracy") == "batch"
    assert counted(asked("tf-2.15.1", FLAT), "CategoricalAccuracy") == "largest_is_0"
    assert counted(asked(TODAY, FLAT), "BinaryAccuracy") is None
    assert counted(asked("2.2.5", FLAT), "Accuracy") is None
