"""Usage vectors: what stands around each occurrence, as a point in a space, summed by document."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.order import needs_order
from toolkit.corpus.sharing import shared_out
from toolkit.spaces.base import Asked, Space

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

WINDOW = 10
# Occurrences whose contexts are laid out at a time: bounds memory.
_AT_A_TIME = 100_000


@dataclass(frozen=True, eq=False)
class Usages:
    """Usage vectors of a concept, added up per document.

    Attributes
    ----------
    documents : array, shape (J,)
        Rows of documents with at least one usage, ascending.
    sums : array, shape (J, dim)
        Sum of the corpus-centred usage vectors of each document.
    counts : array, shape (J,)
        Usages of each document: occurrences with at least one weighted context word.
    n_without : int
        Occurrences without any, which have no usage vector.
    """

    documents: Longs
    sums: Floats
    counts: Floats
    n_without: int

    @cached_property
    def n(self) -> int:
        """Usages in all."""
        return int(self.counts.sum())


@dataclass(frozen=True, eq=False)
class Contexts:
    """The context words of some occurrences: a sparse row of weights each, adding up to 1.

    Attributes
    ----------
    rows : csr_array, shape (n, n_kept)
        Weight of each kept type in each context; an empty row has no weighted context word.
    has_any : array of bool, shape (n,)
        Whether the row has any, or a vector is given.
    given : array, shape (n, dim), or None
        Centred usage vectors, where the space does not make them from the rows; a row of nan
        has none.
    """

    rows: sp.csr_array
    has_any: NDArray[np.bool_]
    given: Floats | None = None


class _Part(NamedTuple):
    """Some occurrences (`inner`), and those so near that their tokens may be in their windows."""

    position: Longs
    length: Longs
    inner: slice


def contexts(
    space: Space,
    corpus: Corpus,
    position: Longs,
    length: Longs,
    own: NDArray[np.bool_] | Longs,
    window: int = WINDOW,
) -> Contexts:
    """Weigh the context words of occurrences.

    Parameters
    ----------
    space : Space
        Gives the kept types and their weights.
    corpus : Corpus
        The corpus of the occurrences.
    position, length : array, shape (n,)
        First token and number of tokens of each occurrence.
    own : array
        What is no context: bool of shape (n_tokens,) marks the tokens of the concept; whole
        numbers of shape (n,) name the type that each occurrence is of.
    window : int
        Tokens on either side, within the document.

    Returns
    -------
    Contexts
    """
    needs_order(corpus, "usage vectors")
    index = corpus.index
    document = index.documents_of(position)
    reach = np.arange(1, window + 1)
    at = np.hstack([position[:, None] - reach, (position + length - 1)[:, None] + reach])
    inside = at >= index.offsets[document][:, None]
    inside &= at < index.offsets[document + 1][:, None]
    np.clip(at, 0, len(index.ids) - 1, out=at)
    types = np.take(index.ids, at)
    is_own = np.take(own, at) if own.dtype == bool else types == own[:, None]
    inside &= np.logical_not(is_own)
    column = np.take(space.row_of_type, types)
    inside &= column >= 0
    weight = np.where(inside, np.take(space.weights, column, mode="clip"), 0)
    total = weight.sum(axis=1)
    has_any = total > 0
    weight /= np.where(has_any, total, 1)[:, None]
    pointers = np.concatenate([[0], np.cumsum(np.count_nonzero(inside, axis=1))])
    rows = sp.csr_array(
        (weight[inside], column[inside], pointers), shape=(len(position), len(space.kept))
    )
    given = space.given(corpus, Asked(position, length, own, window))
    return Contexts(rows, has_any if given is None else np.isfinite(given[:, 0]), given)


def usages(
    space: Space,
    corpus: Corpus,
    position: Longs,
    length: Longs,
    window: int = WINDOW,
    *,
    executor: Executor | None = None,
) -> Usages:
    """Add up the usage vectors of a concept per document.

    A usage vector is the weighted mean of the vectors of the context words, every token of the
    concept itself left out, minus the mean usage vector of the corpus.

    Parameters
    ----------
    space : Space
        The space.
    corpus : Corpus
        The corpus of the occurrences.
    position, length : array, shape (n,)
        All occurrences of the concept, in corpus order.
    window : int
        Tokens on either side.
    executor : Executor, optional
        What runs of 100,000 occurrences are shared out to.

    Returns
    -------
    Usages

    Notes
    -----
    Weights ``a / (a + p)`` with a = .001. Cost about a microsecond a usage.
    Source: Arora, Liang & Ma 2017.
    Source: Khodak et al. 2018, doi:10.18653/v1/P18-1002.
    """
    tasks = _parts(position, length, window, whole=space.groups is not None)
    parts = list(shared_out(partial(_added_up, space, corpus, window), tasks, executor))
    documents = np.concatenate([part[0] for part in parts] or [np.empty(0, np.int64)])
    if not len(documents):
        dim = space.vectors.shape[1]
        return Usages(documents, np.empty((0, dim)), np.empty(0), len(position))
    sums, counts = (np.concatenate([part[i] for part in parts]) for i in (1, 2))
    # A document cut by the edge of a part stands in two of them.
    found, first = np.unique(documents, return_index=True)
    sums, counts = np.add.reduceat(sums, first), np.add.reduceat(counts, first)
    return Usages(found, sums, counts, len(position) - int(counts.sum()))


def vectors_by(groups: Longs, found: Contexts, space: Space) -> tuple[Longs, Floats, Floats]:
    """Add up centred usage vectors by group; groups must be ascending.

    Returns
    -------
    groups : array, shape (J,)
        Groups with at least one usage.
    sums : array, shape (J, dim)
    counts : array, shape (J,)
    """
    names, first = np.unique(groups, return_index=True)
    counts = np.add.reduceat(found.has_any.astype(float), first) if len(names) else np.empty(0)
    used = counts > 0
    if found.given is not None:
        width = (0, found.given.shape[1])
        told = np.where(found.has_any[:, None], found.given, 0.0)
        sums = np.add.reduceat(told, first) if len(names) else np.empty(width)
        return names[used], sums[used], counts[used]
    pointers = found.rows.indptr[np.append(first, len(groups))]
    by_group = sp.csr_array(
        (found.rows.data, found.rows.indices, pointers), shape=(len(names), len(space.kept))
    )
    sums = space.mapped(by_group) - counts[:, None] * space.centre
    return names[used], sums[used], counts[used]


def single_vectors(found: Contexts, space: Space) -> Floats:
    """Return the corpus-centred usage vector of each occurrence that has one, (n_used, dim)."""
    if found.given is not None:
        return found.given[found.has_any]
    return space.mapped(found.rows[np.flatnonzero(found.has_any)]) - space.centre


def own_tokens(corpus: Corpus, position: Longs, length: Longs) -> NDArray[np.bool_]:
    """Mark every token that belongs to an occurrence, shape (n_tokens,)."""
    own = np.zeros(corpus.n_tokens, bool)
    for step in range(int(length.max()) if len(length) else 0):
        own[position[length > step] + step] = True
    return own


def _added_up(
    space: Space, corpus: Corpus, window: int, part: _Part
) -> tuple[Longs, Floats, Floats]:
    """Add some usages up by document: what one task of an executor does."""
    own = own_tokens(corpus, part.position, part.length)
    position, length = part.position[part.inner], part.length[part.inner]
    found = contexts(space, corpus, position, length, own, window)
    return vectors_by(corpus.index.documents_of(position), found, space)


def _parts(position: Longs, length: Longs, window: int, *, whole: bool) -> list[_Part]:
    """Cut occurrences into parts; a vector of a whole group of documents allows no cut."""
    reach = window + int(length.max(initial=0))
    size = max(1, len(position)) if whole else _AT_A_TIME
    found = []
    for start in range(0, len(position), size):
        stop = min(start + size, len(position))
        # No token of the concept is context, those of the occurrences beside the part included.
        ends = np.searchsorted(position, [position[start] - reach, position[stop - 1] + reach + 1])
        first, last = int(ends[0]), int(ends[1])
        some = slice(first, last)
        found.append(_Part(position[some], length[some], slice(start - first, stop - first)))
    return found
