"""Topics of a passage given the words of topics: against every assignment written out."""

from itertools import product
from math import lgamma

import numpy as np
import pytest
import scipy.sparse as sp

from toolkit.topics.posterior import posterior


def exact(words, topic_word, prior):
    """Mean shares over all ways in which the words can fall to topics."""
    k, total, mean = len(prior), 0.0, 0.0
    for falls in product(range(k), repeat=len(words)):
        counts = np.bincount(falls, minlength=k)
        chance = np.exp(sum(lgamma(n + a) - lgamma(a) for n, a in zip(counts, prior, strict=True)))
        chance *= np.prod([topic_word[t, w] for t, w in zip(falls, words, strict=True)])
        total += chance
        mean = mean + chance * (counts + prior) / (len(words) + prior.sum())
    return mean / total


def test_shares_are_near_those_over_all_assignments():
    """Nine words on three topics that share words: within .1, on average within .05."""
    apart = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        topic_word, prior = rng.dirichlet(np.full(5, 0.5), 3), rng.uniform(0.1, 1, 3)
        words = rng.choice(5, 9, p=rng.dirichlet(prior) @ topic_word)
        counts = sp.csr_array([np.bincount(words, minlength=5).astype(float)])
        found = posterior(counts, topic_word, prior)[0]
        assert found.sum() == pytest.approx(1)
        apart.append(np.abs(found - exact(words, topic_word, prior)).max())
    assert max(apart) <= 0.1, apart
    assert np.mean(apart) <= 0.05, apart


def test_one_word_is_exact_and_none_gives_the_prior():
    """A passage of one word has no other words to wait for; one of none keeps the prior."""
    topic_word, prior = np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0.3, 0.7])
    found = posterior(sp.csr_array([[0.0, 1.0], [0.0, 0.0]]), topic_word, prior)
    assert found[0] == pytest.approx(exact([1], topic_word, prior))
    assert found[1] == pytest.approx(prior)
