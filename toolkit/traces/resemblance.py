"""Which period, author or document of an archive uses a concept as the target does."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.concepts.occurrences import Occurrences
from toolkit.spaces.usages import contexts, usages, vectors_by
from toolkit.statistics.intervals import student
from toolkit.traces.judged import (
    Asked,
    Draws,
    Group,
    Material,
    author_groups,
    p_chance,
    pair_p,
    slice_groups,
)
from toolkit.traces.target import Target
from toolkit.traces.trace_table import WHOLE
from toolkit.traces.vectors import document_vectors, stretch_vectors

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

RESEMBLANCE_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("concept", "by", "label"), pl.String),
    **dict.fromkeys(("n_target", "n_units", "n_documents", "n_usages"), pl.Int64),
    **dict.fromkeys(("value", "low", "high", "p_value", "p_chance"), pl.Float64),
    "speaks": pl.Boolean,
}
NEAREST_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("concept", "id", "date", "author"), pl.String),
    **{"n_usages": pl.Int64, "value": pl.Float64},
}
# Fewest usages of the target.
TARGET_USAGES = 3
# Draws of random places of the archive that a resemblance is held against.
DRAWS = 199
NEAREST = 5


class Resembled(NamedTuple):
    """What was found of one concept: rows of both tables, and the slice it speaks like."""

    rows: list[dict[str, Any]]
    nearest: list[dict[str, Any]]
    speaks: str | None


def of_concept(asked: Asked, hits: Occurrences, target: Floats) -> Resembled:
    """Compare the target's usage of a concept with that of slices, authors and documents.

    Parameters
    ----------
    asked : Asked
        How.
    hits : Occurrences
        The concept in the archive.
    target : array, shape (n, dim)
        Usage vectors of the target.

    Returns
    -------
    Resembled
        Nothing where the target has fewer than three usages.
    """
    if len(target) < TARGET_USAGES or not len(hits):
        return Resembled([], [], None)
    found = usages(asked.space, asked.corpus, hits.position, hits.length, asked.window)
    material = Material(found.documents, found.sums, found.counts)
    draws = _random_places(asked, len(target))
    return compared(asked, hits.concept.name, material, target.mean(axis=0), len(target), draws)


def of_text(asked: Asked, target: Target) -> Resembled:
    """Compare the target as a whole with the documents of slices, and with authors.

    Every document counts once, by the weighted mean of the vectors of its words. Chance is
    documents of the archive taken for the target, each held against the slices it is not of.
    """
    edges = np.array([0, len(target)])
    vectors, known = stretch_vectors(asked.space, target.types, edges)
    if not known[0]:
        return Resembled([], [], None)
    every = document_vectors(asked.space, asked.corpus)
    used = np.abs(every).sum(axis=1) > 0
    if target.row is not None:
        used[target.row] = False
    documents = np.flatnonzero(used)
    material = Material(documents, every[documents], np.ones(len(documents)))
    draws = some_documents(asked, material)
    return compared(asked, WHOLE, material, vectors[0], int(known[0]), draws)


def some_documents(asked: Asked, material: Material) -> Draws:
    """Draw documents of the archive, to be taken for the target."""
    rng = np.random.default_rng((asked.seed, 0))
    size = len(material.documents)
    chosen = rng.choice(size, min(DRAWS, size), replace=False)
    return Draws(material.sums[chosen], material.documents[chosen])


def compared(
    asked: Asked, concept: str, material: Material, direction: Floats, n_target: int, draws: Draws
) -> Resembled:
    """Compare a direction with the slices, authors and documents of some material.

    A slice is judged if it has five units and the length of its mean is told. Every two judged
    slices are compared by exchanging their units, two-sided, and all pairs corrected by Holm. The
    target speaks like a slice if this beats every other judged one and is resembled more than by
    19 of 20 draws: of random places of the archive, or of documents that lie in other slices.
    """
    slices = slice_groups(asked, material, direction)
    judged = [one for one in slices if one.found is not None]
    p = pair_p(asked, judged, material, direction)
    values = np.array([one.found.value for one in judged if one.found])
    best = int(values.argmax()) if len(values) else -1
    chance = p_chance(judged, draws, float(values[best])) if len(values) else None
    told = len(judged) > 1 and bool((np.delete(p[best], best) <= 1 - asked.level).all())
    # Spoken like: told from every other slice, and more than chance passages are.
    speaks = told and chance is not None and chance <= 1 - asked.level
    rows = []
    for one in slices:
        row = _row(concept, "slice", one, n_target, asked.level)
        at = next((k for k, other in enumerate(judged) if other is one), None)
        if at is not None and len(judged) > 1:
            row["p_value"] = float(np.delete(p[best], best).max() if at == best else p[best, at])
        if at == best and at is not None:
            row |= {"p_chance": chance, "speaks": speaks}
        rows.append(row)
    authors = author_groups(asked, material, direction)
    rows += [_row(concept, "author", one, n_target, asked.level) for one in authors]
    nearest = _nearest(asked, concept, material, direction)
    return Resembled(rows, nearest, judged[best].label if speaks else None)


def _random_places(asked: Asked, n: int) -> Draws:
    """Draw as many random places of one document as the target has usages, many times over."""
    rng = np.random.default_rng((asked.seed, n))
    index = asked.corpus.index
    sizes = np.diff(index.offsets)
    long = np.flatnonzero(sizes >= 2 * asked.window + n)
    if not len(long):
        return Draws(np.empty((0, len(asked.space.centre))), np.empty(0, np.int64))
    rows = rng.choice(long, DRAWS, p=sizes[long] / sizes[long].sum())
    inside = (rng.random((DRAWS, n)) * sizes[rows][:, None]).astype(np.int64)
    position = index.offsets[rows][:, None] + inside
    flat = position.reshape(-1)
    own = index.ids[flat].astype(np.int64)
    found = contexts(asked.space, asked.corpus, flat, np.ones_like(flat), own, asked.window)
    vectors = vectors_by(np.repeat(np.arange(DRAWS), n), found, asked.space)[1]
    return Draws(vectors, np.full(len(vectors), -1))


def _row(concept: str, by: str, one: Group, n_target: int, level: float) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(RESEMBLANCE_SCHEMA)
    row |= {"concept": concept, "by": by, "label": one.label, "n_target": n_target}
    row |= {"n_units": len(one.units.counts), "n_documents": one.n_documents}
    row |= {"n_usages": int(one.units.counts.sum()), "speaks": False}
    if one.found is None:
        return row
    half = student(len(one.units.counts) - 1, level) * one.found.error
    value = one.found.value
    return row | {"value": value, "low": value - half, "high": value + half}


def _nearest(
    asked: Asked, concept: str, material: Material, direction: Floats
) -> list[dict[str, Any]]:
    """Name the documents whose mean usage has the largest cosine with that of the target."""
    lengths = np.linalg.norm(material.sums, axis=1) * (np.linalg.norm(direction) or 1.0)
    cosine = material.sums @ direction / np.where(lengths > 0, lengths, 1.0)
    best = np.argsort(-cosine, kind="stable")[:NEAREST]
    known = asked.corpus.documents[material.documents[best]].select("id", "date", "author")
    return [
        {"concept": concept, **row, "n_usages": int(material.counts[k]), "value": float(cosine[k])}
        for k, row in zip(best.tolist(), known.iter_rows(named=True), strict=True)
    ]
