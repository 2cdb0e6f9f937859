"""The career of a formula: its rate by slice, and since when it is in decline."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import xlogy

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slices
from toolkit.statistics.intervals import Rate, ratio_interval
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
    before, after = (_rate(known, documents, rows) for rows in (parts[:cut], parts[cut:]))
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


def _rate(known: Known, documents: Longs, parts: list[Longs]) -> Rate:
    """Give the rate in some slices together, with its interval."""
    rows = np.unique(np.concatenate(parts))
    uses = np.bincount(documents, minlength=len(known.corpus)).astype(float)
    tokens = known.corpus.documents["n_tokens"].to_numpy().astype(float)
    return ratio_interval(uses[rows], tokens[rows], known.level)


def career_of(known: Known, documents: Longs) -> pl.DataFrame:
    """Count a formula slice by slice, given the document of each of its places."""
    corpus = known.corpus
    uses = np.bincount(documents, minlength=len(corpus)).astype(float)
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    rows = []
    for part in known.slices:
        mine, size = uses[part.documents], tokens[part.documents]
        rate = ratio_interval(mine, size, known.level) if size.sum() else None
        rows.append(
            {
                "slice": part.label,
                "start": iso_of(part.start),
                "stop": iso_of(part.stop),
                "year": part.year,
                "n_tokens": int(size.sum()),
                "n_documents": int((mine > 0).sum()),
                "n_occurrences": int(mine.sum()),
                "rate": rate.value if rate else None,
                "low": rate.low if rate else None,
                "high": rate.high if rate else None,
            }
        )
    return pl.DataFrame(rows, schema={k: v for k, v in CAREER_SCHEMA.items() if k != "formula"})
