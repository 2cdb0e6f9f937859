"""Two slices whose words are compared: which, in which units, and what is exchanged."""

from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.change.units import choose_exchange
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Rows, Slice, Slices
from toolkit.statistics.debiased import effective_units
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


class TwoSlices(NamedTuple):
    """A slice and what it is compared with: documents `a` of the baseline, `b` of the slice."""

    slice: Slice
    baseline: str
    a: Rows
    b: Rows

    @property
    def head(self) -> dict[str, Any]:
        """Columns that say which slices these are."""
        return {
            "slice": self.slice.label,
            "start": iso_of(self.slice.start),
            "stop": iso_of(self.slice.stop),
            "baseline": self.baseline,
        }


class Both(NamedTuple):
    """Counts of both sides by unit: ``table`` (J, V), ``totals`` (J,), side and block of each."""

    table: Any
    totals: Floats
    in_a: NDArray[np.bool_]
    blocks: Longs
    unit: str
    doubts: tuple[str, ...]


def two_slices(slices: Slices, used: Floats, slice_: str | None, against: str) -> TwoSlices | None:
    """Choose the slices to compare.

    Parameters
    ----------
    slices : Slices
        The slices.
    used : array, shape (n_documents,)
        What is counted in each document.
    slice_ : str or None
        A label; without it the last slice above the floors.
    against : str
        "first" (the earliest above the floors), "previous" (the nearest earlier one above them),
        "rest", "undated" or a label.

    Returns
    -------
    TwoSlices or None
        None where there are no two such slices.
    """
    above = [part for part in slices if is_above(used[part.documents])]
    if slice_ is None and not above:
        return None
    part = above[-1] if slice_ is None else slices.find(slice_)
    if against == "rest":
        rows = np.concatenate([one.documents for one in slices])
        return TwoSlices(part, "rest", np.setdiff1d(rows, part.documents), part.documents)
    earlier = [one for one in above if one.start < part.start]
    if against in ("first", "previous"):
        if not earlier:
            return None
        against = earlier[0 if against == "first" else -1].label
    label, rows = slices.baseline(against)
    common = np.intersect1d(rows, part.documents)
    a, b = (np.setdiff1d(one, common) for one in (rows, part.documents))
    return None if label == part.label else TwoSlices(part, label, a, b)


def is_above(used: Floats) -> bool:
    """Tell whether there are enough documents to judge anything."""
    held = used[used > 0]
    return len(held) >= FEWEST_UNITS and effective_units(held) >= FEWEST_EFFECTIVE


def both_sides(
    corpus: Corpus,
    pair: TwoSlices,
    table: Any,  # noqa: ANN401  (a sparse array)
    totals: Floats,
    unit: str,
) -> Both:
    """Add counts up by unit on either side; units without any are left out.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    pair : TwoSlices
        The documents of either side.
    table : sparse array, shape (n_documents, V)
        Counts of the words in each document.
    totals : array, shape (n_documents,)
        All that is counted in each document.
    unit : str
        As in `drift`.
    """
    exchange = choose_exchange(corpus, pair.a, pair.b, totals, unit, None)
    rows = np.concatenate([pair.a, pair.b])
    side = np.arange(len(rows)) < len(pair.a)
    rows, side = rows[totals[rows] > 0], side[totals[rows] > 0]
    _, first, own = np.unique(
        2 * exchange.codes[rows] + side, return_index=True, return_inverse=True
    )
    added = sp.csr_array((np.ones(len(rows)), (own, np.arange(len(rows)))))
    return Both(
        (added @ table[rows]).tocsr(),
        np.asarray(added @ totals[rows], float),
        side[first],
        exchange.blocks[rows][first],
        exchange.unit,
        exchange.doubts,
    )


def too_few(both: Both) -> str:
    """Say which side has too few units, if one has."""
    sides = [both.totals[both.in_a], both.totals[~both.in_a]]
    if all(is_above(side) for side in sides):
        return ""
    sizes = " and ".join(f"{len(side)} ({effective_units(side):.1f} effective)" for side in sides)
    return (
        f"too few {both.unit}s: {sizes}; {FEWEST_UNITS} and {FEWEST_EFFECTIVE:.0f} effective are "
        "needed on either side"
    )
