"""Where a report holds, by the rule that /versions counts by."""

from core.experiment import Experiment
from core.keras_versions import VERSIONS
from core.questions.versions import reading as table
from core.questions.versions.setups import FixedSetup
from core.reading import same_report
from core.reading.reading import read


def test_the_famous_report_holds_where_the_table_of_versions_says():
    reading = read(Experiment())
    told = [row.version for row in table.rows(FixedSetup()) if row.picked == "binary_accuracy"]
    assert list(same_report.versions(reading)) == told
    assert same_report.in_words(reading) == (
        "Here `accuracy` means `binary_accuracy` in Keras 1.0.6 to 2.3.1, TensorFlow 1.4.1 to 2.1.4."
    )


def test_lines_of_releases_and_what_lies_between_are_told_apart():
    today = same_report.in_words(read(Experiment(keras="3.15.1")))
    assert today == (
        "Here `accuracy` means `categorical_accuracy` in Keras 1.0.0 to 1.0.5, "
        "TensorFlow 2.2.3 to 2.15.1, Keras 3.0.5 to 3.15.1."
    )


def test_a_version_between_two_measured_ones_is_read_like_any_other():
    between = read(Experiment(keras="2.2.0"))
    assert same_report.versions(between) == same_report.versions(read(Experiment()))


def test_what_no_version_reads_otherwise_holds_in_every_one():
    reading = read(Experiment(loss="categorical_crossentropy"))
    assert same_report.versions(reading) == VERSIONS
    assert same_report.in_words(reading).endswith("means `categorical_accuracy` in every version.")


def test_of_a_named_metric_nobody_is_told_that_it_means_itself():
    told = same_report.in_words(read(Experiment(metric="categorical_accuracy")))
    assert told == (
        "`categorical_accuracy` is reported as named in Keras 1.0.5 to 2.3.1, "
        "TensorFlow 1.4.1 to 2.15.1, Keras 3.0.5 to 3.15.1."
    )


def test_a_refused_setup_says_where_it_is_refused():
    column = Experiment(loss="categorical_crossentropy", labels="integer_column")
    assert same_report.refused_in_words(read(column)) == "Every version refuses this setup."
    unknown = read(Experiment(metric="categorical_accuracy", keras="1.0.0"))
    assert unknown.refused
    assert same_report.refused_in_words(unknown) == "Refused in Keras 1.0.0."
