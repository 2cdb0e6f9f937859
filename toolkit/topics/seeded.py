"""Topics anchored on concepts, with tomotopy."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.topics.factors import Factors, Floats
from toolkit.topics.passages import Passages
from toolkit.topics.posterior import posterior
from toolkit.topics.tomoto import factors_of, feed, library, train


@dataclass(frozen=True, slots=True)
class Seeded:
    """LDA in which the words of a concept are expected in one topic.

    The first topics are those of the concepts, in their order; the others are free. The prior of
    an anchored word is `pull` in its topic and `eta` elsewhere; the text may still overrule it.
    The same seed gives the same bytes.

    Parameters
    ----------
    topics : int
        Number of topics, anchored and free.
    seed : int
        Seed of the sampler.
    sweeps : int
        Passes over all tokens.
    alpha, eta : float
        Priors at the start: of topics in a passage, of words in a topic.
    pull : float
        Prior of an anchored word in its topic, in uses.

    Notes
    -----
    Source: Jagarlamudi, Daumé & Udupa 2012 (the idea).
    """

    topics: int = 40
    seed: int = 7
    sweeps: int = 200
    alpha: float = 0.1
    eta: float = 0.01
    pull: float = 1.0
    needs: ClassVar[str] = "concepts"

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""
        model = library().LDAModel(k=self.topics, alpha=self.alpha, eta=self.eta, seed=self.seed)
        for word in np.unique(passages.anchors[:, 1]):
            prior = np.full(self.topics, self.eta)
            prior[passages.anchors[passages.anchors[:, 1] == word, 0]] = self.pull
            model.set_word_prior(str(word), prior.tolist())
        held = feed(model, passages)
        train(model, self.sweeps)
        return factors_of(model, passages, held)

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Give the shares that sampling would vary around, under the prior that was learned."""
        return posterior(counts, found.topic_word, found.prior)
