"""Value and z of a metric under very many exchanges, exactly, without a loop over exchanges."""

from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from threadpoolctl import ThreadpoolController

from toolkit.statistics.debiased import Array, Products, UnitSums, cosine_of
from toolkit.statistics.moments import moment_terms
from toolkit.statistics.pairs import pair_terms
from toolkit.statistics.permutation import Codes, Labels
from toolkit.statistics.strata import exchanged_products, shares
from toolkit.statistics.variance import Terms, scaled

Metric = Literal["cosine", "squared"]

ENTRIES = 1 << 23
RELATIVE_ROUNDING = 1e-12


class Permuted(NamedTuple):
    """Value and z of each exchange, (P,); where a length is not above 0: nan, and z infinite."""

    values: Array
    z: Array


def permuted(
    pool: UnitSums, labels: Labels, *, metric: Metric = "cosine", strata: Codes | None = None
) -> Permuted:
    """Value and z of a metric in every exchange of the pooled units.

    z is D2 over the root of Q, both recomputed in every exchange; for the cosine after dividing
    each side by its own length, so that z does not react to length. An exchange in which a
    length is not above 0 has z infinite (it counts against a finding). Exact up to rounding,
    through products of pairs (cost O(P J^2)) or second moments (O(P J d^2 / 2)), whichever is
    less; no J x J array is held. Source: Chen & Qin 2010, doi:10.1214/09-AOS716.

    Parameters
    ----------
    pool : UnitSums
        Units of both sides, sums (J, d) and counts (J,), each count above 0.
    labels : bool array, shape (P, J)
        Which units stand in side `a`; each side needs two units (in every stratum).
    strata : int array, shape (J,), optional
        Stratum of each unit, 0 to K - 1: means are then post-stratified.
    """
    codes = np.zeros(len(pool.counts), np.int64) if strata is None else strata
    rows = max(64, ENTRIES // max(1, len(pool.counts)))
    parts = []
    with one_thread():
        for start in range(0, len(labels), rows):
            part = labels[start : start + rows]
            parts.append(judged(*_products_and_terms(pool, part, codes), metric, pool))
    values, z = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Permuted(values, z)


def judged(found: Products, terms: Terms, metric: Metric, pool: UnitSums) -> Permuted:
    """Value and z from the products of means and the parts of Q, (P,)."""
    # Where all units are alike Q is rounding only: z is then huge, never a division by 0.
    least = (RELATIVE_ROUNDING * np.sum(pool.sums**2) / np.sum(pool.counts) ** 2) ** 2
    kept = Terms(
        np.maximum(terms.a, 0.0),
        np.maximum(terms.b, 0.0),
        np.maximum(terms.across, max(float(least), float(np.finfo(float).tiny))),
    )
    if metric == "squared":
        values = found.aa + found.bb - 2.0 * found.ab
        return Permuted(values, values / np.sqrt(kept.a + kept.b + kept.across))
    values = cosine_of(found)
    z = 2.0 * values / np.sqrt(scaled(kept, found))
    return Permuted(values, np.where(np.isnan(values), np.inf, z))


def _products_and_terms(pool: UnitSums, labels: Labels, codes: Codes) -> tuple[Products, Terms]:
    """Products of means and parts of Q, by the cheaper way."""
    units, rank = len(codes), min(pool.sums.shape)
    if not codes.any() and units <= rank * (rank + 1) / 2:
        return pair_terms(pool, labels)
    terms = moment_terms(pool, labels, codes, shares(pool.counts, codes))
    return exchanged_products(pool, labels, codes), terms


@cache
def _controller() -> ThreadpoolController:
    """Look up the thread pools of numpy and scipy once; the search costs milliseconds."""
    from scipy.linalg import blas  # noqa: F401  # brings a library of its own

    return ThreadpoolController()


def one_thread() -> ThreadpoolController:
    """Run the products inside on one thread: the same bytes whatever the number of cores.

    Two threads add up in another order, and at most sizes cost more than they give.
    """
    return _controller().limit(limits=1, user_api="blas")
