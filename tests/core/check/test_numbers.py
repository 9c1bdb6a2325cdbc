"""Numbers in pasted code are those that Python reads."""

import ast

import pytest

from core.check.expressions import _literal

WRITTEN = ("0", "1_000", "0x1F", "0xE", "0b101", "0o17", "1e-3", "1E5", ".5", "5.", "1_0.5")
NONE = ("0777", "007", "1__0", "1j", "1.2.3", "1e", "0x", "1e400", "9" * 45, "1_")


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_is_what_python_reads(written):
    value = ast.literal_eval(written)
    assert _literal(written) == value
    assert type(_literal(written)) is type(value)


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_finite_number_is_none(written):
    assert _literal(written) is None
