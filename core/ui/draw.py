"""A run's charts on screen. Each is built once and only its rows change, so a live one costs little."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache

import pyarrow as pa
import streamlit as st
from altair.utils.schemapi import debug_mode

from core import language
from core.reading import charts
from core.reading.point import Point


def draw(
    chart: str, points: Sequence[Point], chosen: Point | None, takeaway: str, **options: object
) -> None:
    """Show the chart of that name in `core.reading.charts`, made with these options."""
    make = getattr(charts, chart)
    draw_rows(make, charts.data(points, chosen), takeaway, key=f"_{chart}", **options)


def draw_rows(
    make: Callable,
    rows: Mapping[str, pa.Table],
    takeaway: str,
    key: str,
    **options: object,
) -> None:
    """Show the chart that `make(**options)` builds over named data, with these rows by name.

    options: hashable. takeaway: its accessible name. The browser draws a chart anew when that changes,
    or when the number of named data does.
    """
    spec = deepcopy(_spec(make, language.current(), **options))
    spec["datasets"] = spec.get("datasets", {}) | dict(rows)
    st.vega_lite_chart(spec=spec, key=key, alt=takeaway)


@lru_cache(maxsize=256)
def _spec(make: Callable, language: str, **options: object) -> dict:
    # The tests hold every chart against Vega-Lite's schema; here that would cost 20 MB of memory.
    with debug_mode(False):
        return make(**options).to_dict(validate=False)
