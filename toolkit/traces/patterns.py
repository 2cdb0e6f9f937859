"""Which repeated phrases and frames are formulas: cohesion, edges, and words in the slot."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from toolkit.traces.stream import Level, Stream, framed, longer, single_words

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Shape = tuple[int, int]

# Words of the longest phrase, and fixed words of the longest frame.
LONGEST, WIDEST = 20, 8
# Fixed words of the shortest frame.
NARROWEST = 4
# A word belongs to a phrase if it stands in this share of the places of the rest.
BOUND = 0.5
# A formula has so many content words.
CONTENT = 2
# A slot is open if so many words fill it, none of them in more than half of the places.
FILLERS = 3


@dataclass(frozen=True, eq=False)
class Candidates:
    """Phrases (m = 0) or frames of one shape that may be formulas.

    Attributes
    ----------
    shape : (int, int)
        Words before and after the slot; a phrase has none after.
    level : Level
        Where they stand.
    groups : array, shape (n,)
        Which of the level.
    strength : array, shape (n,)
        How sure they are more than chance.
    """

    shape: Shape
    level: Level
    groups: Longs
    strength: Floats

    @property
    def width(self) -> int:
        """Tokens from the first to the last."""
        k, m = self.shape
        return k + (1 + m if m else 0)


def candidates(stream: Stream, least: int) -> list[Candidates]:
    """Find the phrases and frames of a token stream that hold together.

    Parameters
    ----------
    stream : Stream
        The archive, or its words in random order.
    least : int
        Documents that must have one.

    Returns
    -------
    list of Candidates
        Phrases by length, then frames by shape.
    """
    levels = [single_words(stream, least)]
    while len(levels[-1]) and len(levels) <= LONGEST:
        levels.append(longer(stream, levels[-1], len(levels) + 1, least))
    found = [_phrases(stream, levels, n) for n in range(2, len(levels))]
    return [*found, *_frames(stream, levels, least)]


def deviance(documents: Floats, expected: Floats) -> Floats:
    """Tell how surely more documents have something than chance gives, in units of 2 ln L.

    Larger means surer; 0 where there are no more than expected. Poisson deviance.

    Examples
    --------
    >>> deviance(np.array([20.0, 5.0]), np.array([1.0, 6.0]))
    array([81.83,  0.  ])
    """
    more = documents > expected
    found = xlogy(documents, documents / np.where(expected > 0, expected, 1)) - documents + expected
    return np.where(more, 2 * found, 0.0)


def _phrases(stream: Stream, levels: list[Level], n: int) -> Candidates:
    """Judge the phrases of n words; the level of n + 1 words is there."""
    level, above = levels[n - 1], levels[n] if n < len(levels) else None
    first = level.first
    expected = np.zeros(len(level))
    for k in range(1, n):
        left, right = levels[k - 1], levels[n - k - 1]
        pairs = left.counts[left.at(first)] * right.counts[right.at(first + k)].astype(float)
        expected = np.maximum(expected, pairs / len(stream))
    rest = levels[n - 2]
    content = stream.content[stream.codes[first[:, None] + np.arange(n)]]
    bound = [rest.counts[rest.at(first + 1)], rest.counts[rest.at(first)]]
    good = _edges(level, content, bound) & ~_extended(level, [(above, 0), (above, 1)])
    groups = np.flatnonzero(good)
    strength = deviance(level.documents[groups].astype(float), expected[groups])
    return _kept((n, 0), level, groups, strength)


def _kept(shape: Shape, level: Level, groups: Longs, strength: Floats) -> Candidates:
    """Keep the places of candidates only: those of all phrases would take most of the memory."""
    return Candidates(shape, level.only(groups), np.arange(len(groups)), strength)


def _edges(level: Level, content: NDArray[np.bool_], rest: list[Longs]) -> NDArray[np.bool_]:
    """Tell which have enough content words, and at either edge one, or a word bound there."""
    left, right = (content[:, edge] | (level.counts >= BOUND * others)
                   for edge, others in zip((0, -1), rest, strict=True))  # fmt: skip
    return np.asarray((content.sum(axis=1) >= CONTENT) & left & right)


def _extended(level: Level, above: list[tuple[Level | None, int]]) -> NDArray[np.bool_]:
    """Tell which stand mostly with one and the same further word.

    `above` are the levels of one word more, each with where in them the shorter one begins.
    """
    most = np.zeros(len(level), np.int64)
    for longer_, shift in above:
        if longer_ is not None and len(longer_):
            inside = level.at(longer_.first + shift)
            known = inside >= 0
            np.maximum.at(most, inside[known], longer_.counts[known])
    return np.asarray(most >= BOUND * level.counts)


def _frames(stream: Stream, levels: list[Level], least: int) -> list[Candidates]:
    frames: dict[Shape, Level] = {}
    shapes = [(k, width - k) for width in range(NARROWEST, WIDEST + 1) for k in range(1, width)]
    for k, m in shapes:
        if max(k, m) < len(levels):
            parents = (frames.get((k - 1, m)), frames.get((k, m - 1)))
            sides = levels[k - 1], levels[m - 1]
            frames[k, m] = framed(stream, *sides, (k, m), parents, least)
    return [_judged(stream, levels, frames, shape) for shape in frames]


def _judged(
    stream: Stream, levels: list[Level], frames: dict[Shape, Level], shape: Shape
) -> Candidates:
    """Judge the frames of one shape."""
    (k, m), level = shape, frames[shape]
    first = level.first
    fixed = np.array([*range(k), *range(k + 1, k + 1 + m)])
    content = stream.content[stream.codes[first[:, None] + fixed]]
    expected = np.zeros(len(level))
    for cut in range(1, k + m):
        a, b = _parts(levels, frames, shape, cut, first)
        expected = np.maximum(expected, a * b / len(stream))
    none = np.full(len(level), np.iinfo(np.int64).max)
    rest = [
        inner.counts[inner.at(first + shift)] if inner is not None else none
        for inner, shift in ((frames.get((k - 1, m)), 1), (frames.get((k, m - 1)), 0))
    ]
    above = [(frames.get((k + 1, m)), 1), (frames.get((k, m + 1)), 0)]
    good = np.flatnonzero(_edges(level, content, rest) & ~_extended(level, above))
    good = good[_open(stream, level, good, k)]
    strength = deviance(level.documents[good].astype(float), expected[good])
    return _kept(shape, level, good, strength)


def _parts(
    levels: list[Level], frames: dict[Shape, Level], shape: Shape, cut: int, first: Longs
) -> tuple[Floats, Floats]:
    """Count the two parts of a frame that is cut after so many fixed words."""
    k, m = shape
    if cut == k:
        parts = (levels[k - 1], first), (levels[m - 1], first + k + 1)
        a, b = (level.counts[level.at(at)].astype(float) for level, at in parts)
        return a, b
    # The piece without the slot, and the frame that is left: too short a one counts as often as
    # the rarer of its sides, which is more than it can.
    inner = (k - cut, m) if cut < k else (k, cut - k)
    piece, at = (cut, first) if cut < k else (k + m - cut, first + cut + 1)
    start = first + cut if cut < k else first
    alone = levels[piece - 1].counts[levels[piece - 1].at(at)].astype(float)
    if inner in frames:
        return alone, frames[inner].counts[frames[inner].at(start)].astype(float)
    sides = (levels[inner[0] - 1], start), (levels[inner[1] - 1], start + inner[0] + 1)
    a, b = (level.counts[level.at(where)] for level, where in sides)
    return alone, np.minimum(a, b).astype(float)


def _open(stream: Stream, level: Level, groups: Longs, k: int) -> NDArray[np.bool_]:
    """Tell whose slot many words fill, content words at least as often as others."""
    which, position = level.places(groups)
    filler = stream.codes[position + k]
    pairs, times = np.unique(which << 32 | filler, return_counts=True)
    owner = pairs >> 32
    number = np.bincount(owner, minlength=len(level))
    most = np.zeros(len(level), np.int64)
    np.maximum.at(most, owner, times)
    content = np.bincount(which, weights=stream.content[filler], minlength=len(level))
    half = BOUND * level.counts
    good = (number >= FILLERS) & (most <= half) & (content >= half)
    return np.asarray(good[groups])
