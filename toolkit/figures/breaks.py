"""A series with its breaks: each date with its interval, gradual changes as stretches."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes

from toolkit.change.base import FrequencySeries
from toolkit.change.changes import BREAK, GRADUAL, NONE, Changes
from toolkit.figures.axis import SMALL, canvas, points_wide, year_of_iso
from toolkit.figures.frequency import frequency
from toolkit.figures.series import drift
from toolkit.figures.share import share
from toolkit.figures.style import PALETTE, QUIET, for_text, letters
from toolkit.figures.tips import attach
from toolkit.topics.share_table import TopicShares

EDGE = PALETTE[1]
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
# Room above the series for the words that name the changes, as a share of its height.
HEADROOM = 0.24
# Where the arrows of gradual changes lie, below the names of breaks, and how far these are apart.
ROW, STEP = 0.86, 0.055


def breaks(
    changes: Changes,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw a series and where it broke.

    A dashed line is a break, the shade around it the interval of its date; an arrow over a
    stretch is a gradual change, which has no date of its own. Behind them the series as `drift`,
    `frequency` or `share` draws it.

    Parameters
    ----------
    changes : Changes
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
    kinds = {FrequencySeries: frequency, TopicShares: share}
    draw: Any = kinds.get(type(changes.series), drift)
    with canvas(ax) as axes:
        draw(changes.series, ax=axes, events=events, title=title)
        attach(axes, changes, "breaks")
        bottom, top = axes.get_ylim()
        axes.set_ylim(bottom, top + HEADROOM * (top - bottom))
        reached: list[float] = []
        for row in changes.table.iter_rows(named=True):
            _draw(axes, row, reached)
    return axes


def _draw(ax: Axes, row: dict[str, Any], reached: list[float]) -> None:
    """Draw one change; `reached` is how far names reach in each of their rows, in years."""
    place: Any = ax.get_xaxis_transform()
    common: Any = {"transform": place, "color": for_text(EDGE), "zorder": 5, "bbox": PLATE}
    if row["kind"] not in (BREAK, GRADUAL):
        said = f"no break (p {row['p_value']:.3f})" if row["kind"] == NONE else "breaks not judged"
        ax.text(0.5, 0.97, said, transform=ax.transAxes, ha="center", va="top", color=QUIET,
                **letters(SMALL))  # fmt: skip
        return
    low, high = year_of_iso(row["date_low"]), year_of_iso(row["date_high"])
    wide = mpl.rcParams["lines.linewidth"]
    if row["kind"] == BREAK:
        ax.axvspan(
            low, high, color=EDGE, alpha=0.13, linewidth=0, zorder=0.8, label="date interval"
        )
        ax.axvline(row["year"], color=EDGE, linewidth=wide, linestyle="--", zorder=2.6,
                   label="break")  # fmt: skip
        text = f"{row['date'][:4]} ({low:.0f}–{high:.0f})"
        at = _free_row(ax, row["year"], text, reached)
        ax.text(row["year"], 0.99 - STEP * at, text, ha="center", va="top", **common,
                **letters(SMALL))  # fmt: skip
        return
    ends: Any = {"arrowstyle": "<->", "color": EDGE, "linewidth": wide, "shrinkA": 2, "shrinkB": 2}
    ax.annotate("", (high, ROW), (low, ROW), xycoords=place, textcoords=place, arrowprops=ends)
    ax.text((low + high) / 2, ROW, "gradual", ha="center", va="center", **common,
            **letters(SMALL))  # fmt: skip


def _free_row(ax: Axes, year: float, text: str, reached: list[float]) -> int:
    """Choose the first row in which a name stands free of the one before, and note its end."""
    left, right = ax.get_xlim()
    size = mpl.rcParams["font.size"] * SMALL
    half = 0.32 * (len(text) + 1) * size * (right - left) / points_wide(ax)[0]
    for at, end in enumerate(reached):
        if end < year - half:
            reached[at] = year + half
            return at
    reached.append(year + half)
    return len(reached) - 1
