"""How many uses and how many units every type has in a set of documents: what controls match."""

import hashlib

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.change.units import Codes
from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Rows

Longs = NDArray[np.int64]


def spread(corpus: Corpus, rows: Rows, codes: Codes) -> tuple[Longs, Longs]:
    """Count uses and units of every type in some documents.

    Counted once per set of documents and kept in memory, and beside a corpus on disk.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    rows : array of int
        Document rows.
    codes : array, shape (n_documents,)
        Unit of each document.

    Returns
    -------
    uses, units : array, shape (n_types,)
        Tokens of each type; units that have any.
    """
    made_of = hashlib.sha256(rows.tobytes() + codes[rows].tobytes()).hexdigest()
    table = cached(corpus, "spread", made_of, lambda: {"table": _count(corpus, rows, codes)})
    uses, units = table["table"]
    return uses, units


def _count(corpus: Corpus, rows: Rows, codes: Codes) -> NDArray[np.int32]:
    index = corpus.index
    n_types = len(index.types)
    order = rows[np.argsort(codes[rows], kind="stable")]
    lengths = index.offsets[order + 1] - index.offsets[order]
    tokens = [index.ids[index.offsets[row] : index.offsets[row + 1]] for row in order]
    ids = np.concatenate(tokens).astype(np.int32) if tokens else np.empty(0, np.int32)
    _, first = np.unique(codes[order], return_index=True)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    pointers = np.append(ends[first], ends[-1])
    shape = (len(first), n_types)
    # Columns of a sparse table list the units of each type in order: equal ones stand together.
    by_type = sp.csr_array((np.ones(len(ids), np.int8), ids, pointers), shape=shape).tocsc()
    uses = np.diff(by_type.indptr)
    is_new = np.ones(len(ids), bool)
    is_new[1:] = by_type.indices[1:] != by_type.indices[:-1]
    is_new[by_type.indptr[:-1][uses > 0]] = True
    seen = np.concatenate([[0], np.cumsum(is_new)])
    return np.stack([uses, np.diff(seen[by_type.indptr])]).astype(np.int32)
