"""Usages of every word of a corpus, a few words at a time: what a scan goes through."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.question import in_space, types_in
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space, in_language
from toolkit.spaces.usages import contexts, usages, vectors_by

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Uses whose contexts are laid out at a time: bounds memory.
AT_A_TIME = 100_000


class Word(NamedTuple):
    """One word or concept of a scan, its usages added up per document.

    ``documents`` (J,), ``sums`` (J, dim) and ``counts`` (J,) as in `Usages`; ``uses`` (D,) all
    occurrences of each document of the corpus; ``types`` are what it is made of.
    """

    name: str
    documents: Longs
    sums: Floats
    counts: Floats
    uses: Longs
    types: Longs


def of_types(
    corpus: Corpus, space: Space, inside: NDArray[np.bool_], types: Longs, window: int
) -> Iterator[Word]:
    """Go through some types, each with its usages in some documents.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    space : Space
        The space.
    inside : array of bool, shape (n_documents,)
        Documents that are looked at.
    types : array of int
        Type ids.
    window : int
        Context words on either side.

    Yields
    ------
    Word
        In the order of `types`.
    """
    looked_at = inside & in_language(corpus, space.language)
    places = [_places(corpus, int(i), looked_at) for i in types]
    where = np.concatenate([place for place, _ in places])
    rows = np.concatenate([row for _, row in places])
    word = np.repeat(np.arange(len(types)), [len(row) for _, row in places])
    found = _summed(corpus, space, where, word * len(corpus) + rows, types[word], window)
    edges = np.searchsorted(found[0] // len(corpus), np.arange(len(types) + 1))
    for k, (first, last) in enumerate(zip(edges[:-1], edges[1:], strict=True)):
        yield Word(
            corpus.index.types[types[k]],
            found[0][first:last] % len(corpus),
            found[1][first:last],
            found[2][first:last],
            np.bincount(places[k][1], minlength=len(corpus)),
            types[k : k + 1],
        )


def of_concepts(
    corpus: Corpus,
    space: Space,
    inside: NDArray[np.bool_],
    concepts: Sequence[Concept],
    window: int,
) -> Iterator[Word]:
    """Go through concepts, each with its usages in some documents; as `of_types`."""
    for concept in concepts:
        hits, _ = in_space(find(concept, corpus), space)
        found = usages(space, corpus, hits.position, hits.length, window)
        kept = inside[found.documents]
        uses = np.bincount(hits.document, minlength=len(corpus)) * inside
        yield Word(
            concept.name,
            found.documents[kept],
            found.sums[kept],
            found.counts[kept],
            uses,
            types_in(hits),
        )


def batches(corpus: Corpus, types: Longs) -> list[Longs]:
    """Cut types into runs of about `AT_A_TIME` uses, for `of_types`."""
    ends = np.cumsum(corpus.index.counts[types])
    edges = np.flatnonzero(np.diff(ends // AT_A_TIME)) + 1
    return [part for part in np.split(types, edges) if len(part)]


def _places(corpus: Corpus, type_id: int, inside: NDArray[np.bool_]) -> tuple[Longs, Longs]:
    """Positions of a type in the documents looked at, and the row of each."""
    found = corpus.index.positions(type_id).astype(np.int64)
    rows = corpus.index.documents_of(found)
    kept = inside[rows]
    return found[kept], rows[kept]


def _summed(
    corpus: Corpus, space: Space, where: Longs, groups: Longs, own: Longs, window: int
) -> tuple[Longs, Floats, Floats]:
    """Add usage vectors up by group, some uses at a time; groups ascending."""
    parts = []
    for start in range(0, len(where), AT_A_TIME):
        some = slice(start, start + AT_A_TIME)
        at = where[some]
        found = contexts(space, corpus, at, np.ones_like(at), own[some], window)
        parts.append(vectors_by(groups[some], found, space))
    if not parts:
        return np.empty(0, np.int64), np.empty((0, space.vectors.shape[1])), np.empty(0)
    names, sums, counts = (np.concatenate([part[i] for part in parts]) for i in range(3))
    if not len(names):
        return names, sums, counts
    # A document cut by the edge of a part stands in two of them.
    one, first = np.unique(names, return_index=True)
    if len(one) == len(names):
        return names, sums, counts
    return one, np.add.reduceat(sums, first), np.add.reduceat(counts, first)
