"""A drift in parts: the same authors saying it differently, their shares, and who came and went."""

from typing import Any

import numpy as np
import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.doubts import gathered
from toolkit.change.finding import Finding
from toolkit.change.question import Question
from toolkit.change.sentences import count, named, number, quoted
from toolkit.change.sides import side_of, unit_sums
from toolkit.change.units import Exchange
from toolkit.corpus.sliced import Rows, Slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.intervals import checked_level
from toolkit.statistics.parts import PARTS, Cells, cells_of, decomposed, exchanged, intervals
from toolkit.statistics.permutation import p_of

DECOMPOSE_COLUMNS = (
    *("concept", "by", "slice", "start", "stop", "year", "baseline", "metric", "part"),
    *("value", "low", "high", "share", "p_value", "n_groups", "n_both", "n_units"),
    *("n_documents", "n_occurrences", "covered"),
)
_TEXTS = ("concept", "by", "slice", "start", "stop", "baseline", "metric", "part")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name.startswith("n_") else pl.Float64
    for name in DECOMPOSE_COLUMNS
}
Row = dict[str, Any]


def decompose(
    series: DriftSeries,
    *,
    by: str = "author",
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Decompose a drift: within the same authors, between them, and by who came and went.

    Parameters
    ----------
    series : DriftSeries
        Made by `drift` with the metric "cosine" or "squared".
    by : str
        The document variable whose values are held against themselves: authors, parties,
        countries, sources. Documents without a value count with those who came and went.
    permutations : int
        Exchanges of documents between the slices within each value, for the chance of "within".
    level : float
        Of the intervals.
    seed : int
        Of the exchanges.

    Returns
    -------
    Finding
        Four rows for each judged slice; `part` is "total", "within" (the same authors use it
        differently), "shares" (the same authors, more or fewer uses each) or "turnover" (others
        speak). `share` is the part over the total. `n_groups` are all values, `n_both` those with
        three documents on both sides, `covered` their share of the uses of the slice.

    Raises
    ------
    ProvenanceError
        If the series was not made by `drift`.
    OptionError
        If its metric has no parts, or an option lies outside what is allowed.
    UnknownNameError
        If the documents have no such variable.

    Notes
    -----
    The parts add up to the total, which is the distance of the series but for the way in which
    pairs of one document are left out. The intervals are jackknife intervals over documents.
    Source: Kitagawa 1955, doi:10.1080/01621459.1955.10501299; Efron & Stein 1981,
    doi:10.1214/aos/1176345462.
    """
    checked_level(level)
    if series.asked is None:
        msg = "this series was not made by drift, so the usages behind it are not known."
        raise ProvenanceError(msg)
    question, slices = series.asked
    if question.metric not in ("cosine", "squared"):
        msg = f"a drift by {question.metric!r} has no parts; measure it by cosine or squared."
        raise OptionError(msg)
    values = question.corpus.values(by).cast(pl.String).fill_null("").to_numpy().astype(str)
    rows: list[Row] = []
    left: list[str] = []
    for place, row in enumerate(series.table.drop_nulls("value").iter_rows(named=True)):
        cells, facts = _cells(question, slices, row, values)
        left += [row["slice"]] * (facts.pop("left_out") > 0)
        rng = np.random.default_rng((seed, 13, place))
        rows += _parts(row, cells, facts | {"by": by}, permutations, rng, level, question.metric)
    table = pl.DataFrame(rows, schema=SCHEMA)
    settings = dict(series.provenance.settings) | {"by": by, "permutations": permutations}
    return Finding(
        "decomposition",
        series.concept,
        table,
        tuple(_said(table, series.concept, by)),
        tuple(_doubts(table, left, by)),
        series,
        Provenance(
            series.provenance.corpus,
            settings | {"level": level},
            seed,
            dated=series.provenance.dated,
        ),
    )


def _cells(question: Question, slices: Slices, row: Row, values: Any) -> tuple[Cells, Row]:  # noqa: ANN401
    """Add both sides up per document and group; the mean of each side brought to length 1."""
    rows = [_rows(slices, row, other) for other in (True, False)]
    names, codes = np.unique(values, return_inverse=True)
    documents = np.arange(len(values))
    exchange = Exchange("document", documents, np.zeros_like(documents), None)
    found = []
    for side in rows:
        part = side_of(side, question.corpus, question.space, question.center)
        units, where = unit_sums(question.usages, part, exchange)
        # Whoever has no name is nobody's second speech.
        alone = np.where(names[codes[where]] == "", len(names) + where, codes[where])
        found.append((units, alone))
    (a, group_a), (b, group_b) = found
    if question.metric == "cosine":
        a, b = (UnitSums(side.sums / _length(side), side.counts) for side in (a, b))
    cells = cells_of(a, b, group_a, group_b)
    both = np.isin(group_b, np.concatenate([group_a, group_b])[cells.kept][_stay(cells)])
    facts = {
        "n_groups": len(np.unique(np.concatenate([group_a, group_b]))),
        "n_both": cells.size - 1,
        "n_units": len(cells.in_a),
        "covered": float(b.counts[both].sum() / b.counts.sum()),
        "left_out": int((~cells.kept).sum()),
    }
    return cells, facts


def _stay(cells: Cells) -> Any:  # noqa: ANN401  (bool array)
    return cells.code < cells.size - 1


def _rows(slices: Slices, row: Row, baseline: bool) -> Rows:  # noqa: FBT001
    """Give the documents of a slice, or of what it was compared with."""
    if not baseline:
        return slices[row["slice"]].documents
    if row["baseline"] == "rest":
        others = [part.documents for part in slices if part.label != row["slice"]]
        return np.setdiff1d(np.concatenate(others), slices[row["slice"]].documents)
    return slices.baseline(row["baseline"])[1]


def _length(side: UnitSums) -> float:
    """Debiased length of the mean usage of a side."""
    total, squares = side.sums.sum(axis=0), float(side.counts @ side.counts)
    own = float(np.einsum("jd,jd->", side.sums, side.sums))
    pairs = float(side.counts.sum()) ** 2 - squares
    return float(np.sqrt(max((total @ total - own) / pairs, np.finfo(float).tiny)))


def _parts(
    row: Row,
    cells: Cells,
    facts: Row,
    permutations: int,
    rng: np.random.Generator,
    level: float,
    metric: str,
) -> list[Row]:
    # Between two means of length 1 the squared distance is twice the cosine distance.
    scale = 0.5 if metric == "cosine" else 1.0
    values = scale * decomposed(cells)
    low, high = (scale * ends for ends in intervals(cells, level))
    within = PARTS.index("within")
    p = p_of(exchanged(cells, permutations, rng)[:, within]) if cells.size > 1 else None
    same = {name: row[name] for name in DECOMPOSE_COLUMNS if name in row} | facts
    return [
        same
        | {"part": part, "value": float(values[n]), "low": float(low[n]), "high": float(high[n])}
        | {"share": float(values[n] / values[0]) if low[0] > 0 else None}
        | {"p_value": p if n == within else None}
        for n, part in enumerate(PARTS)
    ]


def _said(table: pl.DataFrame, concept: str, by: str) -> list[str]:
    said = []
    for (label,), rows in table.group_by("slice", maintain_order=True):
        parts = {row["part"]: row for row in rows.iter_rows(named=True)}
        total, within = parts["total"], parts["within"]
        told = ", ".join(
            f"{number(parts[name]['value'])} {what}"
            for name, what in (
                ("within", f"within the same values of {by}"),
                ("shares", "by their shares"),
                ("turnover", "by those who came and went"),
            )
        )
        chance = f"; within: p {number(within['p_value'], 3)}" if within["p_value"] else ""
        said.append(
            f"{quoted(concept)} in {named(str(label))}, {number(total['value'])} from "
            f"{named(total['baseline'])}: {told}{chance}."
        )
    return said


def _covered(row: dict[str, Any], by: str) -> str:
    if not row["n_both"]:
        return (
            f"no value of {by} has three documents on both sides: nothing can be said of 'within'"
        )
    return (
        f"{count(row['n_both'], 'value')} of {by} with three documents on both sides hold "
        f"{row['covered']:.0%} of its uses; 'within' speaks of these alone"
    )


def _doubts(table: pl.DataFrame, left: list[str], by: str) -> list[str]:
    total = table.filter(pl.col("part") == "total")
    said = []
    few = total.filter(pl.col("covered") < 0.5).iter_rows(named=True)
    said += gathered((row["slice"], _covered(row, by)) for row in few)
    unsure = total.filter(pl.col("share").is_null())["slice"].to_list()
    if unsure:
        said.append(
            f"{', '.join(unsure)}: the interval of the total holds 0, so no shares of it are given"
        )
    if left:
        said.append(f"{', '.join(left)}: one or two documents of those who came and went left out")
    return said
