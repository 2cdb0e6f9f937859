"""Non-negative matrix factorisation of weighted counts, with scikit-learn."""

import warnings
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.topics.factors import Factors, Floats, still
from toolkit.topics.passages import Passages


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


def weighted(passages: Passages) -> tuple[sp.csr_array, Floats]:
    """Tf-idf of every passage, rows of length 1, and the weight of every word in it."""
    from sklearn.feature_extraction.text import TfidfTransformer

    model = TfidfTransformer()
    table = sp.csr_array(model.fit_transform(passages.counts))
    return table, np.asarray(model.idf_, float)


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
