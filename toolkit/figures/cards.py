"""Cards of topics: words by weight, stability, and the share over time."""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes

from toolkit.errors import OptionError
from toolkit.figures.axis import canvas, draw_title
from toolkit.figures.style import FAINT, INK, PALETTE, QUIET, letters, shown, width_of
from toolkit.figures.tips import attach, attach_tips
from toolkit.figures.topics import fitting
from toolkit.topics.cards import TopicCards
from toolkit.topics.matching import STABLE

MOST = 8  # cards without being asked for
NARROW = 330  # points of width below which cards stand in one column
# Parts of the width of a card: where words end, where bars lie, where time lies.
WORDS, BARS, TIME = 0.30, (0.315, 0.42), (0.50, 0.92)


class Card(NamedTuple):
    """One topic on its place: left edge in columns, top in lines, lines for words, its colours."""

    left: float
    top: float
    lines: int
    color: str
    ink: str


def cards(
    result: TopicCards,
    *,
    ax: Axes | None = None,
    topics: Sequence[int | str] | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a card for each topic: its first words, how firm it is, and its share over time.

    Bars beside words are their shares of the topic. The line is the share of the topic in each
    slice, on a scale of its own from 0, with intervals; its largest value is written at its place.
    Unstable topics are grey. Typical passages stand in the table.

    Parameters
    ----------
    result : TopicCards
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`, as high as the cards need.
    topics : sequence of int or str, optional
        Which topics, by number or label; without it the eight with the largest share in any slice.
    title : str, optional
        Instead of a title made from the result.

    Returns
    -------
    Axes
        The given Axes, or the new one.

    Raises
    ------
    OptionError
        If no topic is asked for.
    UnknownNameError
        If there is no such topic.
    """
    wanted = _largest(result) if topics is None else [result.shares.topic(one) for one in topics]
    if not wanted:
        msg = "cards of no topic; name at least one."
        raise OptionError(msg)
    with canvas(ax) as axes:
        attach(axes, result, "cards", topics=topics)
        draw_title(axes, "Topics" if title is None else title)
        columns = 2 if _room(axes) > NARROW and len(wanted) > 1 else 1
        lines = int(result.words["rank"].max() or 1)  # type: ignore[arg-type]  # a column of numbers
        rows = -(-len(wanted) // columns)
        figure = axes.get_figure(root=True)
        if ax is None and figure is not None:
            figure.set_figheight(height(result, len(wanted)))
        axes.set_xlim(0, columns)
        axes.set_ylim(rows * (lines + 2.6) - 1.6, -0.2)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        for place, topic in enumerate(wanted):
            table = result.shares.table.filter(pl.col("topic") == topic)
            firm = table["stability"][0] is None or table["stability"][0] >= STABLE
            card = Card(
                place % columns + 0.02,
                (place // columns) * (lines + 2.6),
                lines,
                PALETTE[0] if firm else FAINT,
                INK if firm else QUIET,
            )
            _draw_head(axes, card, table, _room(axes) / columns)
            _draw_words(axes, card, result.words.filter(pl.col("topic") == topic))
            _draw_time(axes, card, table)
        axes.set_xlabel(_counts(axes, result), color=QUIET, loc="left", **letters(0.75))
    return axes


def height(result: TopicCards, many: int = MOST) -> float:
    """Give the height in inches that so many cards need in the current style."""
    many = min(many, len(result.shares.labels))
    columns = 2 if 72 * mpl.rcParams["figure.figsize"][0] > NARROW and many > 1 else 1
    lines = -(-many // columns) * (int(result.words["rank"].max() or 1) + 2.6)  # type: ignore[arg-type]
    return float((lines + 4) * mpl.rcParams["font.size"] * 1.3 / 72)


def _largest(result: TopicCards) -> list[int]:
    known = result.shares.table.group_by("topic").agg(pl.col("share").max())
    order = known.sort("share", "topic", descending=[True, False], nulls_last=True)
    return [int(topic) for topic in order["topic"][:MOST]]


def _draw_head(ax: Axes, card: Card, table: pl.DataFrame, room: float) -> None:
    """Write the label and, at the right, how firm the topic is."""
    firm = table["stability"][0]
    said = "" if firm is None else f"stability {firm:.2f}"
    ax.text(card.left + 0.94, card.top, said, ha="right", va="center", color=QUIET, **letters(0.75))
    # Bold letters are a seventh wider than plain ones.
    free = (0.9 * room - width_of(said, 0.75)) / 1.16
    label = fitting(str(table["label"][0]), free, 0.9)
    ax.text(card.left, card.top, label, ha="left", va="center", color=card.ink,
            **letters(0.9, fontweight="bold"))  # fmt: skip


def _draw_words(ax: Axes, card: Card, words: pl.DataFrame) -> None:
    at = card.top + 1.15 + np.arange(len(words))
    share = words["share"].to_numpy() / max(float(words["share"].max() or 0), 1e-12)  # type: ignore[arg-type]
    ax.barh(at, share * (BARS[1] - BARS[0]), 0.6, left=card.left + BARS[0], color=card.color)
    for line, word in zip(at, words["word"], strict=True):
        ax.text(card.left + WORDS, line, shown(word, 14), ha="right", va="center", color=card.ink,
                **letters(0.85))  # fmt: skip


def _draw_time(ax: Axes, card: Card, table: pl.DataFrame) -> None:
    """Draw the share along time between two lines of text: its largest value, and the ends."""
    left, right = card.left + TIME[0], card.left + TIME[1]
    # Points need a band of their own below the value that is written above them.
    low, high = card.top + card.lines - 0.4, card.top + 2.0
    year, share, begin, end = (
        table[name].cast(pl.Float64).to_numpy() for name in ("year", "share", "low", "high")
    )
    span = float(year.max() - year.min()) or 1.0
    x = left + (year - year.min()) / span * (right - left)
    top = float(np.nanmax(end)) if np.isfinite(end).any() else 0.0
    scale = (low - high) / (top or 1.0)
    wide = mpl.rcParams["lines.linewidth"] * 0.8
    ax.plot([left, right], [low, low], color=FAINT, linewidth=0.6)
    for place, text, side in (
        (left, table["slice"][0], "left"),
        (right, table["slice"][-1], "right"),
    ):
        ax.text(place, low + 0.75, shown(text, 12), ha=side, va="center", color=QUIET,
                **letters(0.75))  # fmt: skip
    if not np.isfinite(share).any():
        return
    ax.plot(x, low - share * scale, color=card.color, linewidth=wide)
    ax.vlines(x, low - begin * scale, low - end * scale, color=card.color, linewidth=wide)
    points = ax.scatter(x, low - share * scale, s=4, color=card.color, zorder=3)
    attach_tips(points, [_tip(row) for row in table.iter_rows(named=True)])
    best = int(np.nanargmax(share))
    side = "left" if x[best] < left + 0.04 else "right" if x[best] > right - 0.04 else "center"
    ax.text(x[best], high - 0.5, f"{share[best]:.1%}", ha=side, va="center",
            color=card.ink, **letters(0.75))  # fmt: skip


def _counts(ax: Axes, result: TopicCards) -> str:
    """Say how many documents each slice has, in as many lines as it takes."""
    first = result.shares.table.filter(pl.col("topic") == result.shares.table["topic"][0])
    counts = [
        f"{shown(name, 18)}:\u00a0{n:,}" for name, n in first.select("slice", "n_documents").rows()
    ]
    room = int(_room(ax) / (0.45 * mpl.rcParams["font.size"]))
    return textwrap.fill("documents  " + "  ".join(counts), max(30, room))


def _room(ax: Axes) -> float:
    """Width in points: an Axes without scales is as wide as its place."""
    figure = ax.get_figure(root=True)
    wide = 489.6 if figure is None else 72 * float(figure.get_size_inches()[0])
    return wide * (0.97 if figure is None or len(figure.axes) == 1 else ax.get_position().width)


def _tip(row: dict[str, object]) -> str:
    counts = f"{row['n_documents']} documents"
    if row["share"] is None:
        return f"{row['slice']}: not judged; {counts}"
    return f"{row['slice']}: {row['share']:.1%} ({row['low']:.1%} to {row['high']:.1%}); {counts}"
