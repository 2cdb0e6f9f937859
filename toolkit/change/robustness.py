"""Whether a finding survives other reasonable choices: the same question over a stated grid."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.baseline import opponents
from toolkit.change.finding import Finding
from toolkit.change.question import Question, Weights
from toolkit.change.sentences import named, number, quoted, verdict
from toolkit.change.series import judge
from toolkit.corpus.days import year_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError
from toolkit.spaces.fit import is_by_slice, space_of
from toolkit.spaces.usages import usages

EVERY, WINDOWS, SPACES = (5, 10, 20), (5, 10, 20), ("ppmi", "alc")
CHOICES = ("every", "offset", "window", "space", "center", "weights", "unit")
_MEASURED = (
    *("baseline", "slice", "n_units", "n_documents", "n_occurrences"),
    *("value", "low", "high", "p_value", "control_percentile", "p_control"),
)
_TEXTS = ("concept", "space", "center", "weights", "unit", "baseline", "slice")
_WHOLE = ("every", "offset", "window", "n_units", "n_documents", "n_occurrences")
_TOLD = ("same_sign", "same_size", "same_verdict")
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
# The share of specifications from which a finding is called robust.
ROBUST = 0.9


class _Spec(NamedTuple):
    """One way to ask the question."""

    every: int
    offset: int
    window: int
    space: str
    center: str
    weights: str
    unit: str


def robustness(
    series: DriftSeries,
    *,
    slice: str | None = None,
    every: Sequence[int] = EVERY,
    windows: Sequence[int] = WINDOWS,
    spaces: Sequence[str] = SPACES,
    units: Sequence[str] | None = None,
    permutations: int = 99,
) -> Finding:
    """Ask the question of a series again over a grid of reasonable choices.

    Slices of each length at two offsets (the second moved by half a slice), each window, space,
    both centres, both weights, each unit: every combination. In each the first slice above the
    floors is compared with the slice that holds the middle of the one asked about.

    Parameters
    ----------
    series : DriftSeries
        What was measured, by `drift`.
    slice : str, optional
        Which slice of it; without one the last that was judged.
    every, windows, spaces, units : sequences
        The choices. Without `units` that of the series.
    permutations : int
        Exchanges of each test.

    Returns
    -------
    Finding
        One row a specification; `asked` is the value of the series. `same_sign`: the value lies
        on the same side of 0;
        `same_size`: it lies within the interval of the series, or that one's value within its own;
        `same_verdict`: it stands the same to comparable words. Null where it was not judged.

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
    question, sliced = series.asked
    rows = []
    for spec, asked in _questions(question, windows, spaces, units or [question.unit]):
        for years, cut in _slicings(sliced, every):
            one = spec._replace(every=years[0], offset=years[1])
            rows.append(_row(one, replace(asked, permutations=permutations), cut, row))
    table = pl.DataFrame(rows, schema=SCHEMA)
    return Finding(
        "robustness",
        series.concept,
        table,
        (sentence(table, series.concept, row),),
        tuple(_doubts(table)),
        series,
        series.provenance,
    )


def sentence(table: pl.DataFrame, concept: str, row: dict[str, Any]) -> str:
    """Say in one sentence how many specifications agree, and which choice matters most."""
    judged = table.drop_nulls("value")
    if not len(judged):
        return f"None of {len(table)} other specifications of {quoted(concept)} could be judged."
    shares = [f"{_share(judged, name):.0%} agree in {name[5:]}" for name in _TOLD]
    said = (
        f"Of {len(judged):,} other specifications of {quoted(concept)} in "
        f"{named(str(row['slice']))}, {', '.join(shares)} (values {_range(judged)})"
    )
    what, gap = culprit(judged)
    return f"{said}; what matters most is {what}." if gap > 1 - ROBUST else f"{said}."


