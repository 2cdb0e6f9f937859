"""The passages behind a number: the most typical of each slice, and those that moved it most."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import EVIDENCE_COLUMNS, no_evidence
from toolkit.change.question import Pair, Question
from toolkit.corpus.sliced import Rows, Slice
from toolkit.spaces.usages import contexts, own_tokens, single_vectors

# Passages of each kind a slice, each from a document of its own.
PASSAGES = 5
# Occurrences of a slice that are looked at; of more, a sample is.
LOOKED_AT = 2_000
WINDOW = 16

Floats = NDArray[np.float64]


def evidence(
    question: Question, slices: list[Slice], pairs: dict[str, Pair], passages: int = PASSAGES
) -> pl.DataFrame:
    """Choose passages for every slice.

    "typical" are the usages nearest to the mean usage of their slice (score: cosine); "moving"
    those whose documents contribute most to the distance from the baseline (score: share of the
    difference between the two means that the document accounts for), the passage being the
    one that lies furthest in that direction.

    A space with one vector for a type and group of documents has no "moving" ones: there no
    passage of a type differs from another.

    Parameters
    ----------
    question : Question
        The concept and its usages.
    slices : list of Slice
        The slices.
    pairs : mapping
        Judged slices and what they were compared with.
    passages : int
        Of each kind, a slice.

    Returns
    -------
    polars.DataFrame
        Columns `EVIDENCE_COLUMNS`; the best first.
    """
    own = own_tokens(question.corpus, question.hits.position, question.hits.length)
    chosen: list[tuple[str, str, int, float]] = []
    for part in slices:
        hits = _sampled(question, part.documents)
        if not len(hits):
            continue
        vectors, hits = _vectors(question, hits, own)
        for kind, scores in _scores(question, vectors, hits, pairs.get(part.label)):
            best = _one_a_document(question.hits.document[hits], scores, passages)
            chosen += [(part.label, kind, int(hits[k]), float(scores[k])) for k in best]
    return _shown(question, chosen)


def _sampled(question: Question, rows: Rows) -> Rows:
    inside = np.zeros(len(question.corpus), bool)
    inside[rows] = True
    hits = np.flatnonzero(inside[question.hits.document])
    if len(hits) > LOOKED_AT:
        hits = np.sort(np.random.default_rng(question.seed).choice(hits, LOOKED_AT, replace=False))
    return hits


def _vectors(question: Question, hits: Rows, own: NDArray[np.bool_]) -> tuple[Floats, Rows]:
    space = question.space.pooled
    found = contexts(
        space,
        question.corpus,
        question.hits.position[hits],
        question.hits.length[hits],
        own,
        question.window,
    )
    return single_vectors(found, space), hits[found.has_any]


def _scores(
    question: Question, vectors: Floats, hits: Rows, pair: Pair | None
) -> list[tuple[str, Floats]]:
    if not len(vectors):
        return []
    mean = vectors.mean(axis=0)
    lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(mean)
    scores = [("typical", vectors @ mean / np.where(lengths > 0, lengths, 1))]
    if pair is None or question.space.groups is not None:
        return scores
    means = [side.sums.sum(axis=0) / side.counts.sum() for side in (pair.a, pair.b)]
    direction = means[1] - means[0]
    # A document's part of the difference between the means, along that difference.
    total = direction @ direction * pair.b.counts.sum()
    rows = question.usages.documents
    at = np.searchsorted(rows, question.hits.document[hits])
    centred = question.usages.sums - question.usages.counts[:, None] * (
        pair.sides[1].shift + means[0]
    )
    share = centred @ direction / total if total else np.zeros(len(rows))
    # Within a document the passage furthest along the direction stands for it.
    along = vectors @ direction
    tie_break = along / (np.abs(along).max() or 1) * 1e-6 * (np.abs(share).max() or 1)
    return [*scores, ("moving", share[at] + tie_break)]


def _one_a_document(documents: Rows, scores: Floats, n: int) -> list[int]:
    best: dict[int, int] = {}
    for k in np.argsort(-scores, kind="stable"):
        best.setdefault(int(documents[k]), int(k))
        if len(best) == n:
            break
    return list(best.values())


def _shown(question: Question, chosen: list[tuple[str, str, int, float]]) -> pl.DataFrame:
    if not chosen:
        return no_evidence()
    labels, kinds, hits, scores = zip(*chosen, strict=True)
    passages = question.hits.passages(np.array(hits), WINDOW)
    rows = question.hits.document[np.array(hits)]
    known = question.corpus.documents[rows].select("title", "author")
    says = {"slice": list(labels), "kind": list(kinds), "score": list(scores)}
    table: pl.DataFrame = pl.concat([pl.DataFrame(says), passages, known], how="horizontal")
    return table.select(EVIDENCE_COLUMNS)
