"""Latent Dirichlet allocation by online variational Bayes, with gensim."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from toolkit.topics.factors import Factors, still
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
        from gensim.matutils import Sparse2Corpus
        from gensim.models import LdaModel
        from threadpoolctl import threadpool_limits

        bags = list(Sparse2Corpus(passages.counts.T.tocsc(), documents_columns=True))
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
        return still(model.get_topics(), weights)
