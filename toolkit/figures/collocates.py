"""A bump chart: the strongest collocates of each slice in their order, and how words move in it."""

from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.finding import Finding
from toolkit.change.sentences import quoted
from toolkit.figures.axis import Frame, canvas, draw_time, draw_title, points_wide, say_instead
from toolkit.figures.style import (
    FAINT,
    INK,
    PALETTE,
    QUIET,
    for_text,
    letters,
    shown,
    width_of,
)
from toolkit.figures.tips import attach

COUNTS = {"uses": "n_occurrences", "documents": "n_documents"}
SMALLER = 0.8
FOUND = 0.1  # q up to which a word is said to stand otherwise than at any time
LETTER = 0.56  # width of a letter, in its size
LONGEST = 14  # letters of a word that are always shown
Place = tuple[int, int]  # column and rank


def collocates(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the collocates of each slice as columns, the strongest on top.

    Lines join a word to itself in the next column. A word in bold stands with the concept more, or
    less, than documents of any time would give (q ≤ 0.1). Where columns would become too narrow,
    slices without a collocate are left out first, then others evenly; the figure says which, and
    a broken line stands in their place.

    Parameters
    ----------
    found : Finding
        Of `collocates`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    with canvas(ax) as axes:
        table = found.table
        attach(axes, found, "collocates")
        draw_title(axes, f"{found.concept} stands with" if title is None else title, rows=2)
        slices = table.unique("slice", keep="first", maintain_order=True)
        known = table.drop_nulls("collocate")
        if not len(known):
            axes.set_xticks([])
            say_instead(axes, f"no collocates of {quoted(shown(found.concept, 40))} in any slice")
            return axes
        filled = set(known["slice"])
        columns = _fitting(axes, slices, known)
        known = known.filter(pl.col("slice").is_in(columns["slice"].to_list()))
        ranks = min(int(known["rank"].to_numpy().max()), _deepest(axes))
        middle = np.arange(len(columns), dtype=float) + 0.5
        axes.set_ylim(ranks + 0.7, 0.3)
        draw_time(axes, columns, COUNTS, Frame(middle, np.full(len(columns), 0.94), 0.0,
                                               float(len(columns))))  # fmt: skip
        _draw_words(axes, known.filter(pl.col("rank") <= ranks), columns["slice"].to_list())
        _draw_borders(axes, slices["slice"].to_list(), columns["slice"].to_list())
        _say_left_out(axes, slices["slice"].to_list(), columns["slice"].to_list(), filled)
        axes.set_yticks(range(1, ranks + 1))
        axes.tick_params(axis="y", length=0, labelsize=mpl.rcParams["font.size"] * SMALLER)
        axes.tick_params(axis="x", length=0)
        axes.set_ylabel("rank", **letters())
        axes.spines[["top", "right", "left"]].set_visible(False)
    return axes


def _fitting(ax: Axes, slices: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Choose slices that leave room for words and lines: those with words, evenly, if not all."""
    size = mpl.rcParams["font.size"] * SMALLER * LETTER
    most = max(2, int(_room(ax) / ((_longest(known) + 2) * size)))
    if len(slices) <= most:
        return slices
    filled = np.flatnonzero(slices["slice"].is_in(known["slice"].unique().to_list()).to_numpy())
    steps = np.linspace(0, len(filled) - 1, min(most, len(filled))).round().astype(int)
    picked = filled[np.unique(steps)]
    chosen: pl.DataFrame = slices[picked.tolist()]
    return chosen


def _deepest(ax: Axes) -> int:
    return max(3, int(points_wide(ax)[1] / (mpl.rcParams["font.size"] * 1.5)))


def _longest(known: pl.DataFrame) -> int:
    return min(LONGEST, max(map(len, known["collocate"])))


def _draw_words(ax: Axes, known: pl.DataFrame, labels: list[str]) -> None:
    """Write the words, and join those that stand in two columns side by side."""
    place = {label: n for n, label in enumerate(labels)}
    at: dict[str, list[Place]] = {}
    for row in known.iter_rows(named=True):
        at.setdefault(row["collocate"], []).append((place[row["slice"]], row["rank"]))
    joined = {word: _pairs(places) for word, places in at.items()}
    moving = [word for word, pairs in joined.items() if pairs]
    tones = {word: to_hex(PALETTE[n % 6]) for n, word in enumerate(moving)}
    letter = mpl.rcParams["font.size"] * SMALLER * LETTER * len(labels) / _room(ax)
    for row in known.iter_rows(named=True):
        word = row["collocate"]
        bold = row["q_value"] is not None and row["q_value"] <= FOUND
        weight = {"fontweight": "bold" if bold else "normal"}
        ax.text(place[row["slice"]] + 0.5, row["rank"], shown(word, LONGEST), ha="center",
                va="center", color=for_text(tones.get(word, INK)), zorder=3,
                **letters(SMALLER, **weight))  # fmt: skip
    for word in moving:
        half = 0.5 * letter * (min(LONGEST, len(word)) + 1)
        for (first, high), (second, low) in joined[word]:
            ax.plot([first + 0.5 + half, second + 0.5 - half], [high, low], color=tones[word],
                    linewidth=0.9, alpha=0.75, zorder=2, solid_capstyle="round",
                    label=f"_{word}")  # fmt: skip


def _draw_borders(ax: Axes, slices: list[str], drawn: list[str]) -> None:
    """Draw a line between columns, a broken one where slices between them are left out."""
    at = [slices.index(label) for label in drawn]
    for column, (before, after) in enumerate(pairwise(at), 1):
        far: dict[str, Any] = {"color": QUIET, "linewidth": 0.8, "linestyle": (0, (4, 4))}
        near: dict[str, Any] = {"color": FAINT, "linewidth": 0.3}
        ax.axvline(column, zorder=1, **(far if after > before + 1 else near))


def _pairs(places: list[Place]) -> list[tuple[Place, Place]]:
    """Places of one word in two columns side by side."""
    both = zip(places[:-1], places[1:], strict=True)
    return [(one, other) for one, other in both if other[0] == one[0] + 1]


def _room(ax: Axes) -> float:
    """Width that can be counted on: no labels stand on the right of this figure."""
    return points_wide(ax)[0] + 4.0 * float(mpl.rcParams["font.size"])


def _say_left_out(ax: Axes, slices: list[str], drawn: list[str], filled: set[str]) -> None:
    lines = ["bold: otherwise than at any time (q ≤ 0.1)"]
    reasons = {
        "no collocates": {one for one in slices if one not in filled} - set(drawn),
        "no room": filled - set(drawn),
    }
    left = [f"{_runs(slices, which)} ({why})" for why, which in reasons.items() if which]
    at = [slices.index(label) for label in drawn]
    between = " (broken lines)" if at[-1] - at[0] >= len(at) else ""
    if left:
        lines[0] += "; all slices are in the table"
        lines.append(f"not drawn{between}: {', '.join(left)}")
    free = points_wide(ax)[0] + 4 * mpl.rcParams["font.size"]
    if width_of(lines[-1], SMALLER) > free:
        why = " or no room" if reasons["no room"] else ""
        lines[-1] = f"{len(drawn)} of {len(slices)} slices drawn: others have no collocates{why}"
    ax.annotate("\n".join(lines), (0.0, 1.0), xycoords="axes fraction", xytext=(0, 4), color=QUIET,
                textcoords="offset points", annotation_clip=False, **letters(SMALLER))  # fmt: skip


def _runs(labels: list[str], some: set[str]) -> str:
    """Name slices, those that follow each other by the first and the last.

    Examples
    --------
    >>> _runs(["1900s", "1910s", "1920s", "1930s"], {"1900s", "1910s", "1930s"})
    '1900s to 1910s, 1930s'
    """
    runs: list[list[str]] = []
    for before, label in zip(["", *labels], labels, strict=False):
        if label not in some:
            continue
        if before in some:
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
