"""Uses in words that repeat an earlier document: kept at the date of the copy, or left out."""

from dataclasses import replace
from typing import Literal

import numpy as np

from toolkit.change.question import chosen
from toolkit.change.sentences import count
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.reprints import reprints
from toolkit.corpus.sliced import Rows, Slices
from toolkit.errors import OptionError

Reprinted = Literal["keep", "leave out"]


def leaves_out(option: str) -> bool:
    """Read the option `reprints`; anything but "keep" and "leave out" is refused."""
    if option not in ("keep", "leave out"):
        msg = f"reprints {option!r}; give 'keep' or 'leave out'."
        raise OptionError(msg)
    return option == "leave out"


def without_reprints(hits: Occurrences, slices: Slices) -> tuple[Occurrences, Slices, int]:
    """Leave out what repeats an earlier document: its uses, and whole copies from the slices.

    Returns
    -------
    hits : Occurrences
        Those in words that stand there for the first time.
    slices : Slices
        Without the documents that are copies as a whole, so that control words lack them too.
    n : int
        Uses left out.
    """
    found = reprints(hits.corpus)
    kept = ~found.has(hits.position)
    items = tuple(
        part._replace(documents=np.setdiff1d(part.documents, found.rows)) for part in slices
    )
    return chosen(hits, kept), replace(slices, items=items), int((~kept).sum())


def tokens_again(corpus: Corpus) -> Rows:
    """Count the tokens of each document that repeat an earlier one, shape (n_documents,)."""
    found = reprints(corpus)
    rows = corpus.index.documents_of(found.first)
    return np.bincount(rows, found.stop - found.first, len(corpus)).astype(np.int64)


def again(n: int) -> list[str]:
    """Say how many uses were left out."""
    return [f"{count(n, 'use')} in words that repeat an earlier document left out"] * bool(n)
