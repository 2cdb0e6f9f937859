"""Several concepts beside each other: on one scale, and in one table."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from toolkit.change.base import DriftSeries
from toolkit.change.changes import BREAK, Changes
from toolkit.change.sentences import ordinal, verdict
from toolkit.figures.panels import panels
from toolkit.reports.clean import anchor
from toolkit.reports.parts import Part
from toolkit.reports.tables import READINGS, Shown, interval, of

MOST = 6  # panels that still fit a page


def comparison(results: Sequence[Any], events: tuple[Any, ...]) -> Part | None:
    """Compare the drifts of several concepts; nothing where there are fewer than two."""
    series = [one for one in results if isinstance(one, DriftSeries)]
    if len({one.concept for one in series}) < 2:
        return None
    first = series[0]
    alike = [one for one in series if one.metric == first.metric]
    broken = {one.concept: one for one in results if isinstance(one, Changes)}
    judged = [one for one in alike if len(one.table.drop_nulls("value"))][:MOST]
    heads = ("concept", "uses", "last judged slice", "uses there", "value", "interval", "q",
             "percentile of comparable words", "breaks", "reading")  # fmt: skip
    rows = tuple(_row(one, broken.get(one.concept)) for one in alike)

    def draw() -> Figure:
        return panels(judged, events=events)

    names = ", ".join(one.concept for one in judged)
    return Part(
        anchor("comparison", *(one.concept for one in alike)),
        "",
        "The concepts beside each other",
        draw=draw if len(judged) > 1 else None,
        caption=f"The same measure on one scale: {names}. Each figure is explained with its "
        "concept."
        + (f" {len(alike) - len(judged)} more stand in the table alone." * (len(alike) > MOST)),
        alt=f"Drift of {names}, one panel each on the same scale.",
        tables=(Shown(f"{first.metric} of the last judged slice", heads, rows, "reading"),),
    )


def _row(series: DriftSeries, changes: Changes | None) -> tuple[str, ...]:
    uses = f"{series.table['n_occurrences'].sum():,}"
    judged = series.table.drop_nulls("value")
    if not len(judged):
        return (series.concept, uses, *["–"] * 7, "not judged")
    last = judged.row(-1, named=True)
    percentile = last["control_percentile"]
    return (
        series.concept,
        uses,
        last["slice"],
        f"{last['n_occurrences']:,}",
        of(last, "value"),
        interval(last),
        of(last, "q_value", 3),
        "–" if percentile is None else ordinal(percentile),
        _dates(changes),
        READINGS[verdict(last["p_control"], percentile)],
    )


def _dates(changes: Changes | None) -> str:
    if changes is None:
        return "–"
    found = [
        str(row["slice"]) if row["kind"] == BREAK else str(row["kind"])
        for row in changes.table.iter_rows(named=True)
    ]
    return ", ".join(found)
