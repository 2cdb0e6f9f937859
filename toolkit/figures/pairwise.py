"""Every slice against every earlier one, as a heat map: one step, a way back, or a slow drift."""

from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes

from toolkit.change.finding import Finding
from toolkit.change.sentences import P_MORE, metric_phrase, number
from toolkit.figures.axis import Frame, canvas, draw_time, draw_title, points_wide, say_instead
from toolkit.figures.scales import wrapped
from toolkit.figures.style import FAINT, INK, QUIET, letters, luminance, shade, shown, width_of
from toolkit.figures.tips import attach

COUNTS = {"uses": "n_occurrences", "documents": "n_documents"}
SURE = 0.05
SMALL = 0.82


def pairwise(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw how far any two slices are apart.

    The darker a cell, the further the slice of its row lies from the earlier one of its column;
    0 and less are white. A number in bold is more than comparable words moved, a number in grey
    no more than exchanged units give (q > 0.05), a dash a pair that cannot be judged. Uses and
    documents stand under each slice.

    Parameters
    ----------
    found : Finding
        Of `pairwise`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    slices = found.series.table
    labels = slices["slice"].to_list()
    n = len(labels)
    with canvas(ax) as axes:
        attach(axes, found, "pairwise")
        draw_title(axes, f"{found.concept}, slice by slice" if title is None else title)
        if not found.table["value"].is_not_null().any():
            axes.set_xticks([])
            say_instead(axes, f"no two slices can be compared for {shown(found.concept, 40)}")
            return axes
        axes.set_ylim(n - 0.5, 0.5)
        frame = Frame(np.arange(n, dtype=float) + 0.5, np.full(n, 0.94), 0.0, float(n))
        draw_time(axes, slices, COUNTS, frame)
        largest = max(float(found.table["value"].max() or 0.0), 1e-9)  # type: ignore[arg-type]
        fits = _fits(axes, found.table, n)
        for row in found.table.iter_rows(named=True):
            column, at = labels.index(row["baseline"]), labels.index(row["slice"])
            _draw_cell(axes, row, column, at, largest, fits=fits)
        axes.set_yticks(range(1, n), [shown(label, 18) for label in labels[1:]], **letters(0.92))
        axes.tick_params(length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        _explain(axes, metric_phrase(found.table["metric"][0]), n, fits=fits)
    return axes


def _fits(ax: Axes, table: pl.DataFrame, n: int) -> bool:
    """Whether the numbers fit into their cells."""
    wide, high = points_wide(ax)
    longest = max(width_of(number(value), SMALL) for value in table["value"].drop_nulls())
    tall = 1.3 * SMALL * float(mpl.rcParams["font.size"])
    return bool(longest < 0.86 * wide / n and tall < 0.9 * high / (n - 1))


def _draw_cell(
    ax: Axes, row: dict[str, Any], column: int, at: int, largest: float, *, fits: bool
) -> None:
    value = row["value"]
    tone = shade(float("nan") if value is None else max(0.0, value) / largest)
    ax.bar(column + 0.5, 0.92, 0.94, bottom=at - 0.46, color=tone, edgecolor=FAINT, linewidth=0.4,
           zorder=2, label="cell")  # fmt: skip
    if not fits and value is not None:
        return
    dark = luminance(np.array(mpl.colors.to_rgb(tone))) < 0.3
    unsure = value is None or (row["q_value"] or 0.0) > SURE
    color = ("#D8D8D8" if dark else QUIET) if unsure else ("white" if dark else INK)
    beyond = row["p_control"] is not None and row["p_control"] <= P_MORE
    weight = "bold" if beyond and not unsure else "normal"
    text = "–" if value is None else number(value)
    ax.text(column + 0.5, at, text, ha="center", va="center", color=color, zorder=3,
            **letters(SMALL, weight=weight))  # fmt: skip


def _explain(ax: Axes, measure: str, n: int, *, fits: bool) -> None:
    """Say in the empty corner what the cells are."""
    rows = [f"{measure} of each slice (row) from each earlier one (column)"]
    if fits:
        rows += ["bold: more than comparable words", "grey: no more than chance", "–: not judged"]
    text = "\n".join(wrapped(row, 0.52 * points_wide(ax)[0], SMALL) for row in rows)
    ax.text(n - 0.05, 0.5, text, ha="right", va="top", color=QUIET, linespacing=1.4,
            **letters(SMALL))  # fmt: skip
