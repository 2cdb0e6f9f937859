"""Which sense each use has: places in the corpus with their labels."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space
from toolkit.spaces.usages import contexts, single_vectors
from toolkit.statistics.clusters import nearest, spherical

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
# Uses of a comparable word that its senses are looked for in, at most.
LOOKED_AT = 1000


class SensePlaces(NamedTuple):
    """Uses by sense: ``position`` (n,) ascending, ``label`` (n,) from 0 to ``k - 1``."""

    position: Longs
    label: Longs
    k: int


def places_of_word(
    corpus: Corpus, space: Space, name: int, where: Longs, k: int, window: int, seed: int
) -> SensePlaces:
    """Cut a word into k senses, found in a sample of all its uses, and label some uses by them.

    Parameters
    ----------
    corpus, space, window
        Where usages are read.
    name : int
        The type.
    where : array, shape (n,)
        Its tokens that are wanted.
    k : int
        How many senses.
    seed : int
        Of the sample and the clusters.
    """
    rng = np.random.default_rng((seed, name))
    every = np.asarray(corpus.index.positions(name), np.int64)
    some = every if len(every) <= LOOKED_AT else rng.choice(every, LOOKED_AT, replace=False)
    where = np.unique(where)
    looked, _ = _directions(corpus, space, name, np.sort(some), window)
    labelled, has = _directions(corpus, space, name, where, window)
    if len(looked) < k:
        return SensePlaces(where[:0], where[:0], k)
    return SensePlaces(where[has], nearest(labelled, spherical(looked, k, rng)), k)


def _directions(
    corpus: Corpus, space: Space, name: int, where: Longs, window: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Usage vectors of length 1, and which of the uses have one."""
    own = np.full(len(where), name, np.int64)
    found = contexts(space, corpus, where, np.ones_like(where), own, window)
    vectors = single_vectors(found, space)
    sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(sizes > 0, sizes, 1.0)), found.has_any
