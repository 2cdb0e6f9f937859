"""Every slice against every earlier one: whether change came once, came back, or went on."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.baseline import Against
from toolkit.change.doubts import gathered
from toolkit.change.finding import Finding
from toolkit.change.question import Question
from toolkit.change.sentences import metric_phrase, named, number, quoted
from toolkit.change.series import SCHEMA, judge
from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError
from toolkit.statistics.multiple import benjamini_hochberg


def pairwise(series: DriftSeries) -> Finding:
    """Measure a concept between all pairs of slices.

    Parameters
    ----------
    series : DriftSeries
        Of `drift`; its concept, slices and settings are taken over, whatever it was measured
        against. Control words are those of the series' settings, drawn for each pair.

    Returns
    -------
    Finding
        Of kind "pairwise". One row a pair, `slice` the later and `baseline` the earlier, with the
        columns of a drift series and `baseline_documents` and `baseline_occurrences`; q is taken
        over all pairs. Pairs with a thin side keep their counts and have no value.

    Raises
    ------
    OptionError
        If the series was not made by `drift`, or has fewer than two slices.

    Notes
    -----
    Larger means that the two slices put the concept in less similar company; range and behaviour
    at small counts are those of the metric. Cost: that of a drift series for each slice.
    """
    if series.asked is None or len(series.table) < 2:
        msg = (
            f"{len(series.table)} slices of {series.concept}; give a series of rt.drift with at "
            "least two slices."
        )
        raise OptionError(msg)
    question, slices = series.asked
    judged = [_judged(question, slices, a, b) for a, b in combinations(range(len(slices)), 2)]
    rows = [row for row, _ in judged]
    p = np.array([np.nan if row["p_value"] is None else row["p_value"] for row in rows], float)
    for row, q in zip(rows, benjamini_hochberg(p), strict=True):
        row["q_value"] = float(q) if np.isfinite(q) else None
    more = {"baseline_documents": pl.Int64, "baseline_occurrences": pl.Int64}
    table = pl.DataFrame(rows, schema=SCHEMA | more)
    return Finding(
        "pairwise",
        series.concept,
        table,
        tuple(_said(table, series.concept, series.metric)),
        tuple(gathered(doubt for _, doubts in judged for doubt in doubts)),
        series,
        replace(series.provenance, settings={**series.provenance.settings, "against": "each"}),
    )


def _judged(
    question: Question, slices: Slices, earlier: int, later: int
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Compare two slices; those with the first draw the same exchanges as the series itself."""
    base, part = slices[earlier], slices[later]
    found = judge(
        question, part, Against(base.label, base.documents), earlier * len(slices) + later
    )
    uses = question.uses_of[base.documents]
    counts = {
        "baseline": base.label,
        "baseline_documents": int((uses > 0).sum()),
        "baseline_occurrences": int(uses.sum()),
    }
    doubts = [(f"{label} and {base.label}", doubt) for label, doubt in found.doubts]
    return found.row | counts, doubts


def _said(table: pl.DataFrame, concept: str, metric: str) -> list[str]:
    known = table.drop_nulls("value")
    if not len(known):
        return [f"No two slices have enough uses of {quoted(concept)} to be compared."]
    far, near = (known.sort("value", maintain_order=True).row(k, named=True) for k in (-1, 0))
    sure = int((known["q_value"] <= 0.05).sum())
    return [
        f"Of {len(known)} pairs of slices that can be judged, {sure} show a change in the use of "
        f"{quoted(concept)} (q ≤ 0.05).",
        f"Furthest apart are {_pair(far)}: {metric_phrase(metric)} {number(far['value'])} (95% "
        f"interval {number(far['low'])} to {number(far['high'])}); nearest {_pair(near)}: "
        f"{number(near['value'])} ({number(near['low'])} to {number(near['high'])}).",
    ]


def _pair(row: dict[str, Any]) -> str:
    return f"{named(row['baseline'])} and {named(row['slice'])}"
