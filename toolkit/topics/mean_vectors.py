"""Documents as the weighted mean of the vectors of their words."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space, in_language
from toolkit.spaces.fit import fit
from toolkit.topics.passages import Longs
from toolkit.topics.vectors import Placed

# Documents read at a time: bounds memory.
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class MeanVectors:
    """The mean usage vector of a document: every word of it stands once in the context.

    Words weigh ``a / (a + p)``, so that frequent ones count less; the mean usage of the corpus is
    taken off. The same seed gives the same bytes.

    Parameters
    ----------
    space : str
        The space of the words.
    seed : int
        Of the space.

    Notes
    -----
    Source: Arora, Liang & Ma 2017.
    """

    space: str = "ppmi"
    seed: int = 7
    repeats: ClassVar[bool] = True

    def encode(self, corpus: Corpus, language: str) -> Placed:
        """Give a vector to each document that holds a word of the space."""
        space = fit(self.space, corpus, language=language, seed=self.seed)
        rows = np.flatnonzero(in_language(corpus, language))
        parts = [
            contexts_of(space, corpus, rows[some : some + AT_A_TIME])
            for some in range(0, len(rows), AT_A_TIME)
        ]
        table = sp.vstack(parts).tocsr()
        held = np.flatnonzero(np.diff(table.indptr))
        return Placed(rows[held], space.mapped(table[held]) - space.centre)


def contexts_of(space: Space, corpus: Corpus, rows: Longs) -> sp.csr_array:
    """Weight of each kept type in each document, rows that add up to 1, or are empty."""
    index = corpus.index
    ends = list(zip(index.offsets[rows], index.offsets[rows + 1], strict=True))
    types = np.concatenate([np.asarray(index.ids[first:last]) for first, last in ends])
    column = space.row_of_type[types]
    place = np.repeat(np.arange(len(rows)), [last - first for first, last in ends])[column >= 0]
    column = column[column >= 0]
    shape = (len(rows), len(space.kept))
    table = sp.csr_array((space.weights[column].astype(float), (place, column)), shape=shape)
    total = np.asarray(table.sum(axis=1)).ravel()
    return sp.csr_array(sp.diags_array(1 / np.where(total > 0, total, 1)) @ table)
