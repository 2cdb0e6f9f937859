"""From texts to token ids: a stream of documents in, arrays on disk out, in little memory."""

import shutil
from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from toolkit.corpus import files
from toolkit.corpus.cleaning import MEANING, OF_ONE_TEXT
from toolkit.corpus.cutting import Codes, cut
from toolkit.corpus.forms import Forms
from toolkit.corpus.index import BLOCK, MOST_TOKENS, Ids, Longs, count_types, invert
from toolkit.corpus.rules import Rules
from toolkit.corpus.tokens import pieces, surface_tokens
from toolkit.errors import CorpusError

# Characters of one text cut into tokens at a time: bounds memory where a text is a whole library.
PIECE = 4_000_000


class Segment(NamedTuple):
    """Texts that were encoded elsewhere: a folder with their files, and what is said of them.

    ``types`` are the types of the segment by their ids there; the rest is as in `Encoder`.
    """

    folder: Path
    types: list[str]
    lengths: "array[int]"
    text_stops: "array[int]"
    codes: list[Codes]
    changes: Counter[str]
    changed: Counter[str]


class Encoder:
    """Turn texts into provisional token ids, batch by batch, and write both to disk.

    Used under ``with``, which closes its files whatever happens.

    Parameters
    ----------
    folder : Path
        Where ``texts.bin`` (kept) and ``ids.raw`` (removed by `finish`) are written.
    types : sequence of str
        Types known beforehand, with the ids 0, 1, 2 …: those of the corpus appended to.
    rules : Rules
        How texts become tokens.
    """

    def __init__(self, folder: Path, types: Sequence[str] = (), rules: Rules | None = None) -> None:
        self._folder = folder
        self.rules = rules or Rules()
        self._ids_of = {name: i for i, name in enumerate(types)}
        # One dictionary of surface forms per way of folding; polars numbers them as they come.
        self._forms: dict[str, Forms] = {}
        self._raw = (folder / "ids.raw").open("wb")
        self._texts = (folder / "texts.bin").open("wb")
        # Of each text how many tokens it has, and where it ends among the texts.
        self.lengths = array("q")
        self._text_stops = array("q")
        # One array a text, where the rules put tokens together.
        self.codes: list[Codes] = []
        self._n_cut = 0
        # Of each step of cleaning: how many changes, in how many texts.
        self.changes: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()

    def __enter__(self) -> "Encoder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files as they are."""
        self._raw.close()
        self._texts.close()

    def add(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        """Take in cleaned texts and their languages."""
        both = zip(texts, languages, strict=True)
        for is_long, some in groupby(both, lambda one: len(one[0]) > PIECE and not self.rules.cuts):
            own, of = (list(column) for column in zip(*some, strict=True))
            if not is_long:
                self.add_encoded(own, *self._encoded(own, of))
                continue
            for text, language in zip(own, of, strict=True):
                parts = [self._encoded([piece], [language])[1] for piece in pieces(text, PIECE)]
                self.add_encoded([text], [sum(map(len, parts))], np.concatenate(parts))

    def _encoded(self, texts: Sequence[str], languages: Sequence[str]) -> tuple[list[int], Ids]:
        """Give the number of tokens of each text, and their provisional ids."""
        foldings = np.array([self.rules.folding(language) for language in languages], object)
        tokens = self._cut(texts, languages)
        lengths = tokens.list.len().to_numpy().astype(np.int64)
        stream = np.empty(int(lengths.sum()), np.uint32)
        # An empty list explodes to one null: leave those texts out first.
        for language in dict.fromkeys(foldings):
            chosen = (foldings == language) & (lengths > 0)
            if chosen.any():
                surfaces = tokens.filter(pl.Series(chosen)).explode()
                forms = self._forms.setdefault(language, Forms(self.rules, language))
                stream[np.repeat(chosen, lengths)] = forms.encode(surfaces, self._ids_of)
        return lengths.tolist(), stream

    def _cut(self, texts: Sequence[str], languages: Sequence[str]) -> pl.Series:
        if not self.rules.cuts:
            return surface_tokens(texts)
        found = cut(texts, languages, self.rules)
        self.codes += [one.codes for one in found]
        self._n_cut += len(texts)
        for one in found:
            self.changes += one.changes
            self.changed.update(one.changes.keys())
        return pl.Series([one.tokens for one in found], dtype=pl.List(pl.String))

    def add_encoded(self, texts: Sequence[str], lengths: Sequence[int], ids: Ids) -> None:
        """Take in texts whose provisional ids are known already."""
        files.step()
        for text in texts:
            self._texts.write(text.encode("utf-8"))
            self._text_stops.append(self._texts.tell())
        self.lengths.extend(lengths)
        self._add_ids(ids)

    @property
    def text_offsets(self) -> Longs:
        """Where each text begins and ends in ``texts.bin``, shape (n_documents, 2)."""
        stops = np.array(self._text_stops, np.int64)
        return np.stack([np.append(0, stops)[:-1], stops], axis=1)

    def cleaned(self) -> list[str]:
        """Say what each step of cleaning did in the texts that were cut."""
        of = f"of {self._n_cut:,} documents"
        return [
            f"{MEANING[step]}: {self.changes[step]:,} in {self.changed[step]:,} {of}."
            for step in self.rules.clean
            if step in OF_ONE_TEXT
        ]

    def segment(self) -> Segment:
        """Close the files as they are and give what `join` takes."""
        self.close()
        said = self.lengths, self._text_stops, self.codes
        cleaned = self.changes, self.changed
        return Segment(self._folder, list(self._ids_of), *said, *cleaned)

    def join(self, segment: Segment) -> None:
        """Take in texts that were encoded elsewhere, as if they had been added here."""
        files.step()
        known = self._ids_of
        ids_of = np.array([known.setdefault(name, len(known)) for name in segment.types], np.uint32)
        ids = np.fromfile(segment.folder / "ids.raw", np.uint32)
        at = self._texts.tell()
        with (segment.folder / "texts.bin").open("rb") as texts:
            shutil.copyfileobj(texts, self._texts)
        self._text_stops.extend(at + stop for stop in segment.text_stops)
        self.codes += segment.codes
        self._n_cut += len(segment.codes)
        self.changes += segment.changes
        self.changed += segment.changed
        self.lengths += segment.lengths
        self._add_ids(ids_of[ids] if len(ids) else ids)

    def _add_ids(self, ids: Ids) -> None:
        self._raw.write(np.ascontiguousarray(ids).data)
        if self._raw.tell() // 4 > MOST_TOKENS:
            msg = f"more than {MOST_TOKENS:,} tokens; cut the corpus into several by period"
            raise CorpusError(msg)

    def finish(self, order: Longs) -> tuple[list[str], Longs, Longs]:
        """Bring everything into its lasting order and write the arrays.

        Parameters
        ----------
        order : array, shape (n_documents,)
            The documents in corpus order, by number of arrival.

        Returns
        -------
        types : list of str
            The most frequent first, ties in alphabetical order.
        type_offsets : array, shape (n_types + 1,)
        offsets : array, shape (n_documents + 1,)
        """
        self.close()
        files.step()
        raw_path = self._folder / "ids.raw"
        raw = (
            np.memmap(raw_path, np.uint32, "r")
            if raw_path.stat().st_size
            else np.empty(0, np.uint32)
        )
        names = list(self._ids_of)
        counts = count_types(raw, len(names))
        ranked = sorted(
            (i for i in range(len(names)) if counts[i]), key=lambda i: (-counts[i], names[i])
        )
        rank = np.zeros(len(names), np.uint32)
        rank[ranked] = np.arange(len(ranked), dtype=np.uint32)
        lengths = np.array(self.lengths, np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        offsets = np.concatenate([[0], np.cumsum(lengths[order])])
        ids = self._array("ids.npy", len(raw))
        told = 0
        for row, arrived in enumerate(order):
            ids[offsets[row] : offsets[row + 1]] = rank[raw[starts[arrived] : starts[arrived + 1]]]
            if offsets[row + 1] - told > BLOCK:
                told = offsets[row + 1]
                files.release(ids)
                files.release(raw)
        postings = self._array("postings.npy", len(raw))
        type_offsets = invert(ids, len(ranked), postings)
        del raw, ids, postings
        raw_path.unlink()
        return [names[i] for i in ranked], type_offsets, offsets

    def _array(self, name: str, size: int) -> Ids:
        files.step()
        if not size:
            np.save(self._folder / name, np.empty(0, np.uint32))
            return np.empty(0, np.uint32)
        path = self._folder / name
        array: Ids = np.lib.format.open_memmap(path, mode="w+", dtype=np.uint32, shape=(size,))
        files.reserve(path)
        return array
