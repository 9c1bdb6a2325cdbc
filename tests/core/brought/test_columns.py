"""A column of Arrow as NumPy's."""

import pyarrow as pa
import pytest

from core.brought.columns import as_numpy


@pytest.mark.parametrize(
    "values",
    [[1, -2, 3], [0.5, -1e300], ["a", "", "é真"], [True, False, True] * 5],
    ids=["whole", "numbers", "text", "truths"],
)
def test_values_come_back_whole_or_in_part(values):
    column = pa.chunked_array([values, values])
    assert as_numpy(column).tolist() == values * 2
    assert as_numpy(column.slice(1, len(values))).tolist() == (values * 2)[1 : len(values) + 1]
