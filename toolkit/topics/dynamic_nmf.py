"""Dynamic topics in two layers: topics of every slice, then topics of those topics."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.errors import OptionError
from toolkit.topics.factors import Factors, Floats, shares_of
from toolkit.topics.nmf import factorise, in_tokens, weighted
from toolkit.topics.passages import Longs, Passages

# Words of a topic of a slice that the second layer reads.
TOP_WORDS = 20


@dataclass(frozen=True, slots=True)
class DynamicNmf:
    """NMF of every slice by itself, then NMF of the topics found; the same seed, the same bytes.

    A topic of a slice belongs to the dynamic topic with the largest weight for it; its words in
    that slice are those of the topics of the slice that belong to it. A dynamic topic may be
    absent from a slice, and slices are told apart by nothing but their own text.

    Parameters
    ----------
    topics : int
        Number of dynamic topics.
    seed : int
        Seed of the starts.
    slice_topics : int or None
        Topics of each slice; None is as many as `topics`.
    iterations : int
        Most rounds of coordinate descent.

    Notes
    -----
    Source: Greene & Cross 2017, doi:10.1017/pan.2016.7.
    """

    topics: int = 40
    seed: int = 7
    slice_topics: int | None = None
    iterations: int = 200
    needs: ClassVar[str] = "slices"

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""
        table, rarity = weighted(passages)
        found: dict[int, tuple[Longs, Floats, Floats]] = {}
        for group in np.unique(passages.group):
            here = np.flatnonzero((passages.group == group) & (passages.lengths > 0))
            k = min(self.slice_topics or self.topics, len(here))
            if k:
                weights, words = factorise(table[here], k, self.seed, self.iterations)
                found[int(group)] = here, weights, words
        kept = np.concatenate([_top(words) for _, _, words in found.values()])
        above = factorise(sp.csr_array(kept), self.topics, self.seed, self.iterations)[0]
        return self._together(passages, found, above.argmax(axis=1), rarity)

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Refuse: a text of no slice has no topics that move by slice."""
        msg = "topics of dynamic-nmf have other words in every slice; give a model whose stay."
        raise OptionError(msg)

    def _together(
        self,
        passages: Passages,
        found: dict[int, tuple[Longs, Floats, Floats]],
        belongs: Longs,
        rarity: Floats,
    ) -> Factors:
        """Add the topics of slices up to the dynamic topics they belong to."""
        shape = (int(passages.group.max()) + 1, self.topics, len(passages.words))
        moving, passage_topic = np.zeros(shape), np.zeros((len(passages), self.topics))
        at = 0
        for group, (here, weights, words) in found.items():
            plain, tokens = in_tokens(words, weights, rarity)
            mine = belongs[at : at + len(words)]
            at += len(words)
            # A topic of the slice weighs as much as there is of it in the passages there.
            np.add.at(moving[group], mine, plain * weights.sum(axis=0)[:, None])
            part = np.zeros((len(here), self.topics))
            np.add.at(part.T, mine, tokens.T)
            passage_topic[here] = part
        whole = moving.sum(axis=0)
        absent = moving.sum(axis=2, keepdims=True) == 0
        moving = np.where(absent, np.nan, shares_of(moving))
        return Factors(shares_of(whole), shares_of(passage_topic), moving, np.empty(0))


def _top(words: Floats) -> Floats:
    """Keep the strongest words of each topic, rows of length 1."""
    n = min(TOP_WORDS, words.shape[1])
    least = np.partition(words, -n, axis=1)[:, -n][:, None]
    kept = np.where(words >= least, words, 0)
    length = np.linalg.norm(kept, axis=1, keepdims=True)
    return np.asarray(kept / np.where(length > 0, length, 1))
