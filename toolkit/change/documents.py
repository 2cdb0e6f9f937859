"""How far whole documents moved: all of a corpus, or those of an author."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toolkit.change.base import DriftSeries
from toolkit.change.question import Question
from toolkit.change.series import measure
from toolkit.concepts.concept import Concept
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Asked, Space
from toolkit.spaces.usages import usages
from toolkit.topics.vectors import DocumentVectors

# Words of a document that stand for it in the evidence.
OPENING = 30


@dataclass(frozen=True, eq=False, repr=False)
class DocumentSpace(Space):
    """A space in which every token has the vector of its document."""

    of_document: NDArray[np.float64] | None = None

    def given(self, corpus: Corpus, asked: Asked) -> NDArray[np.float64] | None:
        """Return the vector of the document of each occurrence."""
        assert self.of_document is not None  # noqa: S101  # always set by `space_of`
        return self.of_document[corpus.index.documents_of(asked.position)]


def document_drift(
    vectors: DocumentVectors,
    *,
    slices: Slices | None = None,
    name: str = "all documents",
    metric: str = "squared",
    against: str = "first",
    unit: str = "auto",
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> DriftSeries:
    """Measure how far the documents of each slice lie from those of a baseline.

    Each document is one use, its vector a usage vector: the estimators, intervals and chance are
    those of `drift`. Slices made with ``where={"author": …}`` follow one author.

    Parameters
    ----------
    vectors : DocumentVectors
        The documents.
    slices : Slices, optional
        Without them decades.
    name : str
        What the documents are called.
    metric : {"squared", "cosine"}
        "squared" is the default: vectors are measured from the mean of all documents, so that the
        halves of a corpus lie on opposite sides of it and the cosine between them says little.
    against, unit, permutations, level, seed
        As in `drift`.

    Returns
    -------
    DriftSeries
        `n_occurrences` counts documents. There are no comparable words, and hence no controls.

    Raises
    ------
    ProvenanceError
        If the slices belong to another corpus.
    OptionError
        If the metric is another one.

    Notes
    -----
    Source: Green et al. 2025 (debiased norm); Chen & Qin 2010, doi:10.1214/09-AOS716.
    """
    corpus = vectors.corpus
    slices = make_slices(corpus) if slices is None else slices
    if slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    if metric not in ("squared", "cosine"):
        msg = f"metric {metric!r} of documents; give 'squared' or 'cosine'."
        raise OptionError(msg)
    space, hits = space_of(vectors), _openings(vectors, name)
    question = Question(
        hits=hits,
        usages=usages(space, corpus, hits.position, hits.length, 1),
        space=space,
        metric=metric,  # type: ignore[arg-type]
        center="corpus",
        weights="occurrence",
        unit=unit,
        strata=None,
        window=1,
        controls=0,
        permutations=permutations,
        level=level,
        seed=seed,
    )
    series = measure(question, slices, against)
    settings = {**vectors.provenance.settings, "metric": metric, "against": against, "unit": unit}
    settings |= {"slices": " ".join(slices.labels), "permutations": permutations, "level": level}
    return replace(
        series,
        doubts=(*vectors.doubts, *series.doubts),
        provenance=Provenance(corpus.hash, settings, seed, dated=corpus.dated),
        asked=(question, slices),
    )


def space_of(vectors: DocumentVectors) -> DocumentSpace:
    """Give every document its vector, those without one nan."""
    dim = vectors.vectors.shape[1]
    table = np.full((len(vectors.corpus), dim), np.nan)
    table[vectors.rows] = vectors.vectors
    return DocumentSpace(
        name=f"documents ({vectors.name})",
        language=vectors.language,
        kept=np.zeros(1, np.int64),
        vectors=np.zeros((1, dim), np.float32),
        weights=np.ones(1, np.float32),
        centre=np.zeros(dim),
        matrix=None,
        n_types=len(vectors.corpus.index.types),
        of_document=table,
    )


def _openings(vectors: DocumentVectors, name: str) -> Occurrences:
    """Mark the first words of each document that has a vector."""
    offsets = vectors.corpus.index.offsets
    sizes = offsets[vectors.rows + 1] - offsets[vectors.rows]
    return Occurrences(
        # Nothing is looked up: each document is its own occurrence.
        Concept(name, patterns=["document"]),
        vectors.corpus,
        vectors.rows,
        offsets[vectors.rows],
        np.minimum(sizes, OPENING).astype(np.int64),
    )
