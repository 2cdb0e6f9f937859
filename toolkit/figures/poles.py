"""Where a concept lies between two poles over time, with chance and all that is said."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.axis_table import AxisSeries
from toolkit.change.sentences import quoted
from toolkit.figures.axis import (
    Frame,
    canvas,
    draw_time,
    draw_title,
    frame_of,
    point_size,
    say_instead,
)
from toolkit.figures.events import draw_events
from toolkit.figures.labels import draw_labels
from toolkit.figures.reach import cut_bars, limits
from toolkit.figures.scales import value_axis
from toolkit.figures.style import BAND_EDGE, CHANCE, INK, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips

COUNTS = {"uses": "n_occurrences", "documents": "n_documents"}


def axis(
    series: AxisSeries,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    color: str = "C0",
    title: str | None = None,
) -> Axes:
    """Draw where a concept lies between two poles, slice by slice.

    Points are places, bars their interval; the grey block is what documents exchanged between
    slices give, the ochre line the place of everything that is said in the slice. Slices that are
    not judged leave a gap. Uses and documents stand under each slice.

    Parameters
    ----------
    series : AxisSeries
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    color : str
        Colour of the places.
    title : str, optional
        Instead of the names of concept and axis.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = series.table
    heading = f"{shown(series.concept, 40)} on {series.axis}" if title is None else title
    with canvas(ax) as axes:
        frame = frame_of(table)
        attach(axes, series, "axis")
        if not len(table):
            say_instead(axes, f"no slices, so nothing to show for {series.concept}")
            draw_title(axes, heading)
            return axes
        bottom, top = limits(table)
        beside = table["background"].drop_nulls().to_numpy()
        edges = np.concatenate([beside, [bottom, top, 0.0]])
        axes.set_ylim(edges.min() - 0.02 * (top - bottom), edges.max() + 0.02 * (top - bottom))
        if not table["value"].drop_nulls().len():
            used = int(table["n_occurrences"].sum())
            why = "could not be placed" if used else "does not occur in these slices"
            say_instead(axes, f"{quoted(shown(series.concept, 40))} {why}")
        else:
            _draw(axes, table, frame, to_hex(color))
            draw_labels(axes, _labels(table))
            _name_poles(axes, *(shown(table[name][0], 24) for name in ("low_pole", "high_pole")))
        draw_time(axes, table, COUNTS, frame)
        above = draw_events(axes, events, frame)
        draw_title(axes, heading, above)
        axes.spines[["top", "right"]].set_visible(False)
    return axes


def _draw(ax: Axes, table: pl.DataFrame, frame: Frame, color: str) -> None:
    names = ("value", "low", "high", "null_low", "null_high", "background")
    value, low, high, least, most, beside = (
        table[name].cast(pl.Float64).to_numpy() for name in names
    )
    wide = mpl.rcParams["lines.linewidth"]
    ax.bar(frame.year, most - least, frame.width, bottom=least, color=CHANCE, zorder=2,
           label="exchanged documents")  # fmt: skip
    edges = frame.year - frame.width / 2, frame.year + frame.width / 2
    ax.hlines(beside, *edges, color=BAND_EDGE, linewidth=wide, zorder=2.3,
              label="everything said")  # fmt: skip
    ax.axhline(0.0, color=INK, linewidth=0.7, zorder=2.4)
    ax.plot(frame.year, value, "-", color=color, linewidth=wide, zorder=3, label="place")
    ax.vlines(frame.year, low, high, color=color, linewidth=wide, zorder=3.1)
    cut_bars(ax, frame.year, low, high, color)
    judged = table["value"].is_not_null().to_numpy()
    points = ax.scatter(*(frame.year[judged], value[judged]), s=point_size(ax, frame), c=color,
                        zorder=4)  # fmt: skip
    attach_tips(points, [_tip(row) for row in table.drop_nulls("value").iter_rows(named=True)])


def _name_poles(ax: Axes, low: str, high: str) -> None:
    value_axis(ax, label=f"place: {low} −1, {high} +1")
    for text, height, up in ((f"↑ {high}", 0.995, "top"), (f"↓ {low}", 0.005, "bottom")):
        ax.text(0.008, height, text, va=up, transform=ax.transAxes, color=QUIET, zorder=5,
                **letters(0.9))  # fmt: skip


def _labels(table: pl.DataFrame) -> list[tuple[float, str, str]]:
    last = table.drop_nulls("value").row(-1, named=True)
    middle = (last["null_low"] + last["null_high"]) / 2
    beside = table.drop_nulls("background")
    return [
        (middle, "exchanged\ndocuments, 95%", QUIET),
        *([(beside["background"][-1], "everything\nsaid", "#7A5410")] if len(beside) else []),
    ]


def _tip(row: dict[str, Any]) -> str:
    return (
        f"{row['slice']}: {row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f}); exchanged "
        f"documents {row['null_low']:.2f} to {row['null_high']:.2f}; {row['n_occurrences']} uses, "
        f"{row['n_documents']} documents"
    )
