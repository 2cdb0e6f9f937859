"""Vectors of stretches of text, and of the usages of a target, in the space of an archive."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space
from toolkit.traces.target import Target

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Tokens weighed at a time: bounds memory.
_AT_A_TIME = 1 << 21


def stretch_vectors(space: Space, types: NDArray[np.integer], edges: Longs) -> tuple[Floats, Longs]:
    """Give the mean vector of stretches of tokens, weighted as a context is, less the centre.

    Parameters
    ----------
    space : Space
        Of the archive.
    types : array, shape (n_tokens,)
        Types of the archive, -1 where it lacks the word.
    edges : array, shape (n + 1,)
        Where each stretch begins and the last one ends, ascending.

    Returns
    -------
    vectors : array, shape (n, dim)
        0 where no word has a vector.
    known : array, shape (n,)
        Tokens with a vector.
    """
    parts, numbers = [np.empty((0, len(space.centre)))], [np.empty(0, np.int64)]
    at = 0
    while at < len(edges) - 1:
        until = max(at + 1, int(np.searchsorted(edges, edges[at] + _AT_A_TIME, "right")) - 1)
        until = min(until, len(edges) - 1)
        inside = np.asarray(types[edges[at] : edges[until]]).astype(np.int64)
        row = np.where(inside >= 0, space.row_of_type[inside], -1)
        weight = np.where(row >= 0, space.weights[row], 0.0)
        chosen = weight > 0
        pointers = np.append(0, np.cumsum(chosen))[edges[at : until + 1] - edges[at]]
        table = sp.csr_array(
            (weight[chosen], row[chosen], pointers), shape=(until - at, len(space.kept))
        )
        total = np.asarray(table.sum(axis=1)).reshape(-1)
        table.data /= np.repeat(np.where(total > 0, total, 1.0), np.diff(pointers))
        found = space.mapped(table) - space.centre
        parts.append(np.where((total > 0)[:, None], found, 0.0))
        numbers.append(np.diff(pointers).astype(np.int64))
        at = until
    return np.concatenate(parts), np.concatenate(numbers)


def document_vectors(space: Space, corpus: Corpus) -> Floats:
    """Give the vector of every document, shape (n_documents, dim); cached beside the corpus."""
    key = f"{space.name} {sorted(space.settings.items())} {space.language}"

    def make() -> dict[str, NDArray[np.generic]]:
        offsets = np.asarray(corpus.index.offsets)
        return {"vectors": stretch_vectors(space, corpus.index.ids, offsets)[0]}

    return np.asarray(cached(corpus, "document-vectors", key, make)["vectors"], np.float64)


def target_usages(
    target: Target, space: Space, position: Longs, length: Longs, window: int
) -> Floats:
    """Give the usage vector of each place of a concept in the target that has one, (n, dim).

    As `usages` makes them: the words of the window, those of the concept itself left out, in the
    archive's space and less its centre.
    """
    m = len(target)
    own = np.zeros(m, bool)
    for start, size in zip(position.tolist(), length.tolist(), strict=True):
        own[start : start + size] = True
    usable = np.where(own, -1, target.types)
    around = [
        np.concatenate(
            [
                usable[max(0, start - window) : start],
                usable[start + size : start + size + window],
            ]
        )
        for start, size in zip(position.tolist(), length.tolist(), strict=True)
    ]
    edges = np.cumsum([0, *(len(one) for one in around)])
    vectors, known = stretch_vectors(
        space, np.concatenate([np.empty(0, np.int64), *around]), np.asarray(edges, np.int64)
    )
    return vectors[known > 0]
