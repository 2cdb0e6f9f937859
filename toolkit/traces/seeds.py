"""Where in an archive a passage of the target may stand: pairs of words that both have."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.index import TokenIndex
from toolkit.corpus.shingle_keys import keys_of, looked_up
from toolkit.traces.target import Codes, Target

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# A seed is two words of the target in order, with at most this many steps between them; the
# archive may have them at any of these distances: words are replaced, put in, left out.
REACH = 3
# Pairs that stand more often than this in the archive say nothing by themselves.
MOST = 500
# Seeds of one passage lie on diagonals this near to each other, and this near in the archive.
BAND = 24
APART = 16
# A candidate holds at least this share of the surprise that it takes to be judged at all.
ENOUGH = 0.9
# Candidates for one and the same stretch of the target that are aligned.
ALIKE = 60


class Candidates(NamedTuple):
    """Stretches to be aligned: `first` and `last` of the target, `start` and `stop` of the archive.

    Half open; each (n,). `score` is the surprise of the words that the seeds cover, in nats.
    """

    score: Floats
    first: Longs
    last: Longs
    start: Longs
    stop: Longs


class Hits(NamedTuple):
    """Seeds that target and archive share; each (n,).

    `at` and `end` are their two tokens in the target, `position` and `until` in the archive.
    """

    at: Longs
    end: Longs
    position: Longs
    until: Longs


def surprise_of(index: TokenIndex, codes: Codes) -> Floats:
    """Give ``-ln p`` of every code, p its share of the tokens; shape (n_codes,)."""
    counts = np.bincount(codes, weights=index.counts)
    return np.asarray(-np.log((counts + 1.0) / (counts.sum() + len(counts) + 1.0)))


def candidates(
    target: Target, codes: Codes, surprise: Floats, weight: Floats, needed: float
) -> Candidates:
    """Find the stretches of the archive that share enough rare pairs of words with the target.

    Parameters
    ----------
    target : Target
        The text.
    codes : array, shape (n_types,)
        What types are compared by.
    surprise : array, shape (n_codes,)
        As `surprise_of` gives it.
    weight : array, shape (n_tokens,)
        Surprise of each token of the target after those before it.
    needed : float
        Surprise, in nats, that a passage takes to be told from chance.

    Returns
    -------
    Candidates
        The most surprising first.
    """
    index = target.archive.index
    hits = _hits(target, codes, surprise)
    if target.row is not None:
        others = index.documents_of(hits.position) != target.row
        hits = Hits(*(column[others] for column in hits))
    found = [_clusters(target, weight, hits, shift) for shift in (0, BAND // 2)]
    one, other = found
    places = (np.concatenate([a, b]) for a, b in zip(one[1:], other[1:], strict=True))
    joined = Candidates(np.concatenate([one.score, other.score]), *places)
    keep = np.flatnonzero(joined.score >= ENOUGH * needed)
    keep = keep[np.argsort(-joined.score[keep], kind="stable")]
    # Where very many places share the very same words, some of them stand for all.
    same = joined.first[keep] << 32 | joined.last[keep]
    keep = keep[_rank(same) < ALIKE]
    return Candidates(joined.score[keep], *(column[keep] for column in joined[1:]))


def _hits(target: Target, codes: Codes, surprise: Floats) -> Hits:
    index, words = target.archive.index, target.codes
    known = words < len(surprise)
    keys, starts, ends = [np.empty(0, np.uint64)], [_none()], [_none()]
    for step in range(1, min(REACH, len(words) - 1) + 1):
        first = np.flatnonzero(known[:-step] & known[step:])
        # How often chance alone brings the two together; "of the" is no seed.
        often = np.exp(-surprise[words[first]] - surprise[words[first + step]]) * len(index.ids)
        first = first[often * REACH <= MOST]
        keys.append(keys_of(words, (0, step))[first])
        starts.append(first)
        ends.append(first + step)
    seeds, row = np.unique(np.concatenate(keys), return_inverse=True)
    found = [
        looked_up(target.archive, seeds, (0, step), codes, executor=target.executor)
        for step in range(1, REACH + 1)
    ]
    position = np.concatenate([places for places, _ in found])
    until = np.concatenate([places + step for step, (places, _) in enumerate(found, 1)])
    which = np.concatenate([rows for _, rows in found])
    rare = np.bincount(which, minlength=len(seeds))[which] <= MOST
    hit, seed = _every(which[rare], row, len(seeds))
    at, end = np.concatenate(starts)[seed], np.concatenate(ends)[seed]
    return Hits(at, end, position[rare][hit], until[rare][hit])


def _every(which: Longs, row: Longs, n: int) -> tuple[Longs, Longs]:
    """Pair each hit with every place of the target that has its seed."""
    order = np.argsort(row, kind="stable")
    sizes = np.bincount(row, minlength=n)
    begins = np.cumsum(sizes) - sizes
    times = sizes[which]
    hit = np.repeat(np.arange(len(which)), times)
    within = np.arange(len(hit)) - np.repeat(np.cumsum(times) - times, times)
    return hit, order[begins[which[hit]] + within]


def _clusters(target: Target, weight: Floats, hits: Hits, shift: int) -> Candidates:
    """Gather hits of one document on near diagonals into stretches."""
    if not len(hits.at):
        return Candidates(np.empty(0), _none(), _none(), _none(), _none())
    index = target.archive.index
    band = (hits.position - hits.at + len(target) + shift) // BAND
    order = np.lexsort((hits.position, band))
    at, end, position, until = (column[order] for column in hits)
    document = index.documents_of(position)
    new = (np.diff(band[order]) != 0) | (np.diff(position) > APART) | (np.diff(document) != 0)
    cluster = np.concatenate([[0], np.cumsum(new)])
    begins = np.flatnonzero(np.concatenate([[True], new]))
    # Words of the target that the seeds cover, each once.
    covered = np.unique(np.concatenate([cluster, cluster]) << 32 | np.concatenate([at, end]))
    edges = index.offsets[document[begins]], index.offsets[document[begins] + 1]
    score = np.bincount(covered >> 32, weights=weight[covered & 0xFFFFFFFF], minlength=len(begins))
    return Candidates(
        first=np.maximum(np.minimum.reduceat(at, begins) - APART, 0),
        last=np.minimum(np.maximum.reduceat(end, begins) + APART + 1, len(target)),
        start=np.maximum(np.minimum.reduceat(position, begins) - APART, edges[0]),
        stop=np.minimum(np.maximum.reduceat(until, begins) + APART + 1, edges[1]),
        score=score.astype(np.float64),
    )


def _rank(values: Longs) -> Longs:
    """Count how many equal values stand before each."""
    order = np.argsort(values, kind="stable")
    begins = np.flatnonzero(np.diff(values[order], prepend=-1))
    sizes = np.diff(np.append(begins, len(values)))
    rank = np.empty(len(values), np.int64)
    rank[order] = np.arange(len(values)) - np.repeat(begins, sizes)
    return rank


def _none() -> Longs:
    return np.empty(0, np.int64)
