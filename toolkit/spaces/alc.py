"""À la carte: a linear map from mean context vectors to type vectors, learned from the corpus."""

from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space, in_language
from toolkit.spaces.fit import fit
from toolkit.spaces.usages import WINDOW, contexts, vectors_by

# Types that the map is learned from, and uses of each that are looked at.
MOST_TYPES = 5_000
MOST_USES = 100
# Parts of the types in the self-check.
FOLDS = 5
USELESS = (
    "the à-la-carte map brings contexts no nearer to the types they belong to than the plain mean "
    "does (self-check): take ppmi"
)


@dataclass(frozen=True, slots=True)
class Alc:
    """PPMI vectors, with contexts averaged plainly and then mapped to where the type itself is.

    The map A minimises ``sum over types of log(n) |v - A u|^2``, u the plain mean of the
    vectors of its context words and v its own vector. It is learned from the corpus itself, in
    any language, and checked on types that it was not learned from: see `self_check`; the
    result stands in the settings and in what the space prints.

    Parameters
    ----------
    dim, train_window, min_count, seed
        Of the PPMI space below it.

    Notes
    -----
    Source: Khodak et al. 2018, doi:10.18653/v1/P18-1002.
    Source: Rodriguez, Spirling & Stewart 2023, doi:10.1017/S0003055422001228.
    """

    dim: int = 100
    train_window: int = 5
    min_count: int | None = None
    seed: int = 7

    def fit(self, corpus: Corpus, language: str) -> Space:
        """Fit on the documents of one language.

        Raises
        ------
        ShapeError
            If fewer than two types are frequent enough.
        """
        below = fit("ppmi", corpus, language=language, **asdict(self))
        flat = replace(
            below, weights=np.ones_like(below.weights), centre=np.zeros_like(below.centre)
        )
        rows, means, counts = _mean_contexts(flat, corpus, language, self.seed)
        own, weights = flat.vectors[rows].astype(float), np.log(counts + 1)
        matrix = induction_matrix(means, own, weights)
        mapped, plain = self_check(means, own, weights, self.seed)
        share = counts_of(corpus, language)[flat.kept]
        centre = matrix @ (share @ flat.vectors / share.sum())
        checked = {"self_check": round(mapped, 3), "self_check_plain": round(plain, 3)}
        return replace(
            flat,
            name="alc",
            matrix=matrix,
            centre=centre,
            settings={**below.settings, **checked},
            doubts=(USELESS,) if not mapped > plain else (),
        )


def induction_matrix(
    contexts: NDArray[np.float64], vectors: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Learn the map from mean context vectors to type vectors by weighted least squares.

    Parameters
    ----------
    contexts, vectors : array, shape (n, dim)
        Mean context vector and own vector of each type.
    weights : array, shape (n,)
        Weight of each type.

    Returns
    -------
    array, shape (dim, dim)
        A with ``A @ context`` near the type's vector.

    Examples
    --------
    >>> u = np.array([[1.0, 0.0], [0.0, 2.0]])
    >>> induction_matrix(u, np.array([[3.0, 0.0], [0.0, 2.0]]), np.ones(2)).round(6).tolist()
    [[3.0, 0.0], [0.0, 1.0]]
    """
    root = np.sqrt(weights)[:, None]
    solution = np.linalg.lstsq(contexts * root, vectors * root, rcond=None)[0]
    return np.asarray(solution.T, np.float64)


def self_check(
    contexts: NDArray[np.float64],
    vectors: NDArray[np.float64],
    weights: NDArray[np.float64],
    seed: int,
) -> tuple[float, float]:
    """Learn the map on four fifths of the types, and see how near it brings the others.

    Parameters
    ----------
    contexts, vectors, weights
        As in `induction_matrix`.
    seed : int
        Of the split into fifths.

    Returns
    -------
    mapped, plain : float
        Mean cosine of a type's own vector with its mapped mean context, and with the plain one,
        over types that the map was not learned from; in [-1, 1], larger is better.

    Examples
    --------
    >>> u = np.random.default_rng(0).normal(size=(50, 3))
    >>> mapped, plain = self_check(u, u @ np.diag([9.0, 1.0, 1.0]), np.ones(50), 7)
    >>> round(mapped, 3), plain < 0.9
    (1.0, True)
    """
    fold = np.random.default_rng(seed).permutation(len(contexts)) % FOLDS
    alike = np.zeros((2, len(contexts)))
    for k in range(FOLDS):
        held, rest = fold == k, fold != k
        matrix = induction_matrix(contexts[rest], vectors[rest], weights[rest])
        for row, guess in enumerate((contexts[held] @ matrix.T, contexts[held])):
            lengths = np.linalg.norm(guess, axis=1) * np.linalg.norm(vectors[held], axis=1)
            products = np.einsum("nd,nd->n", guess, vectors[held])
            alike[row, held] = products / np.where(lengths > 0, lengths, np.inf)
    mapped, plain = alike.mean(axis=1)
    return float(mapped), float(plain)


def counts_of(corpus: Corpus, language: str) -> NDArray[np.int64]:
    """Tokens of each type in the documents of one language."""
    return corpus.index.counts_by(np.where(in_language(corpus, language), 0, -1), 1)[:, 0]


def _mean_contexts(
    space: Space, corpus: Corpus, language: str, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Rows of the most frequent kept types, their mean context vectors and counts."""
    rng = np.random.default_rng(seed)
    index = corpus.index
    documents = in_language(corpus, language)
    rows, positions, names = [], [], []
    # Types are numbered from the most frequent down, and kept ones are in that order.
    for row, name in enumerate(space.kept[:MOST_TYPES]):
        found = index.positions(int(name)).astype(np.int64)
        found = found[documents[index.documents_of(found)]]
        if len(found) > MOST_USES:
            found = np.sort(rng.choice(found, MOST_USES, replace=False))
        rows.append(np.full(len(found), row))
        positions.append(found)
        names.append(np.full(len(found), name))
    where = np.concatenate(positions)
    found_in = contexts(
        space, corpus, where, np.ones_like(where), np.concatenate(names), window=WINDOW
    )
    used, sums, counts = vectors_by(np.concatenate(rows), found_in, space)
    uses = index.counts[space.kept[used]].astype(np.float64)
    return used, sums / counts[:, None], uses
