"""Every word of a scan as a point: how far beyond comparable words, and how sure."""

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from toolkit.change.doubts import RATE
from toolkit.change.scan_table import PERCENTILE_MORE, PERCENTILE_STILL, ScanTable
from toolkit.change.sentences import metric_phrase, number
from toolkit.figures.axis import canvas, draw_title, say_instead
from toolkit.figures.labels import name_points
from toolkit.figures.scales import value_axis
from toolkit.figures.style import FAINT, INK, QUIET, for_text, letters, shown
from toolkit.figures.tips import attach, attach_tips

Array = NDArray[np.float64]
SMALL = 0.82
LISTED = 9  # words of each kind that stand in the list
LONGEST = 18  # letters of a word that are shown
KINDS = (("moved more", "C1"), ("held still", "C0"))


def scan(table: ScanTable, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw each judged word by its value beyond comparable words and by its q.

    Right of the line of 0 stand words that moved further than the median of their comparable
    words; the higher, the surer that they moved at all. Coloured are those found at q ≤ 0.1
    that lie outside nineteen of twenty comparable words; the first of them are listed beside,
    with their uses and documents in the last slice.

    Parameters
    ----------
    table : ScanTable
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of a plain one.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    with canvas(ax) as axes:
        attach(axes, table, "scan")
        heading = f"{len(table.table):,} words" if title is None else title
        draw_title(axes, heading)
        known = table.table.join(table.comparable, on="concept", how="left", maintain_order="left")
        known = known.drop_nulls(["value", "median"])
        if not len(known):
            axes.set_xticks([])
            axes.set_yticks([])
            say_instead(axes, "no word has comparable words to be set beside")
            return axes
        beyond = (known["value"] - known["median"]).to_numpy()
        sure = -np.log10(known["q_value"].to_numpy())
        kind = _kinds(known)
        _draw_points(axes, known, beyond, sure, kind)
        _draw_list(axes, known, kind)
        measure = f"{metric_phrase(table.metric)} less the median of comparable words"
        value_axis(axes, "x", label=measure)
        axes.set_ylabel("sureness that it moved: q", **letters())
        telling = sorted(np.flatnonzero(kind >= 0), key=lambda n: -abs(beyond[n]))
        words = [shown(known["concept"][int(n)], LONGEST) for n in telling]
        name_points(axes, beyond[telling], sure[telling], words)
    return axes


def _kinds(known: pl.DataFrame) -> NDArray[np.int64]:
    """0 for words that moved more than comparable ones, 1 for those that held still, else -1."""
    found = known["q_value"].to_numpy() <= RATE
    percentile = known["control_percentile"].to_numpy()
    kind = np.where(
        percentile >= PERCENTILE_MORE, 0, np.where(percentile <= PERCENTILE_STILL, 1, -1)
    )
    return np.where(found, kind, -1)


def _draw_points(
    ax: Axes, known: pl.DataFrame, beyond: Array, sure: Array, kind: NDArray[np.int64]
) -> None:
    size = float(mpl.rcParams["font.size"])
    for which, color in ((-1, FAINT), (1, "C0"), (0, "C1")):
        here = kind == which
        drawn = ax.scatter(
            *(beyond[here], sure[here]),
            s=size * (0.5 if which < 0 else 1.6),
            color=to_hex(color),
            linewidths=0,
            zorder=2 if which < 0 else 3,
            rasterized=bool(which < 0 and here.sum() > 2_000),
        )
        if which >= 0 and here.any():
            attach_tips(drawn, [_tip(row) for row in known.filter(here).iter_rows(named=True)])
    ax.axvline(0, color=QUIET, linewidth=0.6, zorder=1)
    ax.axhline(-np.log10(RATE), color=QUIET, linewidth=0.6, linestyle=(0, (4, 3)), zorder=1)
    top = max(float(sure.max()), 1.2)
    exponents = np.arange(0, int(np.ceil(top)) + 1)
    ax.set_yticks(exponents, ["1" if e == 0 else f"{10.0**-e:g}" for e in exponents])
    ax.set_ylim(-0.03 * top, 1.06 * top)


def _tip(row: dict[str, object]) -> str:
    value = row["value"]
    said = number(value if isinstance(value, float) else None)
    return (
        f"{shown(row['concept'], 40)}: {said} from {row['baseline']} to {row['slice']}; "
        f"{row['n_occurrences']:,} uses in {row['n_documents']:,} documents"
    )


def _draw_list(ax: Axes, known: pl.DataFrame, kind: NDArray[np.int64]) -> None:
    """List the first words of each kind right of the Axes, with their counts."""
    size = float(mpl.rcParams["font.size"]) * SMALL
    line, at, columns = 1.35 * size, -size, (6.0, 14.5 * size, 21.5 * size)

    def write(text: str, column: int, color: str, *, weight: str = "normal") -> None:
        ax.annotate(
            *(text, (1.0, 1.0)),
            xycoords="axes fraction",
            xytext=(columns[column], at),
            textcoords="offset points",
            ha="left" if column == 0 else "right",
            va="center",
            color=for_text(color),
            annotation_clip=False,
            **letters(SMALL, weight=weight),
        )

    for which, (words, color) in enumerate(KINDS):
        rows = known.filter(kind == which)
        rows = rows if which == 0 else rows.reverse()
        write(f"{words} ({len(rows)})", 0, color, weight="bold")
        write("uses", 1, QUIET)
        write("documents", 2, QUIET)
        at -= line
        for row in rows.head(LISTED).iter_rows(named=True):
            write(shown(row["concept"], LONGEST), 0, INK)
            write(f"{row['n_occurrences']:,}", 1, QUIET)
            write(f"{row['n_documents']:,}", 2, QUIET)
            at -= line
        at -= 0.6 * line
