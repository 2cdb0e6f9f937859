"""Passages that stand in more than one place: found once over the whole token stream.

Every `n` tokens in a row become one key; equal keys are found by sorting, never by comparing
documents with documents.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus import shingle_keys
from toolkit.corpus.index import TokenIndex
from toolkit.corpus.shingle_keys import Codes, Longs, blocks, coded, joined, low, mixed, table_of
from toolkit.errors import OptionError

# Keys sorted at a time: bounds the memory.
SORTED = 1 << 25
# Documents that share a shingle are all paired up to this many; of more, each is paired with the
# first and with the one before it.
MOST = 32
_BASE = np.uint64(0x9E3779B97F4A7C15)
# Positions are below 2³¹, so that a diagonal and a position fit into one number.
_SHIFT = 31
_PLACE = (1 << _SHIFT) - 1


class Repeats(NamedTuple):
    """Shingles that stand in two places or more: `position` (n,), `group` (n,).

    Sorted by group, then by position; a group is one shingle.
    """

    position: Longs
    group: Longs


class Shared(NamedTuple):
    """Passages that stand in two documents: first tokens `earlier` and `later`, and `length`.

    Each (n,); `length` in tokens. Every passage is as long as it can be.
    """

    earlier: Longs
    later: Longs
    length: Longs


def repeats(index: TokenIndex, n: int = 8, codes: Codes | None = None) -> Repeats:
    """Find every shingle of `n` tokens in a row that stands in two places or more.

    Parameters
    ----------
    index : TokenIndex
        Where to look.
    n : int
        Tokens of a shingle, 2 or more.
    codes : array, shape (n_types,), optional
        What each type is compared by: its lemma, for instance. Without it, itself.

    Raises
    ------
    OptionError
        If `n` is below 2.

    Notes
    -----
    Half of each key is sorted, part by part; only what stands twice is looked at in full, and its
    tokens are compared one by one, so that no two shingles are ever mistaken for each other.
    Memory: 4 bytes a token, `SORTED` keys, and the repeats.
    """
    if n < 2:
        msg = f"passages of {n} words; a passage has 2 words or more, 8 are usual."
        raise OptionError(msg)
    steps = range(n)
    halves = np.empty(max(0, len(index.ids) - n + 1), np.uint32)
    for start, keys in blocks(index, steps, codes):
        halves[start : start + len(keys)] = keys >> np.uint64(32)
    whole = np.ones(len(halves), bool)
    for back in range(1, n):
        ends = index.offsets[1:] - back
        whole[ends[(ends >= 0) & (ends < len(whole))]] = False
    # A document shorter than a shingle begins none.
    at = _twice(halves, whole)
    at = at[index.documents_of(at) == index.documents_of(at + n - 1)]
    return _grouped(index, at, n, codes)


def shared(
    index: TokenIndex,
    n: int = 8,
    *,
    pairs: Literal["all", "first"] = "all",
    most: int = MOST,
    codes: Codes | None = None,
    found: Repeats | None = None,
) -> Shared:
    """Find the passages of `n` tokens or more that two documents share.

    Parameters
    ----------
    index : TokenIndex
        Where to look; documents are in order of time.
    n : int
        Least number of tokens.
    pairs : {"all", "first"}
        Whether every two documents that share a passage are paired, or each only with the first
        that has it.
    most : int
        With "all": where more documents than this share a shingle, each is paired with the first
        and the one before it only.
    codes : array, shape (n_types,), optional
        As in `repeats`.
    found : Repeats, optional
        Those of `repeats`, if they are there already.

    Returns
    -------
    Shared
        Sorted by diagonal (`later` - `earlier`), then by `earlier`.
    """
    position, group = found if found is not None else repeats(index, n, codes)
    document = index.documents_of(position)
    diagonals = [
        _joined_pair(position, document, a, b) for a, b in _pairs(group, document, pairs, most)
    ]
    both = np.unique(np.concatenate(diagonals)) if diagonals else np.empty(0, np.int64)
    if not len(both):
        return Shared(*(np.empty(0, np.int64) for _ in range(3)))
    begins = _begins(index, both, n)
    first = both[begins]
    last = both[np.append(np.flatnonzero(begins)[1:] - 1, len(both) - 1)]
    earlier = first & _PLACE
    return Shared(earlier, earlier + (first >> _SHIFT), last - first + n)


def _begins(index: TokenIndex, both: Longs, n: int) -> NDArray[np.bool_]:
    """Tell where a passage begins: shingles on one diagonal that touch or overlap are one."""
    step = np.diff(both)
    begins = np.concatenate([[True], step > n])
    # Neighbouring shingles cannot lie in two documents; those a little apart can.
    near = np.flatnonzero((step > 1) & (step <= n))
    for shift in (np.zeros(len(near), np.int64), both[near] >> _SHIFT):
        left, right = (both[near] & _PLACE) + shift, (both[near + 1] & _PLACE) + shift
        begins[near + 1] |= index.documents_of(left) != index.documents_of(right)
    return begins


def _pairs(
    group: Longs, document: Longs, pairs: str, most: int
) -> Iterator[tuple[Longs, NDArray[np.int64]]]:
    """Give rows of repeats to be paired: the earlier, the later."""
    if not len(group):
        return
    first = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(np.append(first, len(group)))
    rows = np.arange(len(group), dtype=np.int64)
    head = np.repeat(first, sizes)
    yield head, rows
    if pairs == "first":
        return
    again = rows > head
    yield rows[again] - 1, rows[again]
    small = np.repeat(sizes <= most, sizes)
    for step in range(2, int(sizes[sizes <= most].max(initial=0))):
        later = rows[step:][(rows[step:] - step >= head[step:]) & small[step:]]
        yield later - step, later


def _joined_pair(position: Longs, document: Longs, a: Longs, b: Longs) -> Longs:
    """Write pairs of places in different documents as one number: diagonal, then position."""
    apart = (document[a] != document[b]) & (position[a] < position[b])
    a, b = position[a[apart]], position[b[apart]]
    both: Longs = ((b - a) << _SHIFT) | a
    return both


def _grouped(index: TokenIndex, at: Longs, n: int, codes: Codes | None) -> Repeats:
    """Group places by shingle, each token compared; leave out those that stand alone."""
    if not len(at):
        return Repeats(np.empty(0, np.int64), np.empty(0, np.int64))
    windows = coded(index.ids[at[:, None] + np.arange(n)], codes)
    keys = np.zeros(len(at), np.uint64)
    for step in range(n):
        keys = keys * _BASE + mixed(windows[:, step].astype(np.uint64))
    order = np.argsort(keys, kind="stable")
    at, windows, keys = at[order], windows[order], keys[order]
    new = np.concatenate([[True], (keys[1:] != keys[:-1]) | (windows[1:] != windows[:-1]).any(1)])
    group = np.cumsum(new) - 1
    often = np.bincount(group)[group] > 1
    return Repeats(at[often], np.unique(group[often], return_inverse=True)[1].astype(np.int64))


def _twice(halves: Codes, whole: NDArray[np.bool_]) -> Longs:
    """Find the places whose half key stands twice or more, ascending."""
    n_parts = -(-len(halves) // SORTED) or 1
    edges = [(part << 32) // n_parts for part in range(n_parts + 1)]
    often: list[Codes] = []
    for least, above in zip(edges, edges[1:], strict=False):
        mine = np.sort(halves[(halves >= least) & (halves <= above - 1) & whole])
        often.append(np.unique(mine[1:][mine[1:] == mine[:-1]]))
    wanted = np.concatenate(often)
    maybe = table_of(wanted)
    found = []
    for start in range(0, len(halves), shingle_keys.BLOCK):
        block = halves[start : start + shingle_keys.BLOCK]
        here = np.flatnonzero(
            maybe[low(block, len(maybe))] & whole[start : start + shingle_keys.BLOCK]
        )
        row = np.searchsorted(wanted, block[here])
        found.append(here[wanted[np.minimum(row, len(wanted) - 1)] == block[here]] + start)
    return joined(found)
