"""The token index: which types a corpus has, and where each of them stands."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.files import release

Ids = NDArray[np.uint32]
Longs = NDArray[np.int64]

# Tokens counted or inverted at a time: bounds the memory of building, not the size of a corpus.
BLOCK = 1 << 20
# Two positions must fit into one 64-bit number with its sign; a corpus that needs more must be
# cut into several.
MOST_TOKENS = 2**31 - 1


@dataclass(frozen=True, eq=False)
class TokenIndex:
    """Types, the token stream, and the positions of every type.

    Attributes
    ----------
    types : list of str
        Folded types, the most frequent first, ties in alphabetical order.
    ids : array, shape (n_tokens,)
        Type of each token, document after document in corpus order.
    offsets : array, shape (n_documents + 1,)
        Where each document begins in `ids`.
    postings : array, shape (n_tokens,)
        Positions in `ids`, ascending within each type, type after type.
    type_offsets : array, shape (n_types + 1,)
        Where each type begins in `postings`.
    """

    types: list[str]
    ids: Ids
    offsets: Longs
    postings: Ids
    type_offsets: Longs
    _ids_of: dict[str, int] = field(default_factory=dict, repr=False)

    @cached_property
    def counts(self) -> Longs:
        """Tokens of each type, shape (n_types,)."""
        return np.diff(self.type_offsets)

    def id_of(self, token_type: str) -> int | None:
        """Return the id of a folded type, or None if the corpus lacks it."""
        if not self._ids_of:
            self._ids_of.update({name: i for i, name in enumerate(self.types)})
        return self._ids_of.get(token_type)

    def positions(self, type_id: int) -> Ids:
        """Return where a type stands: positions in the token stream, ascending."""
        found: Ids = self.postings[self.type_offsets[type_id] : self.type_offsets[type_id + 1]]
        return found

    def documents_of(self, positions: NDArray[np.integer]) -> Longs:
        """Return the document row of each token position."""
        rows: Longs = np.searchsorted(self.offsets, positions, side="right") - 1
        return rows

    def counts_by(self, groups: NDArray[np.integer], n_groups: int) -> Longs:
        """Count every type in every group of documents.

        Parameters
        ----------
        groups : array, shape (n_documents,)
            Group of each document, 0 to ``n_groups - 1``; negative leaves a document out.
        n_groups : int
            Number of groups.

        Returns
        -------
        array, shape (n_types, n_groups)
        """
        table = np.zeros((n_groups, len(self.types)), np.int64)
        # Neighbouring documents of one group are counted in one go.
        edges = np.flatnonzero(np.diff(groups)) + 1
        for first, last in zip([0, *edges], [*edges, len(groups)], strict=True):
            if first < last and groups[first] >= 0:
                tokens = self.ids[self.offsets[first] : self.offsets[last]]
                np.add.at(table[groups[first]], tokens, 1)
        return np.ascontiguousarray(table.T)


def invert(ids: Ids, n_types: int, postings: Ids) -> Longs:
    """Write the positions of every type into `postings`; return the type offsets.

    Block by block, each a counting sort (a sparse row turned into columns).

    Examples
    --------
    >>> postings = np.zeros(4, np.uint32)
    >>> invert(np.array([1, 0, 1, 2], np.uint32), 3, postings).tolist(), postings.tolist()
    ([0, 1, 3, 4], [1, 0, 2, 3])
    """
    type_offsets = np.concatenate([[0], np.cumsum(count_types(ids, n_types))])
    cursor = type_offsets[:-1].copy()
    for start in range(0, len(ids), BLOCK):
        block = np.asarray(ids[start : start + BLOCK]).astype(np.int32)
        where = np.arange(start, start + len(block), dtype=np.uint32)
        row = sp.csr_array((where, block, np.array([0, len(block)])), shape=(1, n_types))
        columns = row.tocsc()
        found = np.diff(columns.indptr)
        place = np.repeat(cursor - columns.indptr[:-1], found)
        place += np.arange(len(block))
        postings[place] = columns.data
        cursor += found
        release(postings)
        release(ids)
    return type_offsets


def count_types(ids: Ids, n_types: int) -> Longs:
    """Count how often each type occurs, shape (n_types,).

    Examples
    --------
    >>> count_types(np.array([1, 0, 1], np.uint32), 3).tolist()
    [1, 2, 0]
    """
    counts = np.zeros(n_types, np.int64)
    for start in range(0, len(ids), BLOCK):
        counts += np.bincount(ids[start : start + BLOCK], minlength=n_types)
        release(ids)
    return counts
