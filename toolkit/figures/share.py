"""The share of one topic over time, with its interval and counts."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, point_size, say_instead
from toolkit.figures.events import draw_events
from toolkit.figures.scales import value_axis
from toolkit.figures.style import shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.topics.share_table import TopicShares

COUNTS = {"documents": "n_documents", "words": "n_tokens"}


def share(
    result: TopicShares,
    *,
    topic: int | str | None = None,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    color: str = "C0",
    title: str | None = None,
) -> Axes:
    """Draw the share of one topic, slice by slice; never smoothed.

    Points are shares of the words of a slice, bars their interval over documents. Slices with too
    few documents leave a gap. Documents and words stand under each slice.

    Parameters
    ----------
    result : TopicShares
        What to draw, without groups.
    topic : int or str, optional
        Which, by number or label; without it the one with the largest share in any slice.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    color : str
        Colour of the share.
    title : str, optional
        Instead of the label of the topic.

    Returns
    -------
    Axes
        The given Axes, or the new one.

    Raises
    ------
    OptionError
        If the shares are those of groups.
    """
    known = result.table.drop_nulls("share").sort("share", descending=True)
    largest = known["topic"][0] if len(known) else min(result.table["topic"], default=0)
    one = result.of_topic(largest if topic is None else topic)
    table = one.table
    with canvas(ax) as axes:
        attach(axes, one, "share", of=result, topic=topic)
        heading = shown(table["label"][0] if len(table) else "", 60) if title is None else title
        if not len(known):
            say_instead(axes, "no slice has enough documents to give shares of topics")
            draw_title(axes, heading)
            return axes
        frame, color = frame_of(table), to_hex(color)
        value, low, high = (
            table[name].cast(pl.Float64).to_numpy() for name in ("share", "low", "high")
        )
        wide = mpl.rcParams["lines.linewidth"]
        axes.plot(frame.year, value, "-", color=color, linewidth=wide, zorder=3)
        axes.vlines(frame.year, low, high, color=color, linewidth=wide, zorder=3.1)
        points = axes.scatter(frame.year, value, s=point_size(axes, frame), c=color, zorder=4)
        attach_tips(points, [_tip(row) for row in table.iter_rows(named=True)])
        axes.set_ylim(0.0, 1.08 * float(np.nanmax(high)) or 1.0)
        of = f" in passages of {shown(one.of, 30)}" if one.of else ""
        firm = table["stability"][0]
        said = f" (stability {firm:.2f})" if firm is not None else ""
        value_axis(axes, label=f"share of the words{of}{said}", unit="%", times=100)
        draw_time(axes, table, COUNTS, frame)
        draw_title(axes, heading, draw_events(axes, events, frame))
    return axes


def _tip(row: dict[str, Any]) -> str:
    counts = f"{row['n_documents']} documents, {row['n_tokens']:,} words"
    if row["share"] is None:
        return f"{row['slice']}: not judged; {counts}"
    return f"{row['slice']}: {row['share']:.1%} ({row['low']:.1%} to {row['high']:.1%}); {counts}"
