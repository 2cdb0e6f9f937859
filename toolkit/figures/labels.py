"""Labels at the right edge of a figure, pushed apart so that none covers another."""

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from toolkit.figures.axis import points_wide
from toolkit.figures.style import for_text, letters

SMALL = 0.82


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
    bottom, top = ax.get_ylim()
    high = points_wide(ax)[1]
    scale = high / (top - bottom)
    line = mpl.rcParams["font.size"] * SMALL * 1.3
    wanted = [(min(max(y, bottom), top) - bottom) * scale for y, _, _ in labels]
    tall = [line * (1 + text.count("\n")) + 3 for _, text, _ in labels]
    for (_, text, color), at in zip(labels, apart(wanted, tall), strict=True):
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
