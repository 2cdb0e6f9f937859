"""Repeated phrases told from chance by the same search in shuffled text, longest ones first."""

from concurrent.futures import Executor
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sharing import shared_out
from toolkit.corpus.words import content_types
from toolkit.spaces.base import main_language
from toolkit.traces.patterns import Candidates, candidates
from toolkit.traces.stream import Stream
from toolkit.traces.target import lemma_codes

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_DOCUMENTS, SHARE = 5, 0.001
# Shuffled texts have so many tokens together, so that in a small archive, too, one formula can be
# told from chance.
ENOUGH, MOST_SHUFFLES = 2_000_000, 20


class Chosen(NamedTuple):
    """Candidates of one shape that are formulas: `rows` of them, and their `q` values."""

    one: Candidates
    rows: Longs
    q: Floats


class Mined(NamedTuple):
    """Formulas of an archive, and how many of their strength one shuffled text has, on average."""

    kept: list[Chosen]
    n_shuffled: float


def least_documents(corpus: Corpus) -> int:
    """Give the documents that a formula needs, unless it is said: one in a thousand, or five."""
    return max(LEAST_DOCUMENTS, round(SHARE * len(corpus)))


def mine(
    corpus: Corpus,
    words: int,
    least: int,
    fdr: float,
    seed: int,
    *,
    executor: Executor | None = None,
) -> Mined:
    """Find the formulas of a corpus and of its words in random order; kept in its memory."""
    key = f"formulas {words} {least} {fdr} {seed}"
    if key not in corpus.memory:
        stream = stream_of(corpus, main_language(corpus))
        real = [one for one in candidates(stream, least) if sum(one.shape) >= words]
        strength = np.concatenate([np.empty(0), *(one.strength for one in real)])
        times = int(np.clip(ENOUGH // max(1, len(stream)), 1, MOST_SHUFFLES))
        work = partial(_shuffled, corpus, words, least, seed)
        false = np.concatenate(list(shared_out(work, range(times), executor)))
        passed = _passed(real, q_values(strength, false, times), fdr)
        bar = min((one.one.strength[one.rows].min(initial=np.inf) for one in passed), default=0.0)
        as_strong = float(np.count_nonzero(false >= bar)) / times
        corpus.memory[key] = Mined(_outermost(stream, passed, least), as_strong)
    found: Mined = corpus.memory[key]
    return found


def stream_of(corpus: Corpus, language: str) -> Stream:
    """Give the tokens of a corpus as lemma codes; content are those most of whose tokens are."""
    codes, index = lemma_codes(corpus, language), corpus.index
    content = content_types(corpus, language)
    size = int(codes.max(initial=0)) + 1
    every = np.bincount(codes, weights=index.counts, minlength=size)
    inside = np.bincount(codes[content], weights=index.counts[content], minlength=size)
    stream = np.empty(len(index.ids), np.int32)
    stream[:] = codes[index.ids]
    return Stream(stream, np.asarray(index.offsets), 2 * inside > every)


def q_values(real: Floats, shuffled: Floats, times: int = 1) -> Floats:
    """Give the least rate of false discoveries at which each strength is found, (n,).

    ``(1 + #{shuffled >= s}) / times / #{real >= s}``, never less for a weaker one; at most 1.
    `shuffled` holds what so many shuffles gave together.
    Source: Elias & Gygi 2007, doi:10.1038/nmeth1019.

    Examples
    --------
    >>> q_values(np.array([9.0, 5.0, 1.0]), np.array([2.0, 4.0]))
    array([0.5, 0.5, 1. ])
    """
    order = np.argsort(-real, kind="stable")
    ranks = np.searchsorted(np.sort(-real), -real[order], side="right")
    false = 1 + len(shuffled) - np.searchsorted(np.sort(shuffled), real[order], side="left")
    rate = false / times / np.maximum(ranks, 1)
    q = np.empty(len(real))
    q[order] = np.minimum(1.0, np.minimum.accumulate(rate[::-1])[::-1])
    return q


def _shuffled(corpus: Corpus, words: int, least: int, seed: int, number: int) -> Floats:
    """Give the strengths of what is found in one shuffled text: one task of an executor."""
    stream = stream_of(corpus, main_language(corpus)).shuffled(
        np.random.default_rng((seed, number))
    )
    found = [one.strength for one in candidates(stream, least) if sum(one.shape) >= words]
    return np.concatenate([np.empty(0), *found])


def _passed(real: list[Candidates], q: Floats, fdr: float) -> list[Chosen]:
    """Keep what stands at the rate of false discoveries."""
    edges = np.cumsum([0, *(len(one.strength) for one in real)]).tolist()
    found = []
    for k, one in enumerate(real):
        mine = q[edges[k] : edges[k + 1]]
        rows = np.flatnonzero((mine <= fdr) & (one.strength > 0))
        found.append(Chosen(one, rows, mine[rows]))
    return found


def _outermost(stream: Stream, chosen: list[Chosen], least: int) -> list[Chosen]:
    """Leave out what stands in too few documents outside longer formulas, and outside frames."""
    starts, ends = np.empty(0, np.int64), np.empty(0, np.int64)
    kept = []
    # Frames before phrases as long as they: a frame with its slot filled is no formula of its own.
    for one in sorted(chosen, key=lambda found: (-found.one.width, -found.one.shape[1])):
        width = one.one.width
        which, position = one.one.level.places(one.one.groups[one.rows])
        row = np.searchsorted(starts, position, side="right") - 1
        # The furthest end of all longer formulas that begin at or before each place.
        inside = (row >= 0) & (np.append(ends, 0)[row] >= position + width)
        free = np.unique(which[~inside] << 32 | stream.document[position[~inside]])
        spread = np.bincount(free >> 32, minlength=len(one.one.level))
        good = spread[one.one.groups[one.rows]] >= least
        kept.append(Chosen(one.one, one.rows[good], one.q[good]))
        mine = position[np.isin(which, one.one.groups[kept[-1].rows])]
        starts = np.concatenate([starts, mine])
        ends = np.concatenate([ends, mine + width])
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], np.maximum.accumulate(ends[order])
    return kept
