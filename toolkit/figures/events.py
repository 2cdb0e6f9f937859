"""Dated events on a time axis: thin lines for dates, bands for periods, labels above the Axes."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes

from toolkit.corpus.dates import DateSpan
from toolkit.corpus.days import year_of
from toolkit.figures.axis import ROW, SMALL, Frame, points_wide
from toolkit.figures.style import FAINT, QUIET, letters, shown, width_of

# Years from which on an event is a period, drawn as a band.
PERIOD = 1.5
BAND, SEEN = "#EFEFEF", "#C4C4C4"


def draw_events(ax: Axes, events: Iterable[Any], frame: Frame, *, over: bool = False) -> int:
    """Draw dated events, their labels above in rows that keep free of each other.

    Parameters
    ----------
    ax : Axes
        With its limits already set.
    events : iterable of (label, date)
        `date` a year as a number, a pair of years, or anything with a `year` (a `DateSpan`). A
        span of more than a year and a half is a period: a pale band behind the series.
    frame : Frame
        Events outside the series are left out; a period is cut at its ends.
    over : bool
        Whether they lie over what is drawn, see-through, as bars would hide them.

    Returns
    -------
    int
        How many rows of labels stand above the Axes.
    """
    dated = [(*_ends(date), shown(label, 28)) for label, date in map(_pair, events)]
    inside = sorted(
        (max(start, frame.first), min(stop, frame.last), label)
        for start, stop, label in dated
        if stop >= frame.first and start <= frame.last
    )
    scale = points_wide(ax)[0] / (frame.last - frame.first)
    size = mpl.rcParams["font.size"] * SMALL
    begins: list[float] = []
    highest = 0
    # From the right: an earlier label that would run into a later one stands above it, so
    # that no line crosses a label.
    for start, stop, label in reversed(inside):
        begin = (start - frame.first) * scale
        end = begin + width_of(label, SMALL) + 0.8 * size
        row = 1 + max((n for n, other in enumerate(begins) if other < end), default=-1)
        begins[row:] = [begin]
        highest = max(highest, row + 1)
        if stop - start > PERIOD:
            look = {"color": SEEN, "alpha": 0.35} if over else {"color": BAND}
            ax.axvspan(start, stop, linewidth=0, zorder=2.5 if over else 0.3, label="_period",
                       **look)  # fmt: skip
        _draw_event(ax, start, label, 3 + row * size * ROW)
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


def _ends(date: Any) -> tuple[float, float]:  # noqa: ANN401  # a year, two, or a DateSpan
    """First and last year of an event; a date within a year and a half is its middle.

    Examples
    --------
    >>> _ends(1917), _ends((1914, 1918.9))
    ((1917.0, 1917.0), (1914.0, 1918.9))
    """
    if isinstance(date, DateSpan):
        start, stop = year_of(date.start), year_of(date.stop)
        return (start, stop) if stop - start > PERIOD else (date.year, date.year)
    if isinstance(date, tuple):
        return float(date[0]), float(date[1])
    year = float(getattr(date, "year", date))
    return year, year
