"""Human judgements of change: what a benchmark gives, whatever its format."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Skipped
from toolkit.corpus.sliced import Rows, Slice, Slices

NONE = np.empty(0, np.int64)


@dataclass(frozen=True, eq=False)
class Target:
    """One word with its uses on both sides, and how much people say it changed.

    Attributes
    ----------
    word : str
        The word.
    hits : Occurrences
        Its uses.
    sides : (array, array)
        Rows of the earlier and the later documents in which it is looked at.
    graded, binary : float
        Judged change, larger is more, and 1 or 0; nan where there is none.
    """

    word: str
    hits: Occurrences
    sides: tuple[Rows, Rows]
    graded: float
    binary: float


@dataclass(frozen=True, eq=False)
class Gold:
    """A benchmark: its corpus, its two periods, its words, and what was left out."""

    name: str
    corpus: Corpus
    slices: Slices
    targets: tuple[Target, ...]
    skipped: tuple[Skipped, ...]


def two_periods(corpus: Corpus, is_later: NDArray[np.bool_]) -> Slices:
    """Put the documents of a benchmark without dates into an earlier and a later slice."""
    items = (
        Slice("earlier", 0, 1, np.flatnonzero(~is_later)),
        Slice("later", 1, 2, np.flatnonzero(is_later)),
    )
    return Slices(corpus, items, NONE, NONE, NONE)
