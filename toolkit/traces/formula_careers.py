"""The career of a formula: its rate by slice, and since when it is in decline."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import xlogy

from toolkit.change.frequency import counted
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.statistics.intervals import ratio_interval
from toolkit.traces.careers import peak_of
from toolkit.traces.formula_table import CAREER_SCHEMA

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


class Known(NamedTuple):
    """What formulas are described with."""

    corpus: Corpus
    slices: Slices
    level: float


def decline_of(known: Known, documents: Longs, career: pl.DataFrame) -> str | None:
    """Name the slice from which on a formula is surely rarer than from its peak until then.

    The slices from the peak on are cut in two where two rates fit best (Poisson likelihood). The
    later part counts as decline if the upper end of its rate lies below the lower end of that of
    the earlier one: many thin slices together can tell what none of them could.

    Parameters
    ----------
    known : Known
        The archive, its slices, the level.
    documents : array, shape (n,)
        Document of each place of the formula.
    career : polars.DataFrame
        As `career_of` gives it.

    Returns
    -------
    str or None
        None if there is no peak, or no such slice.
    """
    peak = peak_of(career)
    if peak is None:
        return None
    at = career["slice"].to_list().index(peak)
    parts = [part.documents for part in known.slices][at:]
    uses, tokens = (career[name].to_numpy()[at:] for name in ("n_occurrences", "n_tokens"))
    cut = _best_cut(uses.astype(float), tokens.astype(float))
    if cut is None:
        return None
    mine, sizes = _by_document(known, documents)
    before, after = (
        ratio_interval(mine[rows], sizes[rows], known.level)
        for rows in (np.unique(np.concatenate(some)) for some in (parts[:cut], parts[cut:]))
    )
    surely = before.low and after.high is not None and after.high < before.low
    return str(career["slice"][at + cut]) if surely else None


def _best_cut(uses: Floats, tokens: Floats) -> int | None:
    """Find where to cut a series so that two rates fit best, the later one lower; None nowhere.

    Examples
    --------
    >>> _best_cut(np.array([9.0, 8.0, 1.0, 0.0]), np.full(4, 100.0))
    2
    """
    earlier, later = (np.cumsum(one)[:-1] for one in (uses, tokens))
    rest, left = uses.sum() - earlier, tokens.sum() - later
    fits = (later > 0) & (left > 0)
    rates = earlier / np.where(fits, later, 1), rest / np.where(fits, left, 1)
    fit = xlogy(earlier, rates[0]) + xlogy(rest, rates[1])
    fit[~fits | (rates[1] >= rates[0])] = -np.inf
    return int(fit.argmax()) + 1 if np.isfinite(fit).any() else None


def _by_document(known: Known, documents: Longs) -> tuple[Floats, Floats]:
    """Give the uses and the tokens of every document of the archive."""
    uses = np.bincount(documents, minlength=len(known.corpus)).astype(float)
    return uses, known.corpus.documents["n_tokens"].to_numpy().astype(float)


def career_of(known: Known, documents: Longs) -> pl.DataFrame:
    """Count a formula slice by slice, given the document of each of its places."""
    uses, tokens = _by_document(known, documents)
    rows = [
        counted(part, uses[part.documents], tokens[part.documents], known.level)
        for part in known.slices
    ]
    return pl.DataFrame(rows, schema={k: v for k, v in CAREER_SCHEMA.items() if k != "formula"})
