"""Slices and authors as groups of units: which can be judged, and which of them differ."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.units import choose_exchange, series_exchange
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.spaces.base import Space
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.multiple import holm
from toolkit.statistics.resemblance import Resemblance, differ, resemblance

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Fewest units of a slice that is judged.
UNITS = 5
AUTHORS = 12


class Asked(NamedTuple):
    """How resemblance is measured."""

    corpus: Corpus
    space: Space
    slices: Slices
    window: int
    unit: str
    level: float
    permutations: int
    seed: int


class Material(NamedTuple):
    """Vectors added up per document: rows of documents (J,), sums (J, dim), counts (J,)."""

    documents: Longs
    sums: Floats
    counts: Floats


class Draws(NamedTuple):
    """What chance gives: vectors (n, dim), and the document that each is, -1 for none, (n,)."""

    vectors: Floats
    documents: Longs


class Group(NamedTuple):
    """One slice or author: its units and their first documents, its rows, what was found."""

    label: str
    units: UnitSums
    first: Longs
    rows: Longs
    n_documents: int
    found: Resemblance | None


def slice_groups(asked: Asked, material: Material, direction: Floats) -> list[Group]:
    """Give every slice with its units; those that cannot be judged have no `found`."""
    uses = _uses(asked, material)
    parts = [part.documents for part in asked.slices]
    exchange = series_exchange(asked.corpus, parts, uses, asked.unit, None)
    return [
        _group(part.label, material, part.documents, exchange.codes, direction)
        for part in asked.slices
    ]


def _uses(asked: Asked, material: Material) -> Floats:
    uses = np.zeros(len(asked.corpus))
    uses[material.documents] = material.counts
    return uses


def _group(label: str, material: Material, rows: Longs, codes: Longs, direction: Floats) -> Group:
    mine = np.flatnonzero(np.isin(material.documents, rows) & (material.counts > 0))
    documents = material.documents[mine]
    names, first, own = np.unique(codes[documents], return_index=True, return_inverse=True)
    sums = np.zeros((len(names), material.sums.shape[1]))
    np.add.at(sums, own, material.sums[mine])
    counts = np.bincount(own, material.counts[mine], len(names)).astype(float)
    units = UnitSums(sums, counts)
    found = resemblance(direction, units) if len(names) >= UNITS else None
    judged = found if found is not None and found.told and np.isfinite(found.error) else None
    return Group(label, units, documents[first], rows, len(mine), judged)


def author_groups(asked: Asked, material: Material, direction: Floats) -> list[Group]:
    """Give the authors that are surely most alike, of those whose documents can be judged."""
    authors = asked.corpus.documents["author"].fill_null("").to_numpy()
    names, own = np.unique(authors[material.documents], return_inverse=True)
    many = np.bincount(own, minlength=len(names)) >= UNITS
    documents = np.arange(len(asked.corpus), dtype=np.int64)
    found = []
    for k in np.flatnonzero(many & (names != "")).tolist():
        mine = material.documents[own == k]
        one = _group(str(names[k]), material, mine, documents, direction)
        if one.found is not None:
            found.append((one.found.value - 2 * one.found.error, one))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])[:AUTHORS]]


def pair_p(asked: Asked, judged: Sequence[Group], material: Material, direction: Floats) -> Floats:
    """Compare every two slices; Holm-corrected p, shape (T, T), 1 on the diagonal.

    The unit is chosen for each pair: who writes in one of the two only is exchanged with the rest.
    """
    size = len(judged)
    pairs = [(i, j) for i in range(size) for j in range(i)]
    table = np.ones((size, size))
    if not pairs:
        return table
    # Enough exchanges that the least p of so many pairs could be told.
    times = max(asked.permutations, int(1.25 * len(pairs) / (1 - asked.level)))
    uses = _uses(asked, material)
    p = np.ones(len(pairs))
    for k, (i, j) in enumerate(pairs):
        sides = judged[i], judged[j]
        rows = sides[0].rows, sides[1].rows
        exchange = choose_exchange(asked.corpus, *rows, uses, asked.unit, None)
        a, b = (_group(one.label, material, one.rows, exchange.codes, direction) for one in sides)
        if a.found is not None and b.found is not None:
            blocks = exchange.blocks[np.concatenate([a.first, b.first])]
            rng = np.random.default_rng((asked.seed, i, j))
            p[k] = differ(a.found, b.found, times, rng, blocks)
    for (i, j), value in zip(pairs, holm(p), strict=True):
        table[i, j] = table[j, i] = value
    return table


def p_chance(judged: Sequence[Group], draws: Draws, best: float) -> float | None:
    """Tell how many random draws resemble some judged slice as much.

    A draw that is a document of a slice is held against the others: that it resembles its own
    time is no chance.
    """
    lengths = np.linalg.norm(draws.vectors, axis=1)
    held = lengths > 0
    if not held.any():
        return None
    vectors, documents = draws.vectors[held] / lengths[held, None], draws.documents[held]
    found = np.stack(
        [
            np.where(np.isin(documents, one.rows), -np.inf, vectors @ _direction(one.units))
            for one in judged
        ],
        axis=1,
    ).max(axis=1)
    return float((1 + np.count_nonzero(found >= best)) / (1 + len(found)))


def _direction(units: UnitSums) -> Floats:
    """Mean usage vector over its debiased length."""
    total, n = units.sums.sum(axis=0), units.counts.sum()
    pairs = n**2 - units.counts @ units.counts
    length = (total @ total - np.sum(units.sums**2)) / pairs
    return np.asarray(total / n / np.sqrt(length))
