"""The quotation map: where in a text stand whose words, and when these were written."""

import textwrap
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.ticker import MaxNLocator, PercentFormatter

from toolkit.change.finding import Finding
from toolkit.change.sentences import count, quoted
from toolkit.figures.axis import SMALL, canvas, draw_title, say_instead
from toolkit.figures.labels import draw_labels, name_points
from toolkit.figures.scales import Years
from toolkit.figures.style import FAINT, GRID, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.traces.trace_table import Trace

KINDS = {"quotation": PALETTE[0], "formula": PALETTE[1]}
NAMED, LONGEST = 46, 22
MOST, STOPS = 10, 25  # passages with a number; points on a line that numbers keep off
# Area of a point for a passage of ten words, in square points.
TEN_WORDS = 30.0


def quotations(trace: Trace, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the passages that text and archive share: where in the text, and of what date.

    Across: the place in the text, from its beginning to its end; upwards: the date of the document
    of the archive. A line joins all documents that have a passage; the filled point is the
    earliest. Blue are quotations, orange formulas (in very many documents); commonplaces are not
    drawn. The larger a point, the longer the passage.

    Parameters
    ----------
    trace : Trace
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the name of the text.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = trace.reuse.table.filter(pl.col("kind").is_in(list(KINDS)))
    # The earliest of each passage is drawn last, on top of the others.
    dated = table.filter(pl.col("source_date").str.contains(r"^\d{4}")).sort(
        "first", "n_words", maintain_order=True
    )
    heading = f"Whose words: {quoted(shown(trace.name, NAMED))}" if title is None else title
    said = tuple(trace.reuse.answer())
    with canvas(ax) as axes:
        attach(axes, Finding("quotations", trace.name, trace.reuse.table, said, trace.reuse.doubts,
                             trace, trace.provenance), "quotations", of=trace)  # fmt: skip
        if not len(dated) or not trace.text:
            draw_title(axes, heading)
            axes.set_xticks([])
            say_instead(axes, "no passage of the text stands in a dated document of the archive")
            return axes
        at = (dated["start"] + dated["stop"]).to_numpy() / 2 / len(trace.text)
        year = dated["source_date"].str.slice(0, 4).cast(pl.Float64).to_numpy()
        axes.set_xlim(-0.02, 1.02)
        span = max(4.0, float(year.max() - year.min()))
        axes.set_ylim(year.min() - 0.08 * span, year.max() + 0.12 * span)
        _draw_points(axes, dated, at, year)
        _finish(axes)
        axes.annotate(_counts(dated), (0.0, 1.0), xycoords="axes fraction", xytext=(0, 4),
                      textcoords="offset points", color=QUIET, annotation_clip=False,
                      **letters(SMALL))  # fmt: skip
        draw_title(axes, heading, 1)
        _name(axes, dated, at, year)
    return axes


def _draw_points(ax: Axes, table: pl.DataFrame, at: Any, year: Any) -> None:  # noqa: ANN401
    for number in table["passage"].unique().to_list():
        mine = np.flatnonzero((table["passage"] == number).to_numpy())
        ax.vlines(at[mine].mean(), year[mine].min(), year[mine].max(), color=FAINT, linewidth=0.8,
                  zorder=1)  # fmt: skip
    colors = [to_hex(KINDS[kind]) for kind in table["kind"]]
    faces = [c if one else "white" for c, one in zip(colors, table["first"], strict=True)]
    sizes = TEN_WORDS * table["n_words"].to_numpy() / 10
    size = mpl.rcParams["font.size"] / 8.5
    points = ax.scatter(at, year, s=np.clip(sizes, 8, 120) * size**2, c=faces, edgecolors=colors,
                        linewidths=0.9, zorder=2)  # fmt: skip
    attach_tips(points, [_tip(row) for row in table.iter_rows(named=True)])


def _name(ax: Axes, table: pl.DataFrame, at: Any, year: Any) -> None:  # noqa: ANN401
    """Give the earliest points of some passages numbers, quotations first; list their words.

    The words themselves beside the points would lie across the lines of other passages.
    """
    first = table.with_row_index("at").filter(pl.col("first"))
    order = first.sort(pl.col("kind") == "quotation", "n_words", descending=True)[:MOST]
    chosen = order["at"].to_numpy()
    others = np.setdiff1d(np.arange(len(table)), chosen)
    lines = [
        (at[mine].mean(), high)
        for number in table["passage"].unique().to_list()
        for mine in [np.flatnonzero((table["passage"] == number).to_numpy())]
        for high in np.linspace(year[mine].min(), year[mine].max(), STOPS)
    ]
    x, y = np.vstack([np.c_[at, year][[*chosen, *others]], lines]).T
    low, high = ax.get_ylim()
    listed = [
        (high - (n + 0.5) * (high - low) / MOST, f"{n + 1}  {_in_two_lines(row['text'])}",
         KINDS[row["kind"]]) for n, row in enumerate(order.to_dicts())
    ]  # fmt: skip
    draw_labels(ax, listed)
    tones = [KINDS[kind] for kind in order["kind"]]
    name_points(ax, x, y, [f"{n + 1}" for n in range(len(order))], color=tones, gap=6.0)


def _in_two_lines(text: str) -> str:
    """Break a passage at a word; what two lines do not hold is cut, at a word, too.

    Examples
    --------
    >>> print(_in_two_lines("Philosophers have only interpreted the world in various ways"))
    Philosophers have only
         interpreted the world…
    """
    # More than two lines can hold, so that the last word there is a whole one.
    lines = textwrap.wrap(shown(text, 4 * LONGEST), LONGEST, max_lines=2, placeholder="…")
    return "\n     ".join(lines)


def _finish(ax: Axes) -> None:
    ax.xaxis.set_major_formatter(PercentFormatter(1.0))
    ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.yaxis.set_major_formatter(Years())
    ax.set_xlabel("place in the text", **letters())
    ax.set_ylabel("date in the archive", **letters())
    ax.grid(visible=True, axis="y", color=GRID, linewidth=0.5)
    ax.spines[["top", "right"]].set_visible(False)


def _counts(table: pl.DataFrame) -> str:
    by_kind = dict(table.group_by("kind").agg(pl.col("passage").n_unique()).iter_rows())
    said = [count(by_kind[kind], kind) for kind in KINDS if kind in by_kind]
    return f"{', '.join(said)} in {count(table['source'].n_unique(), 'document')}"


def _tip(row: dict[str, Any]) -> str:
    return (
        f"“{shown(row['text'], 120)}” — {row['source_date']} {shown(row['source'], 60)}: "
        f"“{shown(row['source_text'], 120)}” ({row['n_words']} words the same, "
        f"{row['n_changed']} changed; chance gives {row['expected']:.2g})"
    )
