"""Vectors trained elsewhere, mapped to the types of a corpus; how much they cover is said."""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ReadError
from toolkit.spaces.base import Space, kept_types, mean_usage
from toolkit.spaces.vector_files import read_vectors

# Below this share of the tokens, what is not covered is a doubt.
COVERED = 0.9
NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Pretrained:
    """Type vectors from a file: word2vec (text or binary), GloVe text, or fastText ``.vec``.

    A type takes the vector of the word that is written like it, letter case aside; of several the
    first in the file, which is the most frequent. Weights and centre are those of the corpus.

    Parameters
    ----------
    path : str
        The file, gzipped or not. Its format is told from its content.
    min_count : int
        Uses in the corpus that a type needs.

    Notes
    -----
    `settings` says ``coverage``, the share of the corpus's tokens with a vector, in [0, 1], and
    the sha256 of the file. The vectors know nothing of the corpus: what its writers alone mean by
    a word is lost, and texts written after the one were read for the vectors of the other.
    Source: Mikolov et al. 2013, doi:10.48550/arXiv.1310.4546;
    Pennington, Socher & Manning 2014, doi:10.3115/v1/D14-1162;
    Bojanowski et al. 2017, doi:10.1162/tacl_a_00051.
    """

    path: str = ""
    min_count: int = 1

    def source(self) -> list[object]:
        """Size and time of the file, so that a changed file is read again."""
        file = self._file().stat()
        return [str(self._file().resolve()), file.st_size, file.st_mtime_ns]

    def fit(self, corpus: Corpus, language: str) -> Space:
        """Map the vectors to the types of documents of one language.

        Raises
        ------
        ReadError
            If the file is none of these formats, or is damaged.
        ShapeError
            If fewer than two types have a vector.
        """
        kept, weights = kept_types(corpus, language, self.min_count)
        read = read_vectors(self._file(), {corpus.index.types[i] for i in kept})
        has_one = np.array([corpus.index.types[i] in read.vectors for i in kept])
        if has_one.sum() < 2:
            msg = (
                f"{self.path}: of its {read.n_words:,} words {int(has_one.sum())} stand in the "
                f"corpus; give vectors of its language ({language})."
            )
            raise ReadError(msg)
        vectors = np.array([read.vectors[corpus.index.types[i]] for i in kept[has_one]], np.float32)
        share = _shares(corpus, kept)
        covered = float(share[has_one].sum())
        return Space(
            name="pretrained",
            language=language,
            kept=kept[has_one],
            vectors=vectors,
            weights=weights[has_one],
            centre=mean_usage(corpus, language, kept[has_one], weights[has_one], vectors),
            matrix=None,
            n_types=len(corpus.index.types),
            settings={
                **asdict(self),
                "path": self._file().name,
                "format": read.format,
                "sha256": read.sha256,
                "dim": vectors.shape[1],
                "coverage": round(covered, 4),
                "types": f"{int(has_one.sum()):,} of {len(kept):,}",
            },
            doubts=_doubts(corpus, kept[~has_one], covered, read.n_damaged),
        )

    def _file(self) -> Path:
        if not self.path or not Path(self.path).is_file():
            msg = (
                f"vectors {self.path!r}: no such file; give path=FILE, or the space as "
                "pretrained:FILE, in word2vec, GloVe or fastText format."
            )
            raise OptionError(msg)
        return Path(self.path)


def _shares(corpus: Corpus, kept: NDArray[np.int64]) -> NDArray[np.float64]:
    counts = corpus.index.counts[kept].astype(np.float64)
    return np.asarray(counts / counts.sum())


def _doubts(
    corpus: Corpus, without: NDArray[np.int64], covered: float, n_damaged: int
) -> tuple[str, ...]:
    said = []
    if covered < COVERED:
        # Types are numbered from the most frequent down.
        names = ", ".join(corpus.index.types[i] for i in without[:NAMED_AT_MOST])
        said.append(
            f"the vectors cover {covered:.0%} of the tokens; the most frequent types without one "
            f"are {names}"
        )
    if n_damaged:
        said.append(f"{n_damaged:,} lines of the vector file are damaged and were left out")
    return tuple(said)
