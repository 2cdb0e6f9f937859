"""Shares of topics stacked, slice by slice."""

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, say_instead
from toolkit.figures.labels import draw_labels
from toolkit.figures.scales import value_axis
from toolkit.figures.style import CHANCE, PALETTE, QUIET, shown
from toolkit.figures.tips import attach
from toolkit.topics.share_table import TopicShares

COUNTS = {"documents": "n_documents", "words": "n_tokens"}
LONGEST = 26


def river(
    result: TopicShares,
    *,
    ax: Axes | None = None,
    topics: int = len(PALETTE),
    title: str | None = None,
) -> Axes:
    """Draw the largest topics on top of each other, the latest lowest; others are one grey layer.

    Each slice is a column as wide as it is, so that nothing is drawn between slices; slices with
    too few documents stay empty. Intervals cannot be shown here: `shares` shows them.

    Parameters
    ----------
    result : TopicShares
        What to draw, without groups.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    topics : int
        How many have a layer of their own, at most as many as there are colours.
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
    result.refuse_groups()
    table = result.table
    with canvas(ax) as axes:
        attach(axes, result, "river", topics=topics)
        name = f"Topics of {shown(result.of, 40)}" if result.of else "Topics over time"
        draw_title(axes, name if title is None else title)
        if table["share"].null_count() == len(table):
            say_instead(axes, "no slice has enough documents to give shares of topics")
            return axes
        first = table.filter(pl.col("topic") == table["topic"][0])
        frame = frame_of(first)
        grid = table["share"].cast(pl.Float64).to_numpy().reshape(len(first), -1)
        largest = np.argsort(-np.nanmean(grid, axis=0), kind="stable")
        largest = largest[: min(topics, len(PALETTE))]
        # Late topics lie at the bottom and early ones above: names beside the last slice spread.
        middle = (
            np.nan_to_num(grid[:, largest]).T @ frame.year / np.nansum(grid[:, largest], axis=0)
        )
        largest = largest[np.argsort(-middle, kind="stable")]
        rest = np.delete(grid, largest, axis=1).sum(axis=1)
        layers = [(shown(result.labels[k], LONGEST), grid[:, k]) for k in largest]
        if grid.shape[1] > len(largest):
            others = grid.shape[1] - len(largest)
            layers.append((f"{others} other{'s' if others > 1 else ''}", rest))
        colors = [*PALETTE[: len(largest)], CHANCE]
        bottom = np.zeros(len(first))
        last = int(np.flatnonzero(np.isfinite(grid[:, 0]))[-1])
        labels = []
        for (label, share), color in zip(layers, colors, strict=False):
            axes.bar(
                frame.year, share, frame.width, bottom=bottom, color=to_hex(color), label=label
            )
            labels.append((float(bottom[last] + share[last] / 2), label, _ink(color)))
            bottom = bottom + np.nan_to_num(share)
        axes.set_ylim(0.0, 1.0)
        value_axis(axes, label="share of the words", unit="%", times=100)
        draw_time(axes, first, COUNTS, frame)
        draw_labels(axes, labels)
    return axes


def _ink(color: str) -> str:
    return QUIET if color == CHANCE else to_hex(color)
