"""No two documents of one id: told as they come, in little memory."""

import numpy as np
from numpy.typing import NDArray

# Hashes looked for one by one before they are sorted among the others.
_FEW = 4096
# What stands before an id and before its source: bytes that no UTF-8 has.
_ID, _SOURCE = b"\xfe", b"\xff"


class Identities:
    """The ids met so far, each with its source.

    An id costs its own bytes and those of its source, and some twenty more.

    Examples
    --------
    >>> met = Identities()
    >>> met.add("a", "x.txt")
    >>> met.source_of("a"), met.source_of("b"), len(met)
    ('x.txt', None, 1)
    """

    def __init__(self) -> None:
        self._sorted: NDArray[np.int64] = np.empty(0, np.int64)
        self._fresh: set[int] = set()
        # Each id with its source behind it: what a hash that was met means.
        self._said = bytearray()
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def source_of(self, name: str) -> str | None:
        """Return the source of an id that was met, and None for one that was not."""
        number = hash(name)
        if number not in self._fresh:
            at = int(np.searchsorted(self._sorted, number))
            if at == len(self._sorted) or self._sorted[at] != number:
                return None
        # Ids of one hash are told apart by their letters.
        key = _ID + _bytes(name) + _SOURCE
        at = self._said.find(key)
        if at < 0:
            return None
        start = at + len(key)
        stop = self._said.find(_ID, start)
        return self._said[start : stop if stop >= 0 else None].decode("utf-8", "surrogatepass")

    def add(self, name: str, source: str) -> None:
        """Take in an id that was not met."""
        self._n += 1
        self._fresh.add(hash(name))
        self._said += _ID + _bytes(name) + _SOURCE + _bytes(source)
        if len(self._fresh) > _FEW + len(self._sorted) // 8:
            fresh = np.fromiter(self._fresh, np.int64, len(self._fresh))
            self._sorted = np.sort(np.concatenate([self._sorted, fresh]))
            self._fresh = set()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
