"""What a topic model gives: two tables of shares, and what turns weights into shares."""

from typing import ClassVar, NamedTuple, Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.topics.passages import Passages

Floats = NDArray[np.float64]


class Factors(NamedTuple):
    """One fitted model.

    `topic_word` (k, n_words) and `passage_topic` (n_passages, k): rows are shares that add up
    to 1. `moving` (n_groups, k, n_words): words of the topics in each slice, of width 0 in the
    first axis where the topics do not move, not a number in slices without passages. `prior` (k,):
    Dirichlet prior of the topics of a passage, of length 0 where the model has none.
    """

    topic_word: Floats
    passage_topic: Floats
    moving: Floats
    prior: Floats


class Fitter(Protocol):
    """Settings that can be fitted to passages.

    `needs` says what the passages must carry: "" nothing, "slices" or "variable" a group,
    "concepts" anchors.
    """

    needs: ClassVar[str]

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Give the shares of topics (n, k) of other passages, the topics left as they were found.

        `counts` (n, n_words) is in the order of the words of `passages`, which were fitted.
        """


def still(topic_word: Floats, passage_topic: Floats, prior: Floats | None = None) -> Factors:
    """Make the factors of a model whose topics do not move.

    Examples
    --------
    >>> found = still(np.array([[2.0, 2.0]]), np.array([[3.0]]))
    >>> found.topic_word.tolist(), found.passage_topic.tolist(), len(found.moving)
    ([[0.5, 0.5]], [[1.0]], 0)
    """
    none = np.empty((0, *topic_word.shape))
    given = np.empty(0) if prior is None else np.asarray(prior, np.float64)
    return Factors(shares_of(topic_word), shares_of(passage_topic), none, given)


def shares_of(weights: Floats) -> Floats:
    """Divide each row by its sum; a row of zeros becomes equal shares.

    Examples
    --------
    >>> shares_of(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist()
    [[0.25, 0.75], [0.5, 0.5]]
    """
    weights = np.asarray(weights, np.float64)
    total = weights.sum(axis=-1, keepdims=True)
    equal = np.full_like(weights, 1 / weights.shape[-1])
    return np.where(total > 0, weights / np.where(total > 0, total, 1), equal)
