"""The topics of a concept's passages, first and last."""

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes

from toolkit.figures.axis import canvas, draw_title, say_instead
from toolkit.figures.scales import value_axis
from toolkit.figures.style import INK, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.topics.share_table import TopicShares

LONGEST = 30


def profile(
    result: TopicShares,
    *,
    ax: Axes | None = None,
    topics: int = 10,
    between: tuple[str, str] | None = None,
    title: str | None = None,
) -> Axes:
    """Draw the topics of two slices: open points the earlier one, filled points the later one.

    Bars are intervals. Meant for the topics of a concept (`shares` with ``of=``): what its
    passages are about, and how that moved. The largest topics stand on top.

    Parameters
    ----------
    result : TopicShares
        What to draw, without groups.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    topics : int
        How many topics.
    between : (str, str), optional
        Labels of two slices; without it the first and the last judged.
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
    known = result.table.drop_nulls("share")
    judged = known["slice"].unique(maintain_order=True).to_list()
    with canvas(ax) as axes:
        attach(axes, result, "profile", topics=topics, between=between)
        name = f"Topics of {shown(result.of, 40)}" if result.of else "Topics"
        draw_title(axes, name if title is None else title)
        if not judged:
            say_instead(axes, "no slice has enough documents to give shares of topics")
            return axes
        ends = [judged[0], judged[-1]] if between is None else list(between)
        sides = [result.table.filter(pl.col("slice") == label) for label in ends]
        largest = np.fmax(*(one["share"].cast(pl.Float64).to_numpy() for one in sides))
        order = np.argsort(-np.nan_to_num(largest), kind="stable")[:topics]
        size = mpl.rcParams["lines.markersize"] ** 2 * 0.7
        wide = mpl.rcParams["lines.linewidth"]
        at = np.arange(len(order), dtype=float)
        for side, shift, filled in zip(sides, (-0.16, 0.16), (False, True), strict=True):
            share, low, high = (
                side[name].cast(pl.Float64).to_numpy()[order] for name in ("share", "low", "high")
            )
            color = PALETTE[0] if filled else QUIET
            axes.hlines(at + shift, low, high, color=color, linewidth=wide)
            points = axes.scatter(*(share, at + shift), s=size, zorder=3, edgecolors=color,
                                  clip_on=False,  # a share of 0 is a whole point too
                                  c=[color if filled else "white"] * len(order))  # fmt: skip
            attach_tips(points, [_tip(row) for row in side[order].iter_rows(named=True)])
        axes.set_ylim(len(order) - 0.5, -0.5)
        axes.set_yticks(at, [shown(result.labels[k], LONGEST) for k in order], **letters(0.86))
        axes.set_xlim(0.0, None)
        counts = [f"{shown(one['slice'][0], 18)} ({one['n_documents'][0]:,} documents)"
                  for one in sides]  # fmt: skip
        said = f"share of the words\nopen: {counts[0]}; filled: {counts[1]}"
        value_axis(axes, "x", label=said, unit="%", times=100)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
    return axes


def _tip(row: dict[str, object]) -> str:
    return (
        f"{row['label']}, {row['slice']}: {row['share']:.1%} ({row['low']:.1%} to "
        f"{row['high']:.1%}); {row['n_documents']} documents"
        if row["share"] is not None
        else f"{row['label']}, {row['slice']}: not judged; {row['n_documents']} documents"
    )
