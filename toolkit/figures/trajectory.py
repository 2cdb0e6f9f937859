"""The way of a concept among its neighbours: slices with ellipses, moves as arrows, words."""

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse
from numpy.typing import NDArray

from toolkit.change.sentences import named, number, quoted
from toolkit.change.trajectory_table import FOUND, Trajectory
from toolkit.figures.axis import SMALL, canvas, draw_title, points_wide, say_instead
from toolkit.figures.captions import words_about
from toolkit.figures.labels import name_points
from toolkit.figures.scales import value_axis, wrapped
from toolkit.figures.style import FAINT, INK, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips

WAY = PALETTE[0]
LONGEST = 18
STOPS = 25  # points on an arrow that names keep off
Floats = NDArray[np.float64]


def trajectory(result: Trajectory, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the way of a concept on the plane of its neighbours.

    Points are slices, each with its ellipse; arrows lead from slice to slice, dark where the
    move is more than exchanged units give, pale where it is not, broken over slices that could
    not be placed. Words stand in grey where they lie. Both axes have one scale; neither has a
    unit. Uses and documents of each slice stand under the axis.

    Parameters
    ----------
    result : Trajectory
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    placed = result.slices.drop_nulls("x")
    with canvas(ax) as axes:
        attach(axes, result, "trajectory")
        draw_title(
            axes, f"{shown(result.concept, 40)} among its neighbours" if title is None else title
        )
        if not len(placed):
            say_instead(axes, f"no slice of {quoted(shown(result.concept, 40))} can be placed")
            return axes
        size = mpl.rcParams["lines.markersize"] ** 2
        words = result.words
        spots = axes.scatter(words["x"], words["y"], s=size * 0.25, color=FAINT, linewidths=0)
        attach_tips(spots, [_word_tip(row) for row in words.iter_rows(named=True)])
        for row in placed.iter_rows(named=True):
            axes.add_patch(_ellipse(row))
        _draw_moves(axes, result.slices)
        points = axes.scatter(placed["x"], placed["y"], s=size * 0.7, color=WAY, zorder=4,
                              linewidths=0)  # fmt: skip
        attach_tips(points, [_tip(row) for row in placed.iter_rows(named=True)])
        _finish(axes, result)
        # Slices first: they are the finding; words as far as there is room.
        ranked = words.sort("similarity", descending=True)
        both = pl.concat([placed, ranked])
        names = [shown(name, LONGEST) for name in both["name"]]
        tones = [WAY] * len(placed) + [QUIET] * len(ranked)
        x, y = np.vstack([both.select("x", "y").to_numpy(), _along(placed)]).T
        name_points(axes, x, y, names, color=tones)
    return axes


def _ellipse(row: dict[str, float]) -> Ellipse:
    return Ellipse((row["x"], row["y"]), 2 * row["major"], 2 * row["minor"], angle=row["angle"],
                   facecolor=(*mpl.colors.to_rgb(WAY), 0.10), edgecolor=WAY, linewidth=0.6,
                   zorder=2)  # fmt: skip


def _draw_moves(ax: Axes, slices: pl.DataFrame) -> None:
    """Draw an arrow from each placed slice to the next placed one."""
    wide = mpl.rcParams["lines.linewidth"]
    rows = [(k, row) for k, row in enumerate(slices.iter_rows(named=True)) if row["x"] is not None]
    for (before, tail), (at, head) in zip(rows[:-1], rows[1:], strict=True):
        found = head["q_value"] is not None and head["q_value"] <= FOUND
        ax.annotate(
            "",
            (head["x"], head["y"]),
            xytext=(tail["x"], tail["y"]),
            zorder=3,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-|>",
                "color": INK if found else FAINT,
                "linewidth": wide * (0.9 if found else 0.7),
                "linestyle": "-" if at == before + 1 else (0, (3, 2)),
                "shrinkA": wide * 2,
                "shrinkB": wide * 2,
                "mutation_scale": 4.5 * wide,
            },
        )


def _along(placed: pl.DataFrame) -> Floats:
    """Points on the arrows, shape (n, 2), which names keep off."""
    place = placed.select("x", "y").to_numpy()
    share = np.linspace(0.0, 1.0, STOPS)[1:-1, None]
    steps = zip(place[:-1], place[1:], strict=True)
    return np.vstack([np.zeros((0, 2)), *((1 - share) * a + share * b for a, b in steps)])


def _finish(ax: Axes, result: Trajectory) -> None:
    """Set both scales alike, and write under the axis what was counted."""
    across, up = result.explained
    columns = result.slices.select("name", "n_occurrences", "n_documents").iter_rows()
    # Spaces that do not break keep a slice and its counts in one line.
    counts = [f"{shown(name, 18)}:\u00a0{uses:,}\u00a0({documents:,})"
              for name, uses, documents in columns]  # fmt: skip
    said = f"first component, {across:.0%} of the variance of the words\n"
    label = wrapped(f"{said}uses (documents)  {'  '.join(counts)}", points_wide(ax)[0], SMALL)
    ax.set_xlabel(label, **letters(SMALL))
    value_axis(ax, "x", zero=False)
    ax.set_ylabel(f"second component, {up:.0%}", **letters(SMALL))
    value_axis(ax, "y", zero=False)
    ax.dataLim.update_from_data_xy(_corners(result))
    ax.margins(0.0)
    ax.autoscale_view()
    ax.set_aspect("equal", adjustable="datalim")


def _corners(result: Trajectory) -> Floats:
    """Corners of what is drawn, ellipses whole, with room for names."""
    table = result.table.drop_nulls("x")
    place = table.select("x", "y").to_numpy()
    turn = np.radians(table["angle"].fill_null(0.0).to_numpy())
    major, minor = (table[name].fill_null(0.0).to_numpy() for name in ("major", "minor"))
    half: Floats = np.stack(
        [
            np.hypot(major * np.cos(turn), minor * np.sin(turn)),
            np.hypot(major * np.sin(turn), minor * np.cos(turn)),
        ],
        axis=1,
    )
    low, high = (place - half).min(axis=0), (place + half).max(axis=0)
    room = 0.08 * max(float((high - low).max()), 0.1)
    return np.array([low - (2 * room, room), high + (2 * room, room)])


def _tip(row: dict[str, object]) -> str:
    counts = f"{row['n_occurrences']} uses in {row['n_documents']} documents"
    if row["value"] is None:
        return f"{row['name']}: {counts}"
    return (
        f"{row['name']}: {counts}; from {named(str(row['baseline']))} {number(row['value'])} "  # type: ignore[arg-type]
        f"({number(row['low'])} to {number(row['high'])}), q {number(row['q_value'], 3)}"  # type: ignore[arg-type]
    )


def _word_tip(row: dict[str, object]) -> str:
    return (
        f"{shown(row['name'])}: cosine {number(row['similarity'])} with {row['nearest']}, "  # type: ignore[arg-type]
        f"support {number(row['support'])}"  # type: ignore[arg-type]
    )


@words_about.register
def _(result: Trajectory) -> str:
    return " ".join(
        [
            *result.answer(),
            "Blue points: the mean usage of a slice, on the plane in which the words nearest to "
            f"any slice differ most; ellipses hold it in {result.level:.0%} of cases, given the "
            "plane. Arrows: moves to the next slice; dark ones are more than exchanged units give "
            "(q ≤ 0.05, in the whole space), broken ones pass over slices too thin to be placed. "
            "Grey: words. Under the axis: uses and documents of each slice.",
        ]
    )
