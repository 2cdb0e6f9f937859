"""How well measures of change agree with what people judged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from toolkit.change import METRICS
from toolkit.change.finding import Finding
from toolkit.change.gold import Gold, Target
from toolkit.change.gold_dwug import read_dwug
from toolkit.change.gold_semeval import TARGETS, read_semeval
from toolkit.change.materials import size_of
from toolkit.change.question import Question, exchange_between, in_space, make_pair
from toolkit.change.sentences import number
from toolkit.change.sides import side_of
from toolkit.change.weighed import bound, sided
from toolkit.errors import ReadError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, usages
from toolkit.statistics.intervals import checked_level
from toolkit.statistics.ranking import agreement

# What is compared without being asked, fixed before any judgement was seen.
SPACES, MEASURES = ("ppmi",), ("cosine", "apd", "prt", "energy", "neighbours", "collocates")
EVALUATE_COLUMNS = ("space", "metric", "spearman", "low", "high", "auc", "accuracy", "n")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in ("space", "metric") else pl.Int64 if name == "n" else pl.Float64
    for name in EVALUATE_COLUMNS
}
WORD_COLUMNS = ("space", "metric", "word", "n_earlier", "n_later", "value", "graded", "binary")
WORDS: dict[str, Any] = {
    name: pl.String
    if name in ("space", "metric", "word")
    else pl.Int64
    if name.startswith("n_")
    else pl.Float64
    for name in WORD_COLUMNS
}


def evaluate(
    folder: str | Path,
    *,
    spaces: Sequence[str] = SPACES,
    metrics: Sequence[str] = MEASURES,
    language: str = "en",
    window: int = WINDOW,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Compare measures of change with human judgements.

    Parameters
    ----------
    folder : str or Path
        A benchmark in the DWUG format (``data/<word>/uses.csv``) or in the layout of SemEval-2020
        Task 1 (``targets.txt``, ``truth/``, ``corpus1/``, ``corpus2/``).
    spaces, metrics : sequences of str
        What is compared; a space is trained on the texts of the benchmark alone, unless it is
        read from a file.
    language : str
        ISO 639-1 code of the texts.
    window : int
        Context words on either side of a use.
    level : float
        Of the interval.
    seed : int
        Of the spaces and the interval.

    Returns
    -------
    Finding
        One row a space and metric. `spearman` with graded change, in [-1, 1], its interval over
        words drawn anew; `auc`, the share of pairs of a changed and an unchanged word in the right
        order, and `accuracy` of calling changed what lies above the mean value, both in [0, 1];
        `n` words. Larger is better. `evidence` holds the value and the judgement of every word,
        `series` the benchmark, with what was `skipped`.

    Raises
    ------
    ReadError
        If the folder holds neither format.
    UnknownNameError
        If there is no such space or metric.
    ShapeError
        If fewer than 3 words can be compared.

    Notes
    -----
    Nothing is tuned on the judgements: settings are the defaults of `drift`. Signed metrics are
    taken by their size. With some forty words the interval is about .25 wide on either side.
    Source: Schlechtweg et al. 2020, doi:10.18653/v1/2020.semeval-1.1;
    Schlechtweg et al. 2021, doi:10.18653/v1/2021.emnlp-main.567.
    """
    checked_level(level)
    kinds = [METRICS.get(name) for name in metrics]
    gold = read_gold(Path(folder), language)
    rows, words, doubts = [], [], []
    for name in spaces:
        space = space_of(name, gold.corpus, seed=seed, slices=gold.slices)
        doubts += [doubt for doubt in space.doubts if doubt not in doubts]
        for kind in kinds:
            values = [_valued(target, space, kind(), window, seed) for target in gold.targets]
            words += [one | {"space": space.name} for one in values]
            rows.append({"space": space.name, "metric": kind.name} | _agreed(values, seed, level))
            without = [one["word"] for one in values if not np.isfinite(one["value"])]
            if without:
                doubts.append(f"{space.name}, {kind.name}: no value for {', '.join(without)}")
    table = pl.DataFrame(rows, schema=SCHEMA)
    settings = {"spaces": ", ".join(spaces), "metrics": ", ".join(metrics), "window": window}
    return Finding(
        "evaluate",
        gold.name,
        table,
        tuple(_said(table, gold)),
        tuple(doubts),
        gold,
        Provenance(
            gold.corpus.hash, settings | {"language": language}, seed, dated=gold.corpus.dated
        ),
        pl.DataFrame(words, schema=WORDS),
    )


def read_gold(folder: Path, language: str) -> Gold:
    """Read a benchmark of either format."""
    if (folder / TARGETS).is_file():
        return read_semeval(folder, language)
    if (folder / "data").is_dir():
        return read_dwug(folder, language)
    msg = (
        f"{folder}: no benchmark; give a folder with data/<word>/uses.csv (DWUG) or with "
        "targets.txt, truth/, corpus1/ and corpus2/ (SemEval-2020 Task 1)."
    )
    raise ReadError(msg)


def _valued(target: Target, space: Space, metric: Any, window: int, seed: int) -> dict[str, Any]:  # noqa: ANN401  (any metric)
    """Value of a metric for one word between its two sides; nan where there is none."""
    hits, _ = in_space(target.hits, space)
    question = Question(
        hits=hits,
        usages=usages(space, hits.corpus, hits.position, hits.length, window),
        space=space,
        metric=metric.name,
        center="corpus",
        weights="occurrence",
        unit="document",
        strata=None,
        window=window,
        controls=0,
        permutations=1,
        level=0.95,
        seed=seed,
    )
    sides = [side_of(rows, hits.corpus, space, "corpus") for rows in target.sides]
    pair = make_pair(question, (sides[0], sides[1]), exchange_between(question, *target.sides))
    found = sided(question, pair, metric)
    value = float("nan")
    if min(size_of(found.a), size_of(found.b)) > 1:
        value = float(bound(question, metric)(found.a, found.b)[0])
    uses = [int(question.uses_of[rows].sum()) for rows in target.sides]
    return {
        "metric": metric.name,
        "word": target.word,
        "n_earlier": uses[0],
        "n_later": uses[1],
        "value": abs(value) if metric_is_signed(metric) else value,
        "graded": target.graded,
        "binary": target.binary,
    }


def metric_is_signed(metric: Any) -> bool:  # noqa: ANN401  (any metric)
    """Tell whether a metric falls as well as rises with change."""
    return bool(getattr(metric, "two_sided", False))


def _agreed(values: list[dict[str, Any]], seed: int, level: float) -> dict[str, Any]:
    columns = ("value", "graded", "binary")
    value, graded, binary = (np.array([one[name] for one in values], float) for name in columns)
    told = np.isfinite(value)
    found = agreement(value[told], graded[told], binary[told], seed=seed, level=level)
    return {k: None if v != v else v for k, v in found._asdict().items()}


def _said(table: pl.DataFrame, gold: Gold) -> list[str]:
    best = table.drop_nulls("spearman").sort("spearman", descending=True, maintain_order=True)
    head = f"{gold.name}: {len(gold.targets)} words, {gold.corpus.n_tokens:,} tokens."
    if gold.skipped:
        head += f" {len(gold.skipped)} inputs were left out; `series.skipped` lists them."
    if not len(best):
        return [head]
    row = best.row(0, named=True)
    return [
        head,
        f"The order that people give is met best by {row['metric']} in {row['space']} (Spearman "
        f"{number(row['spearman'])}, {number(row['low'])} to {number(row['high'])}).",
    ]
