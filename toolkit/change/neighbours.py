"""The words nearest to a concept in each slice, listed only where resampling finds them again."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import NEIGHBOUR_COLUMNS, NeighbourTable
from toolkit.change.question import in_space, refuse_groups, types_in
from toolkit.change.reprinted import Reprinted, again, leaves_out, without_reprints
from toolkit.change.sentences import count as counted
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.corpus.words import content_types
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, Usages, usages
from toolkit.statistics.debiased import UnitSums, effective_units
from toolkit.statistics.permuted import one_thread
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS

RESAMPLES = 100
LEAST_SUPPORT = 0.5
_TEXTS = ("slice", "start", "stop", "neighbour")
_WHOLE = ("rank", "n_documents", "n_occurrences")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _WHOLE else pl.Float64
    for name in NEIGHBOUR_COLUMNS
}


def neighbours(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    n: int = 10,
    window: int = WINDOW,
    reprints: Reprinted = "keep",
    seed: int = 7,
) -> NeighbourTable:
    """List the content words nearest to the mean usage of a concept in each slice.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades.
    space : Space or str
        A fitted space, or the name of one.
    n : int
        Words a slice, at most.
    window : int
        Context words on either side of a use.
    reprints : {"keep", "leave out"}
        Whether uses in words that repeat an earlier document count.
    seed : int
        Of the resamples, and of a space fitted here.

    Returns
    -------
    NeighbourTable
        `similarity` is the cosine of the word's centred vector with the slice's mean usage,
        in [-1, 1]; `support` the share of 100 resamples of the documents in which the word is
        among the `n` nearest again. Words below half are not listed. A slice below the floors
        keeps its counts in one row without a word.

    Notes
    -----
    Source: Antoniak & Mimno 2018, doi:10.1162/tacl_a_00008.
    """
    slices = make_slices(corpus) if slices is None else slices
    hits, n_again = find(concept, corpus), 0
    if leaves_out(reprints):
        hits, slices, n_again = without_reprints(hits, slices)
    space = space_of(space, corpus, seed=seed, slices=slices)
    refuse_groups(space, "neighbours")
    hits = in_space(hits, space)[0]
    found = usages(space, corpus, hits.position, hits.length, window)
    directions, types = directions_of(space, corpus, types_in(hits))
    words = [corpus.index.types[i] for i in types]
    uses = np.bincount(hits.document, minlength=len(corpus))
    rows: list[dict[str, Any]] = []
    doubts = again(n_again)
    for number, part in enumerate(slices):
        row = _counted(part, uses)
        sums = _sums(found, part)
        if sums is None:
            rows.append(row)
            if row["n_occurrences"]:
                few = counted(row["n_documents"], "document")
                doubts.append(f"{part.label}: too few ({few}) to list neighbours")
            continue
        near = nearest(sums, directions, n, np.random.default_rng((seed, number)))
        rows += [row | one | {"neighbour": words[one["neighbour"]]} for one in near] or [row]
    return NeighbourTable(
        concept=hits.concept.name,
        table=pl.DataFrame(rows, schema=SCHEMA),
        doubts=tuple(doubts),
        provenance=Provenance(
            corpus.hash,
            {"concept": hits.concept.name, "space": space.name, "window": window, "n": n},
            seed,
            dated=corpus.dated,
        ),
    )


def directions_of(
    space: Space, corpus: Corpus, own: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Centred vectors of length 1 of the content words that are not the concept; their types."""
    allowed = content_types(corpus, space.language)
    allowed[own] = False
    kept = allowed[space.kept]
    vectors = space.vectors[kept].astype(float) - space.centre
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1), space.kept[kept]


def _sums(found: Usages, part: Slice) -> UnitSums | None:
    """Usages of a slice per document; None below the floors."""
    inside = np.isin(found.documents, part.documents)
    counts = found.counts[inside]
    if len(counts) < FEWEST_UNITS or effective_units(counts) < FEWEST_EFFECTIVE:
        return None
    return UnitSums(found.sums[inside], counts)


def nearest(
    sums: UnitSums, directions: NDArray[np.float64], n: int, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Words nearest to the mean usage, with the share of resamples that list them too."""
    size = len(sums.counts)
    weights = rng.multinomial(size, np.full(size, 1 / size), RESAMPLES)
    drawn = np.vstack([np.ones(size), weights]) @ sums.sums
    with one_thread():
        similarity = drawn @ directions.T
    top = np.argpartition(-similarity, range(min(n, similarity.shape[1])), axis=1)[:, :n]
    again = np.bincount(top[1:].ravel(), minlength=similarity.shape[1]) / RESAMPLES
    length = float(np.linalg.norm(drawn[0])) or 1.0
    listed = [int(i) for i in top[0] if again[i] >= LEAST_SUPPORT]
    return [
        {
            "neighbour": i,
            "rank": rank,
            "similarity": float(similarity[0, i] / length),
            "support": float(again[i]),
        }
        for rank, i in enumerate(listed, 1)
    ]


def _counted(part: Slice, uses: NDArray[np.int64]) -> dict[str, Any]:
    here = uses[part.documents]
    return dict.fromkeys(NEIGHBOUR_COLUMNS) | {
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "n_documents": int((here > 0).sum()),
        "n_occurrences": int(here.sum()),
    }
