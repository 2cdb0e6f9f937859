"""What metrics read: usages by unit, in the form that each asks for."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.change.sense_places import SensePlaces
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.words import content_types
from toolkit.errors import OptionError, ShapeError
from toolkit.spaces.base import Space
from toolkit.spaces.usages import contexts, single_vectors
from toolkit.statistics.debiased import UnitSums
from toolkit.topics.base import TopicModel

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


class UnitVectors(NamedTuple):
    """Single usage vectors: ``vectors`` (n, d), and the ``unit`` (n,) of each, 0 to J - 1."""

    vectors: Floats
    unit: Longs


class UnitCounts(NamedTuple):
    """Context words by unit: ``table`` (J, V), how often each of V words stands near a use."""

    table: Any


class Uses(NamedTuple):
    """Some occurrences of one word or concept on one side of a comparison.

    ``position`` and ``length`` (n,) as in `Occurrences`, ``own`` as `contexts` takes it, and
    ``code`` (n,), the unit of each.
    """

    position: Longs
    length: Longs
    own: NDArray[np.bool_] | Longs
    code: Longs


class Reading(NamedTuple):
    """Where usages are read: corpus, space, window, what is taken off a vector, topics, senses."""

    corpus: Corpus
    space: Space
    window: int
    shift: Floats
    topics: TopicModel | None = None
    senses: SensePlaces | None = None


Material = UnitSums | UnitVectors | UnitCounts


def sums(uses: Uses, reading: Reading) -> UnitSums:
    """Add usage vectors up by unit."""
    vectors, unit = _by_unit(uses, reading)
    return _added(vectors, unit)


def unit_sums(uses: Uses, reading: Reading) -> UnitSums:
    """Add usage vectors of length 1 up by unit."""
    vectors, unit = _by_unit(uses, reading)
    return _added(_of_length_one(vectors), unit)


def vectors(uses: Uses, reading: Reading) -> UnitVectors:
    """Single usage vectors of length 1, with their units."""
    found, unit = _by_unit(uses, reading)
    return UnitVectors(_of_length_one(found), unit)


def counts(uses: Uses, reading: Reading) -> UnitCounts:
    """Content words near the uses, counted by unit; units without any are left out."""
    space, corpus = reading.space, reading.corpus
    rows = contexts(space, corpus, uses.position, uses.length, uses.own, reading.window).rows
    kept = content_types(corpus, space.language)[space.kept]
    once = sp.csr_array((np.ones_like(rows.data), rows.indices, rows.indptr), shape=rows.shape)
    names, unit = np.unique(uses.code, return_inverse=True)
    shape = (len(names), len(unit))
    by_unit = sp.csr_array((np.ones(len(unit)), (unit, np.arange(len(unit)))), shape=shape)
    table = (by_unit @ once)[:, np.flatnonzero(kept)].tocsr()
    return UnitCounts(table[np.flatnonzero(np.diff(table.indptr))])


def shares(uses: Uses, reading: Reading) -> UnitSums:
    """Tokens of every topic in the passages that hold a use, by unit; each passage once.

    Units without a passage that the topic model reads are left out.
    """
    if reading.topics is None:
        msg = "metric 'topics' reads the passages of a topic model; give topics=, made by fit."
        raise OptionError(msg)
    passages = reading.topics.passages
    at, held = passages.holding(uses.position)
    some, first = np.unique(at, return_index=True)
    lengths = passages.lengths[some].astype(float)
    code, topic = uses.code[held][first], reading.topics.passage_topic[some]
    names, unit = np.unique(code[lengths > 0], return_inverse=True)
    sums = np.zeros((len(names), len(reading.topics)))
    np.add.at(sums, unit, (topic * lengths[:, None])[lengths > 0])
    return UnitSums(sums, sums.sum(axis=1))


def senses(uses: Uses, reading: Reading) -> UnitSums:
    """Count the uses of every sense by unit; uses without a vector have none."""
    if reading.senses is None:
        msg = "metric 'senses' reads senses that were found before; measure it by drift."
        raise OptionError(msg)
    known = reading.senses
    place = np.minimum(np.searchsorted(known.position, uses.position), len(known.position) - 1)
    has_any = np.full(len(place), len(known.position) > 0)
    has_any[has_any] = known.position[place[has_any]] == uses.position[has_any]
    held = np.flatnonzero(has_any)
    names, unit = np.unique(uses.code[held], return_inverse=True)
    sums = np.zeros((len(names), known.k))
    np.add.at(sums, (unit, known.label[place[held]]), 1.0)
    return UnitSums(sums, sums.sum(axis=1))


MAKERS: dict[str, Callable[[Uses, Reading], Material]] = {
    "sums": sums,
    "unit_sums": unit_sums,
    "vectors": vectors,
    "counts": counts,
    "shares": shares,
    "senses": senses,
}


def size_of(side: Material) -> int:
    """Count the units of a side."""
    if isinstance(side, UnitVectors):
        return int(side.unit.max()) + 1 if len(side.unit) else 0
    return int(side.table.shape[0] if isinstance(side, UnitCounts) else len(side.counts))


def joined(a: Material, b: Material) -> Material:
    """Put both sides into one pool, the units of `a` first."""
    if isinstance(a, UnitVectors) and isinstance(b, UnitVectors):
        unit = np.concatenate([a.unit, b.unit + size_of(a)])
        return UnitVectors(np.concatenate([a.vectors, b.vectors]), unit)
    if isinstance(a, UnitCounts) and isinstance(b, UnitCounts):
        return UnitCounts(sp.vstack([sp.csr_array(a.table), sp.csr_array(b.table)]).tocsr())
    if isinstance(a, UnitSums) and isinstance(b, UnitSums):
        return UnitSums(*(np.concatenate(part) for part in zip(a, b, strict=True)))
    msg = f"sides of kinds {type(a).__name__} and {type(b).__name__} cannot be pooled."
    raise ShapeError(msg)


def weights_of(side: Material, weights: Floats | None) -> Floats:
    """Give weights as (B, J); a single row of ones if none were given.

    Raises
    ------
    ShapeError
        If there is not one column a unit, or the side holds no unit.
    """
    size = size_of(side)
    rows = np.ones((1, size)) if weights is None else np.atleast_2d(np.asarray(weights, float))
    if rows.shape[1] != size or not size:
        msg = f"weights of shape {rows.shape} for {size} units; give one column a unit, from 1."
        raise ShapeError(msg)
    return rows


def same_width(a: Material, b: Material) -> None:
    """Refuse sides of other widths, or without units."""
    wide = [
        np.shape(one.vectors if isinstance(one, UnitVectors) else one.table)[1]
        if not isinstance(one, UnitSums)
        else np.shape(one.sums)[1]
        for one in (a, b)
    ]
    if wide[0] != wide[1] or not size_of(a) or not size_of(b):
        msg = f"sides of {size_of(a)} and {size_of(b)} units, {wide[0]} and {wide[1]} wide."
        raise ShapeError(msg)


def singles(uses: Uses, reading: Reading) -> tuple[Floats, Longs]:
    """Give the usage vectors of the occurrences that have one, and the unit code of each."""
    found = contexts(
        reading.space, reading.corpus, uses.position, uses.length, uses.own, reading.window
    )
    return single_vectors(found, reading.space) - reading.shift, uses.code[found.has_any]


def _by_unit(uses: Uses, reading: Reading) -> tuple[Floats, Longs]:
    """Usage vectors, and the unit of each, 0 to J - 1."""
    vectors, code = singles(uses, reading)
    return vectors, np.unique(code, return_inverse=True)[1]


def _added(found: Floats, unit: Longs) -> UnitSums:
    order = np.argsort(unit, kind="stable")
    _, first, number = np.unique(unit[order], return_index=True, return_counts=True)
    if not len(first):
        return UnitSums(found, np.empty(0))
    return UnitSums(np.add.reduceat(found[order], first), number.astype(float))


def _of_length_one(found: Floats) -> Floats:
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.where(lengths > 0, lengths, 1.0))
