"""Vectors of documents: one contract for several ways, nearest documents, spaces for drift."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
import polars as pl

from toolkit.corpus.cache import Arrays, cached
from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ShapeError
from toolkit.provenance import Provenance, versions
from toolkit.spaces.base import main_language
from toolkit.topics import DOCUMENT_VECTORS
from toolkit.topics.factors import Floats
from toolkit.topics.passages import Longs

# Fewest documents that vectors are made of: with one there is nothing to be near to.
FEWEST = 2


class Placed(NamedTuple):
    """Documents with a vector: ``rows`` (J,) of the corpus, ascending, and ``vectors`` (J, d)."""

    rows: Longs
    vectors: Floats


class Encoder(Protocol):
    """Settings that give documents vectors."""

    seed: int
    repeats: ClassVar[bool]

    def encode(self, corpus: Corpus, language: str) -> Placed:
        """Give a vector to each document of one language that can have one."""


@dataclass(frozen=True, eq=False)
class DocumentVectors:
    """One vector for each document.

    Attributes
    ----------
    name : str
        Its name in the table of document vectors.
    corpus : Corpus
        What it was made from.
    rows : array, shape (J,)
        Documents that have a vector, ascending.
    vectors : array, shape (J, d)
        Their vectors, less the mean of all of them.
    language : str
        Language of the documents.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    name: str
    corpus: Corpus
    rows: Longs
    vectors: Floats
    language: str
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if self.vectors.ndim != 2 or len(self.rows) != len(self.vectors):
            msg = f"{len(self.rows)} documents and vectors {self.vectors.shape}; both must agree."
            raise ShapeError(msg)

    def __len__(self) -> int:
        return len(self.rows)

    def vector(self, id: str) -> Floats:
        """Return the vector of one document, shape (d,).

        Raises
        ------
        UnknownNameError
            If there is no such document.
        OptionError
            If it has no vector.
        """
        row = self.corpus.row(id)
        at = int(np.searchsorted(self.rows, row))
        if at == len(self.rows) or self.rows[at] != row:
            msg = f"document {id!r} has no vector: no word of it is known, or another language."
            raise OptionError(msg)
        return np.asarray(self.vectors[at])

    def nearest(self, id: str, n: int = 10) -> pl.DataFrame:
        """Give the n documents with the largest cosine to one: id, date, title, author, similarity.

        Similarity lies in [-1, 1]; 0 is no nearer than the mean document.
        """
        own = self.vector(id)
        lengths = np.linalg.norm(self.vectors, axis=1) * np.linalg.norm(own)
        alike = self.vectors @ own / np.where(lengths > 0, lengths, 1.0)
        order = np.argsort(-alike, kind="stable")
        order = order[self.rows[order] != self.corpus.row(id)][:n]
        known = self.corpus.documents[self.rows[order]].select("id", "date", "title", "author")
        similarity = pl.Series("similarity", alike[order], dtype=pl.Float64)
        found: pl.DataFrame = known.with_columns(similarity)
        return found

    def __str__(self) -> str:
        head = f"{len(self):,} document vectors ({self.name}) in {self.vectors.shape[1]} dimensions"
        return "\n".join([head, *(f"doubt: {doubt}" for doubt in self.doubts)])

    __repr__ = __str__


def document_vectors(
    corpus: Corpus,
    name: str = "mean",
    *,
    language: str | None = None,
    seed: int = 7,
    **settings: Any,  # noqa: ANN401  # those of the encoder
) -> DocumentVectors:
    """Give each document a vector, or take them from the cache of the corpus.

    Parameters
    ----------
    corpus : Corpus
        The corpus; on disk, vectors are cached beside it.
    name : str
        "mean" (weighted mean of the vectors of its words), "doc2vec" or "sentences" (an encoder,
        whose folder may stand behind a colon: "sentences:FOLDER").
    language : str, optional
        Documents of other languages are left out; without it the main language.
    seed : int
        Of the space, or of the training.
    **settings
        Further settings of the encoder.

    Returns
    -------
    DocumentVectors

    Raises
    ------
    UnknownNameError
        If there is no such encoder.
    OptionError
        If it has no such setting.
    ShapeError
        If fewer than two documents can have a vector.
    """
    name, colon, path = name.partition(":")
    if colon:
        settings["path"] = path
    kind = DOCUMENT_VECTORS.get(name)
    try:
        encoder = kind(seed=seed, **settings)
    except TypeError as error:
        allowed = ", ".join(one.name for one in fields(kind))
        msg = f"document vectors {name!r} have no setting {', '.join(settings)}; known: {allowed}."
        raise OptionError(msg) from error
    language = language or main_language(corpus)

    def make() -> Arrays:
        return dict(encoder.encode(corpus, language)._asdict())

    made_of = [name, language, asdict(encoder), versions()]
    if hasattr(encoder, "source"):
        made_of.append(encoder.source())
    known = cached(corpus, f"documents-{name}", json.dumps(made_of), make)
    rows, vectors = np.asarray(known["rows"], np.int64), np.asarray(known["vectors"], float)
    if len(rows) < FEWEST:
        msg = f"{len(rows)} documents with a vector; give at least {FEWEST} with words."
        raise ShapeError(msg)
    without = len(corpus) - len(rows)
    said = {"vectors": name, "language": language, **asdict(encoder)}
    if "path" in said:
        said["path"] = Path(said["path"]).name
    doubts = [f"{without:,} documents have no vector: no known word, or another language"]
    return DocumentVectors(
        name,
        corpus,
        rows,
        vectors - vectors.mean(axis=0),
        language,
        tuple(doubts[: without > 0]),
        Provenance(corpus.hash, said, seed, dated=corpus.dated),
    )
