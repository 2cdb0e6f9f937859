"""Temporal referencing: a word is its own type in every period, contexts are shared by all."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.spaces.base import Asked, Floats, Space, in_language
from toolkit.spaces.cooccurrence import cooccurrences
from toolkit.spaces.fit import fit
from toolkit.spaces.groups import DOUBTS, groups_of
from toolkit.spaces.ppmi import ppmi

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ReferencedSpace(Space):
    """PPMI vectors of the whole corpus, and what turns counts of contexts into such a vector.

    Attributes
    ----------
    contexts : array, shape (n_kept,)
        Log share of each kept type as a context, smoothed.
    folding : array, shape (n_kept, dim)
        Turns a row of PPMI values into a vector.
    train_window : int
        Furthest context word, near ones counted for more.
    """

    groups: Longs
    contexts: Floats
    folding: Floats
    train_window: int

    def given(self, corpus: Corpus, asked: Asked) -> NDArray[np.float64]:
        """Return for each occurrence the vector of its word in its group, (n, dim).

        All occurrences given of one word in one group make one row of counts.
        """
        index = corpus.index
        group = self.groups[index.documents_of(asked.position)]
        word = asked.own if asked.own.dtype != bool else np.zeros(len(group), np.int64)
        _, key = np.unique(np.stack([word, group]), axis=1, return_inverse=True)
        key = key.reshape(-1)
        rows = self._counted(corpus, asked, key)
        vectors = np.full((rows.shape[0], self.vectors.shape[1]), np.nan)
        has_any = np.asarray(rows.sum(axis=1)).ravel() > 0
        found = (self._ppmi(rows[np.flatnonzero(has_any)]) @ self.folding).astype(np.float64)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        vectors[has_any] = np.where(lengths > 0, found / np.where(lengths > 0, lengths, 1), np.nan)
        return np.where((group == 0)[:, None], np.nan, vectors[key] - self._middle)

    @property
    def _middle(self) -> NDArray[np.float64]:
        """Mean direction of all kept types, each once."""
        own = self.vectors.astype(np.float64)
        lengths = np.linalg.norm(own, axis=1, keepdims=True)
        middle: NDArray[np.float64] = (own / np.where(lengths > 0, lengths, 1)).mean(axis=0)
        return middle

    def _counted(self, corpus: Corpus, asked: Asked, key: Longs) -> sp.csr_array:
        """Count context words of the occurrences by key, tokens of the concept left out."""
        index = corpus.index
        document = index.documents_of(asked.position)
        first, last = index.offsets[document], index.offsets[document + 1]
        size = (int(key.max(initial=-1)) + 1, len(self.kept))
        total = sp.csr_array(size, dtype=np.float64)
        for step in range(1, self.train_window + 1):
            for at in (asked.position - step, asked.position + asked.length - 1 + step):
                place = np.clip(at, 0, len(index.ids) - 1)
                types = index.ids[place]
                own = asked.own[place] if asked.own.dtype == bool else types == asked.own
                column = self.row_of_type[types]
                told = (at >= first) & (at < last) & ~own & (column >= 0)
                weight = np.full(int(told.sum()), float(self.train_window - step + 1))
                total = (
                    total + sp.coo_array((weight, (key[told], column[told])), shape=size).tocsr()
                )
        return total.tocsr()

    def _ppmi(self, rows: sp.csr_array) -> sp.csr_array:
        """Positive pointwise mutual information of rows of counts with the shared contexts."""
        found = rows.tocoo()
        row, column = found.coords
        uses = np.asarray(rows.sum(axis=1)).ravel()
        value = np.log(found.data / uses[row]) - self.contexts[column]
        return sp.csr_array((np.maximum(value, 0.0), (row, column)), shape=rows.shape)

    @property
    def pooled(self) -> Space:
        """The PPMI space of the whole corpus."""
        names = ("kept", "vectors", "weights", "centre", "matrix", "n_types")
        return Space("ppmi", self.language, **{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Referencing:
    """PPMI vectors of a word by group of documents, on contexts counted in the whole corpus.

    The uses in one group are counted as a type of their own; its row of PPMI values is reduced by
    the decomposition of the whole corpus. Phrases and concepts of many words have a row as well.

    Parameters
    ----------
    dim, train_window, min_count, seed
        Of the PPMI space of the whole corpus.
    groups : int
        Groups a slice, 5 or more.

    Notes
    -----
    Few uses give few and large PPMI values, so a vector depends on the number of uses: read the
    distance beside the comparable words, which have as many. Cost: that of the PPMI space twice.
    Source: Dubossarsky et al. 2019, doi:10.18653/v1/P19-1044;
    Levy, Goldberg & Dagan 2015, doi:10.1162/tacl_a_00134.
    """

    dim: int = 100
    train_window: int = 5
    min_count: int | None = None
    groups: int = 5
    seed: int = 7

    by_slice: ClassVar[bool] = True
    makes: ClassVar[type[Space]] = ReferencedSpace

    def fit(self, corpus: Corpus, language: str, slices: Slices) -> ReferencedSpace:
        """Fit on the documents of one language.

        Raises
        ------
        OptionError
            If slices share documents, or `groups` is below 5.
        ShapeError
            If fewer than two types are frequent enough.
        """
        groups = groups_of(corpus, language, slices, self.groups, self.seed)
        options = {name: getattr(self, name) for name in ("dim", "train_window", "min_count")}
        below = fit("ppmi", corpus, language=language, seed=self.seed, **options)
        spoken = in_language(corpus, language)
        counts = cooccurrences(corpus, spoken, below.kept, self.train_window)
        uses = np.asarray(counts.sum(axis=1)).ravel().astype(np.float64)
        smoothed = np.maximum(uses, 1e-9) ** 0.75
        return ReferencedSpace(
            name="referencing",
            language=language,
            **{name: getattr(below, name) for name in ("kept", "vectors", "weights", "centre")},
            matrix=None,
            n_types=below.n_types,
            settings={**below.settings, "groups": self.groups},
            doubts=DOUBTS,
            groups=groups,
            contexts=np.log(smoothed / smoothed.sum()).astype(np.float32),
            folding=folding(ppmi(counts), below.vectors),
            train_window=self.train_window,
        )


def folding(matrix: sp.csr_array, vectors: Floats) -> Floats:
    """Give what turns a row of the matrix into its vector, by the decomposition behind `vectors`.

    With ``M = U S V'`` and vectors ``X = U sqrt(S)``, a row m becomes ``m V / sqrt(S)``, and
    ``V / sqrt(S) = M' X / S^2``; the columns of X have squared lengths S.
    """
    size = (vectors.astype(np.float64) ** 2).sum(axis=0)
    found = matrix.T @ vectors / np.where(size > 0, size, np.inf) ** 2
    return np.asarray(found, np.float32)
