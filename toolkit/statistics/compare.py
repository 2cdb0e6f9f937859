"""One slice against another: value, interval, what chance gives, and what speaks against it."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from toolkit.errors import OptionError
from toolkit.statistics import strata as stratified
from toolkit.statistics.cells import FEWEST_FOR_SINGLE
from toolkit.statistics.debiased import Products, UnitSums, cosine_of
from toolkit.statistics.intervals import checked_level, score_interval, slope_of
from toolkit.statistics.permutation import Codes, exchanges, p_of
from toolkit.statistics.permuted import Metric, judged, one_thread, permuted
from toolkit.statistics.sample import Sample, Weights, floors, sample_of
from toolkit.statistics.variance import Terms, quadratic_terms, scaled

FEW_USES = 100

# How near a permuted z counts as a tie: what rounding leaves in float64 and float32.
TOLERANCE, SINGLE_TOLERANCE = 1e-9, 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two slices show; None where nothing can be said.

    Attributes
    ----------
    value : float or None
        Debiased distance; may lie below 0, hence below `low`.
    low, high : float or None
        Score interval, ``0 <= low <= high``.
    null_low, null_high : float or None
        Where the middle share `level` of the exchanged values lies: what chance alone gives.
    z, p_value, p_floor : float or None
        Studentised squared distance; share of exchanges whose z is as large; the least such share.
    n_units, neff : pair
        Units with usages in `a` and `b`, and how many equal units they are worth.
    judged : bool
        Whether there is a value.
    flags : tuple of str
        Short codes: "too few units", "thin", "not comparable", "no cosine: too few uses",
        "no cosine: contexts of the corpus", "below zero", "further below zero than chance".
    """

    n_units: tuple[int, int]
    neff: tuple[float, float]
    flags: tuple[str, ...]
    judged: bool = False
    value: float | None = None
    low: float | None = None
    high: float | None = None
    null_low: float | None = None
    null_high: float | None = None
    z: float | None = None
    p_value: float | None = None
    p_floor: float | None = None


class _Estimate(NamedTuple):
    """Value, its variance without drift, that of the jackknife, naive value, z."""

    value: float
    quadratic: float
    jackknife: float
    naive: float
    z: float


def compare(
    a: UnitSums,
    b: UnitSums,
    *,
    metric: Metric = "cosine",
    permutations: int = 999,
    rng: np.random.Generator,
    level: float = 0.95,
    blocks: Codes | None = None,
    strata: Codes | None = None,
    weights: Weights = "occurrence",
) -> Comparison:
    """Compare slice `b` with the baseline `a`.

    Parameters
    ----------
    a, b : UnitSums
        Sums (J_a, d) and (J_b, d) of centred usage vectors, counts; units without usages are
        left out.
    metric : {"cosine", "squared"}
        `debiased.cosine` or `debiased.squared`; z and p belong to it.
    permutations : int
        Random exchanges of units (all distinct ones when there are no more); 0 for no test.
    rng : numpy.random.Generator
        Draws the exchanges.
    level : float
        Of the interval and of the chance band.
    blocks : int array, shape (J_a + J_b,), optional
        Units are exchanged within a block only.
    strata : int array, shape (J_a + J_b,), optional
        Post-stratified means; units are exchanged within strata. Each stratum needs 3 units in
        both slices.
    weights : {"occurrence", "unit"}
        Whether each usage or each unit counts once.

    Notes
    -----
    Not judged below 5 units or 3 effective units on a side; "thin" below 10 or 6. There is no
    cosine where a side's mean usage is not told from the centre; where there is one, both sides are
    brought to one mean length before units are exchanged, so that it never reacts to length.
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716; Kish 1965 for effective units.

    Raises
    ------
    ShapeError, OptionError
        If arrays do not agree, or an option is not one of those named.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> a = UnitSums(rng.normal(size=(20, 5)) + [3, 0, 0, 0, 0], np.ones(20))
    >>> b = UnitSums(rng.normal(size=(20, 5)) + [0, 3, 0, 0, 0], np.ones(20))
    >>> found = compare(a, b, permutations=199, rng=rng)
    >>> found.judged, found.p_value == found.p_floor == 1 / 200, found.low < 1 < found.high
    (True, True, True)
    """
    checked_level(level)
    if metric not in ("cosine", "squared") or weights not in ("occurrence", "unit"):
        msg = (
            f"metric {metric!r} and weights {weights!r}; "
            "give 'cosine' or 'squared', and 'occurrence' or 'unit'."
        )
        raise OptionError(msg)
    sample = sample_of(a, b, blocks, strata, weights)
    result = estimated(sample, metric, level)
    if not (result.judged and permutations):
        return result
    return _with_chance(result, sample, metric, permutations, rng, level)


