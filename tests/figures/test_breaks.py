"""The figure of breaks: dates, intervals and gradual stretches are where the table has them."""

import runpy
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from toolkit.change.changes import NONE
from toolkit.figures.breaks import breaks

MADE = runpy.run_path(str(Path(__file__).with_name("results.py")))


def test_lines_and_shades_are_those_of_the_table():
    """A dashed line stands at the date, its shade is the interval, gradual is said."""
    ax = breaks(MADE["changes"]())
    (line,) = [one for one in ax.get_lines() if one.get_label() == "break"]
    (shade,) = [one for one in ax.patches if one.get_label() == "date interval"]
    assert line.get_xdata()[0] == pytest.approx(1990.0)
    ends = (shade.get_x(), shade.get_x() + shade.get_width())
    assert ends == pytest.approx((1985.0, 1995.0))
    assert {"gradual", "1990 (1985–1995)"} <= {one.get_text() for one in ax.texts}


def test_none_is_said():
    """Without a break the figure says so, with its p."""
    found = MADE["changes"](n=4)
    assert found.table["kind"].to_list() == [NONE]
    assert "no break (p 0.400)" in {one.get_text() for one in breaks(found).texts}


def test_names_of_near_breaks_do_not_cover_each_other():
    """Dates a few years apart are named in rows of their own."""
    found = MADE["changes"]()
    (row,) = found.table.filter(pl.col("kind") == "break").rows(named=True)
    years = (1980, 1988, 1996)
    near = [row | {"date": f"{year}-01-01", "year": float(year)} for year in years]
    ax = breaks(replace(found, table=pl.DataFrame(near, schema=found.table.schema)))
    figure = ax.get_figure()
    figure.canvas.draw()
    boxes = [one.get_window_extent() for one in ax.texts if one.get_text()[:4] in map(str, years)]
    assert len(boxes) == 3
    assert not any(a.overlaps(b) for a in boxes for b in boxes if a is not b)
