"""Both slices of a comparison in one pool, with where they stand and how much they are worth."""

from typing import Literal, NamedTuple

import numpy as np

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import UnitSums, effective_units
from toolkit.statistics.permutation import Codes, Labels
from toolkit.statistics.strata import comparable, effective_sizes

Weights = Literal["occurrence", "unit"]

FEWEST_UNITS, FEWEST_EFFECTIVE = 5, 3.0
THIN_UNITS, THIN_EFFECTIVE = 10, 6.0


class Sample(NamedTuple):
    """Units of both slices that have usages, and where they stand."""

    pool: UnitSums
    in_a: Labels
    strata: Codes
    blocks: Codes
    uses: tuple[float, float]

    @property
    def sizes(self) -> tuple[int, int]:
        """Number of units with usages of each side."""
        return int(self.in_a.sum()), int((~self.in_a).sum())


def sample_of(
    a: UnitSums, b: UnitSums, blocks: Codes | None, strata: Codes | None, weights: Weights
) -> Sample:
    """Both slices in one pool, without units that have no usages."""
    counts = np.concatenate([a.counts, b.counts]).astype(float)
    if a.sums.shape[1:] != b.sums.shape[1:] or len(counts) != len(a.sums) + len(b.sums):
        msg = (
            f"sums {a.sums.shape} and {b.sums.shape}, counts {a.counts.shape} and "
            f"{b.counts.shape}; give (J, d) of one width, and one count a unit."
        )
        raise ShapeError(msg)
    sums = np.concatenate([a.sums, b.sums]).astype(float)
    in_a = np.arange(len(counts)) < len(a.counts)
    strata = np.zeros(len(counts), np.int64) if strata is None else np.asarray(strata)
    blocks = strata if blocks is None else np.asarray(blocks)
    if strata.shape != counts.shape or blocks.shape != counts.shape:
        msg = f"strata {strata.shape} and blocks {blocks.shape} for {len(counts)} units."
        raise ShapeError(msg)
    used = counts > 0
    sums, counts, in_a = sums[used], counts[used], in_a[used]
    within = np.unique(strata[used], return_inverse=True)[1]
    names, number = np.unique(blocks[used], return_inverse=True)
    # An exchange may leave neither its stratum nor its block.
    apart = np.unique(within * len(names) + number, return_inverse=True)[1]
    uses = (float(counts[in_a].sum()), float(counts[~in_a].sum()))
    if weights == "unit":
        sums, counts = sums / counts[:, None], np.ones_like(counts)
    return Sample(UnitSums(sums, counts), in_a, within, apart, uses)


def floors(sample: Sample) -> tuple[tuple[float, float], tuple[str, ...]]:
    """Effective numbers of units, and the flags that follow from the numbers of units."""
    counts, in_a = sample.pool.counts, sample.in_a
    sizes = sample.sizes
    plain = (effective_units(counts[in_a]), effective_units(counts[~in_a]))
    if min(sizes) < FEWEST_UNITS or min(plain) < FEWEST_EFFECTIVE:
        return plain, ("too few units",)
    if not comparable(in_a, sample.strata):
        return plain, ("not comparable",)
    neff = effective_sizes(counts, in_a, sample.strata)
    if min(neff) < FEWEST_EFFECTIVE:
        return neff, ("too few units",)
    return neff, ("thin",) * (min(sizes) < THIN_UNITS or min(neff) < THIN_EFFECTIVE)
