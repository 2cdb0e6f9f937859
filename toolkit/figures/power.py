"""The power curve: how often a change of each size would have been found."""

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.finding import Finding
from toolkit.change.power import ALPHA, ENOUGH, smallest
from toolkit.change.sentences import metric_phrase, named, number
from toolkit.figures.axis import canvas, draw_title
from toolkit.figures.scales import value_axis
from toolkit.figures.style import QUIET, for_text, letters, shown, width_of
from toolkit.figures.tips import attach, attach_tips

SMALL = 0.82


def power(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw how often a change would be found, against its size.

    Points are shares of replaced usages, bars the 95 % interval of the rate. The broken line is
    four in five; where the curve crosses it stands the smallest change that these uses show.

    Parameters
    ----------
    found : Finding
        Of `power`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = found.table
    row = table.row(0, named=True)
    with canvas(ax) as axes:
        attach(axes, found, "power")
        where = (
            f"{shown(found.concept, 40)}, {named(row['slice'])} against {named(row['baseline'])}"
        )
        draw_title(axes, where if title is None else title)
        value, rate = table["value"].to_numpy(), table["power"].to_numpy()
        blue = to_hex("C0")
        axes.plot(value, rate, color=blue, linewidth=0.9, zorder=2)
        bars = axes.vlines(value, table["low"].to_numpy(), table["high"].to_numpy(), color=blue)
        bars.set_linewidth(mpl.rcParams["lines.linewidth"])
        dots = axes.scatter(value, rate, s=mpl.rcParams["font.size"] * 2.6, color=blue, zorder=3)
        attach_tips(dots, [_tip(one) for one in table.iter_rows(named=True)])
        for level, text in ((ENOUGH, "four in five"), (ALPHA, "false alarms: 1 in 20")):
            axes.axhline(level, color=QUIET, linewidth=0.6, linestyle=(0, (4, 3)), zorder=1)
            axes.annotate(
                *(text, (1.0, level)),
                xycoords=axes.get_yaxis_transform(),
                xytext=(-2, 3),
                textcoords="offset points",
                ha="right",
                color=QUIET,
                **letters(SMALL),
            )
        _mark(axes, smallest(table))
        axes.set_ylim(-0.03, 1.05)
        value_axis(axes, "x", label=f"change put in: {metric_phrase(row['metric'])}")
        value_axis(axes, label="share of cases in which it is found")
        _counts(axes, row)
    return axes


def _tip(row: dict[str, float]) -> str:
    return (
        f"{row['share']:.0%} of the usages replaced: distance {number(row['value'])}, found in "
        f"{number(row['power'])} of {row['n_repetitions']} cases"
    )


def _mark(ax: Axes, least: float | None) -> None:
    if least is None:
        return
    ax.plot([least, least], [0, ENOUGH], color=to_hex("C1"), linewidth=1.1, zorder=2)
    ax.annotate(
        *(f"smallest change shown: {number(least)}", (least, ENOUGH / 2)),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        color=for_text("C1"),
        **letters(SMALL),
    )


def _counts(ax: Axes, row: dict[str, int]) -> None:
    """Write the counts of the slice under the axis."""
    size = float(mpl.rcParams["font.size"])
    texts = (
        *(("uses", f"{row['n_occurrences']:,}"), ("documents", f"{row['n_documents']:,}")),
        ("units", f"{row['n_units']:,}"),
    )
    at = 0.0
    for name, count in texts:
        for text, room in ((name, 0.4), (count, 1.6)):
            ax.annotate(
                *(text, (0.0, 0.0)),
                xycoords="axes fraction",
                xytext=(at, -4.9 * size),
                textcoords="offset points",
                color=QUIET,
                annotation_clip=False,
                **letters(SMALL),
            )
            at += width_of(text, SMALL) + room * size
