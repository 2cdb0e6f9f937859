"""The scale of values: a light grid, numbers as people write them, zero shown or the cut marked."""

import textwrap
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import Formatter

from toolkit.figures.axis import points_wide
from toolkit.figures.style import GRID, QUIET, letters

CUT = "_axis cut"  # what the strokes are called that mark a scale without its zero


class Plain(Formatter):
    """Ticks as people write numbers: 12,500, −0.25 and 50%, all with the same decimals."""

    def __init__(self, unit: str = "", times: float = 1.0) -> None:
        self.unit, self.times = unit, times
        self.decimals: int | None = None

    def set_locs(self, locs: Any) -> None:  # noqa: ANN401  # as matplotlib has it
        """Note how many decimals these ticks need to differ."""
        self.decimals = decimals_of(np.multiply(locs, self.times)) if len(locs) else None

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one tick."""
        decimals = decimals_of([x * self.times]) if self.decimals is None else self.decimals
        return plain(x * self.times, decimals) + self.unit


class Years(Formatter):
    """Years without a thousands mark: 1917, −44."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one tick; what lies between two years is not labelled."""
        return f"{x:.0f}".replace("-", "−") if float(x).is_integer() else ""


def plain(value: float, decimals: int = 0) -> str:
    """Write a number with thousands marks and a true minus.

    Examples
    --------
    >>> plain(12500), plain(-0.25, 2), plain(-0.0)
    ('12,500', '−0.25', '0')
    """
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")


def decimals_of(values: object) -> int:
    """Find how many decimals tell these values apart as they are, at most 6.

    Examples
    --------
    >>> decimals_of([0, 0.25, 0.5]), decimals_of([0, 20, 40])
    (2, 0)
    """
    given = np.asarray(values, dtype=float)
    size = float(np.abs(given).max(initial=0.0)) or 1.0
    for decimals in range(7):
        if np.allclose(given, np.round(given, decimals), rtol=0, atol=1e-6 * size):
            return decimals
    return 6


def value_axis(
    ax: Axes,
    which: Literal["x", "y"] = "y",
    *,
    label: str = "",
    unit: str = "",
    times: float = 1.0,
    zero: bool = True,
) -> None:
    """Finish a scale of values: call it last, when the limits are set.

    Lays a light grid behind the figure, writes ticks as people write numbers, takes the box
    away, and marks a scale that does not reach zero with two strokes at its end. The name of
    the scale is broken into lines where it is longer than the axis.

    Parameters
    ----------
    ax : Axes
        Whose scale.
    which : "x" or "y"
        Which of the two.
    label : str
        What is measured; without it the name stays as it is.
    unit : str
        Written behind every number, as ``"%"``.
    times : float
        What values are multiplied with to be written: 100 for shares in per cent.
    zero : bool
        False where zero means nothing special, as for years or the plane of a map.
    """
    axis = ax.xaxis if which == "x" else ax.yaxis
    if label:
        axis.set_label_text(wrapped(label, points_wide(ax)[which == "y"]), **letters())
    axis.set_major_formatter(Plain(unit, times))
    axis.grid(visible=True, color=GRID, linewidth=0.5)
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)
    low, high = sorted(ax.get_xlim() if which == "x" else ax.get_ylim())
    if zero and not low <= 0.0 <= high:
        _mark_cut(ax, which, at_end=high < 0.0)


def wrapped(text: str, points: float, scale: float = 1.0) -> str:
    """Break a text into lines that are at most so many points wide; its own breaks stay."""
    most = max(12, int(points / (0.56 * scale * mpl.rcParams["font.size"])))
    return "\n".join(part for line in text.split("\n") for part in textwrap.wrap(line, most))


def _mark_cut(ax: Axes, which: str, *, at_end: bool) -> None:
    """Draw two slanted strokes over the end of the axis that lies nearer to zero."""
    inverted = ax.xaxis_inverted() if which == "x" else ax.yaxis_inverted()
    end = 0.975 if at_end != inverted else 0.025
    for shift in (-0.008, 0.008):
        along, across = [end + shift - 0.006, end + shift + 0.006], [-0.012, 0.012]
        points = (along, across) if which == "x" else (across, along)
        stroke = Line2D(*points, color=QUIET, linewidth=0.9, transform=ax.transAxes)
        stroke.set(clip_on=False, label=CUT)
        ax.add_artist(stroke)
