"""The index by characters of a corpus whose Chinese is cut into words: what is searched."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.index import TokenIndex, invert
from toolkit.corpus.tokens import HAN

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Written:
    """A corpus by characters, and where each stands among its words.

    Attributes
    ----------
    index : TokenIndex
        Han characters one by one; all other tokens as they are.
    token : array, shape (n_characters,) or None
        The token of the corpus that each belongs to; None where they are the same.
    """

    index: TokenIndex
    token: Longs | None

    def tokens(self, start: Longs, length: Longs) -> tuple[Longs, Longs]:
        """Give first token and number of tokens in the corpus of what was found."""
        if self.token is None or not len(start):
            return start, length
        first = self.token[start]
        return first, self.token[start + length - 1] - first + 1


def by_characters(index: TokenIndex) -> Written:
    """Take the words of Chinese apart again, so that no border between words hides a phrase."""
    whole = taken_apart(index.types)
    numbers: dict[str, int] = {}
    pieces = [numbers.setdefault(one, len(numbers)) for own in whole for one in own]
    n_pieces = np.array([len(own) for own in whole], np.int64)
    first = np.cumsum(n_pieces) - n_pieces
    sizes = n_pieces[index.ids]
    ends = np.concatenate([[0], np.cumsum(sizes)])
    token = np.repeat(np.arange(len(index.ids)), sizes)
    within = np.arange(ends[-1]) - ends[token]
    ids = np.array(pieces, np.uint32)[first[index.ids][token] + within]
    postings = np.empty(len(ids), np.uint32)
    offsets = ends[index.offsets]
    type_offsets = invert(ids, len(numbers), postings)
    return Written(TokenIndex(list(numbers), ids, offsets, postings, type_offsets), token)


def taken_apart(words: Sequence[str]) -> list[list[str]]:
    """Take each word that is all Han apart into its characters.

    Examples
    --------
    >>> taken_apart(["人民", "war", "战"])
    [['人', '民'], ['war'], ['战']]
    """
    parts = pl.Series(words, dtype=pl.String).str.extract_all(f"(?:{HAN})").to_list()
    return [own if "".join(own) == word else [word] for own, word in zip(parts, words, strict=True)]
