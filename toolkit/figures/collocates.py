"""A bump chart: the strongest collocates of each slice in their order, and how words move in it."""

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.finding import Finding
from toolkit.change.sentences import quoted
from toolkit.figures.axis import Frame, canvas, draw_time, draw_title, points_wide, say_instead
from toolkit.figures.columns import SMALLER, chosen, draw_borders, room, say_left_out
from toolkit.figures.style import (
    INK,
    PALETTE,
    for_text,
    letters,
    shown,
)
from toolkit.figures.tips import attach

COUNTS = {"uses": "n_occurrences", "documents": "n_documents"}
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
        labels, drawn = slices["slice"].to_list(), columns["slice"].to_list()
        known = known.filter(pl.col("slice").is_in(columns["slice"].to_list()))
        ranks = min(int(known["rank"].to_numpy().max()), _deepest(axes))
        middle = np.arange(len(columns), dtype=float) + 0.5
        axes.set_ylim(ranks + 0.7, 0.3)
        draw_time(axes, columns, COUNTS, Frame(middle, np.full(len(columns), 0.94), 0.0,
                                               float(len(columns))))  # fmt: skip
        _draw_words(axes, known.filter(pl.col("rank") <= ranks), drawn)
        draw_borders(axes, labels, drawn)
        note = "bold: otherwise than at any time (q ≤ 0.1)"
        say_left_out(axes, labels, drawn, filled, "collocates", note)
        axes.set_yticks(range(1, ranks + 1))
        axes.tick_params(axis="y", length=0, labelsize=mpl.rcParams["font.size"] * SMALLER)
        axes.tick_params(axis="x", length=0)
        axes.set_ylabel("rank", **letters())
        axes.spines[["top", "right", "left"]].set_visible(False)
    return axes


def _fitting(ax: Axes, slices: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Choose slices that leave room for words and lines: those with words, evenly, if not all."""
    size = mpl.rcParams["font.size"] * SMALLER * LETTER
    most = max(2, int(room(ax) / ((_longest(known) + 2) * size)))
    return chosen(slices, set(known["slice"]), most)


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
    letter = mpl.rcParams["font.size"] * SMALLER * LETTER * len(labels) / room(ax)
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


def _pairs(places: list[Place]) -> list[tuple[Place, Place]]:
    """Places of one word in two columns side by side."""
    both = zip(places[:-1], places[1:], strict=True)
    return [(one, other) for one, other in both if other[0] == one[0] + 1]
