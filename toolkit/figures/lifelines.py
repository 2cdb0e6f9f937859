"""Rows along time: what is used when, from its first to its last use, with marks."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from toolkit.figures.axis import SMALL, draw_time, frame_of, points_wide
from toolkit.figures.room import Panel, drawing
from toolkit.figures.style import FAINT, INK, QUIET, for_text, letters, shown, width_of

LINES = 1.75  # height of a row, in letters
SHARE = 0.3  # of the figure's width, for names
COLUMN = 4.4  # letters that a column of numbers takes
TALL = 0.78  # height of the largest bar, in rows
FIRST, PEAK, DECLINE, QUOTED = "▼", "●", "×", "|"


class Row(NamedTuple):
    """One line: its name, its career, marks (kind, year, spread) and numbers at the right.

    `career` has slice, start, stop, year, n_tokens and rate; `note` is written where there is no
    use at all.
    """

    name: str
    career: pl.DataFrame
    marks: Sequence[tuple[str, float, float]]
    numbers: Sequence[str]
    color: str
    strong: bool = True
    note: str = ""


LOOK: dict[str, dict[str, Any]] = {
    FIRST: {"marker": "v", "label": "first use"},
    PEAK: {"marker": "o", "label": "peak"},
    DECLINE: {"marker": "x", "label": "decline"},
    QUOTED: {"marker": "|", "label": "quoted from"},
}


def room_for(ax: Axes, rows: int, *, own: bool) -> int:
    """Make room for rows on a figure of our own; on another, say how many find room."""
    size = float(mpl.rcParams["font.size"])
    figure = ax.get_figure(root=True)
    if own and figure is not None:
        wide, high = figure.get_size_inches()
        needed = (rows * LINES + 9.0) * size / 72
        figure.set_size_inches(wide, max(high * 0.6, needed))
        return rows
    return max(1, int(points_wide(ax)[1] / (size * LINES)))


def draw_rows(ax: Axes, rows: Sequence[Row], heads: Sequence[str]) -> None:
    """Draw rows from the top, each with its rate as bars as high as its own peak.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    rows : sequence of Row
        One at least, all over the same slices.
    heads : sequence of str
        Over the columns of numbers at the right.
    """
    slices = rows[0].career
    frame = frame_of(slices)
    at = np.arange(len(rows), dtype=float)
    for y, row in zip(at, rows, strict=True):
        rate = row.career["rate"].fill_null(0.0).to_numpy()
        highest = float(rate.max(initial=0.0)) or 1.0
        ax.hlines(y + 0.4, frame.first, frame.last, color=FAINT, linewidth=0.5, zorder=1)
        # The axis runs downwards: bars stand on the foot of their row.
        ax.bar(frame.year, -rate / highest * TALL, frame.width, bottom=y + 0.4,
               color=row.color, alpha=0.35, zorder=2)  # fmt: skip
        _draw_marks(ax, y, row)
        if row.note:
            ax.text((frame.first + frame.last) / 2, y, shown(row.note, 60), ha="center",
                    va="center", color=QUIET, **letters(SMALL, fontstyle="italic"))  # fmt: skip
    names = [row.name for row in rows]
    draw_names(ax, names)
    for label, row in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_color(INK if row.strong else QUIET)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    draw_numbers(ax, heads, [row.numbers for row in rows])
    draw_under(ax, slices, names, len(heads))


def draw_legend(ax: Axes, kinds: Sequence[str]) -> None:
    """Say above the Axes, at the right, what the marks mean."""
    handles = [
        Line2D([], [], linestyle="none", color=INK, markersize=4, **LOOK[kind]) for kind in kinds
    ]
    ax.legend(handles=handles, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(kinds),
              frameon=False, borderpad=0.1, handletextpad=0.1, columnspacing=1.0,
              prop={"size": mpl.rcParams["font.size"] * SMALL})  # fmt: skip


def _draw_marks(ax: Axes, y: float, row: Row) -> None:
    color = for_text(row.color)
    for kind, year, spread in row.marks:
        if spread > 1:
            ax.hlines(y, year - spread / 2, year + spread / 2, color=color, linewidth=1, zorder=4)
        size = {QUOTED: 11.0, PEAK: 3.2}.get(kind, 4.5)
        ax.plot([year], [y], LOOK[kind]["marker"], color=color, markersize=size, zorder=5,
                markeredgewidth=1.1)  # fmt: skip


def draw_names(ax: Axes, names: Sequence[str]) -> None:
    """Write the names of rows at the left."""
    ax.set_yticks(range(len(names)), _shortened(ax, names), **letters(0.92))
    # The mark of a first use stands before the first slice.
    ax.tick_params(axis="y", length=0, pad=7)


def draw_numbers(ax: Axes, heads: Sequence[str], numbers: Sequence[Sequence[str]]) -> None:
    """Write columns of numbers at the right, one line a row, with their heads above."""
    size = float(mpl.rcParams["font.size"])
    common: Any = {"textcoords": "offset points", "ha": "right", "color": QUIET}
    common |= {"annotation_clip": False}
    for place, head in enumerate(heads):
        right = size * COLUMN * (place + 1)
        ax.annotate(head, (1.0, 1.0), xycoords="axes fraction", xytext=(right, 2), va="bottom",
                    **common, **letters(SMALL))  # fmt: skip
        for row, texts in enumerate(numbers):
            ax.annotate(texts[place], (1.0, row), xycoords=ax.get_yaxis_transform(),
                        xytext=(right, 0), va="center", **common, **letters(SMALL))  # fmt: skip


def draw_under(ax: Axes, slices: pl.DataFrame, names: Sequence[str], columns: int) -> None:
    """Draw the time axis with the words of each slice, in the room that names and numbers leave."""
    wide, high = _paper(ax)
    size = float(mpl.rcParams["font.size"])
    left = max((width_of(name, 0.92) for name in _shortened(ax, names)), default=0.0)
    room = max(40.0, wide - left - (COLUMN * columns + 2.5) * size)
    with drawing(Panel(True, True, room, high)):
        draw_time(ax, slices, {"words": "n_tokens"}, frame_of(slices))
    ax.spines[["top", "right", "left"]].set_visible(False)


def _shortened(ax: Axes, names: Sequence[str]) -> list[str]:
    limit = int(_paper(ax)[0] * SHARE / (0.5 * float(mpl.rcParams["font.size"])))
    return [shown(name, limit) for name in names]


def _paper(ax: Axes) -> tuple[float, float]:
    """Width and height of what an Axes may fill, labels included, in points."""
    figure = ax.get_figure(root=True)
    wide, high = figure.get_size_inches() if figure is not None else (6.4, 4.8)
    return 72 * float(wide), 72 * float(high)
