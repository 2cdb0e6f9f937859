"""Latent Dirichlet allocation by collapsed Gibbs sampling, with tomotopy."""

from dataclasses import dataclass
from typing import ClassVar

import scipy.sparse as sp

from toolkit.topics.factors import Factors, Floats
from toolkit.topics.passages import Passages
from toolkit.topics.posterior import posterior
from toolkit.topics.tomoto import factors_of, feed, library, train


@dataclass(frozen=True, slots=True)
class Gibbs:
    """LDA by collapsed Gibbs sampling: each token is given a topic, again and again.

    The same seed gives the same bytes: one worker samples. The prior of the shares is learned.

    Parameters
    ----------
    topics : int
        Number of topics.
    seed : int
        Seed of the sampler.
    sweeps : int
        Passes over all tokens.
    alpha, eta : float
        Dirichlet priors at the start: of topics in a passage, of words in a topic.

    Notes
    -----
    A sweep over a million content words with 30 topics takes about a twentieth of a second.
    Source: Blei, Ng & Jordan 2003; Griffiths & Steyvers 2004, doi:10.1073/pnas.0307752101.
    """

    topics: int = 40
    seed: int = 7
    sweeps: int = 200
    alpha: float = 0.1
    eta: float = 0.01
    needs: ClassVar[str] = ""

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""
        model = library().LDAModel(k=self.topics, alpha=self.alpha, eta=self.eta, seed=self.seed)
        held = feed(model, passages)
        train(model, self.sweeps)
        return factors_of(model, passages, held)

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Give the shares that sampling would vary around, under the prior that was learned."""
        return posterior(counts, found.topic_word, found.prior)
