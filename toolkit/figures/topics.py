"""Shares of topics over time: a heat map of all of them, and small multiples with intervals."""

from collections.abc import Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.errors import OptionError
from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, say_instead
from toolkit.figures.scales import value_axis
from toolkit.figures.style import (
    FAINT,
    INK,
    PALETTE,
    QUIET,
    letters,
    shade,
    shown,
    style,
    width_of,
)
from toolkit.figures.tips import attach, attach_table
from toolkit.topics.matching import STABLE
from toolkit.topics.share_table import TopicShares

BOLDER = 1.14  # how much wider bold letters are
COUNTS = {"documents": "n_documents", "words": "n_tokens"}
LONGEST = 34  # letters of a label
PALEST = 0.08  # tone of the smallest share of a row; white is none


def topics(shares: TopicShares, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the share of every topic in every slice as a heat map.

    Topics stand in the order of the year in which the middle of their words lies, so that a
    drift of the archive runs down the diagonal. A row is darkest where the topic is largest,
    palest where it is smallest; both shares are written at the right. Slices without shares are
    white. Labels of unstable topics are grey. Documents and words are written under each slice.

    Parameters
    ----------
    shares : TopicShares
        What to draw, without groups.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of a title made from the result.

    Returns
    -------
    Axes
        The given Axes, or the new one.

    Raises
    ------
    OptionError
        If the shares are those of groups.
    """
    shares.refuse_groups()
    table = shares.table
    first = table.filter(pl.col("topic") == 0)
    with canvas(ax) as axes:
        attach(axes, shares, "topics")
        name = f"Topics of {shown(shares.of, 40)}" if shares.of else "Topics over time"
        draw_title(axes, name if title is None else title)
        if not len(table) or table["share"].null_count() == len(table):
            say_instead(axes, "no slice has enough documents to give shares of topics")
            return axes
        frame = frame_of(first)
        grid = table["share"].to_numpy().astype(float).reshape(len(first), -1).T
        order = _in_time(grid, frame.year)
        largest, least = np.nanmax(grid, axis=1), np.nanmin(grid, axis=1)
        # From zero on, a topic that is always there would be dark throughout.
        spread = np.where(largest > least, largest - least, 1)
        relative = PALEST + (1 - PALEST) * np.minimum(1, (grid - least[:, None]) / spread[:, None])
        figure = axes.get_figure(root=True)
        if ax is None and figure is not None:
            figure.set_figheight(height(shares))
        for row, topic in enumerate(order):
            axes.bar(frame.year, 0.94, frame.width, bottom=row - 0.47,
                     color=[shade(value) for value in relative[topic]])  # fmt: skip
            ends = _ends(least[topic], largest[topic])
            axes.annotate(ends, (1.0, row), (4, 0), ("axes fraction", "data"), "offset points",
                          va="center", color=QUIET, **letters(0.75))  # fmt: skip
        axes.set_ylim(len(grid) - 0.5, -0.5)
        axes.set_yticks(range(len(grid)), [shown(shares.labels[t], LONGEST) for t in order],
                        **letters(0.82))  # fmt: skip
        firm = first_of(table, "stability")
        for tick, topic in zip(axes.get_yticklabels(), order, strict=True):
            tick.set_color(INK if _stable(firm[topic]) else FAINT)
        draw_time(axes, first, COUNTS, frame)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    return axes


def shares(
    result: TopicShares,
    *,
    topics: Sequence[int] | None = None,
    columns: int = 3,
    width: str = "page",
) -> Figure:
    """Draw each topic in a panel of its own: shares with their intervals, never smoothed.

    Parameters
    ----------
    result : TopicShares
        What to draw, without groups.
    topics : sequence of int, optional
        Which topics; without it the twelve with the largest share in any slice.
    columns : int
        Panels beside each other, at least 1.
    width : "column", "page" or "slide"
        See `style`.

    Returns
    -------
    Figure
        Its Axes are in the order of `topics`; each has its own scale from 0. The last line says
        how many documents the slices have.

    Raises
    ------
    OptionError
        If there is nothing to draw, or the shares are those of groups.
    """
    result.refuse_groups()
    table = result.table
    largest = table.group_by("topic").agg(pl.col("share").max()).drop_nulls()
    chosen = largest.sort("share", descending=True)["topic"].to_list()[:12]
    wanted = chosen if topics is None else list(topics)
    if not wanted or columns < 1 or not set(wanted) <= set(range(len(result.labels))):
        msg = f"topics {wanted} in {columns} columns; give some of 0 to {len(result.labels) - 1}."
        raise OptionError(msg)
    rows = -(-len(wanted) // columns)
    with style(width):
        wide, high = mpl.rcParams["figure.figsize"]
        size = (wide, 0.36 * high * rows + 0.4)
        figure = plt.figure(figsize=size, layout="constrained")
        axes = list(figure.subplots(rows, columns, squeeze=False, sharex=True).flat)
        for topic, ax in zip(wanted, axes, strict=False):
            attach(ax, result, "shares", topics=topics, columns=columns)
            _panel(ax, table.filter(pl.col("topic") == topic), result)
        for ax in axes[len(wanted) :]:
            ax.remove()
        counts = table.filter(pl.col("topic") == 0).select("slice", "n_documents").rows()
        said = [f"{shown(label, 18)}:\u00a0{n}" for label, n in counts]
        text = "\n".join(
            ["documents"] + ["   ".join(said[n : n + 7]) for n in range(0, len(said), 7)]
        )
        figure.supxlabel(text, color=QUIET, **letters(0.75))
    return figure


def _panel(ax: Axes, table: pl.DataFrame, result: TopicShares) -> None:
    attach_table(ax, table)
    frame = frame_of(table)
    share, low, high = (
        100 * table[name].cast(pl.Float64).to_numpy() for name in ("share", "low", "high")
    )
    firm = _stable(table["stability"][0])
    color = PALETTE[0] if firm else FAINT
    wide = mpl.rcParams["lines.linewidth"]
    ax.plot(frame.year, share, "o-", color=color, linewidth=wide * 0.8, markersize=2.5)
    ax.vlines(frame.year, low, high, color=color, linewidth=wide * 0.8)
    ax.set_ylim(0, None)
    value_axis(ax, unit="%")
    label = result.labels[table["topic"][0]]
    number = "" if table["stability"][0] is None else f"  {table['stability'][0]:.2f}"
    free = _room(ax) / BOLDER - width_of(number, 0.85)
    ax.set_title(fitting(label, free, 0.85) + number, loc="left", color=INK if firm else QUIET,
                 **letters(0.85, fontweight="bold"))  # fmt: skip
    ax.tick_params(labelsize=mpl.rcParams["font.size"] * 0.8)


def _room(ax: Axes) -> float:
    """Give the points that the heading of a panel has above its own panel."""
    place, figure = ax.get_subplotspec(), ax.get_figure(root=True)
    columns = place.get_gridspec().ncols if place is not None else 1
    wide = 72 * figure.get_size_inches()[0] if figure is not None else 400.0
    return float(wide / columns - 4.2 * mpl.rcParams["font.size"])


def fitting(label: str, free: float, size: float) -> str:
    """Shorten the name of a topic to so many points: by whole words, and only then by letters."""
    words = shown(label).split(" · ")
    while len(words) > 1 and width_of(" · ".join(words), size) > free:
        words.pop()
    said = " · ".join(words)
    limit = len(said)
    while limit > 4 and width_of(shown(said, limit), size) > free:
        limit -= 1
    return shown(said, limit)


def height(shares: TopicShares) -> float:
    """Give the height in inches that the labels of all topics need in the current style."""
    line = mpl.rcParams["font.size"] * 1.25 / 72
    return float(max(mpl.rcParams["figure.figsize"][1], len(shares.labels) * line + 1.2))


def first_of(table: pl.DataFrame, column: str) -> list[float | None]:
    """Give the value of a column for every topic, in their order."""
    return table.unique("topic", keep="first").sort("topic")[column].to_list()


def _stable(stability: float | None) -> bool:
    return stability is None or stability >= STABLE


def _ends(least: float, largest: float) -> str:
    """Write the smallest and the largest share of a topic.

    Examples
    --------
    >>> _ends(0.04, 0.113), _ends(0.041, 0.043)
    ('4–11%', '4%')
    """
    low, high = f"{100 * least:.0f}", f"{100 * largest:.0f}"
    return f"{high}%" if low == high else f"{low}–{high}%"


def _in_time(grid: np.ndarray[tuple[int, int], np.dtype[np.float64]], year: object) -> list[int]:
    known = np.nan_to_num(grid)
    middle = (known @ np.asarray(year)) / np.maximum(known.sum(axis=1), 1e-12)
    return [int(topic) for topic in np.argsort(middle, kind="stable")]
