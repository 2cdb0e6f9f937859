"""Figures with a column of words for each slice: which stand, what is said of the others."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes

from toolkit.figures.axis import points_wide
from toolkit.figures.style import FAINT, QUIET, letters, width_of

SMALLER = 0.8


def room(ax: Axes) -> float:
    """Width that can be counted on: no labels stand on the right of these figures."""
    return points_wide(ax)[0] + 4.0 * float(mpl.rcParams["font.size"])


def chosen(slices: pl.DataFrame, filled: set[str], most: int) -> pl.DataFrame:
    """Choose slices for so many columns: all, or those with words, evenly if these are too many.

    Examples
    --------
    >>> slices = pl.DataFrame({"slice": list("abcdef")})
    >>> chosen(slices, {"b", "f"}, 4)["slice"].to_list()
    ['b', 'f']
    >>> chosen(slices, set("acdef"), 3)["slice"].to_list()
    ['a', 'd', 'f']
    """
    if len(slices) <= most:
        return slices
    at = np.flatnonzero([label in filled for label in slices["slice"]])
    steps = np.linspace(0, len(at) - 1, min(most, len(at))).round().astype(int)
    found: pl.DataFrame = slices[at[np.unique(steps)].tolist()]
    return found


def draw_borders(ax: Axes, slices: Sequence[str], drawn: Sequence[str]) -> None:
    """Draw a line between columns, a broken one where slices between them are left out."""
    at = [slices.index(label) for label in drawn]
    for column, (before, after) in enumerate(pairwise(at), 1):
        far: dict[str, Any] = {"color": QUIET, "linewidth": 0.8, "linestyle": (0, (4, 4))}
        near: dict[str, Any] = {"color": FAINT, "linewidth": 0.3}
        ax.axvline(column, zorder=1, **(far if after > before + 1 else near))


def say_left_out(
    ax: Axes, slices: Sequence[str], drawn: Sequence[str], filled: set[str], what: str, note: str
) -> None:
    """Write above the Axes which slices have no column, and why.

    Parameters
    ----------
    ax : Axes
        Where the columns stand.
    slices, drawn : sequence of str
        All slices, and those with a column.
    filled : set of str
        The slices with words.
    what : str
        What the others have none of.
    note : str
        What else is to be said, in front.
    """
    reasons = {f"no {what}": set(slices) - filled - set(drawn), "no room": filled - set(drawn)}
    left = [f"{runs(slices, some)} ({why})" for why, some in reasons.items() if some]
    lines = [note] if note else []
    if left:
        far = slices.index(drawn[-1]) - slices.index(drawn[0]) >= len(drawn)
        named = f"not drawn{' (broken lines)' if far else ''}: {', '.join(left)}"
        tail = "; the table has all slices"
        fits = width_of(named + tail, SMALLER) <= room(ax)
        lines.append(named if fits else f"{len(drawn)} of {len(slices)} slices drawn")
        lines[0] += tail
    ax.annotate("\n".join(lines), (0.0, 1.0), xycoords="axes fraction", xytext=(0, 4), color=QUIET,
                textcoords="offset points", annotation_clip=False, **letters(SMALLER))  # fmt: skip


def runs(labels: Sequence[str], some: set[str]) -> str:
    """Name slices, those that follow each other by the first and the last.

    Examples
    --------
    >>> runs(["1900s", "1910s", "1920s", "1930s"], {"1900s", "1910s", "1930s"})
    '1900s to 1910s, 1930s'
    """
    found: list[list[str]] = []
    for before, label in zip(["", *labels], labels, strict=False):
        if label in some and before in some:
            found[-1].append(label)
        elif label in some:
            found.append([label])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in found)
