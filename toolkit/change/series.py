"""A series: every slice compared with its opponent, all judged together, and the doubts."""

from concurrent.futures import Executor
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from toolkit.change import METRICS
from toolkit.change import doubts as say
from toolkit.change.base import DRIFT_COLUMNS, DriftSeries, no_controls
from toolkit.change.baseline import Against, opponents
from toolkit.change.composition import of_composition
from toolkit.change.controls import FEWEST_CONTROLS, Controls, control_values, plain_value
from toolkit.change.evidence import evidence
from toolkit.change.question import Pair, Question, Weights, exchange_between, make_pair
from toolkit.change.sides import side_of
from toolkit.change.weighed import CLOSED, compare_pair
from toolkit.corpus.days import iso_of
from toolkit.corpus.sharing import shared_out
from toolkit.corpus.sliced import Slice, Slices
from toolkit.statistics.compare import Comparison
from toolkit.statistics.debiased import effective_units
from toolkit.statistics.multiple import benjamini_hochberg

Row = dict[str, Any]
_TEXTS = ("concept", "slice", "start", "stop", "baseline", "metric", "unit")
_COUNTS = ("n_units", "n_documents", "n_occurrences")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in DRIFT_COLUMNS
}
_MEASURED = ("value", "low", "high", "null_low", "null_high", "z", "p_value", "p_floor")


class Judged(NamedTuple):
    """One slice of the series: its row, doubts about it, and what it was compared with."""

    row: Row
    doubts: list[tuple[str, str]]
    pair: Pair | None = None
    controls: Controls | None = None


def measure(
    question: Question, slices: Slices, against: str, executor: Executor | None = None
) -> DriftSeries:
    """Compare every slice with its opponent.

    Parameters
    ----------
    question : Question
        The concept, its usages and the settings.
    slices : Slices
        The slices.
    against : str
        "first", "previous", "rest", "undated" or a label.
    executor : Executor, optional
        What the slices are shared out to.

    Returns
    -------
    DriftSeries
    """
    chosen = opponents(question, slices, against)
    tasks = zip(slices, chosen, range(len(slices)), strict=True)
    judged = list(shared_out(partial(_judge, question), tasks, executor))
    rows = [one.row for one in judged]
    p = np.array([np.nan if row["p_value"] is None else row["p_value"] for row in rows], float)
    for row, q in zip(rows, benjamini_hochberg(p), strict=True):
        row["q_value"] = float(q) if np.isfinite(q) else None
    table = pl.DataFrame(rows, schema=SCHEMA)
    said = [
        *_of_baseline(question, chosen, against),
        *say.gathered(doubt for one in judged for doubt in one.doubts),
        *say.of_table(table),
        *say.of_slices(question, slices),
        *of_composition(question, slices),
    ]
    return DriftSeries(
        concept=question.hits.concept.name,
        metric=question.metric,
        space=question.space.name,
        table=table,
        doubts=tuple(said),
        evidence=evidence(question, list(slices), _pairs(judged)),
        controls=_control_table(judged),
        level=question.level,
    )


def _judge(question: Question, task: tuple[Slice, Against | None, int]) -> Judged:
    """Judge one slice: what one task of an executor does."""
    return judge(question, *task)


def judge(question: Question, part: Slice, opponent: Against | None, number: int) -> Judged:
    """Compare one slice with its opponent, beside comparable words; `number` goes into the seed."""
    row = _counted(question, part)
    if opponent is None or not row["n_occurrences"]:
        return Judged(row | {"baseline": opponent.label if opponent else None}, [])
    pair, doubts = _paired(question, part, opponent)
    row |= {"baseline": opponent.label, "unit": pair.exchange.unit}
    if not len(pair.a.counts) or not len(pair.b.counts):
        return Judged(row, [*doubts, (part.label, "no usage on one side: not judged")])
    rng = np.random.default_rng((question.seed, number))
    found = compare_pair(question, pair, rng)
    row |= {"n_units": found.n_units[1], "neff": found.neff[1]}
    thinner = int(found.neff[0] >= found.neff[1])
    doubts += say.of_flags(
        part.label,
        found.flags,
        found.n_units[thinner],
        found.neff[thinner],
        pair.exchange.unit,
    )
    if not found.judged:
        return Judged(row, doubts, pair)
    controls = control_values(question, pair, (question.seed, number, 1))
    doubts += say.of_controls(part.label, len(controls.words), question.controls, FEWEST_CONTROLS)
    if question.metric in CLOSED:
        doubts += _of_weights(question, part.label, pair, found)
    measured = {name: getattr(found, name) for name in _MEASURED}
    signed = bool(getattr(METRICS.get(question.metric), "two_sided", False))
    beside = _against(found.value, controls, signed=signed)
    return Judged(row | measured | beside, doubts, pair, controls)


