"""Where a concept stands, and what stands around it."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.concepts.concept import Concept
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.order import needs_order
from toolkit.errors import OptionError
from toolkit.registry import RENDERERS

Longs = NDArray[np.int64]
PLACES = {"id": pl.String, "date": pl.String, "start": pl.Int64, "stop": pl.Int64}
PASSAGES = PLACES | {"match": pl.String, "left": pl.String, "right": pl.String}
# Documents cut into tokens at a time when passages are shown.
_AT_A_TIME = 500


@dataclass(frozen=True, eq=False)
class Occurrences:
    """Every occurrence of a concept in a corpus, in corpus order.

    Attributes
    ----------
    concept : Concept
        What was looked for.
    corpus : Corpus
        Where.
    document : array, shape (n,)
        Row of `corpus.documents`.
    position : array, shape (n,)
        First token, as a position in `corpus.index.ids`.
    length : array, shape (n,)
        Number of tokens.
    """

    concept: Concept
    corpus: Corpus
    document: Longs
    position: Longs
    length: Longs

    def __len__(self) -> int:
        return len(self.position)

    @property
    def table(self) -> pl.DataFrame:
        """One row an occurrence: id, date, start, stop (characters), match."""
        return self.kwic(window=0).drop("left", "right")

    def kwic(self, window: int = 8) -> pl.DataFrame:
        """Show each occurrence in its context.

        Parameters
        ----------
        window : int
            Tokens on either side, 0 or more.

        Returns
        -------
        polars.DataFrame
            Columns id, date, start, stop, match, left, right;
            ``corpus.text(id)[start:stop]`` is the match.

        Raises
        ------
        OptionError
            If the window is negative.
        """
        return self.passages(np.arange(len(self)), window)

    def passages(self, chosen: NDArray[np.integer], window: int = 8) -> pl.DataFrame:
        """Show some occurrences, given by number, in their context; columns as in `kwic`."""
        if window < 0:
            msg = f"window {window}: a context has 0 tokens or more on either side"
            raise OptionError(msg)
        needs_order(self.corpus, "passages")
        documents = self.document[chosen]
        order = np.argsort(documents, kind="stable")
        needed, first, uses = np.unique(documents[order], return_index=True, return_counts=True)
        known = self.corpus.documents[needed].select("id", "date").rows()
        rows: list[tuple[object, ...]] = [()] * len(chosen)
        for part in range(0, len(needed), _AT_A_TIME):
            some = range(part, min(part + _AT_A_TIME, len(needed)))
            placed = self.corpus.spans_of([needed[i] for i in some])
            for i, spans in zip(some, placed, strict=True):
                text = self.corpus.text_at(needed[i])
                for k in order[first[i] : first[i] + uses[i]]:
                    rows[k] = known[i] + self._cut(text, spans, int(chosen[k]), window)
        return pl.DataFrame(rows, schema=PASSAGES, orient="row")

    def _cut(self, text: str, spans: Longs, hit: int, window: int) -> tuple[object, ...]:
        """Start, stop, match, left and right of one hit in the text of its document."""
        first = int(self.position[hit] - self.corpus.index.offsets[self.document[hit]])
        last = first + int(self.length[hit]) - 1
        start, stop = int(spans[first, 0]), int(spans[last, 1])
        left = text[spans[max(0, first - window), 0] : start]
        right = text[stop : spans[min(len(spans) - 1, last + window), 1]]
        return start, stop, text[start:stop], " ".join(left.split()), " ".join(right.split())

    def __str__(self) -> str:
        n_documents = len(np.unique(self.document))
        return f"{self.concept.name}: {len(self):,} occurrences in {n_documents:,} documents"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("occurrences")(self))
