"""The plane of novelty and transience: which documents broke with the past and stuck."""

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.figures.axis import canvas, draw_title, points_wide, say_instead
from toolkit.figures.labels import apart
from toolkit.figures.scales import value_axis
from toolkit.figures.style import FAINT, INK, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips
from toolkit.topics.novelty import Novelty


def novelty(
    result: Novelty, *, ax: Axes | None = None, name: int = 8, title: str | None = None
) -> Axes:
    """Draw every document by its novelty and its transience.

    On the line both are equal; below it a document is resonant: new, and followed. Filled points
    are more resonant than random orders allow. Named are the most resonant documents, by date.

    Parameters
    ----------
    result : Novelty
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    name : int
        How many documents are named.
    title : str, optional
        Instead of a title made from the result.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    with canvas(ax) as axes:
        attach(axes, result, "novelty", name=name)
        draw_title(axes, "Novelty and transience" if title is None else title)
        known = result.table.drop_nulls("resonance")
        if not len(known):
            say_instead(axes, f"no document has {result.window} others before and after it")
            return axes
        x, y = (known[column].to_numpy() for column in ("novelty", "transience"))
        beyond = (known["resonance"] > known["null_high"]).to_numpy()
        ends = (0.95 * float(min(x.min(), y.min())), 1.05 * float(max(x.max(), y.max())))
        axes.plot(ends, ends, color=FAINT, linewidth=0.8, zorder=1)
        blue = to_hex("C0")
        points = axes.scatter(*(x, y), s=mpl.rcParams["lines.markersize"] ** 2 * 0.7,
                              c=[blue if one else "white" for one in beyond], edgecolors=blue,
                              linewidths=0.7, zorder=2)  # fmt: skip
        attach_tips(points, [
            f"{row['date']} {shown(row['title'] or row['id'])}: resonance {row['resonance']:+.2f}, "
            f"random orders {row['null_low']:+.2f} to {row['null_high']:+.2f}"
            for row in known.iter_rows(named=True)
        ])  # fmt: skip
        said = f"{len(known)} documents, {int(beyond.sum())} beyond random orders"
        axes.text(
            0.01, 0.98, said, transform=axes.transAxes, va="top", color=QUIET, **letters(0.82)
        )
        axes.set_xlim(*ends)
        axes.set_ylim(*ends)
        _draw_names(axes, result, name)
        value_axis(axes, "x", label=f"novelty: {result.unit} from the {result.window} before")
        value_axis(axes, label=f"transience: {result.unit} from the {result.window} after")
    return axes


def _draw_names(ax: Axes, result: Novelty, name: int) -> None:
    """Name the most resonant documents in a column at the right, pushed apart, with thin leads."""
    rows = list(result.top(name).iter_rows(named=True))
    bottom, top = ax.get_ylim()
    high = points_wide(ax)[1]
    line = mpl.rcParams["font.size"] * 1.15
    wanted = [(row["transience"] - bottom) / (top - bottom) * high for row in rows]
    placed = apart(wanted, [line] * len(rows))
    lift = max(0.0, line / 2 - min(placed, default=0.0))
    for row, at in zip(rows, placed, strict=True):
        text = shown(f"{row['date']} {row['author'] or row['title'] or row['id']}", 32)
        ax.annotate(
            *(text, (row["novelty"], row["transience"])),
            xytext=(1.02, (at + lift) / high),
            textcoords="axes fraction",
            va="center",
            color=INK,
            annotation_clip=False,
            arrowprops={
                **{"arrowstyle": "-", "color": FAINT, "linewidth": 0.5},
                **{"shrinkB": 2, "relpos": (0.0, 0.5)},
            },
            **letters(0.75),
        )