def _counted(question: Question, part: Slice) -> Row:
    """Give the row of a slice before it is judged: its counts, and its units by themselves."""
    uses = question.uses_of[part.documents]
    counts = question.counts_in(part.documents)
    empty = dict.fromkeys(DRIFT_COLUMNS)
    return empty | {
        "concept": question.hits.concept.name,
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "metric": question.metric,
        "unit": question.unit_named,
        "n_units": len(counts),
        "neff": effective_units(counts) if len(counts) else 0.0,
        "n_documents": int((uses > 0).sum()),
        "n_occurrences": int(uses.sum()),
    }


def _paired(
    question: Question, part: Slice, opponent: Against
) -> tuple[Pair, list[tuple[str, str]]]:
    """Add up both sides per unit; documents that stand on both sides are left out."""
    common = np.intersect1d(part.documents, opponent.rows)
    rows = [np.setdiff1d(side, common) for side in (opponent.rows, part.documents)]
    doubts = []
    if len(common):
        doubts.append(
            (part.label, f"{len(common):,} documents stand on both sides too and are left out")
        )
    exchange = exchange_between(question, rows[0], rows[1])
    doubts += [(part.label, doubt) for doubt in exchange.doubts]
    sides = [side_of(side, question.corpus, question.space, question.center) for side in rows]
    return make_pair(question, (sides[0], sides[1]), exchange), doubts


def _against(value: float | None, controls: Controls, *, signed: bool) -> Row:
    """Say where a value stands among those of the control words; of signed ones the size counts."""
    n = len(controls.words)
    if value is None or n < FEWEST_CONTROLS:
        return {}
    others = np.abs(controls.values) if signed else controls.values
    below = int((others < (abs(value) if signed else value)).sum())
    return {
        "control_percentile": 100.0 * below / n,
        "p_control": (1 + n - below) / (n + 1),
    }


def _of_weights(
    question: Question, label: str, pair: Pair, found: Comparison
) -> list[tuple[str, str]]:
    other: Weights = "unit" if question.weights == "occurrence" else "occurrence"
    value = plain_value(question.metric, pair.a, pair.b, pair.strata, other)
    if found.value is None or found.low is None or found.high is None:
        return []
    if not say.weights_differ(found.value, value, found.low, found.high):
        return []
    return [(label, f"with weights={other} the value is {value:.2f} instead of {found.value:.2f}")]


def _of_baseline(question: Question, chosen: list[Against | None], against: str) -> list[str]:
    if not len(question.hits):
        return ["it does not occur in these documents"]
    if any(chosen):
        return []
    n, documents = len(question.hits), int((question.uses_of > 0).sum())
    return [
        f"too few: {n:,} use{'' if n == 1 else 's'} in {documents:,} "
        f"document{'' if documents == 1 else 's'}; no slice has the 5 units and neff 3 that a "
        f"baseline needs (against={against}): nothing is judged"
    ]


def _pairs(judged: list[Judged]) -> dict[str, Pair]:
    return {
        one.row["slice"]: one.pair
        for one in judged
        if one.pair is not None and one.row["value"] is not None
    }


def _control_table(judged: list[Judged]) -> pl.DataFrame:
    tables = [
        pl.DataFrame({"control": one.controls.words, "value": one.controls.values}).select(
            pl.lit(one.row["slice"]).alias("slice"), "control", "value"
        )
        for one in judged
        if one.controls and one.controls.words
    ]
    return pl.concat(tables) if tables else no_controls()
