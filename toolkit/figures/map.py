"""A map of the corpus: documents as points, coloured by date or group, a concept marked."""

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

from toolkit.figures.axis import canvas, draw_title, say_instead
from toolkit.figures.labels import draw_labels
from toolkit.figures.scales import value_axis
from toolkit.figures.style import FAINT, INK, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.topics.map import DocumentMap

# From the earliest date to the latest; also told apart in grey.
TIMES = "viridis_r"
LONGEST = 24


def map(result: DocumentMap, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw documents where they lie on the plane in which they differ most.

    Coloured by date, undated ones grey; or by the variable asked for, its most frequent values in
    colours of their own, the others grey. Documents that hold the marked concept have a dark ring.
    Axes have no unit: near is alike, as far as the plane shows it.

    Parameters
    ----------
    result : DocumentMap
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of a title made from the result.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = result.table
    with canvas(ax) as axes:
        attach(axes, result, "map")
        draw_title(axes, "Map of the documents" if title is None else title)
        if not len(table):
            say_instead(axes, "no document has a vector")
            return axes
        x, y = table["x"].to_numpy(), table["y"].to_numpy()
        size = min(mpl.rcParams["lines.markersize"] ** 2 * 0.8, 9000 / len(table) + 3)
        colors, labels = _groups(table) if result.by else ([FAINT] * len(table), [])
        points = axes.scatter(x, y, s=size, c=colors, linewidths=0)
        attach_tips(points, [_tip(row) for row in table.iter_rows(named=True)])
        dated = table["year"].is_not_null().to_numpy()
        if not result.by and dated.any():
            over = axes.scatter(x[dated], y[dated], s=size, linewidths=0, cmap=TIMES,
                                c=table["year"].drop_nulls().to_numpy())  # fmt: skip
            _draw_years(axes, over)
        marked = (table["n_occurrences"].fill_null(0) > 0).to_numpy()
        axes.scatter(x[marked], y[marked], s=1.6 * size, facecolors="none", edgecolors=INK,
                     linewidths=0.6, zorder=3)  # fmt: skip
        said = f"{len(table):,} documents"
        said += f"; ringed: {marked.sum():,} with {shown(result.of, 30)}" if result.of else ""
        if result.explained is None:
            axes.set_xlabel(f"UMAP: near is alike, far means nothing\n{said}", **letters())
            axes.set_xticks([])
            axes.set_yticks([])
        else:
            across, up = result.explained
            across_says = f"first component, {across:.0%} of the variance\n{said}"
            value_axis(axes, "x", label=across_says, zero=False)
            value_axis(axes, "y", label=f"second component, {up:.0%}", zero=False)
        axes.margins(0.05)
        draw_labels(axes, [_beside(axes, *label) for label in labels])
    return axes


def _draw_years(ax: Axes, points: PathCollection) -> None:
    """Say at the right which colour is which year."""
    figure = ax.get_figure(root=True)
    if figure is None:
        return
    bar = figure.colorbar(points, ax=ax, aspect=30)
    bar.set_label("year", **letters())
    bar.ax.tick_params(length=2)
    bar.ax.yaxis.set_major_formatter("{x:.0f}")


def _groups(table: pl.DataFrame) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Colour of each document, and the names of the groups that have one, the largest first."""
    values = table["group"].to_list()
    sizes = table["group"].value_counts().sort("count", "group", descending=[True, False])
    named = sizes["group"].to_list()[: len(PALETTE)]
    color = {name: PALETTE[n] for n, name in enumerate(named)}
    labels = [
        (n, f"{shown(name, LONGEST)} ({count:,})", color[name])
        for n, (name, count) in enumerate(sizes.rows()[: len(PALETTE)])
    ]
    others = len(table) - sum(row[1] for row in sizes.rows()[: len(PALETTE)])
    if others:
        labels.append((len(labels), f"others ({others:,})", QUIET))
    return [color.get(value, FAINT) for value in values], labels


def _beside(ax: Axes, n: int, text: str, color: str) -> tuple[float, str, str]:
    """Where the name of the n-th group stands: one below the other, from the top."""
    bottom, top = ax.get_ylim()
    return top - (n + 0.5) * (top - bottom) / (len(PALETTE) + 2), text, color


def _tip(row: dict[str, object]) -> str:
    uses = f"; {row['n_occurrences']} uses" if row["n_occurrences"] is not None else ""
    return f"{row['date']} {shown(row['title'] or row['id'])}, {shown(row['author'] or '')}{uses}"
