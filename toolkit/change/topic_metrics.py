"""How far the topics of a concept's passages changed, and how far its senses."""

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


@dataclass(frozen=True, slots=True)
class SenseDivergence(TopicDivergence):
    """Jensen-Shannon divergence of the shares of the concept's senses.

    Larger means that it is used in other senses: 0, the same shares; 1, no sense in common. The
    senses are those of `senses` over all slices, for the same seed, and stay fixed while units are
    exchanged and drawn anew: the interval and p are given them.

    Notes
    -----
    Range [0, 1] (logarithms to base 2). Senses are clusters of usage vectors: kinds of context. A
    concept of which no second one holds for new documents is not judged, and a doubt says so.
    Biased upwards at small counts, by about (senses - 1)/(4 n ln 2) with n independent uses: read
    it against its chance level. A change inside one sense is not seen. Comparable words are cut
    into as many clusters, found in at most 1,000 of their uses, whether these hold or not.
    Source: Lin 1991, doi:10.1109/18.61115; the use for senses, Giulianelli, Del Tredici & Fernández
    2020, doi:10.18653/v1/2020.acl-main.365.
    """

    name: ClassVar[str] = "senses"
    needs: ClassVar[str] = "senses"


def _entropy(shares: Floats) -> Floats:
    """Entropy of every row, in bits."""
    return np.asarray(-(shares * np.log2(np.where(shares > 0, shares, 1.0))).sum(axis=-1))
