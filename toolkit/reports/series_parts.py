"""Drift, frequency and neighbours on the page."""

from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
from toolkit.reports.parts import BESIDE, OFTEN, WHAT, File, Part, Place, drawn, made
from toolkit.reports.passages import links, passages
from toolkit.reports.tables import control_rows, drift_table, frequency_table, neighbour_rows


def drift(result: DriftSeries, place: Place) -> Part:
    """Put a drift series on the page; its points lead to their passages."""
    anchor = place.anchor("drift", result.concept)
    files = []
    if len(result.controls):
        stem = place.anchor("controls", result.concept)
        files.append(File("comparable words", stem, result.controls))
    if len(result.evidence):
        files.append(File("passages", place.anchor("passages", result.concept), result.evidence))
    return made(
        result,
        WHAT,
        f"Change of use, {result.metric}",
        place,
        "drift",
        draw=drawn(result, place.events, link=links(result, anchor)),
        tables=(drift_table(result),),
        folded=(control_rows(result),) if len(result.controls) else (),
        passages=tuple(passages(result, anchor)),
        files=tuple(files),
        leads="Each point leads to its passages." if len(result.table.drop_nulls("value")) else "",
    )


def frequency(result: FrequencySeries, place: Place) -> Part:
    """Put a frequency series on the page."""
    tables = (frequency_table(result),)
    return made(result, OFTEN, "Frequency", place, "frequency", tables=tables)


def neighbours(result: NeighbourTable, place: Place) -> Part:
    """Put a table of neighbours on the page."""
    tables = (neighbour_rows(result),)
    return made(result, BESIDE, "Nearest words", place, "neighbours", tables=tables)
