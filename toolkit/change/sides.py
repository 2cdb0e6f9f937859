"""One side of a comparison: the documents of a slice, and the usages in them per unit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.change.units import Codes, Exchange
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Rows
from toolkit.spaces.base import Space
from toolkit.spaces.usages import Usages
from toolkit.statistics.debiased import UnitSums

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Side:
    """The documents of one side and where their usages are measured from.

    Attributes
    ----------
    rows : array of int
        Document rows.
    shift : array, shape (dim,)
        Taken off every corpus-centred usage vector: zero, or what centres the slice.
    """

    rows: Rows
    shift: Floats


def side_of(rows: Rows, corpus: Corpus, space: Space, center: str) -> Side:
    """Make a side, measured from the centre of the corpus or of its own documents."""
    if center == "corpus" or not len(rows):
        return Side(rows, np.zeros(len(space.centre)))
    chosen = np.full(len(corpus), -1)
    chosen[rows] = 0
    counts = corpus.index.counts_by(chosen, 1)[space.kept, 0]
    total = counts * space.weights.astype(float)
    if not total.sum():
        return Side(rows, np.zeros(len(space.centre)))
    mean = total @ space.vectors / total.sum()
    return Side(rows, (mean if space.matrix is None else space.matrix @ mean) - space.centre)


def unit_sums(usages: Usages, side: Side, exchange: Exchange) -> tuple[UnitSums, Rows]:
    """Add the usages of one side up per unit.

    Returns
    -------
    sums : UnitSums
        One row for each unit with usages on this side.
    first : array, shape (J,)
        A document row of each unit: it stands for the unit's block and stratum.
    """
    inside = np.isin(usages.documents, side.rows)
    rows = usages.documents[inside]
    sums = usages.sums[inside] - usages.counts[inside, None] * side.shift
    return _grouped(exchange.codes[rows], rows, sums, usages.counts[inside])


def _grouped(codes: Codes, rows: Rows, sums: Floats, counts: Floats) -> tuple[UnitSums, Rows]:
    if len(np.unique(codes)) == len(codes):
        return UnitSums(sums, counts), rows
    order = np.argsort(codes, kind="stable")
    _, first = np.unique(codes[order], return_index=True)
    added = UnitSums(np.add.reduceat(sums[order], first), np.add.reduceat(counts[order], first))
    return added, rows[order][first]
