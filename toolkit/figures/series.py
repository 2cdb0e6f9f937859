"""A drift series along time: estimate, interval, chance, comparable words, counts."""

from collections.abc import Iterable, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.base import DriftSeries
from toolkit.change.sentences import metric_phrase, named, number, ordinal, quoted
from toolkit.figures.axis import (
    Frame,
    canvas,
    draw_time,
    draw_title,
    frame_of,
    point_size,
    points_wide,
    say_instead,
)
from toolkit.figures.events import draw_events
from toolkit.figures.labels import draw_labels
from toolkit.figures.reach import cut_bars, limits
from toolkit.figures.room import panel
from toolkit.figures.scales import value_axis
from toolkit.figures.style import BAND, BAND_EDGE, CHANCE, INK, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips

# Keeps small print readable where a line passes behind it.
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
COUNTS = {"uses": "n_occurrences", "documents": "n_documents", "units": "n_units"}


def drift(
    series: DriftSeries,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    link: Mapping[str, str] | None = None,
    color: str = "C0",
    title: str | None = None,
) -> Axes:
    """Draw one drift series.

    The line is the estimate, the bars its interval; an open point lies below zero, which
    is no sign of change. The grey block is what unchanged usage would give at the same
    counts, as wide as its slice; the pale block behind it holds the middle nine tenths of
    comparable words, the tick their median. Slices that are not judged leave a gap in the
    line, never a bridge. Uses and documents, and units where
    they are not the documents, are written under each slice.

    Parameters
    ----------
    series : DriftSeries
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    link : mapping of str to str, optional
        Slice label to address; its point becomes a link there in SVG.
    color : str
        Colour of the estimate.
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
        attach(axes, series, "drift")
        if not len(table):
            say_instead(axes, f"no slices, so nothing to show for {series.concept}")
            draw_title(axes, series.concept if title is None else title)
            return axes
        color, bands = to_hex(color), control_bands(series)
        axes.set_ylim(*limits(table, bands))
        _draw_blocks(axes, table, bands, frame)
        _draw_estimate(axes, table, frame, color)
        _draw_points(axes, series, frame, color, link or {})
        value_axis(axes, label=y_label(series))
        if not table["n_occurrences"].sum():
            say_instead(axes, f"{quoted(shown(series.concept, 40))} does not occur in these slices")
        elif table["value"].null_count() == len(table):
            say_instead(axes, "judged in no slice: too few units, or contexts of the whole corpus")
        else:
            _draw_remarks(axes, table, frame, series.baseline)
            draw_labels(axes, _labels(table, bands))
        draw_time(axes, table, _rows(table), frame)
        rows = draw_events(axes, events, frame)
        draw_title(axes, series.concept if title is None else title, rows)
    return axes


def _rows(table: pl.DataFrame) -> dict[str, str]:
    """Leave the row of units out where every unit is a document: it would say the same twice."""
    place = panel()
    if place is not None:
        return {name: column for name, column in COUNTS.items() if place.units or name != "units"}
    same = bool((table["n_units"] == table["n_documents"]).all())
    return {name: column for name, column in COUNTS.items() if not (same and name == "units")}


def y_label(series: DriftSeries) -> str:
    """Name the measure and what the slices are compared with."""
    against = {"": "", "previous": "\nfrom the slice before", "rest": "\nfrom all other slices"}
    baseline = series.baseline
    measure = shown(metric_phrase(series.metric), 40)
    return measure + against.get(baseline, f"\nfrom {named(shown(baseline, 30))}")


def control_bands(series: DriftSeries) -> pl.DataFrame:
    """Give per slice the middle nine tenths and the median of the control words.

    The ends are control words themselves, chosen so that the figure and the sentences agree: a
    value above `band_high` has p_control ≤ 0.05, one at or below `band_low` a percentile ≤ 5.
    Slices without control words, or with too few to compare, have nulls.
    """
    compared = series.table.drop_nulls("p_control")["slice"].implode()
    known = series.controls.drop_nulls("value").filter(pl.col("slice").is_in(compared))
    rows: list[tuple[Any, ...]] = []
    for label in series.table["slice"]:
        moved = np.sort(known.filter(pl.col("slice") == label)["value"].to_numpy())
        if len(moved):
            above = max(int(0.05 * (len(moved) + 1)) - 1, 0)
            low, high = moved[int(0.05 * len(moved))], moved[-1 - above]
            rows.append((label, float(low), float(np.median(moved)), float(high), len(moved)))
        else:
            rows.append((label, None, None, None, 0))
    middle = dict.fromkeys(("band_low", "band_middle", "band_high"), pl.Float64)
    schema = {"slice": pl.String, **middle, "n_controls": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _draw_blocks(ax: Axes, table: pl.DataFrame, bands: pl.DataFrame, frame: Frame) -> None:
    """Draw comparable words behind, unchanged usage before them, zero above both."""
    band = {name: bands[name].to_numpy() for name in bands.columns[1:]}
    tall = band["band_high"] - band["band_low"]
    ax.bar(frame.year, tall, frame.width, bottom=band["band_low"], color=BAND, zorder=1,
           label="comparable words")  # fmt: skip
    left, right = frame.year - frame.width / 2, frame.year + frame.width / 2
    for name, wide in (("band_low", 0.5), ("band_middle", 1.6), ("band_high", 0.5)):
        ax.hlines(band[name], left, right, color=BAND_EDGE, linewidth=wide, zorder=2.2)
    low, high = (table[name].cast(pl.Float64).to_numpy() for name in ("null_low", "null_high"))
    judged = table["value"].is_not_null().to_numpy()
    low, high = np.where(judged, low, np.nan), np.where(judged, high, np.nan)
    ax.bar(frame.year, high - low, frame.width, bottom=low, color=CHANCE, zorder=2,
           label="unchanged usage")  # fmt: skip
    ax.axhline(0.0, color=INK, linewidth=0.7, zorder=2.4)


def _draw_estimate(ax: Axes, table: pl.DataFrame, frame: Frame, color: str) -> None:
    value, low, high = (
        table[name].cast(pl.Float64).to_numpy() for name in ("value", "low", "high")
    )
    wide = mpl.rcParams["lines.linewidth"]
    ax.plot(frame.year, value, "-", color=color, linewidth=wide, zorder=3, label="estimate")
    bars = ax.vlines(frame.year, low, high, color=color, linewidth=wide, zorder=3.1)
    bars.set_label("interval")
    cut_bars(ax, frame.year, low, high, color)


def _draw_points(
    ax: Axes, series: DriftSeries, frame: Frame, color: str, link: Mapping[str, str]
) -> None:
    """Draw the points: open below zero, each a link to its passages, with a tooltip."""
    judged = series.table["value"].is_not_null().to_numpy()
    rows = series.table.drop_nulls("value")
    if not len(rows):
        return
    filled = [color if value >= 0 else "white" for value in rows["value"]]
    points = ax.scatter(
        *(frame.year[judged], rows["value"].to_numpy()),
        s=point_size(ax, frame),
        c=filled,
        edgecolors=color,
        linewidths=mpl.rcParams["lines.linewidth"],
        zorder=4,
        label="slices",
    )
    points.set_urls([link.get(label) for label in rows["slice"]])
    attach_tips(points, [_tip(row) for row in rows.iter_rows(named=True)])


def _tip(row: dict[str, Any]) -> str:
    among = ""
    if row["control_percentile"] is not None:
        among = f"; {ordinal(row['control_percentile'])} percentile of comparable words"
    return (
        f"{row['slice']}: {number(row['value'])} ({number(row['low'])} to {number(row['high'])}); "
        f"unchanged usage {number(row['null_low'])} to {number(row['null_high'])}; "
        f"{row['n_occurrences']} uses, {row['n_documents']} documents{among}"
    )


def _draw_remarks(ax: Axes, table: pl.DataFrame, frame: Frame, baseline: str) -> None:
    """Say at the zero line why a slice has no point, where there is room for it."""
    letter = mpl.rcParams["font.size"] * 0.75
    scale = points_wide(ax)[0] / (frame.last - frame.first)
    names = ("slice", "value", "n_occurrences")
    for at, wide, row in zip(frame.year, frame.width, table.select(names).rows(), strict=True):
        text = "baseline" if row[0] == baseline else "not judged" if row[2] else "no uses"
        room = 12 if wide * scale >= len(text) * letter * 0.62 else 0
        if row[1] is None and (room or row[0] == baseline):
            ax.annotate(text, (at, 0.0), xytext=(0, 4), textcoords="offset points",
                        ha="center", va="bottom", color=QUIET, zorder=2.5,
                        bbox=PLATE, rotation=0 if room else 90, **letters(0.75))  # fmt: skip


def _labels(table: pl.DataFrame, bands: pl.DataFrame) -> list[tuple[float, str, str]]:
    """Say at the right edge what the blocks are, at the height of the last ones."""
    found: list[tuple[float, str, str]] = []
    last = bands.drop_nulls("band_middle")
    if len(last):
        text = "comparable\nwords, 5–95%\nand median"
        found.append((last["band_middle"][-1], text, "#7A5410"))
    judged = table.drop_nulls("value")
    if len(judged):
        middle = (judged["null_low"][-1] + judged["null_high"][-1]) / 2
        found.append((middle, "unchanged\nusage, 95%", QUIET))
    return found
