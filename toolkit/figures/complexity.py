"""Variety of words, or length of sentences, over time: values, intervals, chance, counts."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.complexity import MATTR
from toolkit.change.finding import Finding
from toolkit.change.sentences import number
from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, point_size, say_instead
from toolkit.figures.events import draw_events
from toolkit.figures.scales import value_axis
from toolkit.figures.style import CHANCE
from toolkit.figures.tips import attach, attach_tips

COUNTS = {"documents": "n_documents", "tokens": "n_tokens"}
NAMES = {MATTR: "distinct words in a window", "sentence_length": "tokens per sentence"}


def complexity(
    found: Finding,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw how varied the words, or how long the sentences, of each slice are.

    Points are pooled over a slice, bars their interval over units, grey blocks what units
    exchanged among all slices give. Documents and tokens stand under each slice.

    Parameters
    ----------
    found : Finding
        Of `complexity`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    title : str, optional
        Instead of the name of the measure.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = found.table
    with canvas(ax) as axes:
        attach(axes, found, "complexity")
        heading = found.concept if title is None else title
        known = table.drop_nulls("value")
        if not len(known):
            draw_title(axes, heading)
            axes.set_xticks([])
            say_instead(axes, "no slice has a text long enough")
            return axes
        frame, color = frame_of(table), to_hex("C0")
        value, low, high, null_low, null_high = (
            table[name].cast(pl.Float64).to_numpy()
            for name in ("value", "low", "high", "null_low", "null_high")
        )
        axes.bar(frame.year, null_high - null_low, frame.width, bottom=null_low, color=CHANCE,
                 zorder=1, label="exchanged units")  # fmt: skip
        wide = mpl.rcParams["lines.linewidth"]
        axes.plot(frame.year, value, "-", color=color, linewidth=wide, zorder=3, label="value")
        axes.vlines(frame.year, low, high, color=color, linewidth=wide, zorder=3.1)
        points = axes.scatter(frame.year, value, s=point_size(axes, frame), c=color, zorder=4)
        attach_tips(points, [_tip(row) for row in known.iter_rows(named=True)])
        axes.margins(y=0.08)
        if known["measure"][0] != MATTR:  # ratios of texts are all alike; lengths begin at zero
            axes.set_ylim(bottom=0.0)
        draw_time(axes, table, COUNTS, frame)
        rows = draw_events(axes, events, frame)
        draw_title(axes, heading, rows)
        value_axis(axes, label=NAMES[known["measure"][0]])
    return axes


def _tip(row: dict[str, Any]) -> str:
    digits = 3 if row["measure"] == MATTR else 1
    value, low, high = (number(row[name], digits) for name in ("value", "low", "high"))
    counts = f"{row['n_documents']} documents, {row['n_tokens']:,} tokens"
    return f"{row['slice']}: {value} ({low} to {high}); {counts}"
