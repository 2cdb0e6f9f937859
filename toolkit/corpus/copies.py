"""Documents that repeat an earlier one, told by the passages that the two share."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.index import Longs, TokenIndex
from toolkit.corpus.shingles import shared

EXACT, NEAR, PART, HOLDS = range(4)
# What each number says of the later document: it is the earlier one token for token, or nearly;
# it is a part of the earlier, longer one; it holds the earlier, shorter one.
KINDS = ("exact", "near", "part", "holds")
# Two documents that share fewer words are compared to the letter only.
LEAST = 24
# Documents are alike, not one a part of the other, when the shorter has this share of the longer.
ALIKE = 0.75
# Shared passages of two documents this many shingles apart are one stretch.
APART = 4


class Pairs(NamedTuple):
    """Two documents each, and how many tokens of each lie in the passages they share.

    All (n,); rows of documents, `earlier` < `later`.
    """

    earlier: Longs
    later: Longs
    of_earlier: Longs
    of_later: Longs


class Copies(NamedTuple):
    """Pairs of which one document repeats the other, and what of the later one is a repetition.

    `pairs` and `kind` have one entry a pair, by the later document, then the earlier;
    `first` and `stop` (m,) are stretches of tokens of later documents, `pair` (m,) whose they are.
    """

    pairs: Pairs
    kind: Longs
    first: Longs
    stop: Longs
    pair: Longs


def copies(index: TokenIndex, words: int, share: float, twins: list[tuple[int, int]]) -> Copies:
    """Find the documents that repeat an earlier one.

    Parameters
    ----------
    index : TokenIndex
        Documents in order of time.
    words : int
        Least number of words of a shared passage.
    share : float
        Least share of the shorter document that lies in shared passages.
    twins : list of (int, int)
        Documents known to be the same to the letter, however short: the earlier, the later.

    Returns
    -------
    Copies
    """
    where = shared(index, words)
    row_a, row_b = (index.documents_of(at) for at in (where.earlier, where.later))
    n = len(index.offsets) - 1
    key = row_a * n + row_b
    known = np.array([a * n + b for a, b in twins], np.int64)
    keys = np.union1d(key, known)
    number = np.searchsorted(keys, key)
    pairs = Pairs(
        keys // max(n, 1),
        keys % max(n, 1),
        *(_covered(number, len(keys), at, where.length) for at in (where.earlier, where.later)),
    )
    lengths = np.diff(index.offsets)
    kind = _kinds(index, pairs, lengths, share, np.isin(keys, known))
    chosen = np.flatnonzero(kind >= 0)
    chosen = chosen[np.lexsort((pairs.earlier[chosen], pairs.later[chosen]))]
    place = np.full(len(keys), -1, np.int64)
    place[chosen] = np.arange(len(chosen))
    inside = place[number] >= 0
    held = _stretches(place[number[inside]], where.later[inside], where.length[inside], words)
    pairs = Pairs(*(column[chosen] for column in pairs))
    kind = kind[chosen]
    first, stop, pair = _whole(index, pairs, kind, *held)
    return Copies(pairs, kind, first, stop, pair)


def _covered(number: Longs, n: int, start: Longs, length: Longs) -> Longs:
    """Count the tokens that lie in the passages of each pair, each token once."""
    order = np.lexsort((start, number))
    # One line for all pairs: each has a stretch of its own, so that the reach never runs over.
    begin = (number[order] << 31) + start[order]
    end = begin + length[order]
    reach = np.maximum.accumulate(np.concatenate([[0], end]))[:-1]
    fresh = np.clip(end - np.maximum(begin, reach), 0, None)
    return np.bincount(number[order], weights=fresh, minlength=n).astype(np.int64)


def _kinds(
    index: TokenIndex, pairs: Pairs, lengths: Longs, share: float, same: NDArray[np.bool_]
) -> Longs:
    """Tell what the later document of each pair is to the earlier one; -1 is nothing."""
    enough = np.minimum(pairs.of_earlier, pairs.of_later) >= LEAST
    of_earlier = enough & (pairs.of_earlier >= share * lengths[pairs.earlier])
    of_later = enough & (pairs.of_later >= share * lengths[pairs.later])
    a, b = lengths[pairs.earlier], lengths[pairs.later]
    alike = np.minimum(a, b) >= ALIKE * np.maximum(a, b)
    is_near, is_part = of_earlier & of_later & alike, of_later & (b <= a)
    kind = np.select([is_near, is_part, of_earlier & (a <= b)], [NEAR, PART, HOLDS], -1)
    kind[same] = EXACT
    whole = (kind == NEAR) & (pairs.of_later == lengths[pairs.later])
    for k in np.flatnonzero(whole & (lengths[pairs.earlier] == lengths[pairs.later])):
        a, b = index.offsets[pairs.earlier[k]], index.offsets[pairs.later[k]]
        size = lengths[pairs.later[k]]
        if np.array_equal(index.ids[a : a + size], index.ids[b : b + size]):
            kind[k] = EXACT
    return kind


def _stretches(pair: Longs, start: Longs, length: Longs, words: int) -> tuple[Longs, Longs, Longs]:
    """Join the passages of each pair that touch, overlap or nearly do."""
    if not len(pair):
        return start, start, pair
    order = np.lexsort((start, pair))
    begin = (pair[order] << 31) + start[order]
    end = np.maximum.accumulate(begin + length[order])
    new = np.concatenate([[True], begin[1:] > end[:-1] + APART * words])
    last = np.append(np.flatnonzero(new)[1:] - 1, len(begin) - 1)
    mask = (1 << 31) - 1
    return begin[new] & mask, end[last] & mask, begin[new] >> 31


def _whole(
    index: TokenIndex, pairs: Pairs, kind: Longs, first: Longs, stop: Longs, pair: Longs
) -> tuple[Longs, Longs, Longs]:
    """Put the whole document in the place of the stretches of a document that is a copy."""
    held = kind[pair] == HOLDS
    alike = np.flatnonzero(kind != HOLDS)
    rows = pairs.later[alike]
    first = np.concatenate([index.offsets[rows], first[held]])
    stop = np.concatenate([index.offsets[rows + 1], stop[held]])
    pair = np.concatenate([alike, pair[held]])
    order = np.lexsort((first, pair))
    return first[order], stop[order], pair[order]
