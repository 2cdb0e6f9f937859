"""How far the topics of a concept's passages changed."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from toolkit.change.materials import Floats, same_width, weights_of
from toolkit.statistics.debiased import UnitSums


@dataclass(frozen=True, slots=True)
class TopicDivergence:
    """Jensen-Shannon divergence of the topic profiles of the passages that hold the concept.

    Larger means that it stands in passages about other things: 0, the same topics in the same
    shares; 1, no topic in common. It asks what the text around is about, over some hundreds of
    words, where the cosine asks for the company within ten.

    Notes
    -----
    Range [0, 1] (logarithms to base 2). The profile is that of `shares` with ``of=``: all words of
    the passages that hold a use, each passage once. Plainly estimated, hence biased upwards at
    small counts, by about (topics - 1)/(4 n ln 2) with n passages that differ wholly: read it
    against its chance level and the comparable words. It is given the topic model; with another
    seed unstable topics give other values. The concept's own words have a part in what topics its
    passages are given. Interval: standard error of a bootstrap over units. Cost O(B J k).
    Source: Lin 1991, doi:10.1109/18.61115.
    """

    name: ClassVar[str] = "topics"
    needs: ClassVar[str] = "shares"
    bounds: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    two_sided: ClassVar[bool] = False

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights.

        Sums are tokens of every topic (J, k), counts their totals (J,).

        Examples
        --------
        >>> one, other = (UnitSums(np.array([row]), np.ones(1)) for row in ([1.0, 0.0], [0.0, 1.0]))
        >>> TopicDivergence()(one, other).tolist(), TopicDivergence()(one, one).tolist()
        ([1.0], [0.0])
        """
        same_width(a, b)
        p, q = (
            w @ side.sums / (w @ side.counts)[:, None]
            for side, w in ((a, weights_of(a, wa)), (b, weights_of(b, wb)))
        )
        p, q = np.broadcast_arrays(p, q)
        divergence = _entropy((p + q) / 2.0) - (_entropy(p) + _entropy(q)) / 2.0
        return np.asarray(np.clip(divergence, 0.0, 1.0))


def _entropy(shares: Floats) -> Floats:
    """Entropy of every row, in bits."""
    return np.asarray(-(shares * np.log2(np.where(shares > 0, shares, 1.0))).sum(axis=-1))
