"""Tables as people write them."""

import numpy as np
import pytest

from core.brought import Unreadable, pair, pasted, tables
from tests.core.brought.files import csv, refused

LABELS, OUTPUTS = [0, 1, 1], [[0.9, 0.1], [0.25, 0.75], [0.6, 0.4]]


@pytest.mark.parametrize(
    "text",
    [
        "0,0.9,0.1\n1,0.25,0.75\n1,0.6,0.4\n",
        "label,p0,p1\n0,0.9,0.1\n1,0.25,0.75\n1,0.6,0.4",
        "p0,label,p1\n0.9,0,0.1\n0.25,1,0.75\n0.6,1,0.4",
        "0;0,9;0,1\n1;0,25;0,75\n1;0,6;0,4",
        "y;a;b\r\n0;0,9;0,1\r\n1;0,25;0,75\r\n1;0,6;0,4\r\n",
        "0\t0.9\t0.1\n1\t0.25\t0.75\n1\t0.6\t0.4",
        "0\t0,9\t0,1\n1\t0,25\t0,75\n1\t0,6\t0,4",
        "0 0.9 0.1\n1   0.25 0.75\n1 0.6 0.4",
        "0 0,9 0,1\n1 0,25 0,75\n1 0,6 0,4",
        ",label,p0,p1\n0,0,0.9,0.1\n1,1,0.25,0.75\n2,1,0.6,0.4\n",
        "\ufeff0, 0.9, 1e-1\n\n1, 0.25, 7.5E-1\n1, 0.6, 0.4\n\n",
        "[[0, 0.9, 0.1],\n [1, 0.25, 0.75],\n [1, 0.6, 0.4]]",
        "array([[0.  , 0.9 , 0.1 ],\n       [1.  , 0.25, 0.75],\n       [1, 0.6 , 0.4 ]], dtype=float)",
        "[[0.   0.9  0.1 ]\n [1.   0.25 0.75]\n [1.   0.6  0.4 ]]",
        '"label","p0","p1"\n"0","0.9","0.1"\n"1","0.25","0.75"\n"1","0.6","0.4"',
    ],
)
def test_the_same_two_arrays_come_out_however_they_are_written(text):
    for found in (pair([csv(text)]), pasted(text)):
        assert found.labels.tolist() == LABELS
        assert found.predictions.tolist() == OUTPUTS


@pytest.mark.parametrize(
    ("text", "names", "columns"),
    [
        ("label,p\n0,0.5", ("label", "p"), ([0], [0.5])),
        ("y_true\ncat\ndog", ("y_true",), (["cat", "dog"],)),
        ("0.5\ncat", (), (["0.5", "cat"],)),
        ("cat,true\ndog, False", (), (["cat", "dog"], [True, False])),
        ("a,2020-01-01\nb,2020-01-02", (), (["a", "b"], ["2020-01-01", "2020-01-02"])),
        ('n, "b, c"\n1, "d"\n2,"e ""f"""', ("n", "b, c"), ([1, 2], ["d", 'e "f"'])),
        ("NA;None\nNone;-", (), (["NA", "None"], ["None", "-"])),
        ("0 1\n  2   3 \n \n4 5", (), ([0, 2, 4], [1, 3, 5])),
        ("n,x\n0,-1e3\n1,inf", ("n", "x"), ([0, 1], [-1000.0, float("inf")])),
    ],
)
def test_columns_are_numbers_truths_or_text_under_their_names(text, names, columns):
    found = tables.table("t", text)
    assert found.names == names
    assert tuple(each.tolist() for each in found.columns) == columns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_of_classes_are_read_in_the_usual_encodings(encoding):
    found = pair([csv("Bär,0.9,0.1\nKatze,0.2,0.8", encoding=encoding)])
    assert found.labels.tolist() == ["Bär", "Katze"]


def test_two_files_and_a_decimal_comma_in_a_single_column():
    found = pair([csv("0\n1\n", "y.csv"), csv("0,93\n0,12\n", "p.csv")])
    assert found.predictions.tolist() == [0.93, 0.12]
    assert "Commas in `p.csv` were read as decimal points." in found.notes
    assert pair([csv("0,1\n1,0\n", "both.csv")]).predictions.tolist() == [1, 0]


def test_half_of_the_columns_are_labels_where_they_are_zeros_and_ones():
    found = pair([csv("1,0,0.9,0.1\n0,1,0.2,0.8\n")])
    assert found.labels.tolist() == [[1, 0], [0, 1]]
    assert found.predictions.tolist() == [[0.9, 0.1], [0.2, 0.8]]
    assert found.notes == ("The first 2 columns were taken for the labels.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("\n \n\t\n", "is empty"),
        ("0,0.5\n1,\n", "has 1 cell without a number in column 2, the first in row 2"),
        ("0,5;1\n;2\n0,7;3\n", "has 1 cell without a number in column 1, the first in row 2"),
        ("y,p\n0,nan\n1,0.5\n", "has 1 cell without a number in column 2, the first in row 2"),
        ("y,p\n0,0.5\n1,NaN\n1,NA\n", "has 2 cells without a number in column 2, the first in row 3"),
        ("0,0.1\n" * 60 + "1,0.2,0.3\n", "has 2 columns, but 3 in line 61"),
        ("0,0.1,0.2\n \n\n1,0.2\n", "has 3 columns, but 2 in line 4"),
        ("0.1\n0.2\n0.3,0.4\n", "has 1 column, but 2 in line 3"),
        ("0,0.1\n1,0.2,0.3\n1,0.2\n", "has 2 columns, but 3 in line 2"),
        ("0,0.1,cat\n1,0.2,dog\n", "has text such as `cat` among its columns of numbers, in column 2"),
        ("0\n" * 10_000_000, "holds 10,000,000 numbers in 10,000,000 rows"),
        ("1\n2\n", "is one array, and two are needed"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_wrong_is_said_with_its_place(text, said):
    sentence = refused(csv(text))
    assert said in sentence
    assert sentence.startswith("`both.csv` ")


def test_bytes_that_are_no_text_are_no_table():
    assert "is no text and no NumPy file" in refused(csv("\x00\x01\x02"))


def test_one_column_that_is_pasted_lacks_the_other():
    with pytest.raises(Unreadable, match="has one column, and more are needed"):
        pasted("0\n1\n")


def test_a_large_table_is_read_to_the_last_digit():
    values = np.random.default_rng(0).random((5000, 4))
    text = "\n".join(",".join(map(repr, row)) for row in values.tolist())
    found = pair([csv("0\n1\n" * 2500, "labels.csv"), csv(text, "predictions.csv")])
    assert found.predictions == pytest.approx(values, rel=1e-14)
