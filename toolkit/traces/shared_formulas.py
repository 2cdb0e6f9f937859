"""Formulas of an archive that stand in a target."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.slices import slices as make_slices
from toolkit.spaces.base import main_language
from toolkit.traces.formula_careers import Known
from toolkit.traces.formula_rows import described
from toolkit.traces.formula_table import FORMULA_SCHEMA
from toolkit.traces.mining import Chosen, least_documents, mine
from toolkit.traces.target import Target, lemma_codes

Longs = NDArray[np.int64]

SHARED_SCHEMA: dict[str, Any] = FORMULA_SCHEMA | {
    **{"start": pl.Int64, "stop": pl.Int64, "text": pl.String}
}
WORDS, FDR = 3, 0.05


def shared_formulas(target: Target, seed: int) -> pl.DataFrame:
    """Find the formulas of the archive that stand in the target, with their careers.

    Returns
    -------
    polars.DataFrame
        One row for each place in the target, columns of formulas with start, stop (characters)
        and text, in the order of the target.
    """
    corpus = target.archive
    if not len(target) or target.language not in (*corpus.languages, "und"):
        return pl.DataFrame(schema=SHARED_SCHEMA)
    mined = mine(corpus, WORDS, least_documents(corpus), FDR, seed)
    known = Known(corpus, make_slices(corpus), 0.95)
    codes = lemma_codes(corpus, main_language(corpus))
    rows: list[dict[str, Any]] = []
    for group in mined.kept:
        for row, at in _standing(target, group, codes[corpus.index.ids]):
            alone = Chosen(group.one, group.rows[[row]], group.q[[row]])
            (formula,) = described(known, [alone])[0].iter_rows(named=True)
            for first in at.tolist():
                start = int(target.spans[first, 0])
                stop = int(target.spans[first + group.one.width - 1, 1])
                rows.append(
                    formula | {"start": start, "stop": stop, "text": target.text[start:stop]}
                )
    return pl.DataFrame(rows, schema=SHARED_SCHEMA).sort("start", "stop", maintain_order=True)


def _standing(target: Target, group: Chosen, stream: NDArray[np.uint32]) -> list[tuple[int, Longs]]:
    """Give the formulas of one shape that stand in the target, with their first tokens there."""
    k, m = group.one.shape
    fixed = np.array([*range(k), *range(k + 1, k + 1 + m)], np.int64)
    number = len(target) - group.one.width + 1
    if number < 1 or not len(group.rows):
        return []
    first = group.one.level.first[group.one.groups[group.rows]]
    wanted = stream[first[:, None] + fixed].astype(np.int64)
    here = target.codes[np.arange(number)[:, None] + fixed]
    both = np.unique(np.concatenate([wanted, here]), axis=0, return_inverse=True)[1].reshape(-1)
    mine, places = both[: len(wanted)], both[len(wanted) :]
    shared = np.flatnonzero(np.isin(mine, places))
    return [(int(k), np.flatnonzero(places == mine[k])) for k in shared]
