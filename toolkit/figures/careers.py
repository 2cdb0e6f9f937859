"""Careers: of the concepts of a text, and of the formulas of an archive."""

from collections.abc import Iterable
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.finding import Finding
from toolkit.change.sentences import quoted
from toolkit.figures.axis import canvas, draw_title, frame_of, say_instead, year_of_iso
from toolkit.figures.events import draw_events
from toolkit.figures.lifelines import (
    DECLINE,
    FIRST,
    PEAK,
    QUOTED,
    Row,
    draw_legend,
    draw_rows,
    room_for,
)
from toolkit.figures.style import PALETTE, shown
from toolkit.figures.tips import attach
from toolkit.traces.formula_table import FormulaTable
from toolkit.traces.trace_table import Trace

MOST = 30
NAMED = 46  # letters of a title's name


def careers(
    trace: Trace,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw one line for each concept, in the order of the points.

    Bars are its rate in the archive, slice by slice, each line to its own highest. A triangle is
    the first use (a line through it: as uncertain as its date), a dot the peak, upright strokes are
    the dates of passages that the text quotes and in which the concept stands. Names in grey are
    not in the text. At the right: uses in the text and in the archive.

    Parameters
    ----------
    trace : Trace
        What to draw.
    ax : Axes, optional
        Where to draw: as many lines as find room, those of the text first. Without it a new
        figure, as high as it takes.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    title : str, optional
        Instead of the name of the text.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    found = _finding("careers", trace, trace.careers)
    heading = f"The concepts of {quoted(shown(trace.name, NAMED))}" if title is None else title
    with canvas(ax) as axes:
        attach(axes, found, "careers", of=trace)
        dated = trace.careers.filter(pl.col("start").is_not_null())
        if not len(trace.table) or not len(dated):
            draw_title(axes, heading)
            say_instead(axes, "no concept, or no dated document, so nothing to show")
            axes.set_xticks([])
            return axes
        uses = dict(trace.places.group_by("concept").len().iter_rows())
        rows = _rows(trace, uses)
        rows = _fitting(rows, room_for(axes, len(rows), own=ax is None))
        draw_rows(axes, rows, ("text", "uses"))
        draw_legend(axes, (FIRST, PEAK, QUOTED))
        above = draw_events(axes, events, frame_of(rows[0].career))
        draw_title(axes, heading, above + 1)
    return axes


def formulas(
    table: FormulaTable,
    *,
    ax: Axes | None = None,
    most: int = MOST,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw the careers of the strongest formulas, in the order of their first use.

    Bars are the rate, slice by slice, each line to its own highest; a triangle is the first use, a
    dot the peak, a cross the slice from which on the rate is surely below the peak. At the right:
    documents (texts) and uses.

    Parameters
    ----------
    table : FormulaTable
        What to draw.
    ax : Axes, optional
        Where to draw, as many lines as find room; without it a new figure, as high as it takes.
    most : int
        Lines at most.
    events, title
        As in `careers`.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    heading = "Formulas of the archive" if title is None else title
    with canvas(ax) as axes:
        attach(axes, table, "formulas", most=most)
        if not len(table) or not len(table.careers):
            draw_title(axes, heading)
            say_instead(axes, " ".join(table.answer()))
            axes.set_xticks([])
            return axes
        number = min(most, room_for(axes, min(most, len(table)), own=ax is None))
        chosen = table.table.head(number).sort("first", nulls_last=True, maintain_order=True)
        rows = [_formula_row(table, row) for row in chosen.iter_rows(named=True)]
        draw_rows(axes, rows, ("texts", "uses"))
        draw_legend(axes, (FIRST, PEAK, DECLINE))
        above = draw_events(axes, events, frame_of(rows[0].career))
        draw_title(axes, heading, above + 1)
    return axes


def _finding(kind: str, trace: Trace, table: pl.DataFrame) -> Finding:
    said = tuple(trace.answer())
    return Finding(kind, trace.name, table, said, trace.doubts, trace, trace.provenance)


def _rows(trace: Trace, uses: dict[str, int]) -> list[Row]:
    ordered = trace.table.with_row_index("at").sort("point", "at", nulls_last=True)
    first = {row["concept"]: row for row in trace.first_uses.iter_rows(named=True)}
    found = []
    for row in ordered.iter_rows(named=True):
        name, point = row["concept"], row["point"]
        career = trace.careers.filter(pl.col("concept") == name)
        marks = _first_marks(first.get(name, {})) + _peak_marks(career, row["peak"])
        quoted_from = [(QUOTED, year, 0.0) for year in _quoted(trace, name)]
        here, there = uses.get(name, 0), row["n_occurrences"]
        found.append(
            Row(
                f"{point}  {name}" if point is not None else name,
                career,
                marks + quoted_from,
                (f"{here:,}", f"{there:,}"),
                to_hex(PALETTE[((point or 1) - 1) % 4]),
                here > 0,
                "" if there else "not in the archive",
            )
        )
    return found


def _fitting(rows: list[Row], room: int) -> list[Row]:
    """Keep as many lines as find room: first those of the text, then those of the archive."""
    order = sorted(range(len(rows)), key=lambda k: (not rows[k].strong, bool(rows[k].note), k))
    return [rows[k] for k in sorted(order[:room])]


def _first_marks(first: dict[str, Any]) -> list[tuple[str, float, float]]:
    if not first.get("first_low"):
        return []
    low, high = year_of_iso(first["first_low"]), year_of_iso(first["first_high"])
    return [(FIRST, (low + high) / 2, high - low)]


def _peak_marks(career: pl.DataFrame, peak: str | None) -> list[tuple[str, float, float]]:
    rows = career.filter(pl.col("slice") == peak) if peak is not None else career.head(0)
    return [(PEAK, float(year), 0.0) for year in rows["year"].head(1)]


def _quoted(trace: Trace, name: str) -> list[float]:
    """Give the dates of the first sources of passages in which a concept stands, as years."""
    places = trace.places.filter(pl.col("concept") == name).select("start", "stop").rows()
    rows = trace.reuse.of_kind("quotation").filter(pl.col("first"))
    return sorted(
        {
            float(date[:4])
            for date, start, stop in rows.select("source_date", "start", "stop").rows()
            if date[:4].isdigit() and any(start <= a and b <= stop for a, b in places)
        }
    )


def _formula_row(table: FormulaTable, row: dict[str, Any]) -> Row:
    career = table.career(row["formula"])
    first = [(FIRST, float(row["first"][:4]), 0.0)] if (row["first"] or "")[:4].isdigit() else []
    peak = _peak_marks(career, row["peak"])
    decline = [(DECLINE, year, 0.0) for _, year, _ in _peak_marks(career, row["decline"])]
    numbers = (f"{row['n_documents']:,}", f"{row['n_occurrences']:,}")
    return Row(row["formula"], career, [*first, *peak, *decline], numbers, to_hex(PALETTE[0]))
