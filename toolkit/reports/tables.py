"""Tables as a page shows them: a few columns with words for heads, and all of it to download."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
from toolkit.change.sentences import ALONE, MORE, SAME, STILL, number, ordinal, verdict


@dataclass(frozen=True, slots=True)
class Shown:
    """A table ready for the page: a caption, heads, and rows of strings, the first a heading.

    `last` says what the last column holds: "numbers", a short "reading", or many "words".
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    last: str = "numbers"


# The verdicts of `sentences.verdict` shortened for a column.
READINGS = {MORE: "moved more", SAME: "moved no more", STILL: "held still", ALONE: "not compared"}


def drift_table(series: DriftSeries) -> Shown:
    """Show a drift series: counts first, then the estimate with its interval, chance, p, words."""
    heads = ("slice", "uses", "documents", "units (effective)", "value", "interval",
             "unchanged usage", "p (least)", "q", "percentile of comparable words")  # fmt: skip
    rows = tuple(_drift_row(row, series.baseline) for row in series.table.iter_rows(named=True))
    caption = f"{series.concept}: {series.metric} by slice, {series.level:.0%} intervals"
    return Shown(caption, heads, rows, "reading")


def _drift_row(row: dict[str, Any], baseline: str) -> tuple[str, ...]:
    counts = tuple(f"{row[name]:,}" for name in ("n_occurrences", "n_documents"))
    start = (row["slice"], *counts, f"{row['n_units']:,} ({of(row, 'neff', 1)})")
    if row["value"] is None:
        uses = "not judged" if row["n_occurrences"] else "no uses"
        return (*start, *["–"] * 5, "baseline" if row["slice"] == baseline else uses)
    return (
        *start,
        of(row, "value"),
        f"{of(row, 'low')} to {of(row, 'high')}",
        f"{of(row, 'null_low')} to {of(row, 'null_high')}",
        f"{of(row, 'p_value', 3)} ({of(row, 'p_floor', 3)})",
        of(row, "q_value", 3),
        _among(row["p_control"], row["control_percentile"]),
    )


def _among(p_control: float | None, percentile: float | None) -> str:
    reading = READINGS[verdict(p_control, percentile)]
    return reading if percentile is None else f"{ordinal(percentile)}: {reading}"


def frequency_table(series: FrequencySeries) -> Shown:
    """Show a frequency series."""
    rows = tuple(
        (
            str(row["slice"]),
            *(f"{row[name]:,}" for name in ("n_occurrences", "n_documents", "n_tokens")),
            of(row, "rate", 1),
            f"{of(row, 'low', 1)} to {of(row, 'high', 1)}" if row["rate"] is not None else "–",
        )
        for row in series.table.iter_rows(named=True)
    )
    heads = ("slice", "uses", "documents", "tokens", "per million", "interval")
    return Shown(f"{series.concept}: uses per million tokens by slice", heads, rows)


def neighbour_rows(result: NeighbourTable) -> Shown:
    """Show all neighbours, one row a slice: each word with its support in percent."""
    rows = []
    for label in result.table["slice"].unique(maintain_order=True).to_list():
        mine = result.table.filter(pl.col("slice") == label).sort("rank", maintain_order=True)
        words = [
            f"{word} ({support:.0%})"
            for word, support in mine.drop_nulls("neighbour").select("neighbour", "support").rows()
        ]
        rows.append((str(label), f"{mine['n_occurrences'][0]:,}", ", ".join(words) or "none"))
    caption = f"{result.concept}: nearest words by slice, with their support"
    return Shown(caption, ("slice", "uses", "neighbours"), tuple(rows), "words")


def control_rows(series: DriftSeries) -> Shown:
    """Show the control words of each slice, those that moved most first."""
    rows = []
    for label in series.controls["slice"].unique(maintain_order=True).to_list():
        mine = series.controls.filter(pl.col("slice") == label).drop_nulls("value")
        mine = mine.sort("value", descending=True, maintain_order=True)
        pairs = mine.select("control", "value").rows()
        words = [f"{word} {number(value)}" for word, value in pairs]
        rows.append((str(label), str(len(mine)), ", ".join(words)))
    caption = f"{series.concept}: comparable words and how far they moved"
    return Shown(caption, ("slice", "words", "each with its value"), tuple(rows), "words")


def of(row: dict[str, Any], name: str, digits: int = 2) -> str:
    """Write one number of a row; a dash where there is none."""
    value = row[name]
    return number(float(value) if isinstance(value, int | float) else None, digits)


def interval(row: dict[str, Any]) -> str:
    """Write the interval of a row.

    Examples
    --------
    >>> interval({"low": -0.1, "high": 0.25}), interval({"low": None, "high": None})
    ('−0.10 to 0.25', '–')
    """
    return "–" if row["low"] is None else f"{of(row, 'low')} to {of(row, 'high')}"


def percent(row: dict[str, Any], name: str) -> str:
    """Write a share with its interval in whole percent; a dash where there is none.

    Examples
    --------
    >>> percent({"share": 0.5, "low": 0.4, "high": 0.61}, "share")
    '50% (40% to 61%)'
    """
    if row[name] is None:
        return "–"
    return f"{row[name]:.0%} ({row['low']:.0%} to {row['high']:.0%})"
