"""Phrases that many documents of a token stream repeat: grown word by word from shorter ones."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Positions = NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Stream:
    """Codes of tokens, document after document.

    Attributes
    ----------
    codes : array, shape (n_tokens,)
        Lemma code of each token.
    offsets : array, shape (n_documents + 1,)
        Where each document begins.
    content : array of bool, shape (n_codes,)
        Which codes are content words.
    """

    codes: Ints
    offsets: Longs
    content: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def document(self) -> Ints:
        """Document row of each token, shape (n_tokens,)."""
        sizes = np.diff(self.offsets)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def shuffled(self, rng: np.random.Generator) -> "Stream":
        """Put the words of every document into random order: what chance has to work with."""
        codes = self.codes.copy()
        for start, stop in zip(self.offsets[:-1].tolist(), self.offsets[1:].tolist(), strict=True):
            rng.shuffle(codes[start:stop])
        return Stream(codes, self.offsets, self.content)


@dataclass(frozen=True, eq=False)
class Level:
    """Places of repeated phrases, or frames, of one shape.

    Attributes
    ----------
    position : array, shape (n,)
        First tokens, ascending.
    group : array, shape (n,)
        Which phrase stands there, 0 to G - 1.
    counts, documents : array, shape (G,)
        Places of each phrase, and documents that have it.
    """

    position: Positions
    group: Ints
    counts: Longs
    documents: Longs

    def __len__(self) -> int:
        return len(self.counts)

    def at(self, positions: NDArray[np.integer]) -> Longs:
        """Give the group that begins at each of some positions, -1 where none does."""
        if not len(self.position):
            return np.full(len(positions), -1, np.int64)
        row = np.searchsorted(self.position, positions)
        row = np.minimum(row, len(self.position) - 1)
        return np.where(self.position[row] == positions, self.group[row], -1).astype(np.int64)

    @cached_property
    def first(self) -> Longs:
        """Give the first place of each group, shape (G,)."""
        found = np.zeros(len(self), np.int64)
        found[self.group[::-1]] = self.position[::-1]
        return found

    def places(self, groups: NDArray[np.integer]) -> tuple[Longs, Longs]:
        """Give all places of some groups: group (n,) and position (n,), group by group."""
        wanted = np.zeros(len(self), bool)
        wanted[groups] = True
        rows = np.flatnonzero(wanted[self.group])
        order = rows[np.argsort(self.group[rows], kind="stable")]
        return self.group[order].astype(np.int64), self.position[order].astype(np.int64)

    def only(self, groups: Longs) -> "Level":
        """Keep some phrases, ascending, numbered anew, with their places."""
        number = np.full(len(self), -1, np.int32)
        number[groups] = np.arange(len(groups), dtype=np.int32)
        group = number[self.group]
        kept = group >= 0
        return Level(self.position[kept], group[kept], self.counts[groups], self.documents[groups])


def single_words(stream: Stream, least: int) -> Level:
    """Give the words that stand in at least `least` documents, as phrases of one word."""
    return _level(stream, np.arange(len(stream), dtype=np.uint32), stream.codes, least)


def longer(stream: Stream, words: Level, n: int, least: int) -> Level:
    """Grow phrases by a word: those whose two parts of one word less are repeated.

    Parameters
    ----------
    stream : Stream
        Where they stand.
    words : Level
        The phrases of ``n - 1`` words.
    n : int
        Words of the new phrases.
    least : int
        Documents that must have one.
    """
    both = np.flatnonzero(np.diff(words.position) == 1)
    both = both[_whole(stream, words.position[both], n)]
    keys = words.group[both].astype(np.uint64) * np.uint64(len(words))
    keys += words.group[both + 1].astype(np.uint64)
    return _level(stream, words.position[both], keys, least)


def framed(
    stream: Stream,
    left: Level,
    right: Level,
    shape: tuple[int, int],
    parents: tuple[Level | None, Level | None],
    least: int,
) -> Level:
    """Find frames: a left part of k words, any one word, a right part of m words.

    Parameters
    ----------
    stream : Stream
        Where they stand.
    left, right : Level
        Phrases of k and of m words.
    shape : (int, int)
        k and m.
    parents : pair of Level or None
        Frames without the first, and without the last word, where these were looked for.
    least : int
        Documents that must have one.
    """
    k, m = shape
    start = left.position[_whole(stream, left.position, k + 1 + m)]
    follows = right.at(start.astype(np.int64) + k + 1)
    kept = follows >= 0
    for parent, shift in zip(parents, (1, 0), strict=True):
        if parent is not None:
            kept &= parent.at(start.astype(np.int64) + shift) >= 0
    start = start[kept]
    keys = left.at(start).astype(np.uint64) * np.uint64(max(1, len(right)))
    return _level(stream, start, keys + follows[kept].astype(np.uint64), least)


def _whole(stream: Stream, start: NDArray[np.integer], n: int) -> NDArray[np.bool_]:
    """Tell which stretches of n tokens lie in one document."""
    last = start.astype(np.int64) + n - 1
    inside = last < len(stream)
    last = np.minimum(last, max(0, len(stream) - 1))
    same: NDArray[np.bool_] = inside & (stream.document[start] == stream.document[last])
    return same


def _level(
    stream: Stream, position: NDArray[np.integer], keys: NDArray[np.integer], least: int
) -> Level:
    """Gather places by key, and keep the keys that enough documents have."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    new = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    del ordered
    document = stream.document[position[order]]
    begins = np.flatnonzero(new)
    new[1:] |= document[1:] != document[:-1]
    counts = np.diff(np.append(begins, len(order)))
    spread = np.add.reduceat(new, begins, dtype=np.int64) if len(begins) else begins
    often = spread >= least
    number = np.where(often, np.cumsum(often) - 1, -1).astype(np.int32)
    group = np.empty(len(keys), np.int32)
    group[order] = np.repeat(number, counts)
    kept = group >= 0
    return Level(
        position[kept].astype(np.uint32), group[kept], counts[often], spread[often].astype(np.int64)
    )
