"""Topics of new passages under a Dirichlet prior, the words of the topics being given."""

import numpy as np
import scipy.sparse as sp

from toolkit.topics.factors import Floats, shares_of

ROUNDS = 200
SETTLED = 1e-6


def posterior(counts: sp.csr_array, topic_word: Floats, prior: Floats) -> Floats:
    """Share out the words of passages over topics, and the topics over each passage.

    A word falls to a topic in proportion to its share there, times what the other words of the
    passage and the prior give that topic; this is repeated until it settles. It is the limit that a
    collapsed sampler varies around, without its draws: the same bytes every time. In passages of
    ten words it may be off by a tenth where topics share their words, in longer ones by less.

    Parameters
    ----------
    counts : sparse array, shape (n, n_words)
        Count of every word in every passage.
    topic_word : array, shape (k, n_words)
        Share of every word in every topic.
    prior : array, shape (k,)
        Of the topics in a passage, in words; above 0.

    Returns
    -------
    array, shape (n, k)
        Rows add up to 1; a passage without words has the shares of the prior.

    Notes
    -----
    Source: Asuncion, Welling, Smyth & Teh 2009, On Smoothing and Inference for Topic Models.

    Examples
    --------
    >>> words = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> posterior(sp.csr_array([[3.0, 0.0]]), words, np.array([0.5, 0.5])).tolist()
    [[0.875, 0.125]]
    """
    found = np.tile(prior, (counts.shape[0], 1)).astype(np.float64)
    for row, (start, stop) in enumerate(zip(counts.indptr[:-1], counts.indptr[1:], strict=True)):
        times = counts.data[start:stop]
        likely = topic_word[:, counts.indices[start:stop]].T
        falls = shares_of(likely * prior)
        for _ in range(ROUNDS):
            before = falls
            # The other words of the passage: all but the word itself.
            falls = shares_of(likely * (prior + times @ before - before))
            if not len(times) or np.abs(falls - before).max() < SETTLED:
                break
        found[row] += times @ falls
    return shares_of(found)
