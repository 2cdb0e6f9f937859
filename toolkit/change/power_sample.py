"""Two sides without any difference, and usages of another word put in place of some."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.controls import comparable_types
from toolkit.change.materials import Reading, Uses, singles
from toolkit.change.question import Pair, Question, make_pair
from toolkit.change.sides import side_of
from toolkit.change.units import choose_exchange
from toolkit.change.weighed import reading
from toolkit.corpus.sliced import Slices
from toolkit.spaces.usages import own_tokens
from toolkit.statistics.debiased import UnitSums, squared

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]
# Usages of a side that are looked at; of more a sample is.
MOST_USAGES = 4_000


class Pool(NamedTuple):
    """Usages of both slices: ``vectors`` (n, d), ``unit`` (n,) ascending, and the units.

    ``in_a`` and ``blocks`` (J,); ``sums`` all of them as one side; ``question`` and ``pair``
    what they were taken from.
    """

    vectors: Floats
    unit: Longs
    in_a: Labels
    blocks: Longs
    sums: UnitSums
    question: Question
    pair: Pair


class Donor(NamedTuple):
    """A word that lends its usages: ``vectors`` (n, d) unit after unit, ``first`` (J + 1,)."""

    vectors: Floats
    first: Longs
    sums: UnitSums


class Drawn(NamedTuple):
    """Two sides to be compared, and the block of every unit."""

    a: UnitSums
    b: UnitSums
    blocks: Longs


def pool_of(asked: tuple[Question, Slices], baseline: str, label: str) -> Pool:
    """Take the usages of a slice and its baseline one by one."""
    question, slices = asked
    b = slices.find(label).documents
    a = _baseline_rows(slices, baseline, b)
    common = np.intersect1d(a, b)
    rows = [np.setdiff1d(side, common) for side in (a, b)]
    exchange = choose_exchange(
        question.corpus, rows[0], rows[1], question.usages_of, question.unit, None
    )
    sides = [side_of(side, question.corpus, question.space, question.center) for side in rows]
    pair = make_pair(question, (sides[0], sides[1]), exchange)
    hits = question.hits
    found, units, blocks = [], [], []
    in_a: list[Labels] = []
    rng = np.random.default_rng(question.seed)
    own = own_tokens(question.corpus, hits.position, hits.length)
    block_of = np.zeros(int(exchange.codes.max()) + 1, np.int64)
    block_of[exchange.codes] = exchange.blocks
    for number, side in enumerate(sides):
        chosen = np.flatnonzero(np.isin(hits.document, side.rows))
        if len(chosen) > MOST_USAGES:
            chosen = np.sort(rng.choice(chosen, MOST_USAGES, replace=False))
        code = exchange.codes[hits.document[chosen]]
        uses = Uses(hits.position[chosen], hits.length[chosen], own, code)
        vectors, code, unit = _in_order(uses, reading(question, side))
        found.append(vectors)
        units.append(unit + sum(len(one) for one in in_a))
        blocks.append(block_of[np.unique(code)])
        in_a.append(np.full(len(np.unique(code)), number == 0))
    vectors, unit = np.concatenate(found), np.concatenate(units)
    return Pool(
        vectors,
        unit,
        np.concatenate(in_a),
        np.concatenate(blocks),
        _added(vectors, unit),
        question,
        pair,
    )


def donors_of(asked: tuple[Question, Slices], pool: Pool, wanted: int, seed: int) -> list[Donor]:
    """Take words of like frequency, those of other company first, with their usages there."""
    question, corpus = asked[0], asked[0].corpus
    side = pool.pair.sides[1]
    inside = np.zeros(len(corpus), bool)
    inside[side.rows] = True
    rng = np.random.default_rng((seed, 99))
    found = []
    for name in comparable_types(question, pool.pair)[: 3 * wanted]:
        where = corpus.index.positions(int(name)).astype(np.int64)
        where = where[inside[corpus.index.documents_of(where)]]
        if len(where) > MOST_USAGES:
            where = np.sort(rng.choice(where, MOST_USAGES, replace=False))
        code = pool.pair.exchange.codes[corpus.index.documents_of(where)]
        own = np.full(len(where), name, np.int64)
        uses = Uses(where, np.ones_like(where), own, code)
        vectors, _, unit = _in_order(uses, reading(question, side))
        if len(unit) and unit[-1] > 0:
            first = np.searchsorted(unit, np.arange(unit[-1] + 2))
            found.append(Donor(vectors, first, _added(vectors, unit)))
    # Near words would make no change however many usages they lend.
    far = np.array([squared(pool.sums, one.sums)[0] for one in found])
    return [found[k] for k in np.argsort(-far, kind="stable")[:wanted]]


def drawn_pair(
    pool: Pool, in_a: Labels, donor: Donor, share: float, rng: np.random.Generator
) -> Drawn:
    """Put a share of donor usages into side b of an exchange, unit for unit.

    Every unit of side b is given one unit of the donor, and each usage that is replaced one of
    that unit's: so usages of one unit still resemble each other.
    """
    in_b = ~in_a[pool.unit]
    replaced = in_b & (rng.random(len(pool.unit)) < share)
    vectors = pool.vectors
    if replaced.any():
        lender = rng.integers(len(donor.first) - 1, size=len(in_a))[pool.unit[replaced]]
        number = donor.first[lender + 1] - donor.first[lender]
        picked = donor.first[lender] + (rng.random(len(lender)) * number).astype(np.int64)
        vectors = vectors.copy()
        vectors[replaced] = donor.vectors[picked]
    sums = _added(vectors, pool.unit)
    a, b = (UnitSums(sums.sums[side], sums.counts[side]) for side in (in_a, ~in_a))
    return Drawn(a, b, np.concatenate([pool.blocks[in_a], pool.blocks[~in_a]]))


def _in_order(uses: Uses, where: Reading) -> tuple[Floats, Longs, Longs]:
    """Usage vectors unit after unit, the code of the unit of each, and its number from 0."""
    vectors, code = singles(uses, where)
    order = np.argsort(code, kind="stable")
    return vectors[order], code[order], np.unique(code[order], return_inverse=True)[1]


def _added(vectors: Floats, unit: Longs) -> UnitSums:
    """Add usages up by unit; units ascend and each has one."""
    first = np.searchsorted(unit, np.arange(int(unit[-1]) + 1)) if len(unit) else np.empty(0, int)
    counts = np.bincount(unit).astype(float)
    return UnitSums(np.add.reduceat(vectors, first), counts)


def _baseline_rows(slices: Slices, baseline: str, own: Longs) -> Longs:
    if baseline != "rest":
        return slices.baseline(baseline)[1]
    every: Any = np.concatenate([part.documents for part in slices])
    return np.setdiff1d(every, own)
