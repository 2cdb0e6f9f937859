"""Labels at the right edge of a figure, pushed apart so that none covers another."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from numpy.typing import ArrayLike

from toolkit.figures.axis import points_wide
from toolkit.figures.room import panel
from toolkit.figures.style import INK, for_text, letters, width_of

SMALL = 0.82
_DRAWN: "WeakKeyDictionary[Axes, tuple[list[tuple[float, str, str]], list[Annotation]]]"
_DRAWN = WeakKeyDictionary()
Box = tuple[float, float, float, float]  # left, right, bottom, top in points


def apart(wanted: list[float], heights: list[float]) -> list[float]:
    """Move centres up, from the lowest on, until no two labels overlap.

    Parameters
    ----------
    wanted : list of float
        Where each label would stand, in points.
    heights : list of float
        How tall each is, in points.

    Returns
    -------
    list of float
        Where each stands, in the order given; the middle of the whole stays where it was.

    Examples
    --------
    >>> apart([0.0, 1.0], [10.0, 10.0])
    [-4.5, 5.5]
    >>> apart([0.0, 50.0], [10.0, 10.0])
    [0.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed: dict[int, float] = {}
    floor = -np.inf
    for n in order:
        placed[n] = max(wanted[n], floor + heights[n] / 2)
        floor = placed[n] + heights[n] / 2
    shift = sum(wanted) / len(wanted) - sum(placed.values()) / len(wanted) if wanted else 0.0
    return [float(placed[n] + shift) for n in range(len(wanted))]


def draw_labels(ax: Axes, labels: list[tuple[float, str, str]]) -> None:
    """Write labels right of the Axes, each at the height of what it names.

    Parameters
    ----------
    ax : Axes
        With its limits already set.
    labels : list of (height, text, colour)
        `height` in data units.
    """
    place = panel()
    if place is not None and not place.right:
        return
    bottom, top = ax.get_ylim()
    high = points_wide(ax)[1]
    scale = high / (top - bottom)
    line = mpl.rcParams["font.size"] * SMALL * 1.3
    wanted = [(min(max(y, bottom), top) - bottom) * scale for y, _, _ in labels]
    tall = [line * (1 + text.count("\n")) + 3 for _, text, _ in labels]
    drawn = [
        ax.annotate(
            *(text, (1.0, at / high)),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            color=for_text(color),
            annotation_clip=False,
            **letters(SMALL, linespacing=1.15),
        )
        for (_, text, color), at in zip(labels, apart(wanted, tall), strict=True)
    ]
    _DRAWN[ax] = (labels, drawn)


def move_labels(ax: Axes) -> None:
    """Put the labels of an Axes whose ends have changed to the new heights of what they name."""
    labels, drawn = _DRAWN.pop(ax, ([], []))
    for one in drawn:
        one.remove()
    draw_labels(ax, labels)


def name_points(
    ax: Axes,
    x: ArrayLike,
    y: ArrayLike,
    names: Sequence[str],
    *,
    color: str | Sequence[str] = INK,
    scale: float = SMALL * 0.92,
    gap: float = 4.0,
) -> list[str]:
    """Write names beside their points, in the order given, where none covers another or a point.

    A name stands right of its point, or left, above, below or aslant; one that finds no free place
    is left out. Call it last, when the limits are set and all else is drawn: the figure is laid
    out once to know how much room there is.

    Parameters
    ----------
    ax : Axes
        With linear axes.
    x, y : array, shape (m,)
        The points, in data units; those beyond the names, m - n, have none and are kept free.
    names : sequence of str, length n
        The most telling first.
    color : str, or sequence of str, length n
        Of the letters; darkened where they could not be read.
    scale : float
        Size of the letters relative to the current base size.
    gap : float
        Points between a name and the middle of its point.

    Returns
    -------
    list of str
        The names that are written.
    """
    wide, high = _laid_out(ax)
    places = ax.transLimits.transform(np.column_stack([np.asarray(x, float), np.asarray(y, float)]))
    across, up = places[:, 0] * wide, places[:, 1] * high
    taken: list[Box] = [
        (a - gap / 2, a + gap / 2, b - gap / 2, b + gap / 2)
        for a, b in zip(across, up, strict=True)
    ]
    tall = 1.2 * scale * mpl.rcParams["font.size"]
    tones = [color] * len(names) if isinstance(color, str) else color
    written = []
    for n, name in enumerate(names):
        for shift, sides, box in _places(width_of(name, scale), tall, gap):
            here = (across[n] + box[0], across[n] + box[1], up[n] + box[2], up[n] + box[3])
            inside = here[0] >= 0 and here[1] <= wide and here[2] >= 0 and here[3] <= high
            if inside and not any(_meet(here, other) for other in taken):
                # Names in one line keep a space between them.
                taken.append((here[0] - tall / 3, here[1] + tall / 3, here[2], here[3]))
                written.append(name)
                point = (np.asarray(x)[n], np.asarray(y)[n])
                ax.annotate(name, point, xytext=shift, textcoords="offset points", zorder=6,
                            color=for_text(tones[n]), **sides, **letters(scale))  # fmt: skip
                break
    return written


def _laid_out(ax: Axes) -> tuple[float, float]:
    """Width and height of an Axes in points, as it will be drawn."""
    figure = ax.get_figure(root=True)
    if figure is None:
        return points_wide(ax)
    figure.draw_without_rendering()
    box = ax.get_window_extent()
    return 72 * box.width / figure.dpi, 72 * box.height / figure.dpi


def _places(
    wide: float, tall: float, gap: float
) -> list[tuple[tuple[float, float], dict[str, Any], Box]]:
    """Where a name may stand: its shift, how it is aligned, its box around the point."""
    half = 0.75 * gap
    across = {
        -1: ("right", -wide, 0.0), 0: ("center", -wide / 2, wide / 2), 1: ("left", 0.0, wide)
    }  # fmt: skip
    up = {-1: ("top", -tall, 0.0), 0: ("center", -tall / 2, tall / 2), 1: ("bottom", 0.0, tall)}
    found = []
    # Right, left, above, below; then aslant, a little nearer.
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        away = half if x and y else gap
        (ha, left, right), (va, low, high) = across[x], up[y]
        box = (x * away + left, x * away + right, y * away + low, y * away + high)
        found.append(((x * away, y * away), {"ha": ha, "va": va}, box))
    return found


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
