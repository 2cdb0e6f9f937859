"""The specification curve: the same question asked in every reasonable way, in order of value."""

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.transforms import IdentityTransform, ScaledTranslation
from numpy.typing import NDArray

from toolkit.change.finding import Finding
from toolkit.change.robustness import CHOICES
from toolkit.change.sentences import MORE, STILL, metric_phrase, verdict
from toolkit.figures.axis import canvas, draw_title, say_instead
from toolkit.figures.scales import value_axis
from toolkit.figures.style import FAINT, QUIET, letters, shown
from toolkit.figures.tips import attach

SMALL = 0.78
CURVE = 2.4  # height of the curve itself, with its title, in inches
TONES = {MORE: "C1", STILL: "C0"}
NAMES = {"every": "years a slice", "offset": "moved by years", "center": "centre"}


def robustness(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the value of every specification with its interval, and under it what was chosen.

    Orange specifications moved more than comparable words, blue held still, grey neither. The
    broken line is the value of the series itself.

    Parameters
    ----------
    found : Finding
        Of `robustness`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    with canvas(ax) as axes:
        attach(axes, found, "robustness")
        draw_title(axes, f"{shown(found.concept, 40)}: specifications" if title is None else title)
        judged = found.table.drop_nulls("value").sort("value", maintain_order=True)
        axes.set_xticks([])
        if not len(judged):
            say_instead(axes, "no specification could be judged")
            return axes
        if ax is None:
            _make_room(axes, judged)
        place = np.arange(len(judged))
        tones = [_tone(row) for row in judged.iter_rows(named=True)]
        low, high = (judged[name].to_numpy() for name in ("low", "high"))
        size = float(mpl.rcParams["font.size"])
        axes.vlines(place, low, high, color=tones, linewidth=0.6, alpha=0.6, zorder=2)
        axes.scatter(place, judged["value"].to_numpy(), s=size * 0.9, color=tones, zorder=3)
        axes.axhline(0, color=QUIET, linewidth=0.6, zorder=1)
        asked = float(judged["asked"][0])
        axes.axhline(asked, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
        axes.set_xlim(-1, len(judged))
        measure = metric_phrase(found.series.metric if found.series else "value")
        value_axis(axes, label=measure)
        _draw_choices(axes, judged, tones)
    return axes


def _make_room(ax: Axes, judged: pl.DataFrame) -> None:
    """Make the figure as high as its choices need, so that the curve keeps its height."""
    figure = ax.get_figure(root=True)
    options = [judged[name].n_unique() for name in CHOICES]
    lines = sum(n for n in options if n > 1) + 0.4 * sum(n > 1 for n in options) + 3
    line = 1.15 * float(mpl.rcParams["font.size"]) * SMALL / 72
    if figure is not None:
        figure.set_figheight(CURVE + lines * line)


def _tone(row: dict[str, float]) -> str:
    return to_hex(TONES.get(verdict(row["p_control"], row["control_percentile"]), FAINT))


def _draw_choices(ax: Axes, judged: pl.DataFrame, tones: list[str]) -> None:
    """Mark under the curve which option of each choice a specification takes, then its counts."""
    size = float(mpl.rcParams["font.size"]) * SMALL
    line, down = 1.15 * size, 1.2 * size
    for name in CHOICES:
        options = judged[name].unique().sort().to_list()
        if len(options) < 2:
            continue
        for option in options:
            label = f"{NAMES.get(name, name)} {option}"
            _write(ax, 0.0, -down, label, "right", -4.0)
            here = np.flatnonzero((judged[name] == option).to_numpy())
            _mark(ax, here, -down, [tones[at] for at in here])
            down += line
        down += 0.4 * line
    for text, column in (("uses", "n_occurrences"), ("documents", "n_documents")):
        _write(ax, 0.0, -down, text, "right", -4.0)
        counts = judged[column].unique().sort().to_list()
        several = f"{counts[0]:,} to {counts[-1]:,}" if len(counts) > 1 else f"{counts[0]:,}"
        _write(ax, 0.0, -down, several, "left", 4.0)
        down += line


def _mark(ax: Axes, at: NDArray[np.intp], down: float, tones: list[str]) -> None:
    """Set a stroke under each of these specifications, so many points below the axis."""
    figure = ax.get_figure(root=True)
    inches = IdentityTransform() if figure is None else figure.dpi_scale_trans
    strokes = ax.scatter(
        *(at, np.zeros(len(at))),
        marker="|",
        s=(0.8 * SMALL * mpl.rcParams["font.size"]) ** 2,
        c=tones,
        linewidths=0.8,
        transform=ax.get_xaxis_transform() + ScaledTranslation(0, down / 72, inches),
        clip_on=False,
    )
    strokes.set_label("_chosen")


def _write(ax: Axes, x: float, down: float, text: str, side: str, shift: float) -> None:
    ax.annotate(
        *(text, (x, 0.0)),
        xycoords="axes fraction",
        xytext=(shift, down),
        textcoords="offset points",
        ha=side,
        va="center",
        color=QUIET,
        annotation_clip=False,
        **letters(SMALL),
    )
