"""Is one author one speaker: at which dates the words of an author change at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.fitness import Check, listed
from toolkit.corpus.sliced import Rows, Slices
from toolkit.corpus.words import content_types

# Documents on either side of a date, at least and at most; words of a document; most frequent
# types looked at.
LEAST, MOST = 3, 4
LEAST_WORDS = 100
TYPES = 4_000
# Robust standard deviations beyond the median of all authors and dates, and how many of those it
# takes to have a median.
FAR, ENOUGH = 6.0, 100


class Turn(NamedTuple):
    """One author between two documents: how far the words moved, in robust deviations."""

    author: str
    before: str
    after: str
    deviations: float


def speakers(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find authors whose words change at one date as those of few others do at any."""
    found = [turn for turn in turns(corpus, slices) if turn.deviations >= FAR]
    furthest = list({turn.author: turn for turn in reversed(found)}.values())[::-1]
    if furthest:
        named = [f"{turn.author} ({turn.before}|{turn.after})" for turn in furthest]
        n = len(furthest)
        said = (
            f"the words of {n} author{'s'[: n != 1]} change at one date more than {FAR:.0f} robust "
            f"deviations further than is usual: {listed(named, 12)}"
        )
        advice = "see whether it is still the same speaker: a government, a party, a ghostwriter"
        yield Check("speakers", len(furthest), said, advice)


def turns(corpus: Corpus, slices: Slices) -> list[Turn]:
    """Compare the documents of each author before and after each date, the furthest first.

    Returns
    -------
    list of Turn
        Empty where fewer than 100 dates can be looked at. `deviations` compares the debiased
        squared distance of the means of up to four documents on either side (square roots of the
        shares of content words, less the mean of their slice) with that of all authors and dates.

    Notes
    -----
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716 (debiased distance).
    """
    rows = _spread(corpus, slices)
    dated = corpus.documents.with_row_index("row").filter(
        pl.col("start").is_not_null()
        & (pl.col("author") != "")
        & (pl.col("n_tokens") >= LEAST_WORDS)
    )
    dates = corpus.documents["date"]
    found = []
    for author, mine in dated.group_by("author", maintain_order=True).agg("row").iter_rows():
        if len(mine) >= 2 * LEAST:
            moved = _moved(rows[mine])
            found += [
                Turn(author, dates[mine[k + LEAST - 1]], dates[mine[k + LEAST]], float(value))
                for k, value in enumerate(moved)
            ]
    if len(found) < ENOUGH:
        return []
    values = np.array([turn.deviations for turn in found])
    middle = float(np.median(values))
    spread = 1.4826 * float(np.median(np.abs(values - middle))) or 1.0
    scaled = [turn._replace(deviations=(turn.deviations - middle) / spread) for turn in found]
    return sorted(scaled, key=lambda turn: (-turn.deviations, turn.author))


def _spread(corpus: Corpus, slices: Slices) -> NDArray[np.float32]:
    """Square roots of the shares of content words of each document, less the mean of its slice."""
    index = corpus.index
    most = min(TYPES, len(index.types))
    is_content = np.zeros(most, bool)
    for language in corpus.languages:
        is_content |= content_types(corpus, language)[:most]
    rows = np.zeros((len(corpus), int(is_content.sum())), np.float32)
    for row, (start, stop) in enumerate(zip(index.offsets, index.offsets[1:], strict=False)):
        ids = index.ids[start:stop]
        counts = np.bincount(ids[ids < most], minlength=most)[is_content]
        rows[row] = np.sqrt(counts / max(1, counts.sum()))
    for part in slices:
        if len(part.documents):
            rows[part.documents] -= rows[part.documents].mean(0)
    return rows


def _moved(rows: NDArray[np.float32]) -> list[float]:
    """Debiased squared distance before and after each date that has enough on both sides."""
    products = (rows @ rows.T).astype(float)
    return [
        _within(products, _before(k)) + _within(products, _after(k, len(rows)))
        - 2 * float(products[np.ix_(_before(k), _after(k, len(rows)))].mean())
        for k in range(LEAST, len(rows) - LEAST + 1)
    ]  # fmt: skip


def _before(k: int) -> Rows:
    return np.arange(max(0, k - MOST), k)


def _after(k: int, n: int) -> Rows:
    return np.arange(k, min(n, k + MOST))


def _within(products: NDArray[np.float64], some: Rows) -> float:
    inside = products[np.ix_(some, some)]
    return float((inside.sum() - np.trace(inside)) / (len(some) * (len(some) - 1)))
