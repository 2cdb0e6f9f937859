"""The figures of a page: drawn like those on paper, set into it as SVG with ids of their own."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure

from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
from toolkit.figures import FIGURES
from toolkit.figures.save import figure_bytes
from toolkit.figures.style import style
from toolkit.figures.svg import inline

Result = DriftSeries | FrequencySeries | NeighbourTable

NAMES: dict[type, str] = {
    DriftSeries: "drift",
    FrequencySeries: "frequency",
    NeighbourTable: "neighbours",
}


def drawing(
    result: Result,
    place: str,
    *,
    link: dict[str, str] | None = None,
    events: Iterable[Any] = (),
) -> Markup:
    """Draw a result as one ``svg`` element.

    Parameters
    ----------
    result : DriftSeries, FrequencySeries or NeighbourTable
        What to draw.
    place : str
        Id of the figure in the page; the drawing's ids begin with it, and the element with
        the id ``<place>-caption`` describes it.
    link : dict of str to str, optional
        Slice label to address, for a drift series.
    events : iterable
        Dated events, for series over time.

    Returns
    -------
    Markup
        Made by matplotlib from texts that an XML writer has escaped, so it is safe as it is.
    """
    name = NAMES[type(result)]
    options: dict[str, Any] = {} if name == "neighbours" else {"events": tuple(events)}
    if name == "drift":
        options["link"] = link or {}
    with style("page"):
        # A Figure without pyplot: nothing global is touched, nothing is left open.
        figure = Figure(layout="constrained")
        FIGURES.get(name)(result, ax=figure.subplots(), **options)
        content = figure_bytes(figure, "svg", quiet=True)
    return Markup(inline(content, f"{place}-", f"{place}-caption"))  # noqa: S704
