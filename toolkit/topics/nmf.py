"""Non-negative matrix factorisation of weighted counts, with scikit-learn."""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.topics.factors import Factors, Floats, shares_of, still
from toolkit.topics.passages import Passages

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfTransformer


@dataclass(frozen=True, slots=True)
class Nmf:
    """NMF of tf-idf rows of length 1; the same seed gives the same bytes.

    It starts from random factors: a fixed start would agree with itself for every seed and say
    nothing of how firm the topics are. Rare words weigh more while it fits; afterwards words and
    shares are turned back into tokens. A passage may lack a topic altogether: its share is 0.

    Parameters
    ----------
    topics : int
        Number of topics.
    seed : int
        Seed of the start.
    iterations : int
        Most rounds of coordinate descent.

    Notes
    -----
    Source: Lee & Seung 1999, doi:10.1038/44565.
    """

    topics: int = 40
    seed: int = 7
    iterations: int = 200
    needs: ClassVar[str] = ""

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""
        table, rarity = weighted(passages)
        weights, words = factorise(table, self.topics, self.seed, self.iterations)
        return still(*in_tokens(words, weights, rarity))

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Give the weights, none negative, with which the topics come nearest to each passage."""
        from scipy.optimize import nnls

        model = _tfidf(passages)
        # A topic that explains nothing has equal words for want of others: it is no topic.
        there = np.flatnonzero(found.passage_topic.sum(axis=0) > 0)
        words = found.topic_word[there] * model.idf_
        # Least squares over all words are least squares over as many directions as topics.
        across, down = np.linalg.qr(words.T)
        rows = model.transform(counts) @ across
        weights = np.zeros((counts.shape[0], len(found.topic_word)))
        weights[:, there] = [nnls(down, row)[0] for row in np.asarray(rows)]
        # Words of a topic add up to 1, so that its weight is its tokens.
        return shares_of(weights)


def weighted(passages: Passages) -> tuple[sp.csr_array, Floats]:
    """Tf-idf of every passage, rows of length 1, and the weight of every word in it."""
    model = _tfidf(passages)
    return sp.csr_array(model.transform(passages.counts)), np.asarray(model.idf_, float)


def _tfidf(passages: Passages) -> "TfidfTransformer":
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer().fit(passages.counts)


def in_tokens(words: Floats, weights: Floats, rarity: Floats) -> tuple[Floats, Floats]:
    """Turn factors of weighted counts into shares of tokens.

    Words (k, n_words) are divided by their weight; a topic then weighs in a passage as many
    tokens as its words add up to.

    Examples
    --------
    >>> words, shares = np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 1.0]])
    >>> [part.tolist() for part in in_tokens(words, shares, np.array([2.0, 1.0]))]
    [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0]]]
    """
    plain = words / rarity
    return plain, weights * plain.sum(axis=1)


def factorise(table: sp.csr_array, topics: int, seed: int, rounds: int) -> tuple[Floats, Floats]:
    """Split a table (n, m) into factors (n, topics) and (topics, m), none negative."""
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    model = NMF(topics, init="random", random_state=seed, max_iter=rounds, tol=1e-3)
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore", ConvergenceWarning)
        weights = model.fit_transform(table)
    # A topic that explains nothing keeps its place, with equal words.
    return np.asarray(weights, float), np.asarray(model.components_, float)
