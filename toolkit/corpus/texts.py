"""The texts of a corpus: as they were read, and where its tokens stand in them."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from toolkit.corpus.cutting import Codes, put_together, spans_together
from toolkit.corpus.index import Longs
from toolkit.corpus.layout import Content
from toolkit.corpus.tokens import spans_of, surface_tokens
from toolkit.corpus.written import Written, by_characters
from toolkit.errors import unknown_name


class Texts:
    """Documents with their texts and tokens; `Corpus` is one."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.documents = content.documents
        self.index = content.index
        self.rules = content.rules

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.documents["id"])}

    def row(self, document_id: str) -> int:
        """Return the row of a document in `documents`.

        Raises
        ------
        UnknownNameError
            If no document has that id.
        """
        if document_id not in self._rows:
            error = unknown_name("document", document_id, self._rows)
            raise error
        return self._rows[document_id]

    def text(self, document_id: str) -> str:
        """Return the text of a document: the NFC of what was read; offsets count its characters."""
        return self.text_at(self.row(document_id))

    def text_at(self, row: int) -> str:
        """Return the text of a document row."""
        start, stop = self._content.text_offsets[row]
        return self._content.texts[start:stop].tobytes().decode("utf-8")

    def codes_at(self, row: int) -> Codes:
        """Return what became of each token of the rule in a document row (`cutting`)."""
        codes, offsets = self._content.codes, self._content.code_offsets
        if codes is None or offsets is None:
            return np.zeros(int(np.diff(self.index.offsets)[row]), np.uint8)
        return np.asarray(codes[offsets[row] : offsets[row + 1]])

    def surface(self, rows: Iterable[int]) -> list[tuple[str, list[str]]]:
        """Return text and tokens, as they stand there, of some document rows."""
        rows = list(rows)
        texts = [self.text_at(row) for row in rows]
        tokens = surface_tokens(texts).to_list()
        if self.rules.cuts:
            tokens = [
                put_together(own, self.codes_at(row)) for row, own in zip(rows, tokens, strict=True)
            ]
        return list(zip(texts, tokens, strict=True))

    def spans(self, row: int) -> Longs:
        """Return where each token of a document begins and ends in its text, (n_tokens, 2)."""
        return self.spans_of([row])[0]

    def spans_of(self, rows: Sequence[int]) -> list[Longs]:
        """Return what `spans` gives, for several document rows at once."""
        found = spans_of([self.text_at(row) for row in rows])
        if self.rules.cuts:
            found = [
                spans_together(own, self.codes_at(row))
                for row, own in zip(rows, found, strict=True)
            ]
        return found

    @cached_property
    def written(self) -> Written:
        """The index that is searched: Chinese by characters, even where it is cut into words."""
        if self.rules.chinese == "characters":
            return Written(self.index, None)
        return by_characters(self.index)
