"""The nearest words of a concept, slice beside slice, with how steadily each is found."""

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.base import NeighbourTable
from toolkit.change.sentences import quoted
from toolkit.figures.axis import Frame, canvas, draw_time, draw_title, points_wide, say_instead
from toolkit.figures.columns import chosen, draw_borders, room, say_left_out
from toolkit.figures.style import FAINT, INK, QUIET, letters, shown
from toolkit.figures.tips import attach

COUNTS = {"uses": "n_occurrences", "documents": "n_documents"}
STEADY = 0.5  # support below which a neighbour is written in a quiet tone
SMALLER = 0.82
LONGEST = 16  # letters of a word that are always shown


def neighbours(table: NeighbourTable, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the nearest words of each slice as columns, the nearest on top.

    The bar under a word is its support: the share of resamples of the documents in which
    it is found again; words below one half are grey. A plus marks a word that was not
    among the neighbours of the column before. Where the columns would become too narrow,
    slices without neighbours are left out first, then others evenly, and the figure says which;
    a broken line stands in their place.

    Parameters
    ----------
    table : NeighbourTable
        What to draw.
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
        attach(axes, table, "neighbours")
        draw_title(axes, f"nearest to {table.concept}" if title is None else title, rows=2)
        slices = table.table.unique("slice", keep="first", maintain_order=True)
        known = table.table.drop_nulls("neighbour")
        if not len(known):
            axes.set_xticks([])
            say_instead(axes, f"no neighbours of {quoted(shown(table.concept, 40))} in any slice")
            return axes
        columns, ranks = _fitting(axes, slices, known)
        middle = np.arange(len(columns), dtype=float) + 0.5
        frame = Frame(middle, np.full(len(columns), 0.94), 0.0, float(len(columns)))
        axes.set_ylim(ranks + 0.75, 0.35)
        draw_time(axes, columns, COUNTS, frame)
        before: set[str] | None = None
        for at, label in enumerate(columns["slice"]):
            words = known.filter((pl.col("slice") == label) & (pl.col("rank") <= ranks))
            _draw_column(axes, words, at, len(columns), before)
            before = set(words["neighbour"]) or before
        deepest = int(known["rank"].to_numpy().max())
        note = f"{ranks} of {deepest} ranks drawn" if ranks < deepest else ""
        labels, drawn = slices["slice"].to_list(), columns["slice"].to_list()
        draw_borders(axes, labels, drawn)
        say_left_out(axes, labels, drawn, set(known["slice"]), "neighbours", note)
        axes.set_yticks([])
        axes.tick_params(axis="x", length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
    return axes


def _fitting(ax: Axes, slices: pl.DataFrame, known: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Choose slices, those with neighbours evenly, and ranks as far as there is room for them."""
    size = mpl.rcParams["font.size"]
    wide, high = room(ax), points_wide(ax)[1]
    letters_wide = 2 + min(LONGEST, max(map(len, known["neighbour"])))
    most = max(2, int(wide / (letters_wide * size * SMALLER * 0.56)))
    ranks = min(int(known["rank"].to_numpy().max()), max(3, int(high / (size * 1.75))))
    return chosen(slices, set(known["slice"]), most), ranks


def _draw_column(
    ax: Axes, words: pl.DataFrame, at: int, n_columns: int, before: set[str] | None
) -> None:
    left, wide = at + 0.06, 0.86
    size = mpl.rcParams["font.size"] * SMALLER
    fits = int(room(ax) / n_columns * 0.95 / (size * 0.53))
    if not len(words):
        ax.text(at + 0.5, 1, "none", ha="center", va="center", color=QUIET, **letters(SMALLER))
    for row in words.iter_rows(named=True):
        new = before is not None and row["neighbour"] not in before
        text = ("+ " if new else "") + shown(row["neighbour"], max(4, fits - 2 * new))
        steady = row["support"] >= STEADY
        ax.text(left, row["rank"], text, ha="left", va="center", clip_on=False,
                color=INK if steady else QUIET, **letters(SMALLER))  # fmt: skip
        under, tone = row["rank"] + 0.38, "C0" if steady else FAINT
        reach = left + wide * row["support"]
        ax.plot([left, reach], [under, under], color=to_hex(tone), linewidth=1.1,
                solid_capstyle="butt", label="support")  # fmt: skip
