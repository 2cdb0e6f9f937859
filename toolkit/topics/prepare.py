"""What some models need besides words: slices or a variable of the passages, words of concepts."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError, ShapeError
from toolkit.topics.passages import Passages


def grouped(
    model: Any,  # noqa: ANN401
    corpus: Corpus,
    read: Passages,
    slices: Slices | None,
    variable: str | None,
) -> tuple[Passages, tuple[str, ...]]:
    """Give passages their slice or the value of their variable."""
    group = np.full(len(corpus), -1)
    if model.needs == "variable":
        if variable is None:
            msg = f"model {type(model).__name__.lower()} needs variable=, a document variable."
            raise OptionError(msg)
        values = corpus.values(variable).cast(pl.String).fill_null("").to_numpy()
        group = np.unique(values.astype(str), return_inverse=True)[1].astype(np.int64)
        return replace(read, group=group[read.document]), ()
    if model.needs != "slices":
        return read, ()
    if slices is not None and slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    slices = make_slices(corpus) if slices is None else slices
    for number, part in enumerate(slices):
        group[part.documents] = number
    of_passage = group[read.document]
    return replace(read, group=of_passage).only(of_passage >= 0), slices.labels


def anchored(
    model: Any,  # noqa: ANN401
    corpus: Corpus,
    read: Passages,
    concepts: tuple[Concept, ...],
) -> Passages:
    """Find the words of concepts in the vocabulary."""
    if model.needs != "concepts":
        return read
    if not 0 < len(concepts) <= model.topics:
        msg = f"{len(concepts)} concepts for {model.topics} topics; give concepts= 1 to that many."
        raise OptionError(msg)
    number = {word: i for i, word in enumerate(read.words)}
    pairs = []
    for topic, concept in enumerate(concepts):
        hits = find(concept, corpus)
        spans = zip(hits.position, hits.length, strict=True)
        types = {int(i) for start, n in spans for i in corpus.index.ids[start : start + n]}
        words = sorted(number[name] for i in types if (name := corpus.index.types[i]) in number)
        if not words:
            msg = (
                f"no word of concept {concept.name!r} is kept; leave it out or lower min_passages."
            )
            raise ShapeError(msg)
        pairs += [(topic, word) for word in words]
    return replace(read, anchors=np.array(pairs, np.int64))
