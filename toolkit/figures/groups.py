"""How far groups lie apart over time: a line for each pair, with intervals and counts."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from toolkit.change.convergence_table import SURE, Convergence
from toolkit.change.sentences import metric_phrase, number, quoted
from toolkit.figures.axis import (
    SMALL,
    canvas,
    draw_time,
    draw_title,
    frame_of,
    point_size,
    say_instead,
)
from toolkit.figures.events import BELOW, draw_events
from toolkit.figures.labels import draw_labels
from toolkit.figures.reach import cut_bars, limits
from toolkit.figures.scales import value_axis
from toolkit.figures.series import PLATE
from toolkit.figures.style import INK, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips

Array = NDArray[np.float64]
# How far the bars of one slice stand apart, as a share of its width.
APART = 0.12
LONGEST = 22


def convergence(
    found: Convergence,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw the distance between groups, slice by slice.

    A line for each pair of groups, bars their interval. A filled point differs beyond chance (q at
    most .05), an open one does not. Slices that are not judged leave a gap. The uses of each group
    stand under each slice.

    Parameters
    ----------
    found : Convergence
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = found.table
    heading = f"{shown(found.concept, 40)} by {found.by}" if title is None else title
    with canvas(ax) as axes:
        attach(axes, found, "convergence")
        slices, counts = _counts(table)
        frame = frame_of(slices)
        if not len(slices):
            say_instead(axes, f"no slices, so nothing to show for {found.concept}")
            draw_title(axes, heading)
            return axes
        axes.set_ylim(*limits(table.select("value", "low", "high")))
        axes.axhline(0.0, color=INK, linewidth=0.7, zorder=2.4)
        if not table["value"].drop_nulls().len():
            used = int(table["n_occurrences"].sum()) + int(table["n_occurrences_other"].sum())
            why = "could not be compared" if used else "does not occur in these slices"
            say_instead(axes, f"{quoted(shown(found.concept, 40))} {why}")
        else:
            pairs = table.partition_by("group", "other", maintain_order=True)
            labels = []
            for place, rows in enumerate(pairs):
                shift = APART * (place - (len(pairs) - 1) / 2)
                at = frame.year + shift * frame.width
                labels += _draw(axes, rows, at, place, point_size(axes, frame))
            draw_labels(axes, labels)
            note = f"filled: differs beyond chance (q ≤ {SURE})"
            axes.text(0.01, BELOW, note, va="top", transform=axes.transAxes, bbox=PLATE,
                      color=QUIET, **letters(SMALL))  # fmt: skip
            value_axis(axes, label=f"{shown(metric_phrase(found.metric), 40)} of groups")
        draw_time(axes, slices, counts, frame)
        draw_title(axes, heading, draw_events(axes, events, frame))
        axes.spines[["top", "right"]].set_visible(False)
    return axes


def _counts(table: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str]]:
    """Give one row a slice with the uses of every group, and what each column is called."""
    sides = [
        table.select(*("slice", "start", "stop", "year"), group=pl.col(name), uses=pl.col(uses))
        for name, uses in (("group", "n_occurrences"), ("other", "n_occurrences_other"))
    ]
    both = pl.concat(sides).unique(maintain_order=True)
    slices = table.select("slice", "start", "stop", "year").unique(maintain_order=True)
    named = {}
    for place, group in enumerate(both["group"].unique(maintain_order=True)):
        mine = both.filter(pl.col("group") == group).select("slice", pl.col("uses"))
        slices = slices.join(
            mine.rename({"uses": f"uses {place}"}), on="slice", how="left", maintain_order="left"
        )
        named[f"{shown(group, LONGEST)}, uses"] = f"uses {place}"
    return slices, named


def _draw(
    ax: Axes,
    rows: pl.DataFrame,
    at: Array,
    place: int,
    size: float,
) -> list[tuple[float, str, str]]:
    """Draw one pair; give its name for the right edge."""
    color = to_hex(PALETTE[place % len(PALETTE)])
    value, low, high = (rows[name].cast(pl.Float64).to_numpy() for name in ("value", "low", "high"))
    wide = mpl.rcParams["lines.linewidth"]
    group, other = (shown(rows[name][0], LONGEST) for name in ("group", "other"))
    ax.plot(at, value, "-", color=color, linewidth=wide, zorder=3, label=f"{group} – {other}")
    ax.vlines(at, low, high, color=color, linewidth=wide, zorder=3.1)
    cut_bars(ax, at, low, high, color)
    known = rows.drop_nulls("value")
    if not len(known):
        return []
    filled = [color if q <= SURE else "white" for q in known["q_value"]]
    judged = rows["value"].is_not_null().to_numpy()
    points = ax.scatter(*(at[judged], known["value"].to_numpy()), s=0.7 * size, c=filled,
                        edgecolors=color, linewidths=wide, zorder=4)  # fmt: skip
    attach_tips(points, [_tip(row) for row in known.iter_rows(named=True)])
    return [(float(known["value"][-1]), f"{group}\n– {other}", color)]


def _tip(row: dict[str, Any]) -> str:
    return (
        f"{row['slice']}: {row['group']} ({row['n_occurrences']} uses) and {row['other']} "
        f"({row['n_occurrences_other']} uses) {number(row['value'])} apart ({number(row['low'])} "
        f"to {number(row['high'])}); exchanged {number(row['null_low'])} to "
        f"{number(row['null_high'])}"
    )
