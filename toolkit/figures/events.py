"""Dated events on a time axis: lines for dates, bands for periods, names above or numbers."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes

from toolkit.corpus.dates import DateSpan
from toolkit.corpus.days import year_of
from toolkit.figures.axis import ROW, SMALL, Frame, points_wide
from toolkit.figures.key import numbered
from toolkit.figures.style import FAINT, QUIET, letters, shown, width_of

# Years from which on an event is a period, drawn as a band.
PERIOD = 1.5
BAND, SEEN = "#EFEFEF", "#C4C4C4"
# The upper edge of the Axes, for marks of very many events; and from which share of the time axis
# on a band would be a ground, so that it stands at the edge as well.
EDGE, LONG = 0.965, 0.25
# How high notes inside the Axes may reach, to stand free of those marks.
BELOW = EDGE - 0.01
# Rows of names above the Axes; more would take the room of what is drawn.
ROWS = 5


class Place(NamedTuple):
    """An event of a series: its name, first and last year, and the latter as they are drawn."""

    label: str
    years: tuple[float, float]
    start: float
    stop: float


def draw_events(ax: Axes, events: Iterable[Any], frame: Frame, *, over: bool = False) -> int:
    """Draw dated events, their names above in rows that keep free of each other.

    More events than five rows of names hold have numbers instead, in one row; where numbers would
    meet, the first and the last stand for all between. A key under the figure names them, and
    their marks stand at the upper edge alone.

    Parameters
    ----------
    ax : Axes
        With its limits already set.
    events : iterable of (label, date)
        `date` a year as a number, a pair of years, or anything with a `year` (a `DateSpan`). A
        span of more than a year and a half is a period: a pale band behind the series, at the
        upper edge alone if it takes more than a quarter of the time axis.
    frame : Frame
        Events outside the series are left out; a period is cut at its ends.
    over : bool
        Whether they lie over what is drawn, see-through, as bars would hide them.

    Returns
    -------
    int
        How many rows of names or numbers stand above the Axes.
    """
    dated = [
        Place(shown(label, 48), _ends(date), *_ends(date)) for label, date in map(_pair, events)
    ]
    inside = sorted(
        (
            one._replace(start=max(one.start, frame.first), stop=min(one.stop, frame.last))
            for one in dated
            if one.stop >= frame.first and one.start <= frame.last
        ),
        key=lambda one: (one.start, one.stop, one.label),
    )
    scale = points_wide(ax)[0] / (frame.last - frame.first)
    rows = _rows(inside, scale)
    few = max(rows, default=0) < ROWS
    for one in inside:
        _mark(ax, one, frame, few=few, over=over)
    if few:
        for one, row in zip(inside, rows, strict=True):
            _name(ax, one, row)
        return 1 + max(rows, default=-1)
    _number(ax, inside, scale)
    return 1


def _mark(ax: Axes, one: Place, frame: Frame, *, few: bool, over: bool) -> None:
    """Draw the line of an event and the band of a period; at the edge, where they would drown."""
    ax.axvline(one.start, 0.0 if few else EDGE, color=FAINT, linewidth=0.8, zorder=0.5)
    wide = one.stop - one.start
    if wide > PERIOD and few and wide <= LONG * (frame.last - frame.first):
        look = {"color": SEEN, "alpha": 0.35} if over else {"color": BAND}
        ax.axvspan(one.start, one.stop, linewidth=0, zorder=2.5 if over else 0.3,
                   label="_period", **look)  # fmt: skip
    elif wide > PERIOD:
        ax.axvspan(one.start, one.stop, EDGE, color=SEEN, linewidth=0, zorder=0.4, label="_period")


def _rows(places: list[Place], scale: float) -> list[int]:
    """Find the row of each name.

    From the right: an earlier name that would run into a later one stands above it, so that no
    line crosses a name.
    """
    size = mpl.rcParams["font.size"] * SMALL
    begins: list[float] = []
    rows = []
    for one in reversed(places):
        begin = one.start * scale
        end = begin + width_of(shown(one.label, 28), SMALL) + 0.8 * size
        row = 1 + max((n for n, other in enumerate(begins) if other < end), default=-1)
        begins[row:] = [begin]
        rows.append(row)
    return rows[::-1]


def _name(ax: Axes, one: Place, row: int) -> None:
    size = mpl.rcParams["font.size"] * SMALL
    up = 3 + row * size * ROW
    line = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0}
    _above(ax, one.start, "", (0, up + size), arrowprops=line)
    _above(ax, one.start, shown(one.label, 28), (2, up), color=QUIET, **letters(SMALL))


def _number(ax: Axes, places: list[Place], scale: float) -> None:
    """Write the numbers of events in one row; those too near to each other as one range."""
    numbers = numbered(ax, [(one.label, one.years) for one in places])
    near = 0.5 * mpl.rcParams["font.size"] * SMALL
    groups: list[tuple[float, float, list[int]]] = []  # first and last line, and their numbers
    for one, number in zip(places, numbers, strict=True):
        groups.append((one.start, one.start, [number]))
        while len(groups) > 1 and _end(groups[-2], scale, 1) + near > _end(groups[-1], scale, -1):
            (first, _, some), (_, last, more) = groups[-2:]
            groups[-2:] = [(first, last, some + more)]
    for first, last, held in groups:
        _above(ax, (first + last) / 2, _range(held), (0, 3), color=QUIET, ha="center",
               **letters(SMALL))  # fmt: skip
        if last > first:
            ax.hlines(1.0, first, last, transform=ax.get_xaxis_transform(), color=QUIET,
                      linewidth=1.2, clip_on=False, label="_range")  # fmt: skip


def _end(group: tuple[float, float, list[int]], scale: float, side: int) -> float:
    first, last, held = group
    return scale * (first + last) / 2 + side * width_of(_range(held), SMALL) / 2


def _range(numbers: list[int]) -> str:
    """Write numbers; neighbours as their first and last.

    Examples
    --------
    >>> _range([4]), _range([4, 5, 6]), _range([4, 5, 9])
    ('4', '4–6', '4–5, 9')
    """
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _above(ax: Axes, year: float, text: str, shift: tuple[float, float], **more: Any) -> None:  # noqa: ANN401  # options of a text
    place: Any = ax.get_xaxis_transform()
    ax.annotate(text, (year, 1.0), xytext=shift, xycoords=place, textcoords="offset points",
                annotation_clip=False, **more)  # fmt: skip


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
