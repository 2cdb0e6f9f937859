"""Words beside a concept and in all, by unit and slice: what collocates are counted from."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.change.units import series_exchange
from toolkit.change.word_counts import Beside
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SliceUnits:
    """Counts of V words by unit, each unit in one slice.

    Attributes
    ----------
    near, all : sparse array, shape (J, V)
        Tokens of the words beside uses, and in all.
    uses, beside, tokens : array, shape (J,)
        Uses of the concept, tokens beside them, all tokens.
    at : array, shape (J,)
        Slice of each unit.
    blocks : array, shape (J,)
        Units are exchanged with those of their block only.
    unit : str
        What they are.
    doubts : tuple of str
        What the choice of the unit leaves open.
    """

    near: Any
    all: Any
    uses: Floats
    beside: Floats
    tokens: Floats
    at: Longs
    blocks: Longs
    unit: str
    doubts: tuple[str, ...] = ()

    def within(self, place: int) -> "SliceUnits":
        """Units of one slice."""
        here = np.flatnonzero(self.at == place)
        columns = ("near", "all", "uses", "beside", "tokens", "at", "blocks")
        return replace(self, **{name: getattr(self, name)[here] for name in columns})

    def of_words(self, words: Longs) -> "SliceUnits":
        """Keep some of the words."""
        return replace(self, near=self.near[:, words], all=self.all[:, words])


def slice_units(
    corpus: Corpus,
    slices: Slices,
    near: Beside,
    types: Longs,
    all_: Any,  # noqa: ANN401  (a sparse array)
    unit: str,
) -> SliceUnits:
    """Add documents up by unit and slice; those without tokens are left out.

    Parameters
    ----------
    corpus, slices
        Where; the slices do not overlap.
    near : Beside
        What stands beside the uses.
    types : array, shape (V,)
        The words.
    all_ : sparse array, shape (n_documents, V)
        All their tokens.
    unit : str
        As in `drift`.
    """
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    exchange = series_exchange(corpus, [part.documents for part in slices], near.uses, unit, None)
    rows = np.concatenate([np.empty(0, np.int64), *(part.documents for part in slices)])
    at = np.repeat(np.arange(len(slices)), [len(part.documents) for part in slices])
    rows, at = rows[tokens[rows] > 0], at[tokens[rows] > 0]
    groups = exchange.codes[rows] * max(1, len(slices)) + at
    _, first, own = np.unique(groups, return_index=True, return_inverse=True)
    entries = (np.ones(len(rows)), (own, np.arange(len(rows))))
    added = sp.csr_array(entries, shape=(len(first), len(rows)))
    uses, beside, every = (
        np.asarray(added @ one[rows], float) for one in (near.uses, near.tokens, tokens)
    )
    return SliceUnits(
        (added @ near.table[:, types][rows]).tocsr(),
        (added @ all_[rows]).tocsr(),
        uses,
        beside,
        every,
        at[first],
        exchange.blocks[rows][first],
        exchange.unit,
        exchange.doubts,
    )
