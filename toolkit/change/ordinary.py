"""Whether the uses of a concept may be ordinary words that happen to stand beside each other."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.index import TokenIndex

# Uses below which shares of them mean nothing; share of them that chance must account for.
ENOUGH, BY_CHANCE = 10, 0.25
# Tokens within which another concept is company, and the level at which it is more than usual.
WINDOW, LEVEL = 50, 0.05
Longs = NDArray[np.int64]


class Ordinary(NamedTuple):
    """A concept whose words may be ordinary: its uses, and how many of them chance would give.

    ``n_near`` of ``n_documents`` have another concept beside their first use; ``usual`` would, if
    it were any word of the corpus.
    """

    name: str
    n_uses: int
    by_chance: float
    n_documents: int
    n_near: int
    usual: float


def ordinary(hits: Mapping[str, Occurrences]) -> list[Ordinary]:
    """Find concepts whose words meet by chance and keep no company of other concepts.

    Parameters
    ----------
    hits : mapping of str to Occurrences
        The uses of each concept of a lexicon in one corpus.

    Returns
    -------
    list of Ordinary
        Concepts with ten uses or more, a quarter or more of which chance would give
        (`met_by_chance`), beside which other concepts stand no more often than beside any
        word (binomial, p > .05). A concept of single words is never among them.
    """
    found = []
    for name, some in hits.items():
        if len(some) < ENOUGH:
            continue
        chance = met_by_chance(some)
        if chance < BY_CHANCE * len(some):
            continue
        near, share = _company(name, hits)
        n_near, n_documents = int(near.sum()), len(near)
        if binom.sf(n_near - 1, n_documents, share) > LEVEL:
            usual = float(share * n_documents)
            found.append(Ordinary(name, len(some), chance, n_documents, n_near, usual))
    return found


def met_by_chance(some: Occurrences) -> float:
    """Expect how many uses would be there if each word but followed the word before it.

    Of a form ``a b`` there would be ``n(a) n(b) / N``, of ``a b c`` as many as ``n(a b) n(b c) /
    n(b)``; of each form at most those that are there. A form of one word is none by chance.
    """
    index = some.corpus.index
    count = lru_cache(maxsize=None)(lambda a, b: _together(index, a, b))
    expected = 0.0
    for length in np.unique(some.length[some.length > 1]):
        starts = some.position[some.length == length]
        forms, uses = np.unique(
            index.ids[starts[:, None] + np.arange(length)], axis=0, return_counts=True
        )
        for form, n in zip(forms.tolist(), uses.tolist(), strict=True):
            counts = index.counts[form].astype(float)
            if length == 2:
                met = counts[0] * counts[1] / len(index.ids)
            else:
                pairs = [count(*pair) for pair in zip(form, form[1:], strict=False)]
                met = float(np.prod(pairs) / np.prod(counts[1:-1]))
            expected += min(n, met)
    return float(expected)


def _together(index: TokenIndex, first: int, second: int) -> int:
    """Count how often one type stands right before another."""
    after = index.positions(first).astype(np.int64) + 1
    return int(np.isin(after, index.positions(second).astype(np.int64), assume_unique=True).sum())


def _company(name: str, hits: Mapping[str, Occurrences]) -> tuple[NDArray[np.bool_], float]:
    """Tell of each document whether another concept is near the first use, and how usual that is.

    Usual is the share of all tokens that lie so near to another concept.
    """
    own = hits[name]
    others = [some for other, some in hits.items() if other != name]
    start, length, document = (
        np.concatenate([np.empty(0, np.int64), *(getattr(some, what) for some in others)])
        for what in ("position", "length", "document")
    )
    following = np.searchsorted(own.position + own.length, start, side="right")
    ahead = np.append(own.position, np.iinfo(np.int64).max)[following]
    is_apart = ahead >= start + length
    start, length, document = (one[is_apart] for one in (start, length, document))
    edges = own.corpus.index.offsets
    first = np.maximum(start - WINDOW, edges[document])
    stop = np.minimum(start + length + WINDOW, edges[document + 1])
    order = np.argsort(first, kind="stable")
    first, stop = first[order], np.maximum.accumulate(stop[order])
    # What begins before an earlier stretch ends counts from there.
    begins = np.maximum(first, np.append(0, stop)[:-1]) if len(stop) else first
    _, uses = np.unique(own.document, return_index=True)
    at = own.position[uses]
    last = np.searchsorted(first, at, side="right") - 1
    near = (last >= 0) & (np.append(stop, 0)[last] > at)
    return near, float((stop - begins).sum() / max(1, len(own.corpus.index.ids)))
