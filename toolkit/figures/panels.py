"""Several concepts side by side, on one scale."""

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from toolkit.change.base import DriftSeries
from toolkit.errors import OptionError
from toolkit.figures.series import drift
from toolkit.figures.style import style


def panels(
    series: Sequence[DriftSeries],
    *,
    columns: int = 1,
    events: Iterable[Any] = (),
    width: str = "page",
) -> Figure:
    """Draw one panel for each drift series, all on the same value axis.

    Parameters
    ----------
    series : sequence of DriftSeries
        What to draw, in this order.
    columns : int
        Panels beside each other, at least 1.
    events : iterable
        Dated events, drawn in every panel.
    width : "column", "page" or "slide"
        See `style`.

    Returns
    -------
    Figure
        Its Axes are in the order of `series`.

    Raises
    ------
    OptionError
        If there is nothing to draw.
    """
    if not series or columns < 1:
        msg = f"{len(series)} series in {columns} columns; give at least one of each."
        raise OptionError(msg)
    dated = tuple(events)
    rows = -(-len(series) // columns)
    with style(width):
        wide, high = mpl.rcParams["figure.figsize"]
        size = (wide, high * 0.78 * rows)
        figure = plt.figure(figsize=size, layout="constrained")
        axes = list(figure.subplots(rows, columns, squeeze=False).flat)
        for one, ax in zip(series, axes, strict=False):
            drift(one, ax=ax, events=dated)
        for ax in axes[len(series) :]:
            ax.remove()
        used = axes[: len(series)]
        ends = [ax.get_ylim() for ax in used]
        for ax in used:
            ax.set_ylim(min(low for low, _ in ends), max(high for _, high in ends))
    return figure
