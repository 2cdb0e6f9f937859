"""How far a debiased distance scatters: without drift (Q), and whatever the truth (jackknife)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array, Products, UnitSums, check, cosine_of, products

FEWEST_FOR_JACKKNIFE = 3


class Terms(NamedTuple):
    """The three parts of Q, each (P,): pairs within `a`, pairs within `b`, pairs across."""

    a: Array
    b: Array
    across: Array


def quadratic_variance(a: UnitSums, b: UnitSums) -> float:
    """Variance of the squared distance D2 when there is no drift: Q.

    With ``c_j = S_j - n_j mean``, ``d = N^2 - sum n_j^2``, ``k = sum |c_j|^2 / d``: twice the sum
    of ``(c_j.c_k + k n_j n_k)^2 / d^2`` over pairs of different units of a side, four times that of
    ``(c_j.c_k)^2 / (N N')^2`` across, with factors J/(J-1) for the fitted means (4 in all within
    a side of 3 units or fewer). k takes out that centred units are negatively correlated: without
    it Q is 7.6 times too large with 3 units. Larger means noisier; in units of D2 squared, above
    0. Does not depend on the centre. Cost O(J d min(J, d)); no J x J array beyond J = d.
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716.

    Examples
    --------
    >>> a = UnitSums(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([1.0, 1.0]))
    >>> quadratic_variance(a, UnitSums(a.sums[:, ::-1], a.counts))
    0.0
    """
    return float(sum(part[0] for part in quadratic_terms(a, b)))


def scaled_quadratic_variance(a: UnitSums, b: UnitSums) -> float:
    """Q after dividing the sums of each side by its debiased length; D2 is then twice DC.

    Nan where a length is not above 0. In units of DC squared, times 4. Source: as Q.

    Examples
    --------
    >>> a = UnitSums(np.array([[1.0, 0.0], [3.0, 1.0]]), np.array([1.0, 1.0]))
    >>> b = UnitSums(np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([1.0, 1.0]))
    >>> twice = UnitSums(2 * a.sums, a.counts)
    >>> scaled_quadratic_variance(a, b) == scaled_quadratic_variance(twice, b)
    True
    """
    return float(scaled(quadratic_terms(a, b), products(a, b))[0])


def scaled(terms: Terms, found: Products) -> Array:
    """Q of sums divided by their lengths, (P,); nan where a length is not above 0."""
    aa, bb = (np.where(u > 0, u, np.nan) for u in (found.aa, found.bb))
    return np.asarray(terms.a / aa**2 + terms.b / bb**2 + terms.across / (aa * bb))


def quadratic_terms(a: UnitSums, b: UnitSums) -> Terms:
    """Give the parts of `quadratic_variance`, each of shape (1,)."""
    check(a, b)
    within_a, centred_a, number_a = _within(a)
    within_b, centred_b, number_b = _within(b)
    across = 4.0 * _squared_products(centred_a, centred_b) / (number_a * number_b) ** 2
    factor = float(fitted(_used(a)) * fitted(_used(b)))
    return Terms(np.array([within_a]), np.array([within_b]), np.array([factor * across]))


def fitted(units: NDArray[np.int64] | Array) -> Array:
    """Give what the fitted mean of J units takes from a squared deviation: J / (J - 1)."""
    return np.asarray(units / (units - 1.0))


def fitted_pair(units: NDArray[np.int64] | Array) -> Array:
    """Give the factor for pairs within a side: ``(J / (J - 1))^2``, but 4 for 3 units or fewer."""
    return np.where(units > 3, fitted(units) ** 2, 4.0)


def jackknife_norm(a: UnitSums) -> float:
    """Delete-one-unit jackknife variance of the debiased squared length of the mean usage.

    Cost O(J d). Source: Efron & Stein 1981, doi:10.1214/aos/1176345462.
    """
    _enough(a)
    return _spread(_left_out(a)[0])


def norm_is_told(a: UnitSums) -> bool:
    """Whether the mean usage is told from the centre: its debiased squared length above 2 SE.

    Without that a cosine has no meaning: the direction of the mean is noise.
    """
    _enough(a)
    return bool(products(a, a).aa[0] > 2.0 * np.sqrt(jackknife_norm(a)))


def jackknife_squared(a: UnitSums, b: UnitSums) -> float:
    """Delete-one-unit jackknife variance of `squared`, both sides added.

    About twice too large without drift, right with a large one. Cost O(J d).
    Source: Efron & Stein 1981, doi:10.1214/aos/1176345462.
    """
    return sum(_spread(f.aa + f.bb - 2.0 * f.ab) for f in _deletions(a, b))


def jackknife_cosine(a: UnitSums, b: UnitSums) -> float:
    """Delete-one-unit jackknife variance of `cosine`, both sides added; nan where it has none.

    Where `norm_is_told` no deletion can bring the length to 0. Cost O(J d).
    Source: Efron & Stein 1981, doi:10.1214/aos/1176345462.
    """
    return sum(_spread(cosine_of(f)) for f in _deletions(a, b))


def _deletions(a: UnitSums, b: UnitSums) -> tuple[Products, Products]:
    """Products with each unit of `a` left out, and with each unit of `b` left out."""
    check(a, b)
    _enough(a, b)
    whole = products(a, b)
    without_a, mean_a = _left_out(a)
    without_b, mean_b = _left_out(b)
    plain_a, plain_b = a.sums.sum(axis=0) / a.counts.sum(), b.sums.sum(axis=0) / b.counts.sum()
    return (
        Products(without_a, np.broadcast_to(whole.bb, without_a.shape), mean_a @ plain_b),
        Products(np.broadcast_to(whole.aa, without_b.shape), without_b, mean_b @ plain_a),
    )


def _left_out(a: UnitSums) -> tuple[Array, Array]:
    """Debiased squared length (J,) and plain mean (J, d) with each unit of usages left out."""
    kept = np.asarray(a.counts) > 0
    sums, counts = np.asarray(a.sums, float)[kept], np.asarray(a.counts, float)[kept]
    total, number = sums.sum(axis=0), counts.sum()
    own = np.einsum("jd,jd->j", sums, sums)
    # |T - S_j|^2 - (sum |S|^2 - |S_j|^2), without forming the J sets.
    paired = total @ total - own.sum() - 2.0 * (sums @ total) + 2.0 * own
    pairs = (number - counts) ** 2 - (counts @ counts - counts**2)
    return paired / pairs, (total - sums) / (number - counts)[:, None]


def _spread(values: Array) -> float:
    """Jackknife variance of one side from its J leave-one-out values."""
    size = len(values)
    return float((size - 1) / size * np.sum((values - values.mean()) ** 2))


def _within(side: UnitSums) -> tuple[float, Array, float]:
    """Give the part of Q within one side, its centred sums (J, d) and its number of usages."""
    counts = np.asarray(side.counts, float)
    number, squares = counts.sum(), counts @ counts
    centred = side.sums - np.outer(counts, side.sums.sum(axis=0) / number)
    own = np.einsum("jd,jd->j", centred, centred)
    pairs = number**2 - squares
    k = own.sum() / pairs
    lean = counts @ centred
    # sum over all j, k of (c_j.c_k + k n_j n_k)^2, then the diagonal taken off.
    every = _squared_products(centred, centred) + 2.0 * k * (lean @ lean) + (k * squares) ** 2
    rest = every - np.sum((own + k * counts**2) ** 2)
    return float(2.0 * rest / pairs**2 * fitted_pair(_used(side))), centred, float(number)


def _squared_products(x: Array, y: Array) -> float:
    """Sum of ``(x_j . y_k)^2`` over all j and k, by the smaller of the two ways."""
    if len(x) * len(y) <= x.shape[1] ** 2:
        return float(np.sum((x @ y.T) ** 2))
    return float(np.sum((x.T @ x) * (y.T @ y)))


def _used(side: UnitSums) -> NDArray[np.int64]:
    """Count the units that have usages."""
    return np.asarray(np.count_nonzero(side.counts))


def _enough(*slices: UnitSums) -> None:
    """Refuse a jackknife that would leave a single unit."""
    fewest = min(int(_used(one)) for one in slices)
    if fewest < FEWEST_FOR_JACKKNIFE:
        msg = (
            f"a slice of {fewest} units cannot be jackknifed; "
            f"it takes {FEWEST_FOR_JACKKNIFE}, or a judgement that does without."
        )
        raise ShapeError(msg)
