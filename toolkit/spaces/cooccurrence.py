"""How often types stand near each other, counted through the token stream."""

from concurrent.futures import Executor
from functools import partial

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sharing import shared_out

# Tokens counted at a time: bounds memory.
CHUNK = 2_000_000


def cooccurrences(
    corpus: Corpus,
    documents: NDArray[np.bool_],
    kept: NDArray[np.int64],
    window: int,
    executor: Executor | None = None,
) -> sp.csr_array:
    """Count pairs of kept types within a window, near ones for more.

    A pair k tokens apart counts ``window - k + 1``: whole numbers, so that the sum is the same
    in whatever order it is made. Types not kept take their place in the window.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    documents : array of bool, shape (n_documents,)
        Documents counted.
    kept : array, shape (n_kept,)
        Type ids, ascending.
    window : int
        Furthest distance, in tokens.
    executor : Executor, optional
        What runs of documents are shared out to.

    Returns
    -------
    csr_array, shape (n_kept, n_kept)
        Symmetric, float32; exact up to 2**24 a pair.
    """
    index = corpus.index
    row_of = np.full(len(index.types), -1, np.int32)
    row_of[kept] = np.arange(len(kept), dtype=np.int32)
    total = sp.csr_array((len(kept), len(kept)), dtype=np.float32)
    chunks = _chunks(np.flatnonzero(documents), index.offsets)
    work = partial(_counted, corpus, row_of, len(kept), window)
    for counts in shared_out(work, chunks, executor):
        total = total + counts
    return (total + total.T).tocsr()


def _counted(
    corpus: Corpus,
    row_of: NDArray[np.int32],
    n_kept: int,
    window: int,
    chunk: NDArray[np.integer],
) -> sp.csr_array:
    """Count the pairs of some documents, the first word of each pair as row."""
    index = corpus.index
    # A document ends with `window` empty places, so that no pair reaches into the next.
    rows = np.concatenate(
        [
            np.append(row_of[index.ids[index.offsets[d] : index.offsets[d + 1]]], [-1] * window)
            for d in chunk
        ]
    )
    pairs = [_pairs(rows, k, window) for k in range(1, window + 1)]
    first, second, weight = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return sp.coo_array((weight, (first, second)), shape=(n_kept, n_kept)).tocsr()


def _pairs(rows: NDArray[np.int32], distance: int, window: int) -> tuple[NDArray[np.generic], ...]:
    first, second = rows[:-distance], rows[distance:]
    both = (first >= 0) & (second >= 0)
    weight = np.full(int(both.sum()), window - distance + 1, np.float32)
    return first[both], second[both], weight


def _chunks(
    documents: NDArray[np.integer], offsets: NDArray[np.int64]
) -> list[NDArray[np.integer]]:
    """Cut document rows into runs of about `CHUNK` tokens."""
    lengths = np.cumsum(offsets[documents + 1] - offsets[documents])
    edges = np.searchsorted(lengths, np.arange(CHUNK, lengths[-1] if len(lengths) else 0, CHUNK))
    return [part for part in np.split(documents, edges) if len(part)]
