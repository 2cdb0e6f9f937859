"""How much more often, and how much more evenly, a concept is used."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from toolkit.change.materials import Floats, same_width, weights_of
from toolkit.statistics.debiased import UnitSums


@dataclass(frozen=True, slots=True)
class FrequencyRatio:
    """How many times as often the concept is used as in the baseline, as a logarithm to base 2.

    Larger means used more: 0 as often, 1 twice, -1 half as often. Its p is two-sided.

    Notes
    -----
    Ratio estimator: all uses over all tokens of a slice, not a mean of documents; uses stand in
    ``sums`` (J, 1), tokens in ``counts`` (J,), and units without a use count too. Range
    unbounded. Without any use on a side there is none. Little bias from 10 units on; with bursty
    words the interval is wide, as it should be. Interval: standard error of a bootstrap over
    units. Not a measure of meaning. Cost O(B J).
    Source: Cochran 1977 (ratio estimator).
    """

    name: ClassVar[str] = "frequency"
    needs: ClassVar[str] = "tokens"
    bounds: ClassVar[tuple[float, float] | None] = None
    two_sided: ClassVar[bool] = True

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights."""
        same_width(a, b)
        rates = [
            (w @ side.sums)[:, 0] / (w @ side.counts)
            for side, w in ((a, weights_of(a, wa)), (b, weights_of(b, wb)))
        ]
        rate_a, rate_b = (np.where(rate > 0, rate, np.nan) for rate in rates)
        return np.asarray(np.log2(rate_b / rate_a))


@dataclass(frozen=True, slots=True)
class DispersionChange:
    """Change of Gries's deviation of proportions: how unevenly a concept is spread over units.

    Larger means more concentrated in few units than in the baseline. Its p is two-sided.

    Notes
    -----
    ``DP = sum |share of the uses - share of the tokens| / 2`` over units, 0 evenly spread to
    nearly 1 in one unit; the value is DP of the slice less DP of the baseline. Range [-1, 1]. DP
    falls as uses grow, with no change at all, since few uses cannot be spread evenly: compare
    slices of like counts, or read it against comparable words. Interval: standard error of a
    bootstrap over units. Cost O(B J).
    Source: Gries 2008, doi:10.1075/ijcl.13.4.02gri.
    """

    name: ClassVar[str] = "dispersion"
    needs: ClassVar[str] = "tokens"
    bounds: ClassVar[tuple[float, float] | None] = (-1.0, 1.0)
    two_sided: ClassVar[bool] = True

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights."""
        same_width(a, b)
        return deviation(b, weights_of(b, wb)) - deviation(a, weights_of(a, wa))


@dataclass(frozen=True, slots=True)
class JuillandChange:
    """Change of Juilland's D: how evenly a concept is spread over units.

    Larger means more even than in the baseline. Its p is two-sided.

    Notes
    -----
    ``D = 1 - V / sqrt(J - 1)``, V the coefficient of variation of the rates of the J units, each
    weighted by its tokens; 0 in one unit to 1 evenly spread; the value is D of the slice less D
    of the baseline. Range [-1, 1]. Nears 1 as units grow in number, whatever the word: compare
    slices of like numbers of units. Interval: standard error of a bootstrap over units. Cost
    O(B J).
    Source: Gries 2008, doi:10.1075/ijcl.13.4.02gri (who compares it with others).
    """

    name: ClassVar[str] = "juilland"
    needs: ClassVar[str] = "tokens"
    bounds: ClassVar[tuple[float, float] | None] = (-1.0, 1.0)
    two_sided: ClassVar[bool] = True

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights."""
        same_width(a, b)
        return juilland(b, weights_of(b, wb)) - juilland(a, weights_of(a, wa))


def deviation(units: UnitSums, weights: Floats) -> Floats:
    """Deviation of proportions of each row of weights, (B,); nan without uses.

    Examples
    --------
    >>> deviation(UnitSums(np.array([[3.0], [1.0]]), np.array([50.0, 50.0])), np.ones((1, 2)))
    array([0.25])
    """
    uses, tokens = weights * units.sums[:, 0], weights * units.counts
    total = uses.sum(axis=1, keepdims=True)
    shares = uses / np.where(total > 0, total, np.nan)
    return np.asarray(np.abs(shares - tokens / tokens.sum(axis=1, keepdims=True)).sum(axis=1) / 2)


def juilland(units: UnitSums, weights: Floats) -> Floats:
    """Juilland's D of each row of weights, (B,); nan without uses, or with one unit.

    Examples
    --------
    >>> juilland(UnitSums(np.array([[3.0], [1.0]]), np.array([50.0, 50.0])), np.ones((1, 2)))
    array([0.5])
    """
    tokens = weights * units.counts
    shares = tokens / tokens.sum(axis=1, keepdims=True)
    rates = units.sums[:, 0] / np.where(units.counts > 0, units.counts, np.nan)
    rates = np.nan_to_num(rates)
    mean = shares @ rates
    spread = np.sqrt(np.maximum(shares @ rates**2 - mean**2, 0.0))
    parts = np.count_nonzero(tokens, axis=1)
    scale = np.where((mean > 0) & (parts > 1), mean * np.sqrt(np.maximum(parts - 1, 1)), np.nan)
    return np.asarray(np.clip(1.0 - spread / scale, 0.0, 1.0))