def estimated(sample: Sample, metric: Metric, level: float) -> Comparison:
    """Give what `compare` does, without what chance gives.

    Parameters
    ----------
    sample : Sample
        Both slices.
    metric : {"cosine", "squared"}
    level : float
        Of the interval, between 0 and 1.
    """
    neff, flags = floors(sample)
    empty = Comparison(n_units=sample.sizes, neff=neff, flags=flags)
    if "too few units" in flags or "not comparable" in flags:
        return empty
    with one_thread():
        parts = (sample.pool, sample.in_a, sample.strata)
        means = stratified.stratified_products(*parts)
        spread = stratified.jackknife(*parts, means)
        lengths = zip((means.aa, means.bb), spread[2:], strict=True)
        untold = [bool(length[0] <= 2.0 * np.sqrt(scatter)) for length, scatter in lengths]
        if metric == "cosine" and any(untold):
            uses = min(u for u, bad in zip(sample.uses, untold, strict=True) if bad)
            why = "too few uses" if uses < FEW_USES else "contexts of the corpus"
            return replace(empty, flags=(*flags, f"no cosine: {why}"))
        found = _estimate(sample, metric, means, spread)
    slope = slope_of(found.jackknife, found.naive)
    df = sum(neff) - 2 * (int(sample.strata.max()) + 1)
    low, high, real = score_interval(found.value, found.quadratic, slope, df, level)
    below = ("below zero",) * (found.value < 0)
    further = ("further below zero than chance",) * (not real)
    return replace(
        empty,
        judged=True,
        value=found.value,
        low=low,
        high=high,
        z=found.z,
        flags=(*flags, *below, *further),
    )


def _estimate(
    sample: Sample, metric: Metric, found: Products, spread: tuple[float, float, float, float]
) -> _Estimate:
    """All that interval and z need, from the observed slices."""
    pool, in_a, codes = sample.pool, sample.in_a, sample.strata
    plain = stratified.plain_products(pool, in_a, codes)
    terms = _terms(sample)
    values, z = judged(found, terms, metric, pool)
    if metric == "squared":
        quadratic = float((terms.a + terms.b + terms.across)[0])
        naive = plain.aa + plain.bb - 2.0 * plain.ab
        return _Estimate(float(values[0]), quadratic, spread[0], float(naive[0]), float(z[0]))
    # DC is half of D2 between slices of length 1, so its variance is a quarter of their Q. Q over
    # 4 u u' is the same for equal lengths only: the interval covers .84 with lengths 1 and 2.
    quadratic = float(scaled(terms, found)[0]) / 4.0
    naive = cosine_of(plain)
    return _Estimate(float(values[0]), quadratic, spread[1], float(naive[0]), float(z[0]))


def _terms(sample: Sample) -> Terms:
    """Parts of Q of the observed slices."""
    pool, in_a = sample.pool, sample.in_a
    if sample.strata.any():
        return stratified.stratified_terms(pool, in_a, sample.strata)
    return quadratic_terms(
        UnitSums(pool.sums[in_a], pool.counts[in_a]), UnitSums(pool.sums[~in_a], pool.counts[~in_a])
    )


def _with_chance(
    result: Comparison,
    sample: Sample,
    metric: Metric,
    permutations: int,
    rng: np.random.Generator,
    level: float,
) -> Comparison:
    """Add chance band, p and its floor."""
    drawn = exchanges(sample.in_a, permutations, rng, sample.blocks)
    strata = sample.strata if sample.strata.any() else None
    pool = _aligned(sample) if metric == "cosine" else sample.pool
    found = permuted(pool, drawn.labels, metric=metric, strata=strata)
    single = len(sample.in_a) >= FEWEST_FOR_SINGLE
    values = found.values if drawn.enumerated else found.values[1:]
    told = values[~np.isnan(values)]
    share = (1.0 - level) / 2.0
    return replace(
        result,
        null_low=float(np.quantile(told, share)) if len(told) else None,
        null_high=float(np.quantile(told, 1.0 - share)) if len(told) else None,
        p_value=p_of(found.z, SINGLE_TOLERANCE if single else TOLERANCE),
        p_floor=drawn.p_floor,
    )


def _aligned(sample: Sample) -> UnitSums:
    """Both slices brought to one mean length before units are exchanged.

    Without drift in direction the units are exchangeable only then: scaling each exchange alone
    still rejects in .34 of pairs when the mean of one slice is twice as long (20 against 20).
    """
    pool, in_a = sample.pool, sample.in_a
    found = stratified.stratified_products(pool, in_a, sample.strata)
    lengths = np.sqrt(np.where(in_a, found.aa, found.bb))
    return UnitSums(pool.sums / lengths[:, None], pool.counts)
