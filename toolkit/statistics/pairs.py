"""Q of very many exchanges through products of pairs of units, for units in one stratum."""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.cells import (
    Cell,
    Floats,
    Sides,
    both_cells,
    centred,
    dot,
    prepared,
    products_of,
)
from toolkit.statistics.debiased import Array, Products, UnitSums
from toolkit.statistics.permutation import Labels
from toolkit.statistics.variance import Terms, fitted

# Units whose products with all before them are laid out at a time: pairs are met once.
COLUMNS = 256


class _Bends(NamedTuple):
    """Forms ``x^T R y`` of the second moments with leans v and shifts d of the sides, (P,) each.

    ``va_rb_da`` is ``v_a^T R_b d_a``; likewise the others.
    """

    va_ra_da: Array
    da_ra_da: Array
    vb_ra_db: Array
    db_ra_db: Array
    va_rb_da: Array
    da_rb_da: Array
    vb_rb_db: Array
    db_rb_db: Array


def pair_terms(pool: UnitSums, labels: Labels) -> tuple[Products, Terms]:
    """Products of the means and parts of Q of every exchange, each (P,).

    With s centred at the pooled mean and d the shift of a side, its centred sums have the moment
    ``M = R - d v^T - v d^T + q d d^T`` where ``R = sum s s^T``, and ``|R|^2`` is the sum of
    ``(s_j . s_k)^2``: one product of labels with squared products of pairs. Cost O(P J^2 / 2).
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716 (the form of Q).

    Parameters
    ----------
    pool : UnitSums
        Sums (J, d) and counts (J,), each count above 0.
    labels : bool array, shape (P, J)
        Units in side `a`, as many in every row.
    """
    if 2 * labels[0].sum() > labels.shape[1]:
        # The smaller side is summed and the larger is the rest, so that nothing cancels.
        found, terms = pair_terms(pool, ~labels)
        return Products(found.bb, found.aa, found.ab), Terms(terms.b, terms.a, terms.across)
    sums, counts, scale, kind = prepared(pool)
    single = centred(sums, counts).astype(kind)
    chosen = labels.astype(kind)
    sides = both_cells(single, counts, chosen)
    a, b = sides.a, sides.b
    within_a, across, everything = _pair_sums(single, chosen, sides.moment)
    bends = _bends(sides)
    every_a = within_a + _own(a, bends.va_ra_da, bends.da_ra_da)
    every_b = everything - within_a - 2.0 * across + _own(b, bends.vb_rb_db, bends.db_rb_db)
    between = 4.0 * (across + _mixed(a, b, bends)) * fitted(a.units) * fitted(b.units)
    between /= (a.number * b.number) ** 2
    means = products_of(a, b, sums.sum(axis=0) / counts.sum())
    return (
        Products(*(np.sqrt(scale) * part for part in means)),
        Terms(scale * a.within(every_a), scale * b.within(every_b), scale * between),
    )


def _pair_sums(sums: Floats, chosen: Floats, moment: Floats) -> tuple[Array, Array, float]:
    """Squared products of pairs: both in `a` (P,), one in each side (P,), all pairs."""
    within = np.zeros(len(chosen))
    for start in range(0, len(sums), COLUMNS):
        stop = start + COLUMNS
        squares = sums[:stop] @ sums[start:stop].T
        squares *= squares
        # A pair of a unit of this block with one before it stands for both of its orders.
        squares[:start] *= 2.0
        within += dot(chosen[:, :stop] @ squares, chosen[:, start:stop])
    # Squared products of each unit with all: s^T R s.
    every = np.einsum("jd,jd->j", sums @ moment, sums, dtype=np.float64)
    return within, chosen.astype(float, copy=False) @ every - within, float(every.sum())


def _bends(sides: Sides) -> _Bends:
    """All forms: the shift of side b is that of a times ``-N_a / N_b``."""
    a, b, _, turned_a, turned_b = sides
    ratio = a.number / b.number
    dd_a, dd_b = dot(a.shift, turned_a), dot(a.shift, turned_b)
    return _Bends(
        va_ra_da=dot(a.lean, turned_a),
        da_ra_da=dd_a,
        vb_ra_db=-ratio * dot(b.lean, turned_a),
        db_ra_db=ratio**2 * dd_a,
        va_rb_da=dot(a.lean, turned_b),
        da_rb_da=dd_b,
        vb_rb_db=-ratio * dot(b.lean, turned_b),
        db_rb_db=ratio**2 * dd_b,
    )


def _own(cell: Cell, v_r_d: Array, d_r_d: Array) -> Array:
    """``|M|^2 - |R|^2`` of one side."""
    length, slant, squares = dot(cell.shift, cell.shift), dot(cell.shift, cell.lean), cell.squares
    bent = -4.0 * v_r_d + 2.0 * squares * d_r_d
    straight = (squares * length) ** 2 - 4.0 * squares * length * slant
    return np.asarray(bent + straight + 2.0 * length * dot(cell.lean, cell.lean) + 2.0 * slant**2)


def _mixed(a: Cell, b: Cell, bends: _Bends) -> Array:
    """``<M_a, M_b> - <R_a, R_b>``."""
    shifts, leans = dot(a.shift, b.shift), dot(a.lean, b.lean)
    ab, ba = dot(a.shift, b.lean), dot(b.shift, a.lean)
    bent = b.squares * bends.db_ra_db + a.squares * bends.da_rb_da
    bent -= 2.0 * (bends.vb_ra_db + bends.va_rb_da)
    straight = a.squares * b.squares * shifts**2 + 2.0 * shifts * leans + 2.0 * ab * ba
    return np.asarray(bent + straight - 2.0 * shifts * (a.squares * ab + b.squares * ba))
