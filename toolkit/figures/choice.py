"""Stability and coherence over the number of topics."""

import matplotlib as mpl
from matplotlib.axes import Axes

from toolkit.figures.axis import canvas, draw_title, say_instead
from toolkit.figures.captions import words_about
from toolkit.figures.labels import draw_labels
from toolkit.figures.scales import value_axis
from toolkit.figures.style import PALETTE, QUIET, letters
from toolkit.figures.tips import attach, attach_tips
from toolkit.topics.choose import TopicChoice


def choice(result: TopicChoice, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw mean stability and mean coherence of the topics for each number of topics.

    Bars hold the middle half of the topics; over the axis stands how many topics are stable.

    Parameters
    ----------
    result : TopicChoice
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
        attach(axes, result, "choice")
        draw_title(axes, f"How many topics ({result.name})" if title is None else title)
        if not len(table):
            say_instead(axes, "no number of topics could be fitted")
            return axes
        at = range(len(table))
        wide = mpl.rcParams["lines.linewidth"]
        size = mpl.rcParams["lines.markersize"] ** 2 * 0.6
        firm, clear = (table[name].to_list() for name in ("stability", "coherence"))
        axes.vlines(at, table["low"], table["high"], color=PALETTE[0], linewidth=wide)
        axes.plot(at, firm, color=PALETTE[0], linewidth=wide)
        axes.plot(at, clear, "--", color=PALETTE[1], linewidth=wide)
        points = axes.scatter(at, firm, s=size, color=PALETTE[0], zorder=3)
        axes.scatter(at, clear, s=size, color=PALETTE[1], marker="s", zorder=3)
        attach_tips(points, [
            f"{row['topics']} topics: stability {row['stability']:.2f}, {row['n_stable']} stable, "
            f"coherence {row['coherence']:.2f}, {row['n_passages']} passages"
            for row in table.iter_rows(named=True)
        ])  # fmt: skip
        axes.set_ylim(0.0, 1.08)
        axes.set_xlim(-0.4, len(table) - 0.6)
        labels = [f"{row['topics']}\n{row['n_stable']}" for row in table.iter_rows(named=True)]
        axes.set_xticks(at, labels, **letters(0.92))
        passages = f"{table['n_passages'][0]:,} passages"
        axes.set_xlabel(f"topics, and how many of them are stable; {passages}", **letters())
        value_axis(axes, label="mean over the topics")
        draw_labels(axes, [(firm[-1], "stability,\nmiddle half", PALETTE[0]),
                           (clear[-1], "coherence\n(c_v)", PALETTE[1])])  # fmt: skip
        axes.tick_params(axis="x", colors=QUIET)
    return axes


@words_about.register
def _(result: TopicChoice) -> str:
    return (
        " ".join(result.answer()) + " Solid line: how far topics come again with another seed, "
        "bars the middle half of the topics; broken line: whether their first words stand together "
        "in the passages. Under each number of topics: how many of them are stable."
    )
