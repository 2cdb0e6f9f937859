"""Topics whose prior depends on a document variable, with tomotopy."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.topics.factors import Factors, Floats
from toolkit.topics.passages import Passages
from toolkit.topics.posterior import posterior
from toolkit.topics.tomoto import factors_of, feed, library, train


@dataclass(frozen=True, slots=True)
class Dmr:
    """LDA in which every value of a document variable has its own prior of topics.

    Passages of a party, say, are expected to resemble each other in topics, and the model learns
    how far. Shares by that variable are then partly the model's own assumption: compare them with
    those of `gibbs`. The same seed gives the same bytes.

    Parameters
    ----------
    topics : int
        Number of topics.
    seed : int
        Seed of the sampler.
    sweeps : int
        Passes over all tokens.
    alpha, eta : float
        Priors at the start: of topics in a passage, of words in a topic.

    Notes
    -----
    Source: Mimno & McCallum 2008.
    """

    topics: int = 40
    seed: int = 7
    sweeps: int = 200
    alpha: float = 0.1
    eta: float = 0.01
    needs: ClassVar[str] = "variable"

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""
        model = library().DMRModel(k=self.topics, alpha=self.alpha, eta=self.eta, seed=self.seed)
        held = feed(model, passages, metadata=[str(value) for value in passages.group])
        train(model, self.sweeps)
        # One column a value, in the order of the model; a text from elsewhere has no value.
        order = list(model.metadata_dict)
        value = [order.index(str(group)) for group in passages.group[held]]
        prior = np.asarray(model.alpha, float)[:, value].mean(axis=1)
        return factors_of(model, passages, held)._replace(prior=prior)

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Give the shares that sampling would vary around, under the mean prior of all passages."""
        return posterior(counts, found.topic_word, found.prior)
