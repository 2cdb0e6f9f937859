"""Slices on an axis: their counts, places, intervals, and what exchanged units give."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change import doubts as say
from toolkit.change.axis_table import SCHEMA
from toolkit.change.sides import side_of
from toolkit.change.units import Exchange, series_exchange
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.spaces.base import Space
from toolkit.spaces.usages import Usages
from toolkit.statistics.debiased import effective_units
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.projection import Line, chance, mean_interval
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS, THIN_EFFECTIVE, THIN_UNITS

Floats = NDArray[np.float64]
Row = dict[str, Any]


class Places(NamedTuple):
    """Of each document: sum of the places, usages, uses; and where documents stand."""

    total: Floats
    counts: Floats
    uses: NDArray[np.int64]
    slices: Slices
    exchange: Exchange

    def units(self, numbers: list[int]) -> tuple[Floats, Floats, NDArray[np.int64], Any]:
        """Add up per unit in some slices: places, usages, slice (0, 1, …), cell of exchange."""
        found = []
        for place, number in enumerate(numbers):
            documents = self.slices[number].documents
            inside = documents[self.counts[documents] > 0]
            _, first, own = np.unique(
                self.exchange.codes[inside], return_index=True, return_inverse=True
            )
            sums = [np.bincount(own, of[inside]) for of in (self.total, self.counts)]
            cells = self.exchange.blocks[inside][first]
            found.append((*sums, np.full(len(first), place), cells))
        total, counts, at, cells = (np.concatenate(one) for one in zip(*found, strict=True))
        return total, counts, at, cells


def places_of(
    hits: Occurrences, used: Usages, slices: Slices, unit: str, line: Line | None
) -> Places:
    """Place the usages of every document; without a line all places are 0."""
    counts, total = np.zeros(len(hits.corpus)), np.zeros(len(hits.corpus))
    counts[used.documents] = used.counts
    if line is not None:
        total[used.documents] = line.places(used.sums, used.counts)
    uses = np.bincount(hits.document, minlength=len(hits.corpus))
    parts = [part.documents for part in slices]
    exchange = series_exchange(hits.corpus, parts, counts, unit, None)
    return Places(total, counts, uses, slices, exchange)


def counted(part: Slice, places: Places) -> Row:
    """Give the row of a slice before it is judged."""
    inside = part.documents[places.counts[part.documents] > 0]
    _, own = np.unique(places.exchange.codes[inside], return_inverse=True)
    counts = np.bincount(own, places.counts[inside]).astype(float)
    return dict.fromkeys(SCHEMA) | {
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "unit": places.exchange.unit,
        "n_units": len(counts),
        "neff": effective_units(counts),
        "n_documents": int((places.uses[part.documents] > 0).sum()),
        "n_occurrences": int(places.uses[part.documents].sum()),
    }


def fill(rows: list[Row], places: Places, level: float) -> list[str]:
    """Give the slices above the floors their place and interval; say which are below."""
    labelled = []
    for number, row in enumerate(rows):
        if not row["n_units"]:
            continue
        few = row["n_units"] < FEWEST_UNITS or row["neff"] < FEWEST_EFFECTIVE
        flag = "too few units" if few else "thin"
        if few or row["n_units"] < THIN_UNITS or row["neff"] < THIN_EFFECTIVE:
            unit = places.exchange.unit
            labelled += say.of_flags(row["slice"], (flag,), row["n_units"], row["neff"], unit)
        if not few:
            total, counts, _, _ = places.units([number])
            place = mean_interval(total, counts, level)
            row |= dict(zip(("value", "low", "high"), place, strict=True))
    return say.gathered(labelled)


def judge(
    rows: list[Row], places: Places, permutations: int, level: float, rng: np.random.Generator
) -> float:
    """Give the placed slices their chance; return the chance that they differ at all."""
    placed = [number for number, row in enumerate(rows) if row["value"] is not None]
    if len(placed) < 2:  # nothing to exchange with: no chance, hence no place
        for number in placed:
            rows[number] |= dict.fromkeys(("value", "low", "high"))
        return float("nan")
    found = chance(
        *places.units(placed), size=len(placed), permutations=permutations, rng=rng, level=level
    )
    q = benjamini_hochberg(found.p)
    for place, number in enumerate(placed):
        measured = (found.low[place], found.high[place], found.p[place], q[place])
        names = ("null_low", "null_high", "p_value", "q_value")
        rows[number] |= dict(zip(names, map(float, measured), strict=True))
    return found.p_moves


def background(
    line: Line, documents: NDArray[np.int64], corpus: Corpus, space: Space
) -> float | None:
    """Place everything that is said in some documents."""
    if not len(documents):
        return None
    shift = side_of(documents, corpus, space, "slice").shift
    return float(line.places(shift[None], np.ones(1))[0])
