"""Keys of shingles: one number for some tokens in order, and where in a corpus it stands.

A shingle is a tuple of tokens at fixed steps: several in a row, or two with others between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.index import TokenIndex
from toolkit.corpus.sharing import shards, shared_out

Longs = NDArray[np.int64]
Keys = NDArray[np.uint64]
Codes = NDArray[np.uint32]

# Tokens whose keys are made at a time: bounds the memory.
BLOCK = 1 << 20
_BASE = np.uint64(0x9E3779B97F4A7C15)
_LEAST_BITS, _MOST_BITS = 18, 27


def keys_of(tokens: NDArray[np.integer], steps: Sequence[int]) -> Keys:
    """Make the key of the shingle that begins at each token.

    Parameters
    ----------
    tokens : int array, shape (n,)
        Codes of tokens in a row.
    steps : sequence of int
        Where the tokens of a shingle stand, from its first: ascending, beginning with 0.

    Returns
    -------
    array, shape (max(0, n - steps[-1]),)

    Examples
    --------
    >>> keys = keys_of(np.array([4, 9, 4, 7, 9]), (0, 1))
    >>> bool(keys[0] == keys_of(np.array([4, 5, 9]), (0, 2))[0]), len(np.unique(keys))
    (True, 4)
    """
    size = max(0, len(tokens) - steps[-1])
    spread = mixed(np.asarray(tokens).astype(np.uint64))
    keys = np.zeros(size, np.uint64)
    for step in steps:
        keys = keys * _BASE + spread[step : step + size]
    # The low bits of a sum of products depend on the low bits only.
    return mixed(keys)


def looked_up(
    corpus: Corpus,
    wanted: Keys,
    steps: Sequence[int],
    codes: Codes | None = None,
    *,
    executor: Executor | None = None,
) -> tuple[Longs, Longs]:
    """Find where some shingles stand, as `lookup`, shared out by runs of documents."""
    index = corpus.index
    tasks = [(0, len(index.ids))] if executor is None else shards(index.offsets)
    work = partial(_in_shard, corpus, wanted, steps, codes)
    found = list(shared_out(work, tasks, executor))
    return joined(position for position, _ in found), joined(which for _, which in found)


def _in_shard(
    corpus: Corpus,
    wanted: Keys,
    steps: Sequence[int],
    codes: Codes | None,
    within: tuple[int, int],
) -> tuple[Longs, Longs]:
    """Look through one run of documents: what one task of an executor does."""
    return lookup(corpus.index, wanted, steps, codes, within)


def lookup(
    index: TokenIndex,
    wanted: Keys,
    steps: Sequence[int],
    codes: Codes | None = None,
    within: tuple[int, int] | None = None,
) -> tuple[Longs, Longs]:
    """Find where some shingles stand, in one pass over the token stream.

    Parameters
    ----------
    index : TokenIndex
        Where to look.
    wanted : array, shape (m,)
        Keys, ascending, each once.
    steps : sequence of int
        As in `keys_of`; both ends stand in one document.
    codes : array, shape (n_types,), optional
        What each type is compared by: its lemma, for instance. Without it, itself.
    within : (int, int), optional
        First token of the documents that are looked through, and the one after their last.

    Returns
    -------
    position : array, shape (n,)
        First tokens, ascending.
    which : array, shape (n,)
        Rows of `wanted`.

    Notes
    -----
    Cost: one pass of about 20 ns a token and step, whatever the number of keys.
    """
    found: list[Longs] = []
    rows: list[Longs] = []
    maybe = table_of(wanted)
    for start, keys in blocks(index, steps, codes, within):
        here = np.flatnonzero(maybe[low(keys, len(maybe))])
        row = np.searchsorted(wanted, keys[here])
        is_one = wanted[np.minimum(row, len(wanted) - 1)] == keys[here] if len(wanted) else row < 0
        found.append(here[is_one] + start)
        rows.append(row[is_one].astype(np.int64))
    position, which = joined(found), joined(rows)
    whole = index.documents_of(position) == index.documents_of(position + steps[-1])
    return position[whole], which[whole]


def blocks(
    index: TokenIndex,
    steps: Sequence[int],
    codes: Codes | None,
    within: tuple[int, int] | None = None,
) -> Iterator[tuple[int, Keys]]:
    """Give the keys of all places, or of those within some tokens, block by block."""
    reach = steps[-1]
    first, stop = within or (0, len(index.ids))
    for start in range(first, max(first, stop - reach), BLOCK):
        tokens = index.ids[start : min(start + BLOCK + reach, stop)]
        yield start, keys_of(coded(tokens, codes), steps)


def coded(tokens: NDArray[np.integer], codes: Codes | None) -> NDArray[np.integer]:
    """Give the codes of some tokens; without codes, the tokens."""
    return tokens if codes is None else codes[tokens]


def mixed(keys: Keys) -> Keys:
    """Spread numbers over all 64 bits.

    Source: Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195.
    """
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9) + _BASE
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def table_of(wanted: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """Mark the low bits of some keys: a quick first look for many others.

    The table has at least 32 places a key, as far as `_MOST_BITS` go, so that few others pass.
    """
    bits = min(_MOST_BITS, max(_LEAST_BITS, (32 * len(wanted)).bit_length()))
    table = np.zeros(1 << bits, bool)
    table[low(wanted, len(table))] = True
    return table


def low(keys: NDArray[np.unsignedinteger], size: int) -> Longs:
    """Give the low bits of keys: their places in a table of some power of two."""
    places: Longs = (keys & keys.dtype.type(size - 1)).astype(np.int64)
    return places


def joined(parts: Iterable[Longs]) -> Longs:
    """Put arrays one behind the other; none make an empty one."""
    return np.concatenate([np.empty(0, np.int64), *parts])
