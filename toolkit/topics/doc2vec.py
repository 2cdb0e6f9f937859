"""Documents by paragraph vectors, with gensim."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.words import content_types
from toolkit.errors import ShapeError
from toolkit.spaces.base import in_language
from toolkit.topics.passages import Longs
from toolkit.topics.vectors import Placed

# gensim reads no further than this in one text: longer documents are given in pieces of one name.
PIECE = 10_000


@dataclass(frozen=True, slots=True)
class Doc2Vec:
    """Paragraph vectors: the vector of a document is trained to foretell its content words.

    Distributed bag of words; one thread, so that the same seed gives the same bytes.

    Parameters
    ----------
    dim : int
        Width of the vectors.
    epochs : int
        Passes over the corpus.
    min_count : int
        Uses that a word needs.
    negative : int
        Noise words a word.
    seed : int
        Of the start and the sampling.

    Notes
    -----
    Source: Le & Mikolov 2014.
    """

    dim: int = 100
    epochs: int = 20
    min_count: int = 5
    negative: int = 5
    seed: int = 7
    repeats: ClassVar[bool] = True

    def encode(self, corpus: Corpus, language: str) -> Placed:
        """Give a vector to each document that holds a content word frequent enough.

        Raises
        ------
        ShapeError
            If no word is frequent enough.
        """
        from gensim.models.doc2vec import Doc2Vec as Model

        rows = np.flatnonzero(in_language(corpus, language))
        counts = corpus.index.counts_by(np.where(in_language(corpus, language), 0, -1), 1)[:, 0]
        kept = content_types(corpus, language) & (counts >= self.min_count)
        if not kept.any():
            msg = f"no content word stands {self.min_count} times; take a smaller min_count."
            raise ShapeError(msg)
        texts = _Texts(corpus, rows, kept)
        held = texts.held()
        model = Model(
            vector_size=self.dim,
            min_count=1,
            dm=0,
            negative=self.negative,
            epochs=self.epochs,
            seed=self.seed,
            workers=1,
        )
        model.build_vocab(texts)
        model.train(texts, total_examples=model.corpus_count, epochs=self.epochs)
        vectors = np.array([model.dv[str(row)] for row in held], float)
        return Placed(held, vectors.reshape(len(held), self.dim))


class _Texts:
    """The documents as gensim reads them: words as texts of type ids, named by their row."""

    def __init__(self, corpus: Corpus, rows: Longs, kept: Any) -> None:  # noqa: ANN401
        self._index, self._rows, self._kept = corpus.index, rows, kept

    def held(self) -> Longs:
        """Documents with a kept word."""
        return np.array([row for row in self._rows if len(self._words(row))], np.int64)

    def __iter__(self) -> Iterator[Any]:
        from gensim.models.doc2vec import TaggedDocument

        for row in self._rows:
            words = self._words(row)
            for start in range(0, len(words), PIECE):
                piece = [str(word) for word in words[start : start + PIECE]]
                yield TaggedDocument(piece, [str(row)])

    def _words(self, row: int) -> Longs:
        ids = np.asarray(self._index.ids[self._index.offsets[row] : self._index.offsets[row + 1]])
        return np.asarray(ids[self._kept[ids]], np.int64)
