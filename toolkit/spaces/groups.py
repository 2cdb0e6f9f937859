"""Groups of documents: what spaces with one vector for a type and period are trained on."""

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError
from toolkit.spaces.base import in_language

Longs = NDArray[np.int64]

# The fewest units that a comparison needs on a side.
FEWEST = 5
DOUBTS = (
    "one vector for a type and group of documents, trained on that group alone: passages are "
    "chosen by their contexts in the space of the whole corpus",
)


def groups_of(corpus: Corpus, language: str, slices: Slices, n: int, seed: int) -> Longs:
    """Deal the documents of every slice out to `n` groups of about equally many tokens.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    language : str
        Documents of other languages are in no group.
    slices : Slices
        The slices; a group lies in one of them.
    n : int
        Groups a slice, 5 or more; as many as it has documents where those are fewer.
    seed : int
        Of the order in which documents are dealt out.

    Returns
    -------
    array, shape (n_documents,)
        Group of each document, numbered from 1 along the slices; 0 for documents in none.

    Raises
    ------
    OptionError
        If `n` is below 5, or slices share documents.

    Notes
    -----
    Vectors of such groups are independent estimates of one slice, so that their spread tells
    the noise of documents and of training together (random groups).
    Source: Wolter 2007, doi:10.1007/978-0-387-35099-8.
    """
    if n < FEWEST:
        msg = f"groups {n}; give {FEWEST} or more, for a comparison needs as many on each side."
        raise OptionError(msg)
    spoken = in_language(corpus, language)
    tokens = corpus.documents["n_tokens"].to_numpy()
    found = np.full(len(corpus), -1, np.int64)
    rng = np.random.default_rng(seed)
    number = 0
    for part in slices:
        rows = part.documents[spoken[part.documents]]
        if (found[rows] >= 0).any():
            msg = "these slices share documents; a space trained by slice needs slices apart."
            raise OptionError(msg)
        held = np.zeros(min(n, len(rows)), np.int64)
        for row in rng.permutation(rows):
            least = int(held.argmin())
            found[row] = number + least
            held[least] += max(1, int(tokens[row]))
        number += len(held)
    return found + 1


def members(groups: Longs) -> list[Longs]:
    """Rows of the documents of each group, those in none left out."""
    order = np.argsort(groups, kind="stable")
    edges = np.searchsorted(groups[order], np.arange(1, int(groups.max(initial=0)) + 2))
    return [np.sort(order[a:b]) for a, b in zip(edges[:-1], edges[1:], strict=True)]
