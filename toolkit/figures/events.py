"""Dated events on a time axis: thin lines, their labels above the Axes."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes

from toolkit.figures.axis import ROW, SMALL, Frame, points_wide
from toolkit.figures.style import FAINT, QUIET, letters, shown


def draw_events(ax: Axes, events: Iterable[Any], frame: Frame) -> int:
    """Draw dated events as thin lines, their labels above in rows that keep free of each other.

    Parameters
    ----------
    ax : Axes
        With its limits already set.
    events : iterable of (label, date)
        `date` a year as a number, or anything with a `year` (a `DateSpan`).
    frame : Frame
        Events outside the series are left out.

    Returns
    -------
    int
        How many rows of labels stand above the Axes.
    """
    pairs = map(_pair, events)
    dated = [(float(getattr(date, "year", date)), shown(label, 28)) for label, date in pairs]
    inside = sorted(pair for pair in dated if frame.first <= pair[0] <= frame.last)
    scale = points_wide(ax)[0] / (frame.last - frame.first)
    size = mpl.rcParams["font.size"] * SMALL
    begins: list[float] = []
    highest = 0
    # From the right: an earlier label that would run into a later one stands above it, so
    # that no line crosses a label.
    for year, label in reversed(inside):
        begin = (year - frame.first) * scale
        end = begin + (len(label) + 1) * size * 0.6
        row = 1 + max((n for n, other in enumerate(begins) if other < end), default=-1)
        begins[row:] = [begin]
        highest = max(highest, row + 1)
        _draw_event(ax, year, label, 3 + row * size * ROW)
    return highest


def _draw_event(ax: Axes, year: float, label: str, up: float) -> None:
    size = mpl.rcParams["font.size"] * SMALL
    place: Any = ax.get_xaxis_transform()
    ax.axvline(year, color=FAINT, linewidth=0.8, zorder=0.5)
    line = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0}
    common: Any = {"xycoords": place, "textcoords": "offset points", "annotation_clip": False}
    ax.annotate("", (year, 1.0), xytext=(0, up + size), arrowprops=line, **common)
    ax.annotate(label, (year, 1.0), xytext=(2, up), color=QUIET, **common, **letters(SMALL))


def _pair(event: Any) -> tuple[str, Any]:  # noqa: ANN401  # an Event or a pair
    label, date = event if isinstance(event, tuple) else (event.label, event.date)
    return str(label), date
