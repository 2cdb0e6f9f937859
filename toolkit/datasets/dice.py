"""Fast single draws from one seeded generator."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np

T = TypeVar("T")

# One call of numpy costs as much as sixty draws from a list; so draws are taken in stock.
_STOCK = 1 << 16


class Dice:
    """Draws one by one what a generator gives in stock.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the draws come from; also open as `rng` for whole arrays.

    Examples
    --------
    >>> dice = Dice(np.random.default_rng(0))
    >>> sorted({dice.pick("abc") for _ in range(50)})
    ['a', 'b', 'c']
    >>> {dice.index((0.0, 1.0)) for _ in range(50)}
    {1}
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self._stock: list[float] = []

    def roll(self) -> float:
        """Give a number in [0, 1)."""
        if not self._stock:
            self._stock = self.rng.random(_STOCK).tolist()
        return self._stock.pop()

    def pick(self, things: Sequence[T]) -> T:
        """Give one of equally likely things."""
        return things[int(self.roll() * len(things))]

    def between(self, low: int, high: int) -> int:
        """Give a whole number from `low` to `high`, both possible."""
        return low + int(self.roll() * (high - low + 1))

    def index(self, cumulative: Sequence[float]) -> int:
        """Give a position, by cumulative weights that end in 1."""
        return min(bisect(cumulative, self.roll()), len(cumulative) - 1)


def cumulative(weights: Sequence[float]) -> tuple[float, ...]:
    """Turn weights into cumulative ones that end in 1.

    Examples
    --------
    >>> cumulative([1, 3])
    (0.25, 1.0)
    """
    total = float(sum(weights))
    return tuple(running / total for running in accumulate(weights))
