"""Documents by a sentence encoder of the extra ``neural``."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError
from toolkit.spaces.base import in_language
from toolkit.spaces.encoder import digest, encoder
from toolkit.topics.vectors import Placed

# Fewest word pieces that an encoder is given at once.
SHORTEST = 16


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The mean of what a sentence encoder makes of each part of a document.

    A document is read whole, in parts of so many word pieces; the vector of a part is the mean of
    the last layer over its word pieces, made to length 1, and parts count by their word pieces. It
    asks what a text says where the mean of its words asks which words it has. Nothing is drawn
    at random: `seed` has no effect, and the same machine gives the same bytes. Other processors
    add up in another order and differ in the last digits.

    Parameters
    ----------
    path : str
        Folder of a Hugging Face sentence encoder that pools by the mean, or its name on the hub;
        also behind a colon, ``sentences:FOLDER``.
    length : int
        Word pieces read at once, at least 16; at most what the encoder reads.
    seed : int
        Without effect.

    Notes
    -----
    Source: Reimers & Gurevych 2019, doi:10.18653/v1/D19-1410.
    """

    path: str = ""
    length: int = 256
    seed: int = 7

    repeats: ClassVar[bool] = True

    def source(self) -> list[object]:
        """Tell the encoder by its files."""
        return digest(self.path)

    def encode(self, corpus: Corpus, language: str) -> Placed:
        """Give a vector to each document with a word.

        Raises
        ------
        OptionError
            If there is no such encoder, or torch is not installed.
        """
        if not self.path or self.length < SHORTEST:
            msg = (
                f"encoder {self.path!r} reading {self.length} word pieces; give path=FOLDER or a "
                f"name on the hub, as in sentences:FOLDER, and a length from {SHORTEST}."
            )
            raise OptionError(msg)
        reader = encoder(self.path)
        filled = np.diff(corpus.index.offsets) > 0
        rows = np.flatnonzero(in_language(corpus, language) & filled)
        vectors = np.zeros((len(rows), reader.dim))
        for at, row in enumerate(rows):
            parts, pieces = reader.whole(corpus.text_at(int(row)), self.length)
            sizes = np.linalg.norm(parts, axis=1)
            vectors[at] = (pieces / np.where(sizes > 0, sizes, 1.0)) @ parts / max(1, pieces.sum())
        held = np.abs(vectors).sum(axis=1) > 0
        return Placed(rows[held], vectors[held])
