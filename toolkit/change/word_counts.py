"""Words counted by document: all of them, and those that stand beside a concept."""

from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.change.question import types_in
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.order import needs_order
from toolkit.corpus.words import content_types
from toolkit.spaces.base import main_language
from toolkit.spaces.usages import own_tokens

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


class Beside(NamedTuple):
    """What stands beside the uses of a concept, by document.

    ``table`` (D, V) tokens of every type, ``tokens`` (D,) all tokens beside uses, ``uses`` (D,).
    A token beside two uses counts once; tokens of the concept itself do not count.
    """

    table: Any
    tokens: Floats
    uses: Floats


def beside(hits: Occurrences, window: int) -> Beside:
    """Count the tokens within a window of the uses of a concept, by document and type."""
    corpus, index = hits.corpus, hits.corpus.index
    needs_order(corpus, "what stands beside a word")
    edges = np.zeros(corpus.n_tokens + 1, np.int32)
    document = hits.document
    first = np.maximum(hits.position - window, index.offsets[document])
    last = np.minimum(hits.position + hits.length + window, index.offsets[document + 1])
    np.add.at(edges, first, 1)
    np.add.at(edges, last, -1)
    near = edges[:-1].cumsum(dtype=np.int32) > 0
    near &= ~own_tokens(corpus, hits.position, hits.length)
    at = np.flatnonzero(near)
    rows = index.documents_of(at)
    shape = (len(corpus), len(index.types))
    entries = (np.ones(len(at)), (rows, index.ids[at].astype(np.int64)))
    tokens = np.bincount(rows, minlength=len(corpus)).astype(float)
    uses = np.bincount(document, minlength=len(corpus)).astype(float)
    return Beside(sp.csr_array(entries, shape=shape), tokens, uses)


def of_types(corpus: Corpus, types: Longs) -> Any:  # noqa: ANN401  (a sparse array)
    """Count some types in every document, (D, len(types))."""
    found = [corpus.index.positions(int(i)).astype(np.int64) for i in types]
    column = np.repeat(np.arange(len(types)), [len(one) for one in found])
    at = np.concatenate([np.empty(0, np.int64), *found])
    entries = (np.ones(len(at)), (corpus.index.documents_of(at), column))
    return sp.csr_array(entries, shape=(len(corpus), len(types)))


def of_documents(corpus: Corpus, rows: Longs) -> Any:  # noqa: ANN401  (a sparse array)
    """Count every type in some documents, (D, V); the rows of other documents are empty."""
    index = corpus.index
    sizes = np.zeros(len(corpus), np.int64)
    sizes[rows] = index.offsets[rows + 1] - index.offsets[rows]
    parts = [index.ids[index.offsets[row] : index.offsets[row + 1]] for row in np.sort(rows)]
    columns = np.concatenate([np.empty(0, np.uint32), *parts]).astype(np.int32)
    pointers = np.concatenate([[0], np.cumsum(sizes)])
    shape = (len(corpus), len(index.types))
    table = sp.csr_array((np.ones(len(columns), np.float32), columns, pointers), shape=shape)
    table.sum_duplicates()
    return table.astype(float)


def told_words(corpus: Corpus, hits: Occurrences | None = None) -> NDArray[np.bool_]:
    """Tell which types are counted: content words that are no part of the concept itself."""
    allowed = content_types(corpus, main_language(corpus))
    if hits is not None:
        allowed[types_in(hits)] = False
    return allowed
