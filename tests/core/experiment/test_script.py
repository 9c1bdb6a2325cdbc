"""A script with its constants set."""

import pytest

from core.experiment import Script
from core.experiment.comparison import as_plain, from_plain

PATH = "core/questions/traps/stuck/script.py"


def test_a_constant_is_set_and_its_remark_stays():
    text = Script(PATH, {"FAULT": "labels_1_and_5", "SEED": 3}).text
    assert "FAULT = 'labels_1_and_5'  # or" in text
    assert "\nSEED = 3\n" in text
    assert Script(PATH).text.count("\n") == text.count("\n")


def test_what_is_no_constant_cannot_be_set():
    with pytest.raises(ValueError, match="no constants TYPO"):
        Script(PATH, {"TYPO": 1})


def test_a_key_names_what_runs():
    key = Script(PATH).training_key
    assert Script(PATH).training_key == key
    assert Script(PATH, {"SEED": 1}).training_key != key
    assert Script(PATH, kept=("loss",)).training_key != key
    assert Script(PATH, {"SEED": 0}).training_key == key  # as it stands there


def test_a_script_survives_as_plain_data():
    script = Script(PATH, {"SEED": 2}, ("reported",))
    assert from_plain(as_plain(script)) == script
