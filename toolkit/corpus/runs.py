"""How varied the words of a document are, and how long its sentences: counts by document."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.cache import Arrays, cached
from toolkit.corpus.corpus import Corpus

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# An end of a sentence: a mark behind a letter, figure, quote or bracket, then a capital, a quote or
# nothing more.
_END = r"""[\p{L}\p{N}%)\]"'”’»]\s?[.!?…]+["'”’»)\]]*(?:\s+["'“«„(\[—–-]*[\p{Lu}\p{N}¿¡]|\s*$)"""
_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Gen|Col|Capt|Lt|Hon|Messrs|Sr|Sra|Jr|vs|art|Art|núm|Núm|MM|Mme|"
    "Nr|bzw|Ud|Uds|Vd|Vds|тов|им"
)
# What looks like an end and is none, with what is left of it: titles and initials without their
# point, nothing of the numbers of paragraphs.
_NO_ENDS = (
    (rf"\b({_TITLES}|\p{{Lu}})\.", "$1"),
    (r"""((?:^|[.!?…]["'”’»)\]]*\s)\s*)\p{N}+\.\s+""", "$1"),
)
# Documents looked at together, by tokens: bounds memory.
_AT_A_TIME = 4_000_000


def distinct_shares(corpus: Corpus, window: int) -> tuple[Floats, Floats]:
    """Add up the shares of distinct types over all windows of each document.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    window : int
        Tokens of a window, at least 1; one begins at every token that has so many behind it.

    Returns
    -------
    sums, windows : array, shape (n_documents,)
        Their quotient is the moving-average type-token ratio; shorter documents have no window.

    Notes
    -----
    A token adds a new type to those windows that hold it but not its forerunner, so that the sum
    is found in one pass. Source: Covington & McFall 2010, doi:10.1080/09296171003643098.
    """
    index = corpus.index
    before = np.full(corpus.n_tokens, -1, np.int64)
    # Positions stand in ascending order within each type.
    before[index.postings[1:]] = index.postings[:-1]
    first = index.type_offsets[:-1][index.counts > 0]
    before[index.postings[first]] = -1
    sums = np.zeros(len(corpus))
    sizes = np.diff(index.offsets)
    windows = np.maximum(0, sizes - window + 1)
    for rows in _parts(index.offsets):
        at = np.arange(index.offsets[rows.start], index.offsets[rows.stop])
        own = np.repeat(np.arange(rows.start, rows.stop), sizes[rows.start : rows.stop])
        start = index.offsets[own]
        # The windows that begin at `begin` to `end` hold this token and not its forerunner.
        begin = np.maximum(np.maximum(start, at - window + 1), before[at] + 1)
        end = np.minimum(at, start + windows[own] - 1)
        new = np.maximum(0, end - begin + 1) / window
        sums[rows.start : rows.stop] = np.bincount(own - rows.start, new, rows.stop - rows.start)
    return sums, windows.astype(float)


def sentence_counts(corpus: Corpus) -> Floats:
    """Count the sentences of every document; one at least where there is a token.

    A sentence ends at . ! ? or … where a capital, a figure or nothing follows; titles, initials and
    the numbers of paragraphs end none. Cached beside the corpus.
    """

    def make() -> Arrays:
        found = np.zeros(len(corpus))
        for rows in _parts(corpus.index.offsets):
            texts = pl.Series([corpus.text_at(row) for row in rows], dtype=pl.String)
            for looks, leaves in _NO_ENDS:
                texts = texts.str.replace_all(looks, leaves)
            found[rows.start : rows.stop] = texts.str.count_matches(_END).to_numpy()
        return {"sentences": np.where(np.diff(corpus.index.offsets) > 0, np.maximum(found, 1), 0)}

    made: Floats = np.asarray(
        cached(corpus, "sentences", f"{_END}{_NO_ENDS}", make)["sentences"], float
    )
    return made


def _parts(offsets: Longs) -> list[range]:
    """Rows of documents in pieces of so many tokens."""
    edges = [0]
    while edges[-1] < len(offsets) - 1:
        goal = offsets[edges[-1]] + _AT_A_TIME
        edges.append(max(edges[-1] + 1, int(np.searchsorted(offsets, goal, "right")) - 1))
    return [range(*pair) for pair in zip(edges[:-1], edges[1:], strict=True)]
