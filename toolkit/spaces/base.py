"""A space: type vectors, the weight of each type in a context, and the centre."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.errors import ShapeError, unknown_name

Floats = NDArray[np.float32]

# Weight of a type in a context is a / (a + p), p its share of the tokens.
# Source: Arora, Liang & Ma 2017.
SIF = 1e-3


@dataclass(frozen=True, eq=False)
class Space:
    """One vector for each kept type of a corpus; the mean of a context gives a usage vector.

    Attributes
    ----------
    name : str
        Its name in the registry.
    language : str
        The language of the documents it was fitted on.
    kept : array, shape (n_kept,)
        Type ids, ascending.
    vectors : array, shape (n_kept, dim)
        One row a kept type.
    weights : array, shape (n_kept,)
        Weight of each kept type in a context, in (0, 1].
    centre : array, shape (dim,)
        Mean usage vector of the corpus, already in the width of usage vectors.
    matrix : array, shape (dim, dim), or None
        Turns a mean context vector into a usage vector (à la carte); None leaves it.
    n_types : int
        Types of the corpus it belongs to.
    settings : mapping
        What it was fitted with.
    doubts : tuple of str
        What it leaves open, in plain sentences.
    groups : array, shape (n_documents,), or None
        Where it has one vector for a type and *group of documents*: the group of each document,
        from 1; 0 for those in none. Groups are then what is resampled and exchanged.
    corpus : str
        Hash of the corpus whose types it numbers; empty where it was put together by hand.
    """

    name: str
    language: str
    kept: NDArray[np.int64]
    vectors: Floats
    weights: Floats
    centre: NDArray[np.float64]
    matrix: NDArray[np.float64] | None
    n_types: int
    settings: Mapping[str, object] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    groups: NDArray[np.int64] | None = None
    corpus: str = ""

    def __post_init__(self) -> None:
        shapes = (len(self.kept), len(self.weights), len(self.vectors))
        if len(set(shapes)) > 1 or self.vectors.ndim != 2 or not np.isfinite(self.vectors).all():
            msg = f"a space needs finite vectors and a weight for each kept type, not {shapes}."
            raise ShapeError(msg)

    @cached_property
    def row_of_type(self) -> NDArray[np.int32]:
        """Row of each type of the corpus in `vectors`, -1 where it was not kept."""
        rows = np.full(self.n_types, -1, np.int32)
        rows[self.kept] = np.arange(len(self.kept), dtype=np.int32)
        return rows

    def mapped(self, contexts: sp.csr_array) -> NDArray[np.float64]:
        """Return what rows of context weights (n, n_kept) come to as usage vectors, not centred."""
        means = (contexts @ self.vectors).astype(np.float64)
        return np.asarray(means if self.matrix is None else means @ self.matrix.T)

    def given(self, corpus: Corpus, asked: "Asked") -> NDArray[np.float64] | None:
        """Return centred usage vectors that do not come from `vectors`, (n, dim); None here.

        A row of nan has no vector.
        """
        return None

    @property
    def pooled(self) -> "Space":
        """The space whose `vectors` tell one passage from another."""
        return self

    def vector(self, word: str, corpus: Corpus) -> Floats:
        """Return the vector of one type.

        Raises
        ------
        UnknownNameError
            If the space has no such type.
        """
        found = corpus.index.id_of(word)
        row = -1 if found is None else self.row_of_type[found]
        if row < 0:
            kind = "type in this space"
            raise unknown_name(kind, word, (corpus.index.types[i] for i in self.kept))
        vector: Floats = self.vectors[row]
        return vector

    def __repr__(self) -> str:
        n, dim = self.vectors.shape
        said = f"Space {self.name!r} of {n:,} types in {dim} dimensions, language {self.language}"
        for name in ("coverage", "self_check", "self_check_plain"):
            if name in self.settings:
                said += f", {name.replace('_', ' ')} {self.settings[name]}"
        return said


class Asked(NamedTuple):
    """Occurrences whose usage vectors are asked for, as `contexts` takes them."""

    position: NDArray[np.int64]
    length: NDArray[np.int64]
    own: NDArray[Any]
    window: int


def kept_types(corpus: Corpus, language: str, min_count: int) -> tuple[NDArray[np.int64], Floats]:
    """Choose the types of a space, and weigh them.

    Returns
    -------
    kept : array, shape (n_kept,)
        Types with at least `min_count` tokens in documents of the language, ascending.
    weights : array, shape (n_kept,)
        ``a / (a + p)``, p the share among the kept tokens.
    """
    rows = in_language(corpus, language)
    counts = corpus.index.counts_by(np.where(rows, 0, -1), 1)[:, 0]
    kept = np.flatnonzero(counts >= min_count)
    if len(kept) < 2:
        msg = (
            f"only {len(kept)} types stand {min_count} times or more in documents of language "
            f"{language!r}; a space needs more text, or a smaller min_count."
        )
        raise ShapeError(msg)
    share = counts[kept] / counts[kept].sum()
    return kept, (SIF / (SIF + share)).astype(np.float32)


def in_language(corpus: Corpus, language: str) -> NDArray[np.bool_]:
    """Tell which documents are in a language; undetermined ones count with the main language."""
    names = corpus.documents["language"]
    chosen = (names == language).to_numpy()
    if language == main_language(corpus):
        chosen = chosen | (names == "und").to_numpy()
    return np.asarray(chosen)


def main_language(corpus: Corpus) -> str:
    """Name the language with most documents, "und" only if there is no other."""
    named = [name for name in corpus.languages if name != "und"]
    return named[0] if named else "und"


def mean_usage(
    corpus: Corpus, language: str, kept: NDArray[np.int64], weights: Floats, vectors: Floats
) -> NDArray[np.float64]:
    """Mean usage vector of the corpus: every token once, weighted as in a context."""
    rows = in_language(corpus, language)
    counts = corpus.index.counts_by(np.where(rows, 0, -1), 1)[kept, 0]
    total = counts * weights.astype(np.float64)
    mean: NDArray[np.float64] = total @ vectors / total.sum()
    return mean
