"""Latent Dirichlet allocation by online variational Bayes, with gensim."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.topics.factors import Factors, Floats, shares_of, still
from toolkit.topics.passages import Passages


@dataclass(frozen=True, slots=True)
class Lda:
    """LDA by online variational Bayes; the same seed gives the same bytes.

    Parameters
    ----------
    topics : int
        Number of topics.
    seed : int
        Seed of the start.
    passes : int
        Passes over all passages.

    Notes
    -----
    Source: Hoffman, Blei & Bach 2010.
    """

    topics: int = 40
    seed: int = 7
    passes: int = 20
    needs: ClassVar[str] = ""

    def fit(self, passages: Passages) -> Factors:
        """Fit; passages without words get equal shares."""
        from gensim.models import LdaModel
        from threadpoolctl import threadpool_limits

        bags = _bags(passages.counts)
        with threadpool_limits(1):
            model = LdaModel(
                bags,
                num_topics=self.topics,
                id2word=dict(enumerate(passages.words)),
                passes=self.passes,
                alpha="auto",
                eta="auto",
                eval_every=None,
                random_state=self.seed,
                dtype=np.float64,
            )
            weights = model.inference(bags)[0]
        weights[passages.lengths == 0] = 0
        return still(model.get_topics(), weights, model.alpha)

    def infer(self, counts: sp.csr_array, passages: Passages, found: Factors) -> Floats:
        """Give what the library infers, the words of the topics taken as known for sure."""
        from gensim.models import LdaModel
        from threadpoolctl import threadpool_limits

        model = LdaModel(
            num_topics=len(found.topic_word),
            id2word=dict(enumerate(passages.words)),
            alpha=found.prior,
            random_state=self.seed,
            dtype=np.float64,
        )
        model.expElogbeta = found.topic_word
        with threadpool_limits(1):
            return shares_of(model.inference(_bags(counts))[0])


def _bags(counts: sp.csr_array) -> list[list[tuple[int, float]]]:
    from gensim.matutils import Sparse2Corpus

    return list(Sparse2Corpus(counts.T.tocsc(), documents_columns=True))
