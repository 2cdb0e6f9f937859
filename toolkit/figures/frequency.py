"""How often a concept was used: rate per million tokens, its interval, its counts."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.base import FrequencySeries
from toolkit.change.sentences import quoted
from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, point_size, say_instead
from toolkit.figures.events import draw_events
from toolkit.figures.reach import cut_bars, limits
from toolkit.figures.scales import value_axis
from toolkit.figures.style import INK, letters, shown
from toolkit.figures.tips import attach, attach_tips

COUNTS = {"uses": "n_occurrences", "documents": "n_documents", "tokens": "n_tokens"}


def frequency(
    series: FrequencySeries,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    color: str = "C0",
    title: str | None = None,
) -> Axes:
    """Draw how often a concept was used, slice by slice; never smoothed.

    Points are rates of all tokens of a slice together, bars their interval over documents.
    A slice without tokens leaves a gap. Uses, documents and tokens stand under each slice.

    Parameters
    ----------
    series : FrequencySeries
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    color : str
        Colour of the rate.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = series.table
    with canvas(ax) as axes:
        frame = frame_of(table)
        attach(axes, series, "frequency")
        if not len(table):
            say_instead(axes, f"no slices, so nothing to show for {series.concept}")
            draw_title(axes, series.concept if title is None else title)
            return axes
        axes.set_ylim(*limits(table))
        color = to_hex(color)
        rate, low, high = (
            table[name].cast(pl.Float64).to_numpy() for name in ("rate", "low", "high")
        )
        wide = mpl.rcParams["lines.linewidth"]
        axes.axhline(0.0, color=INK, linewidth=0.7, zorder=2.4)
        axes.plot(frame.year, rate, "-", color=color, linewidth=wide, zorder=3, label="rate")
        axes.vlines(frame.year, low, high, color=color, linewidth=wide, zorder=3.1)
        cut_bars(axes, frame.year, low, high, color)
        points = axes.scatter(*(frame.year, rate), s=point_size(axes, frame), c=color, zorder=4)
        known = table.drop_nulls("rate").iter_rows(named=True)
        attach_tips(points, [_tip(row) for row in known])
        value_axis(axes, label="uses per million tokens")
        if not table["n_occurrences"].sum():
            absent = f"{quoted(shown(series.concept, 40))} does not occur in these slices"
            text = absent if len(table) else "no document has a date"
            axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", **letters())
        draw_time(axes, table, COUNTS, frame)
        rows = draw_events(axes, events, frame)
        draw_title(axes, series.concept if title is None else title, rows)
    return axes


def _tip(row: dict[str, Any]) -> str:
    return (
        f"{row['slice']}: {row['rate']:,.1f} per million tokens; {row['n_occurrences']} uses in "
        f"{row['n_tokens']:,} tokens, {row['n_documents']} documents"
    )
