"""The corpus over time: documents, how exactly they are dated, tokens and authors."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from toolkit.corpus.overview import Overview
from toolkit.figures.axis import canvas, draw_time, draw_title, frame_of, say_instead
from toolkit.figures.events import draw_events
from toolkit.figures.labels import draw_labels
from toolkit.figures.scales import value_axis
from toolkit.figures.tips import attach

COUNTS = {"documents": "n_documents", "tokens": "n_tokens", "authors": "n_authors"}
# From dark to light: the wider the date, the paler. Lightness alone tells them apart.
DATES = {
    "n_day": ("dated to the day", "#173F78"),
    "n_month": ("to the month", "#3F78C4"),
    "n_year": ("to the year", "#8DB2E3"),
    "n_wider": ("more widely", "#D3E1F4"),
}


def overview(
    result: Overview,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw how many documents stand in each slice, and how exactly they are dated.

    The darker a part of a bar, the more exactly its documents are dated. Documents, tokens and
    authors are written under each slice; an empty slice stays as a gap.

    Parameters
    ----------
    result : Overview
        What to draw.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines or bands.
    title : str, optional
        Instead of "The corpus".

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    table = result.table
    with canvas(ax) as axes:
        attach(axes, result, "overview")
        heading = "The corpus" if title is None else title
        if not table["n_documents"].sum():
            say_instead(axes, "no document has a date, so there is nothing to show over time")
            draw_title(axes, heading)
            return axes
        frame = frame_of(table)
        below = np.zeros(len(table))
        last = int(np.flatnonzero(table["n_documents"].to_numpy())[-1])
        labels = []
        for column, (name, color) in DATES.items():
            tall = table[column].to_numpy().astype(float)
            if tall.any():
                axes.bar(frame.year, tall, frame.width, bottom=below, color=color, zorder=2,
                         label=name)  # fmt: skip
                labels.append((below[last] + tall[last] / 2, name, color))
            below += tall
        axes.set_ylim(0, 1.06 * below.max())
        value_axis(axes, label="documents")
        draw_labels(axes, labels)
        draw_time(axes, table, COUNTS, frame)
        draw_title(axes, heading, draw_events(axes, events, frame, over=True))
    return axes
