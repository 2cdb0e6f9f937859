"""Whether a finding survives other reasonable choices: the same question over a stated grid."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.baseline import opponents
from toolkit.change.finding import Finding
from toolkit.change.question import Question
from toolkit.change.robustness_grid import (
    KEEP,
    Choices,
    Spec,
    alike,
    counterpart,
    materials,
    questions,
    slicings,
)
from toolkit.change.sentences import named, number, quoted, verdict
from toolkit.change.series import judge
from toolkit.corpus.sliced import Slice, Slices
from toolkit.errors import OptionError
from toolkit.spaces.fit import is_by_slice

EVERY, WINDOWS, SPACES = (5, 10, 20), (5, 10, 20), ("ppmi", "alc")
CHOICES = Spec._fields
_MEASURED = (
    *("baseline", "slice", "n_units", "n_documents", "n_occurrences"),
    *("value", "low", "high", "p_value", "control_percentile", "p_control"),
)
_TEXTS = (
    *("concept", "space", "center", "weights", "unit", "strata", "metric", "reprints"),
    *("baseline", "slice"),
)
_WHOLE = ("every", "offset", "window", "n_units", "n_documents", "n_occurrences")
_TOLD = ("same_sign", "same_size", "same_verdict", "same_test")
SCHEMA: dict[str, Any] = {
    name: pl.String
    if name in _TEXTS
    else pl.Int64
    if name in _WHOLE
    else pl.Boolean
    if name in _TOLD
    else pl.Float64
    for name in ("concept", "asked", *CHOICES, *_MEASURED, *_TOLD)
}
# From this share of the variance of agreement on, a choice is named.
MATTERS = 0.1
ALPHA = 0.05
Row = dict[str, Any]


def robustness(
    series: DriftSeries,
    *,
    slice: str | None = None,
    every: Sequence[int] = EVERY,
    windows: Sequence[int] = WINDOWS,
    spaces: Sequence[str] = SPACES,
    units: Sequence[str] | None = None,
    strata: Sequence[str | None] | None = None,
    metrics: Sequence[str] | None = None,
    permutations: int = 99,
) -> Finding:
    """Ask the question of a series again over a grid of reasonable choices.

    Slices of each length at two offsets (the second moved by half a slice), each window, space,
    both centres, both weights, each unit, with strata and without where they are declared, and
    with reprints and without where there are any: every combination. In each the first slice above
    the floors is compared with the slice that holds most uses of the one asked about.

    Parameters
    ----------
    series : DriftSeries
        What was measured, by `drift`.
    slice : str, optional
        Which slice of it; without one the last that was judged.
    every, windows, spaces, units, strata, metrics : sequences
        The choices. Without `units` and `metrics` those of the series; without `strata` none, and
        those of the series.
    permutations : int
        Exchanges of each test.

    Returns
    -------
    Finding
        One row a specification; `asked` is the value of the series. `same_sign`: the value lies
        on the same side of 0;
        `same_size`: it lies within the interval of the series, or that one's value within its own,
        null for another metric;
        `same_verdict`: it stands the same to comparable words; `same_test`: p ≤ .05 in both or in
        neither. Null where it was not judged.

    Raises
    ------
    OptionError
        If the series has no judged slice.

    Notes
    -----
    Source: Simonsohn, Simmons & Nelson 2020, doi:10.1038/s41562-020-0912-z.
    """
    apart = [name for name in spaces if is_by_slice(name.partition(":")[0])]
    if apart:
        msg = (
            f"spaces {', '.join(apart)}: they would be trained anew for every cut of time; ask in "
            "ppmi, sgns, alc or pretrained."
        )
        raise OptionError(msg)
    judged = series.table.drop_nulls("value")
    if slice is not None:
        judged = judged.filter(pl.col("slice") == slice)
    if not len(judged) or series.asked is None:
        msg = f"{series.concept}: {slice or 'no slice'} was not judged; nothing can be asked again."
        raise OptionError(msg)
    row = judged.row(-1, named=True)
    question = series.asked[0]
    declared = [None, question.strata] if question.strata else [None]
    strata = declared if strata is None else strata
    units, metrics = units or [question.unit], metrics or [series.metric]
    choices = Choices(every, windows, spaces, units, strata, metrics)
    rows, said = _asked_again(series, choices, row, permutations)
    table = pl.DataFrame(rows, schema=SCHEMA)
    return Finding(
        "robustness",
        series.concept,
        table,
        (sentence(table, series.concept, row),),
        tuple(_doubts(table, said)),
        series,
        series.provenance,
    )


def _asked_again(
    series: DriftSeries, choices: Choices, row: Row, permutations: int
) -> tuple[list[Row], list[str]]:
    """Ask in every way; give the rows, and what could not be asked."""
    question, sliced = series.asked
    reprints = str(series.provenance.settings.get("reprints", KEEP))
    question = replace(question, permutations=permutations)
    parts, said = materials(question, sliced, reprints)
    rows = []
    for part in parts:
        cuts = list(enumerate(slicings(part.slices, choices.every)))
        asked = list(questions(question, choices, part))
        told = {}
        for same, (k, ((width, offset), cut)) in product(alike(asked), cuts):
            drawn: dict[Any, Any] = {}
            for n in same:
                spec = asked[n][0]._replace(every=width, offset=offset)
                again = replace(asked[n][1], drawn=drawn)
                told[n, k] = _row(spec, again, cut, sliced[row["slice"]], row)
        rows += [told[place] for place in sorted(told)]
    return rows, said


def in_one_sentence(series: DriftSeries) -> str:
    """Say for a report whether the finding of a series survives other reasonable choices."""
    if not len(series.table.drop_nulls("value")) or series.asked is None:
        return f"Nothing was judged of {quoted(series.concept)}, so nothing could be asked again."
    return robustness(series).said[0]


def sentence(table: pl.DataFrame, concept: str, row: dict[str, Any]) -> str:
    """Say in one sentence how many specifications agree, and which choice matters most."""
    judged = table.drop_nulls("value")
    if not len(judged):
        return f"None of {len(table)} other specifications of {quoted(concept)} could be judged."
    told = {name: _share(judged, name) for name in _TOLD}
    shares = [f"{share:.0%} agree in {name[5:]}" for name, share in told.items() if share == share]
    said = (
        f"Of {len(judged):,} other specifications of {quoted(concept)} in "
        f"{named(str(row['slice']))}, {', '.join(shares)} (values {_range(judged)})"
    )
    what, share = weightiest(judged)
    return f"{said}; what matters most is {what}." if share > MATTERS else f"{said}."


def weightiest(judged: pl.DataFrame) -> tuple[str, float]:
    """Name the choice that explains most of whether a specification agrees in all, and how much.

    It says where to look. It is not the cause of a difference: a choice that was not asked further
    cannot be named, and choices may work together.

    Returns
    -------
    name : str
        One of `CHOICES`, or "nothing".
    share : float
        Share of the variance of agreement between the options of that choice, in [0, 1].
    """
    agrees = judged.with_columns(
        all=pl.all_horizontal(pl.col(name).fill_null(True) for name in _TOLD).cast(pl.Float64)
    )
    total = float(agrees["all"].var(ddof=0) or 0.0)  # type: ignore[arg-type]
    shares = {"nothing": 0.0}
    for name in CHOICES if total else ():
        means = agrees.select(pl.col("all").mean().over(name))["all"].to_numpy()
        shares[name] = float(means.var()) / total
    what = max(shares, key=lambda name: shares[name])
    return what, shares[what]


def _share(judged: pl.DataFrame, name: str) -> float:
    told = judged[name].drop_nulls()
    return float(told.to_numpy().mean()) if len(told) else float("nan")


def _range(judged: pl.DataFrame) -> str:
    low, high = np.quantile(judged["value"].to_numpy(), [0.05, 0.95])
    return f"{number(float(low))} to {number(float(high))}"


def _row(spec: Spec, asked: Question, cut: Slices, of: Slice, row: Row) -> Row:
    """Compare the first slice above the floors with the one that holds most of the uses."""
    chosen = opponents(asked, cut, "first")
    at = counterpart(cut, of, asked)
    found = judge(asked, cut[at], chosen[at], at).row
    told = {"concept": row["concept"], "asked": row["value"], **spec._asdict()}
    told |= {name: found[name] for name in _MEASURED}
    if found["value"] is None:
        return told | dict.fromkeys(_TOLD)
    near = None
    if spec.metric == row["metric"]:
        near = row["low"] <= found["value"] <= row["high"]
        near = near or found["low"] <= row["value"] <= found["high"]
    same = None
    if found["p_control"] is not None and row["p_control"] is not None:
        ours = verdict(row["p_control"], row["control_percentile"])
        same = verdict(found["p_control"], found["control_percentile"]) == ours
    sign = (found["value"] > 0) == (row["value"] > 0)
    test = (found["p_value"] <= ALPHA) == (row["p_value"] <= ALPHA)
    return told | {"same_sign": sign, "same_size": near, "same_verdict": same, "same_test": test}


def _doubts(table: pl.DataFrame, said: list[str]) -> list[str]:
    if open_ones := int(table["value"].null_count()):
        said = [*said, f"{open_ones:,} of {len(table):,} specifications could not be judged"]
    return said
