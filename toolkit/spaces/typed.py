"""Spaces of type vectors by group of documents: every use has the vector of its type and group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Asked, Floats, Space
from toolkit.spaces.groups import DOUBTS

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class TypedSpace(Space):
    """Type vectors by group of documents, beside a space of the whole corpus.

    Attributes
    ----------
    group_types : array, shape (n_rows,)
        Types of each group, ascending within it.
    group_starts : array, shape (n_groups + 1,)
        First row of each group.
    group_vectors : array, shape (n_rows, dim)
        Vectors, of length 1 and centred within their group.
    """

    groups: Longs
    group_types: Longs
    group_starts: Longs
    group_vectors: Floats

    def given(self, corpus: Corpus, asked: Asked) -> NDArray[np.float64]:
        """Return the vector of the type of each occurrence in its group, (n, dim).

        Occurrences of several tokens, and types too rare in their group, have a row of nan.
        """
        group = self.groups[corpus.index.documents_of(asked.position)]
        types = corpus.index.ids[asked.position].astype(np.int64)
        n_types, size = self.n_types, np.diff(self.group_starts)
        known = np.repeat(np.arange(1, len(size) + 1), size) * n_types + self.group_types
        at = np.searchsorted(known, group * n_types + types)
        at = np.minimum(at, max(0, len(known) - 1))
        found = (asked.length == 1) & (group > 0)
        found &= known[at] == group * n_types + types
        vectors = np.full((len(types), self.vectors.shape[1]), np.nan)
        vectors[found] = self.group_vectors[at[found]]
        return vectors

    @property
    def pooled(self) -> Space:
        """The space of the whole corpus beside it."""
        names = ("kept", "vectors", "weights", "centre", "matrix", "n_types")
        return Space(self.name, self.language, **{name: getattr(self, name) for name in names})


def typed(
    name: str,
    below: Space,
    groups: Longs,
    parts: Sequence[tuple[Longs, NDArray[np.float64]]],
    settings: Mapping[str, object],
) -> TypedSpace:
    """Put the types and vectors of each group beside the space of the whole corpus."""
    return TypedSpace(
        name=name,
        language=below.language,
        kept=below.kept,
        vectors=below.vectors,
        weights=below.weights,
        centre=below.centre,
        matrix=None,
        n_types=below.n_types,
        settings=settings,
        doubts=DOUBTS,
        groups=groups,
        group_types=np.concatenate([types for types, _ in parts]).astype(np.int64),
        group_starts=np.cumsum([0, *(len(types) for types, _ in parts)]).astype(np.int64),
        group_vectors=np.concatenate([vectors for _, vectors in parts]).astype(np.float32),
    )


def directions(vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    """Bring vectors to length 1, take their mean off, and bring them to length 1 again.

    Examples
    --------
    >>> directions(np.array([[2.0, 0.0], [0.0, 3.0]])).round(3).tolist()
    [[0.707, -0.707], [-0.707, 0.707]]
    """
    once = _of_length_one(np.asarray(vectors, np.float64))
    return _of_length_one(once - once.mean(axis=0))


def _of_length_one(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0))
