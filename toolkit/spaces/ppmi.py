"""PPMI-SVD: positive pointwise mutual information, reduced by a truncated SVD."""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Floats, Space, in_language, kept_types, mean_usage
from toolkit.spaces.cooccurrence import cooccurrences

# Below this many tokens a type needs only five uses to be kept.
SMALL_CORPUS = 2_000_000


@dataclass(frozen=True, slots=True)
class Ppmi:
    """Type vectors from co-occurrence counts; the same bytes for the same corpus and seed.

    ``PPMI(w, c) = max(0, log(n_wc n / (n_w n_c')))`` with context counts to the power .75,
    then ``U sqrt(S)`` of its truncated SVD, rows not normalised.

    Parameters
    ----------
    dim : int
        Dimensions.
    train_window : int
        Furthest context word, in tokens; one k tokens away counts (window - k + 1) / window.
    min_count : int or None
        Uses that a type needs; None is 20, or 5 below two million tokens.
    seed : int
        Seed of the randomised SVD.

    Notes
    -----
    About a second a million tokens on one core.
    Source: Levy, Goldberg & Dagan 2015, doi:10.1162/tacl_a_00134.
    Source: Halko, Martinsson & Tropp 2011, doi:10.1137/090771806.
    """

    dim: int = 100
    train_window: int = 5
    min_count: int | None = None
    seed: int = 7

    shares_out: ClassVar[bool] = True

    def fit(self, corpus: Corpus, language: str, executor: Executor | None = None) -> Space:
        """Fit on the documents of one language.

        Raises
        ------
        ShapeError
            If fewer than two types are frequent enough.
        """
        least = self.min_count or (5 if corpus.n_tokens < SMALL_CORPUS else 20)
        kept, weights = kept_types(corpus, language, least)
        spoken = in_language(corpus, language)
        counts = cooccurrences(corpus, spoken, kept, self.train_window, executor)
        vectors = reduce_to(ppmi(counts), self.dim, self.seed)
        return Space(
            name="ppmi",
            language=language,
            kept=kept,
            vectors=vectors,
            weights=weights,
            centre=mean_usage(corpus, language, kept, weights, vectors),
            matrix=None,
            n_types=len(corpus.index.types),
            settings={
                "dim": vectors.shape[1],
                "train_window": self.train_window,
                "min_count": least,
                "seed": self.seed,
            },
        )


def ppmi(counts: sp.csr_array) -> sp.csr_array:
    """Positive pointwise mutual information of a symmetric table of counts.

    Examples
    --------
    >>> table = sp.csr_array(np.array([[0.0, 2.0], [2.0, 0.0]]))
    >>> bool(ppmi(table).toarray()[0, 1] == np.float32(np.log(2)))
    True
    """
    uses = np.asarray(counts.sum(axis=1)).ravel().astype(np.float64)
    smoothed = uses**0.75
    smoothed /= smoothed.sum()
    pairs = counts.tocoo()
    row, column = pairs.coords
    value = np.log(pairs.data / (uses[row] * smoothed[column]))
    above = value > 0
    return sp.csr_array(
        (value[above].astype(np.float32), (row[above], column[above])), shape=counts.shape
    )


def reduce_to(matrix: sp.csr_array, dim: int, seed: int) -> Floats:
    """Reduce a sparse matrix to ``U sqrt(S)`` of its leading singular vectors."""
    from sklearn.utils.extmath import randomized_svd
    from threadpoolctl import threadpool_limits

    # One thread: as fast on small blocks, and the same bytes whatever the machine's cores.
    with threadpool_limits(1):
        left, values, _ = randomized_svd(
            matrix, min(dim, matrix.shape[0] - 1), n_iter=4, random_state=seed
        )
    vectors: Floats = (left * np.sqrt(values)).astype(np.float32)
    return vectors
