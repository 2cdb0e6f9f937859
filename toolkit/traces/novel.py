"""What is new in a target: passages unlike anything in the archive."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.traces.target import Target
from toolkit.traces.vectors import stretch_vectors

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

NOVEL_SCHEMA: dict[str, Any] = {
    **{"start": pl.Int64, "stop": pl.Int64, "text": pl.String},
    **{"n_words": pl.Int64, "n_known": pl.Int64, "unseen": pl.Float64},
    **{"nearest": pl.String, "nearest_date": pl.String, "nearest_text": pl.String},
    **dict.fromkeys(("similarity", "p_value", "q_value"), pl.Float64),
    "new": pl.Boolean,
}
# Words of a passage; one with fewer words that the space knows is not judged.
PASSAGE, FEWEST = 50, 10
# Passages of the archive itself that say how near to others a passage usually is.
SAMPLE = 499
# Tokens of the archive looked at in one go: bounds memory.
_AT_A_TIME = 1 << 20


class Probes(NamedTuple):
    """Passages whose nearest are looked for: unit vectors (n, dim), own document of each or -1."""

    vectors: NDArray[np.float32]
    own: Longs


class Nearest(NamedTuple):
    """The nearest passage of each probe: cosine (n,), first token and the one after the last."""

    cosine: Floats
    start: Longs
    stop: Longs


def new_passages(target: Target, space: Space, level: float, seed: int) -> pl.DataFrame:
    """Find the passages of a target that are further from all of the archive than its own are.

    The target is cut into passages of fifty words. Each is compared with every passage of fifty
    words in the archive, by the cosine of their weighted mean vectors. What is usual is told by
    499 passages of the archive, drawn at random, each compared with all other documents.

    Parameters
    ----------
    target : Target
        The text.
    space : Space
        Of the archive.
    level : float
        A passage is new if its `q_value` is at most ``1 - level``.
    seed : int
        Of the draws.

    Returns
    -------
    polars.DataFrame
        One row a passage: place and text, words, words with a vector, `unseen` (share of its
        phrases of three words that the archive lacks), the nearest passage of the archive and its
        cosine, `p_value` (share of the archive's own passages that are as far from all others),
        `q_value` (Benjamini & Hochberg over the passages) and `new`. Passages with fewer than ten
        words with a vector are not judged: nulls.
    """
    edges = _cut(np.array([0, len(target)], np.int64))
    vectors, known = stretch_vectors(space, target.types, edges)
    archive = _windows(target.archive)
    rng = np.random.default_rng((seed, 5))
    sample = _sample(target.archive, space, archive, rng)
    own = np.full(len(vectors), -1 if target.row is None else target.row, np.int64)
    probes = Probes(
        np.concatenate([_unit(vectors), sample.vectors]), np.concatenate([own, sample.own])
    )
    found = _nearest(target.archive, space, archive, probes)
    usual = np.sort(found.cosine[len(vectors) :])
    judged = (known >= FEWEST) & (len(usual) > 0) & (found.cosine[: len(vectors)] > -1)
    below = np.searchsorted(usual, found.cosine[: len(vectors)], side="right")
    p = np.where(judged, (1 + below) / (1 + len(usual)), np.nan)
    q = benjamini_hochberg(p)
    rows = [
        _row(target, edges, k, int(known[k]))
        | (_found(target.archive, found, k) if judged[k] else {})
        | ({"p_value": p[k], "q_value": q[k], "new": bool(q[k] <= 1 - level)} if judged[k] else {})
        for k in range(len(vectors))
    ]
    return pl.DataFrame(rows, schema=NOVEL_SCHEMA)


def _cut(offsets: Longs) -> Longs:
    """Cut every document into passages; the rest of one joins the last if it is short."""
    edges = [np.zeros(1, np.int64)]
    for start, stop in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
        number = max(1, round((stop - start) / PASSAGE)) if stop > start else 0
        edges.append(np.append(start + PASSAGE * np.arange(1, number), [stop][: number > 0]))
    return np.concatenate(edges).astype(np.int64)


def _windows(corpus: Corpus) -> Longs:
    return _cut(np.asarray(corpus.index.offsets, np.int64))


def _sample(corpus: Corpus, space: Space, edges: Longs, rng: np.random.Generator) -> Probes:
    """Draw passages of the archive, with their documents."""
    size = len(edges) - 1
    if not size:
        return Probes(np.empty((0, len(space.centre)), np.float32), np.empty(0, np.int64))
    rows = np.sort(rng.choice(size, min(SAMPLE, size), replace=False))
    vectors = np.empty((len(rows), len(space.centre)))
    known = np.empty(len(rows), np.int64)
    for k, row in enumerate(rows.tolist()):
        start, stop = edges[row], edges[row + 1]
        one = stretch_vectors(space, corpus.index.ids[start:stop], np.array([0, stop - start]))
        vectors[k], known[k] = one[0][0], one[1][0]
    good = known >= FEWEST
    return Probes(_unit(vectors[good]), corpus.index.documents_of(edges[rows[good]]))


def _nearest(corpus: Corpus, space: Space, edges: Longs, probes: Probes) -> Nearest:
    """Look through all passages of the archive, block by block."""
    number = len(probes.own)
    best = np.full(number, -np.inf)
    which = np.zeros(number, np.int64)
    at = 0
    while at < len(edges) - 1:
        until = int(np.searchsorted(edges, edges[at] + _AT_A_TIME, "right")) - 1
        until = min(max(until, at + 1), len(edges) - 1)
        block = edges[at : until + 1]
        tokens = corpus.index.ids[block[0] : block[-1]]
        vectors, known = stretch_vectors(space, tokens, block - block[0])
        cosine = _unit(vectors) @ probes.vectors.T
        cosine[known < FEWEST] = -np.inf
        document = corpus.index.documents_of(block[:-1])
        for k in np.flatnonzero((probes.own >= document[0]) & (probes.own <= document[-1])):
            low, high = np.searchsorted(document, [probes.own[k], probes.own[k] + 1])
            cosine[low:high, k] = -np.inf
        row = cosine.argmax(axis=0)
        value = cosine[row, np.arange(number)]
        better = value > best
        best[better], which[better] = value[better], at + row[better]
        at = until
    if len(edges) < 2:
        return Nearest(best, which, which)
    return Nearest(best, edges[which], edges[which + 1])


def _unit(vectors: Floats) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), np.float32)


def _row(target: Target, edges: Longs, k: int, known: int) -> dict[str, Any]:
    first, last = int(edges[k]), int(edges[k + 1])
    start, stop = int(target.spans[first, 0]), int(target.spans[last - 1, 1])
    phrases = target.phrase_counts.there[2, first : max(first, last - 2)]
    row: dict[str, Any] = dict.fromkeys(NOVEL_SCHEMA)
    return row | {
        **{"start": start, "stop": stop, "text": target.text[start:stop], "n_words": last - first},
        **{"n_known": known, "unseen": float((phrases == 0).mean()) if len(phrases) else None},
        "new": False,
    }


def _found(corpus: Corpus, found: Nearest, k: int) -> dict[str, Any]:
    row = int(corpus.index.documents_of(found.start[k : k + 1])[0])
    spans, offset = corpus.spans(row), int(corpus.index.offsets[row])
    start = int(spans[int(found.start[k]) - offset, 0])
    stop = int(spans[int(found.stop[k]) - offset - 1, 1])
    return {
        "nearest": corpus.documents["id"][row],
        "nearest_date": corpus.documents["date"][row],
        "nearest_text": corpus.text_at(row)[start:stop],
        "similarity": float(found.cosine[k]),
    }
