"""Skip-gram with negative sampling, by gensim, on text streamed from the corpus."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space, in_language, kept_types, mean_usage

# gensim cuts off what a sentence has beyond 10,000 words; documents are handed over in pieces.
PIECE = 1_000


@dataclass(frozen=True, slots=True)
class Sgns:
    """Type vectors by word2vec; repeatable, since one worker trains from one seed.

    Parameters
    ----------
    dim : int
        Dimensions.
    train_window : int
        Furthest context word.
    min_count : int
        Uses that a type needs.
    epochs : int
        Passes over the corpus.
    negative : int
        Noise words per pair.
    seed : int
        Seed of the start vectors and of the sampling.

    Notes
    -----
    Neighbours differ between seeds (Antoniak & Mimno 2018): compare several before reading one.
    About a minute a million tokens and core at five epochs on an old laptop, less on a new one.
    Source: Mikolov et al. 2013, doi:10.48550/arXiv.1310.4546.
    Source: Antoniak & Mimno 2018, doi:10.1162/tacl_a_00008.
    """

    dim: int = 100
    train_window: int = 5
    min_count: int = 5
    epochs: int = 5
    negative: int = 5
    seed: int = 7

    def fit(self, corpus: Corpus, language: str) -> Space:
        """Fit on the documents of one language.

        Raises
        ------
        ShapeError
            If fewer than two types are frequent enough.
        """
        kept, weights = kept_types(corpus, language, self.min_count)
        model = self.model(min_count=self.min_count, epochs=self.epochs, seed=self.seed)
        train(model, Pieces(corpus, np.flatnonzero(in_language(corpus, language))))
        vectors = np.array([model.wv[str(i)] for i in kept], np.float32)
        settings = {name: getattr(self, name) for name in self.__slots__}
        return Space(
            name="sgns",
            language=language,
            kept=kept,
            vectors=vectors,
            weights=weights,
            centre=mean_usage(corpus, language, kept, weights, vectors),
            matrix=None,
            n_types=len(corpus.index.types),
            settings=settings,
        )

    def model(self, *, min_count: int, epochs: int, seed: int) -> Any:  # noqa: ANN401  (gensim)
        """Make an untrained model of these settings."""
        from gensim.models import Word2Vec

        return Word2Vec(
            vector_size=self.dim,
            window=self.train_window,
            min_count=min_count,
            sg=1,
            negative=self.negative,
            epochs=epochs,
            seed=seed,
            workers=1,
        )


def train(model: Any, pieces: "Pieces") -> None:  # noqa: ANN401  (gensim)
    """Count the words of the pieces and train a model on them."""
    model.build_vocab(pieces)
    model.train(pieces, total_examples=model.corpus_count, epochs=model.epochs)


class Pieces:
    """The token stream as gensim reads it: lists of type ids as text, again for every epoch."""

    def __init__(self, corpus: Corpus, documents: NDArray[np.int64]) -> None:
        self._index = corpus.index
        self._documents = documents

    def __iter__(self) -> Iterator[list[str]]:
        offsets = self._index.offsets
        for row in self._documents:
            for start in range(offsets[row], offsets[row + 1], PIECE):
                yield [
                    str(i) for i in self._index.ids[start : min(start + PIECE, offsets[row + 1])]
                ]
