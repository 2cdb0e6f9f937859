"""Spaces trained apart and turned onto each other: SGNS by group, orthogonal Procrustes."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.errors import ShapeError
from toolkit.spaces.base import Floats, Space
from toolkit.spaces.fit import fit
from toolkit.spaces.groups import groups_of, members
from toolkit.spaces.sgns import Pieces, Sgns, train
from toolkit.spaces.typed import TypedSpace, directions, typed

Longs = NDArray[np.int64]
# Types that two spaces must share to be turned onto each other.
FEWEST_SHARED = 10


@dataclass(frozen=True, slots=True)
class Aligned:
    """Type vectors by word2vec trained on each group of documents, turned onto the whole corpus.

    For comparison with published results; what they call drift is for the most part noise of
    training, which is why every slice is trained several times here, on groups of its documents.

    Parameters
    ----------
    dim, train_window, negative, seed
        As in `Sgns`.
    min_count : int
        Uses that a type needs in a group.
    epochs : int
        Passes over the whole corpus, for the space that the others are turned onto.
    group_epochs : int
        Passes over each group.
    groups : int
        Groups a slice, 5 or more.

    Notes
    -----
    Gives vectors of types, not of usages: phrases have none, and neither has a type that is rarer
    than `min_count` in a group. Cost: ``epochs + group_epochs`` passes of word2vec over the corpus.
    Source: Hamilton, Leskovec & Jurafsky 2016, doi:10.18653/v1/P16-1141;
    Schönemann 1966, doi:10.1007/BF02289451 (the rotation).
    """

    dim: int = 100
    train_window: int = 5
    min_count: int = 5
    epochs: int = 5
    group_epochs: int = 10
    negative: int = 5
    groups: int = 5
    seed: int = 7

    by_slice: ClassVar[bool] = True
    makes: ClassVar[type[Space]] = TypedSpace

    def fit(self, corpus: Corpus, language: str, slices: Slices) -> TypedSpace:
        """Fit on the documents of one language, group by group.

        Raises
        ------
        OptionError
            If slices share documents, or `groups` is below 5.
        ShapeError
            If a group shares too few types with the whole corpus.
        """
        groups = groups_of(corpus, language, slices, self.groups, self.seed)
        shared: dict[str, Any] = {
            "dim": self.dim,
            "train_window": self.train_window,
            "negative": self.negative,
        }
        passes: dict[str, Any] = {"epochs": self.epochs, "seed": self.seed}
        below = fit("sgns", corpus, language=language, **shared, **passes)
        trainer = Sgns(**shared)
        reference = directions(below.vectors)
        parts = []
        for number, rows in enumerate(members(groups)):
            model = trainer.model(
                min_count=self.min_count, epochs=self.group_epochs, seed=self.seed + 1 + number
            )
            train(model, Pieces(corpus, rows))
            types, vectors = trained(model, model.wv.vectors)
            at = below.row_of_type[types]
            both = at >= 0
            if both.sum() < FEWEST_SHARED:
                raise too_small(int(both.sum()), self.min_count)
            parts.append((types[both], turned(directions(vectors[both]), reference[at[both]])))
        return typed("aligned", below, groups, parts, asdict(self))


def turned(vectors: NDArray[np.float64], onto: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn vectors onto others of the same types, by the rotation with least squared distance.

    Examples
    --------
    >>> onto = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> turned(onto @ np.array([[0.0, 1.0], [-1.0, 0.0]]), onto).round(6).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    from scipy.linalg import orthogonal_procrustes

    rotation, _ = orthogonal_procrustes(vectors, onto)
    return np.asarray(vectors @ rotation)


def trained(model: Any, vectors: Floats) -> tuple[Longs, Floats]:  # noqa: ANN401  (gensim)
    """Give the types of a model, ascending, and their rows of `vectors`."""
    types = np.array([int(name) for name in model.wv.index_to_key], np.int64)
    order = np.argsort(types)
    return types[order], vectors[order]


def too_small(n: int, min_count: int) -> ShapeError:
    """Say that a group of documents is too small to be trained on."""
    msg = (
        f"a group of documents has {n} types used {min_count} times; {FEWEST_SHARED} are needed: "
        "give longer slices, fewer groups (5 at least), a smaller min_count, or more text."
    )
    return ShapeError(msg)
