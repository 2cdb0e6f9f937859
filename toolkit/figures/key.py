"""The key under a figure that names numbered events; a figure of our own grows by its height."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary, WeakSet

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure, FigureBase

from toolkit.figures.style import QUIET, letters, width_of

SMALL, LINE = 0.82, 1.25
Dated = tuple[str, tuple[float, float]]
_NUMBERS: "WeakKeyDictionary[FigureBase, dict[Dated, int]]" = WeakKeyDictionary()
_OWN: "WeakSet[Figure]" = WeakSet()


def own(figure: Figure) -> Figure:
    """Remember that a figure was made here, so that it may grow."""
    _OWN.add(figure)
    return figure


def numbered(ax: Axes, events: Sequence[Dated]) -> list[int]:
    """Give events numbers, alike in all Axes of a figure, and write their key under the figure.

    Parameters
    ----------
    ax : Axes
        In whose figure the key stands; a figure that this package made grows by its height.
    events : sequence of (label, (first year, last year))
        In the order of their numbers.

    Returns
    -------
    list of int
        The number of each.
    """
    figure = ax.get_figure(root=False)
    if figure is None:
        return list(range(1, len(events) + 1))
    known = _NUMBERS.setdefault(figure, {})
    before = len(_lines(figure, known))
    for one in events:
        known.setdefault(one, len(known) + 1)
    lines = _lines(figure, known)
    figure.supxlabel(
        "\n".join(lines), x=0.01, ha="left", color=QUIET, **letters(SMALL, linespacing=LINE)
    )
    if isinstance(figure, Figure) and figure in _OWN:
        wide, high = figure.get_size_inches()
        size = mpl.rcParams["font.size"] * SMALL
        figure.set_size_inches(wide, high + (len(lines) - before) * LINE * size / 72)
    return [known[one] for one in events]


def _lines(figure: FigureBase, numbers: dict[Dated, int]) -> list[str]:
    """Set the key in lines as wide as the figure; an event stays in one line."""
    box = figure.get_window_extent()
    # On screens letters are rounded to whole pixels and take a little more than they measure.
    room = 0.9 * 72 * box.width / figure.get_figure(root=True).dpi
    lines: list[str] = []
    for (label, years), number in numbers.items():
        entry = f"{number} {label}, {_years(years)}"
        longer = f"{lines[-1]} · {entry}" if lines else ""
        if lines and width_of(longer, SMALL) <= room:
            lines[-1] = longer
        else:
            lines.append(entry)
    return lines


def _years(years: tuple[float, float]) -> str:
    """Write the years of an event; the end of a period is not part of it.

    Examples
    --------
    >>> _years((1848.0, 1848.0)), _years((1848.1, 1848.2)), _years((1966.4, 1976.8))
    ('1848', '1848', '1966–1976')
    """
    first, last = int(years[0] // 1), int((years[1] - 1e-6) // 1)
    return f"{first}–{last}" if last > first else str(first)