def culprit(judged: pl.DataFrame) -> tuple[str, float]:
    """Name the choice between whose options the share that agrees in all differs most."""
    agrees = judged.with_columns(
        all=pl.all_horizontal(pl.col(name).fill_null(True) for name in _TOLD)
    )
    gaps = {"nothing": 0.0}
    for name in CHOICES:
        shares = agrees.group_by(name).agg(pl.col("all").mean())["all"].to_numpy()
        gaps[name] = float(shares.max() - shares.min())
    what = max(gaps, key=lambda name: gaps[name])
    return what, gaps[what]


def _share(judged: pl.DataFrame, name: str) -> float:
    told = judged[name].drop_nulls()
    return float(told.to_numpy().mean()) if len(told) else float("nan")


def _range(judged: pl.DataFrame) -> str:
    low, high = np.quantile(judged["value"].to_numpy(), [0.05, 0.95])
    return f"{number(float(low))} to {number(float(high))}"


def _questions(
    question: Question, windows: Sequence[int], spaces: Sequence[str], units: Sequence[str]
) -> Iterator[tuple[_Spec, Question]]:
    """Give each question with its settings; usages are read once a window and space."""
    hits = question.hits
    for name, window in product(spaces, windows):
        known = name == question.space.name
        corpus, seed = question.corpus, question.seed
        space = question.space if known else space_of(name, corpus, seed=seed)
        read = usages(space, question.corpus, hits.position, hits.length, window)
        for center, weights, unit in product(("corpus", "slice"), _weights(question), units):
            asked = replace(
                question,
                usages=read,
                space=space,
                window=window,
                center=center,
                weights=weights,
                unit=unit,
            )
            yield _Spec(0, 0, window, name, center, weights, unit), asked


def _weights(question: Question) -> tuple[Weights, ...]:
    return ("occurrence", "unit") if question.metric in ("cosine", "squared") else ("occurrence",)


def _slicings(sliced: Slices, every: Sequence[int]) -> list[tuple[tuple[int, int], Slices]]:
    """Cut the documents of a series anew: each length, at round years and half a slice later."""
    first, last = (year_of(day) for day in (sliced[0].start, sliced[len(sliced) - 1].stop))
    kept = np.unique(np.concatenate([part.documents for part in sliced]))
    found = []
    for width, half in product(every, (False, True)):
        offset = width // 2 if half else 0
        begin = int(np.floor((first - offset) / width)) * width + offset
        edges = list(range(begin, int(np.ceil(last)) + width + 1, width))
        cut = make_slices(sliced.corpus, edges=edges)
        items = tuple(
            Slice(part.label, part.start, part.stop, np.intersect1d(part.documents, kept))
            for part in cut
        )
        found.append(((width, offset), replace(cut, items=items)))
    return found


def _row(spec: _Spec, asked: Question, cut: Slices, row: dict[str, Any]) -> dict[str, Any]:
    """Compare the first slice above the floors with the one that holds the year asked about."""
    chosen = opponents(asked, cut, "first")
    at = next(k for k, part in enumerate(cut) if year_of(part.stop) > row["year"])
    found = judge(asked, cut[at], chosen[at], at).row
    told = {"concept": row["concept"], "asked": row["value"], **spec._asdict()}
    told |= {name: found[name] for name in _MEASURED}
    if found["value"] is None:
        return told | dict.fromkeys(_TOLD)
    near = row["low"] <= found["value"] <= row["high"]
    near = near or found["low"] <= row["value"] <= found["high"]
    same = None
    if found["p_control"] is not None and row["p_control"] is not None:
        ours = verdict(row["p_control"], row["control_percentile"])
        same = verdict(found["p_control"], found["control_percentile"]) == ours
    sign = (found["value"] > 0) == (row["value"] > 0)
    return told | {"same_sign": sign, "same_size": near, "same_verdict": same}


def _doubts(table: pl.DataFrame) -> list[str]:
    said = ["with and without reprints was not asked: it is no option of drift here"]
    open_ones = int(table["value"].null_count())
    if open_ones:
        said.append(f"{open_ones:,} of {len(table):,} specifications could not be judged")
    return said
