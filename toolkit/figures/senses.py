"""The share of each sense over time, with intervals; senses that do not hold are grey."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.coded_labels import HAND
from toolkit.change.sense_table import STABLE, SenseSeries
from toolkit.change.sentences import quoted
from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, point_size, say_instead
from toolkit.figures.events import BELOW, draw_events
from toolkit.figures.labels import draw_labels
from toolkit.figures.scales import value_axis
from toolkit.figures.series import PLATE
from toolkit.figures.style import FAINT, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.statistics.clusters import REPEATED

COUNTS = {"uses": "n_occurrences", "documents": "n_documents"}
# How far the bars of one slice stand apart, as a share of its width.
APART = 0.1
WORDS, LONGEST = 3, 26


def senses(
    series: SenseSeries,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw the share of each sense, slice by slice.

    A line for each sense, its interval as bars, named at the right by the words that set it
    apart; a sense that is not found again when documents are drawn anew is grey and dashed.
    Slices with too few documents leave a gap. Uses and documents stand under each slice.

    Parameters
    ----------
    series : SenseSeries
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = series.table
    heading = series.concept if title is None else title
    with canvas(ax) as axes:
        attach(axes, series, "senses")
        slices = table.unique("slice", keep="first", maintain_order=True)
        if not len(slices):
            say_instead(axes, f"no slices, so nothing to show for {series.concept}")
            draw_title(axes, heading)
            return axes
        frame = frame_of(slices)
        axes.set_ylim(-0.03, 1.06)
        labels = []
        for number in range(1, series.n_senses + 1):
            rows = table.filter(pl.col("sense") == number)
            shift = APART * (number - (series.n_senses + 1) / 2)
            labels += _draw(axes, rows, frame.year + shift * frame.width, point_size(axes, frame))
        value_axis(axes, label="share of the uses of a slice", unit="%", times=100)
        if not slices["n_occurrences"].sum():
            say_instead(axes, f"{quoted(shown(series.concept, 40))} does not occur in these slices")
        else:
            draw_labels(axes, labels)
            if series.n_senses > 1:
                axes.text(0.01, BELOW, _strength(series), va="top", bbox=PLATE,
                          transform=axes.transAxes, color=QUIET, **letters(0.82))  # fmt: skip
        draw_time(axes, slices, COUNTS, frame)
        above = draw_events(axes, events, frame)
        draw_title(axes, heading, above)
    return axes


def _strength(series: SenseSeries) -> str:
    """Say how well the senses hold; those of readers hold as far as readers agree."""
    if series.space == HAND:
        return HAND
    held = "" if series.strength >= REPEATED else ": not held by new documents"
    return f"prediction strength {series.strength:.2f}{held}"


def _draw(ax: Axes, rows: pl.DataFrame, at: Any, size: float) -> list[tuple[float, str, str]]:  # noqa: ANN401
    """Draw one sense; give its name for the right edge."""
    number, steady = rows["sense"][0], rows["stability"][0] >= STABLE
    color = to_hex(PALETTE[(number - 1) % len(PALETTE)] if steady else FAINT)
    share, low, high = (rows[name].cast(pl.Float64).to_numpy() for name in ("share", "low", "high"))
    wide = mpl.rcParams["lines.linewidth"]
    ax.plot(at, share, "-" if steady else "--", color=color, linewidth=wide, zorder=3,
            label=f"sense {number}")  # fmt: skip
    ax.vlines(at, low, high, color=color, linewidth=wide, zorder=3.1)
    known = rows.drop_nulls("share")
    points = ax.scatter(at[rows["share"].is_not_null().to_numpy()], known["share"].to_numpy(),
                        s=0.6 * size, c=color, zorder=4)  # fmt: skip
    attach_tips(points, [_tip(row) for row in known.iter_rows(named=True)])
    if not len(known):
        return []
    words = rows["words"][0].split(", ")[:WORDS]
    named = "\n".join(shown(word, LONGEST) for word in words) or "every use"
    return [(float(known["share"][-1]), f"{number} {named}", color if steady else QUIET)]


def _tip(row: dict[str, Any]) -> str:
    return (
        f"{row['slice']}: {row['share']:.0%} ({row['low']:.0%} to {row['high']:.0%}) in sense "
        f"{row['sense']}; {row['n_sense']} of {row['n_occurrences']} uses, "
        f"{row['n_documents']} documents"
    )
