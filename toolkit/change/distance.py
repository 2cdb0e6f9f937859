"""Debiased distances between the mean usages of a concept in two slices."""

from dataclasses import dataclass
from typing import ClassVar

from toolkit.statistics.debiased import Array, UnitSums, cosine, squared


@dataclass(frozen=True, slots=True)
class DebiasedCosine:
    """Debiased cosine distance between the mean usage vectors of two slices.

    Larger means that the two slices put the concept in less similar company:
    ``1 - u_st / sqrt(u_ss u_tt)``, each product without the pairs of a unit with itself.

    Notes
    -----
    Range about [0, 2], no unit of measure; noise takes it below 0 at small counts, where the
    plain distance would grow as 1/n instead. Bias O(1/J). It has no meaning where the mean
    usage cannot be told from the corpus at large. Cost O(J d).
    Source: Green et al. 2025 (debiased squared norm), for clusters of usages.
    """

    name: ClassVar[str] = "cosine"
    needs: ClassVar[str] = "sums"
    bounds: ClassVar[tuple[float, float] | None] = None

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None
    ) -> Array:
        """Compare two slices, once for every row of weights.

        Parameters
        ----------
        a, b : UnitSums
            Sums (J_a, d) and (J_b, d) of centred usage vectors, counts (J_a,) and (J_b,).
        wa, wb : array, shape (B, J_a) and (B, J_b), optional
            Weight of each unit in each resample; without them every unit counts once.

        Returns
        -------
        array, shape (B,)
            Nan where a mean usage is not told from the centre.

        Raises
        ------
        ShapeError
            If a side has fewer than two units, or shapes do not agree.
        """
        return cosine(a, b, wa, wb)


@dataclass(frozen=True, slots=True)
class DebiasedSquared:
    """Debiased squared distance between the mean usage vectors of two slices.

    Larger means further apart: ``u_ss + u_tt - 2 u_st``. It also sees a change in the length of
    the mean usage, that is of register and of lists of names; the cosine does not.

    Notes
    -----
    Range unbounded, in squared units of the space: compare within one space only. Unbiased at
    every count, so that half of all estimates lie below 0 where nothing changed. Cost O(J d).
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716.
    """

    name: ClassVar[str] = "squared"
    needs: ClassVar[str] = "sums"
    bounds: ClassVar[tuple[float, float] | None] = None

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None
    ) -> Array:
        """Compare two slices, once for every row of weights; parameters as the cosine's."""
        return squared(a, b, wa, wb)
