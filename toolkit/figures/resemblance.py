"""Resemblance: how like the usage of a text is to that of each slice, concept by concept."""

from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.finding import Finding
from toolkit.change.sentences import number, quoted
from toolkit.figures.axis import SMALL, canvas, draw_title, frame_of, say_instead
from toolkit.figures.lifelines import LINES, draw_names, draw_numbers, draw_under
from toolkit.figures.style import FAINT, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.traces.trace_table import Trace

ROWS = 2.2  # rows of ordinary height that one of these takes
HALF = 0.42  # of a row, for the largest resemblance
NAMED = 46


def resemblance(trace: Trace, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the resemblance to every slice: a row for the whole text and for each concept.

    Points are estimates, bars their intervals over the units of the archive; the line of a row is
    0, the archive at large, and all rows have one scale. A filled point is a slice that the text
    speaks like: told from every other one, and more alike than random places are. Slices without a
    point could not be judged. At the right: uses in the text.

    Parameters
    ----------
    trace : Trace
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure, as high as it takes.
    title : str, optional
        Instead of the name of the text.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = trace.resemblance.filter(pl.col("by") == "slice")
    judged = table.drop_nulls("value")
    names = judged["concept"].unique(maintain_order=True).to_list()
    said = tuple(trace.speaks_like())
    heading = f"Whom {quoted(shown(trace.name, NAMED))} speaks like" if title is None else title
    with canvas(ax) as axes:
        attach(axes, Finding("resemblance", trace.name, trace.resemblance, said, trace.doubts,
                             trace, trace.provenance), "resemblance", of=trace)  # fmt: skip
        slices = trace.careers.unique("slice", keep="first", maintain_order=True)
        if not names or not len(slices):
            draw_title(axes, heading)
            axes.set_xticks([])
            say_instead(axes, "no concept has three uses in the text and five units in a slice")
            return axes
        if ax is None:
            _make_room(axes, len(names))
        largest = float(np.nanmax(np.abs(judged.select("low", "high").to_numpy()))) or 1.0
        frame = frame_of(slices)
        year = dict(zip(slices["slice"], frame.year.tolist(), strict=True))
        for row, name in enumerate(names):
            axes.hlines(row, frame.first, frame.last, color=FAINT, linewidth=0.7, zorder=1)
            _draw_row(axes, row, judged.filter(pl.col("concept") == name), year, HALF / largest)
        uses = dict(judged.select("concept", "n_target").unique("concept").rows())
        draw_names(axes, names)
        axes.set_ylim(len(names) - 0.45, -0.55)
        draw_numbers(axes, ("in text",), [(f"{uses[name]:,}",) for name in names])
        draw_under(axes, slices, names, 1)
        _say_scale(axes, largest)
        draw_title(axes, heading, 1)
    return axes


def _make_room(ax: Axes, rows: int) -> None:
    size = float(mpl.rcParams["font.size"])
    figure = ax.get_figure(root=True)
    if figure is not None:
        wide, high = figure.get_size_inches()
        figure.set_size_inches(wide, max(high * 0.6, (rows * LINES * ROWS + 9) * size / 72))


def _draw_row(
    ax: Axes, row: int, table: pl.DataFrame, year: dict[str, float], scale: float
) -> None:
    known = table.filter(pl.col("label").is_in(list(year)))
    at = [year[label] for label in known["label"]]
    value, low, high = (row - scale * known[name].to_numpy() for name in ("value", "low", "high"))
    color = to_hex(PALETTE[0])
    wide = mpl.rcParams["lines.linewidth"]
    ax.vlines(at, low, high, color=color, linewidth=wide, alpha=0.6, zorder=2)
    faces = [color if told else "white" for told in known["speaks"]]
    points = ax.scatter(at, value, s=(0.6 * mpl.rcParams["lines.markersize"]) ** 2, c=faces,
                        edgecolors=color, linewidths=0.9, zorder=3)  # fmt: skip
    attach_tips(points, [_tip(one) for one in known.iter_rows(named=True)])


def _say_scale(ax: Axes, largest: float) -> None:
    text = f"each row from −{number(largest)} to {number(largest)}, its line is 0"
    ax.annotate(text, (0.0, 1.0), xycoords="axes fraction", xytext=(0, 4), color=QUIET,
                textcoords="offset points", annotation_clip=False, **letters(SMALL))  # fmt: skip


def _tip(row: dict[str, Any]) -> str:
    value, low, high = (number(row[name]) for name in ("value", "low", "high"))
    told = "; the text speaks like it" if row["speaks"] else ""
    name, label = shown(row["concept"]), shown(row["label"])
    return (
        f"{name}, {label}: {value} ({low} to {high}); {row['n_units']:,} units, "
        f"{row['n_usages']:,} uses, {row['n_target']:,} in the text{told}"
    )
