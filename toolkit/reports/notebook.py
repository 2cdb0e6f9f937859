"""What a notebook shows for a result: its figure, its caption, its answer, its doubts."""

from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
from toolkit.figures.captions import caption
from toolkit.reports.clean import anchor
from toolkit.reports.drawings import NAMES, Result, drawing
from toolkit.reports.render import environment


def drift(result: DriftSeries) -> str:
    """Show a drift series."""
    return _shown(result)


def frequency(result: FrequencySeries) -> str:
    """Show a frequency series."""
    return _shown(result)


def neighbours(result: NeighbourTable) -> str:
    """Show a table of neighbours."""
    return _shown(result)


def _shown(result: Result) -> str:
    # A notebook may show one concept many times: the table tells the drawings apart.
    place = anchor(NAMES[type(result)], result.concept, str(result.table.write_json()))
    return environment().get_template("value.html.j2").render(
        place=place,
        svg=drawing(result, place),
        caption=caption(result),
        answer=result.answer(),
        doubts=result.doubts,
    )  # fmt: skip
