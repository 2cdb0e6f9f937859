"""The corpus: validated documents, their texts and their token index, in memory or on disk."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus import store
from toolkit.corpus.build import write_corpus
from toolkit.corpus.dates import iso_of
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.index import Longs, TokenIndex
from toolkit.corpus.tokens import surface_tokens, token_spans
from toolkit.errors import CorpusError, unknown_name

ARRAYS = ("ids", "postings", "offsets", "type_offsets", "text_offsets")


class Corpus:
    """Dated documents and where each of their tokens stands.

    Made by `toolkit.read`, `toolkit.open` or `Corpus.from_documents`; never changed afterwards.

    Attributes
    ----------
    documents : polars.DataFrame
        One row a document, by date then id, undated ones last: id, title, author, language,
        source, date, precision, start, stop (days since 1970-01-01, half open), n_tokens,
        text_hash, and the document variables.
    index : TokenIndex
        Types, token stream and positions; rows of `documents` are its documents.
    skipped : polars.DataFrame
        What did not come in, or came in without its date: source, reason.
    notes : tuple of str
        What the reader guessed, in sentences.
    hash : str
        SHA-256 of all documents; the same whatever the order of reading.
    path : pathlib.Path or None
        Its folder, if it lives on disk.
    """

    def __init__(self, generation: Path, path: Path | None) -> None:
        manifest = store.manifest(generation)
        self.path = path
        # Results computed once per process: spaces, counts by slice.
        self.memory: dict[str, Any] = {}
        self.hash: str = manifest["hash"]
        self.notes: tuple[str, ...] = tuple(manifest["notes"])
        self.documents = pl.read_parquet(generation / "documents.parquet")
        self.skipped = pl.read_parquet(generation / "skipped.parquet")
        mode: Any = "r" if path else None
        ids, postings, offsets, type_offsets, self._text_offsets = (
            np.load(generation / f"{name}.npy", mmap_mode=mode) for name in ARRAYS
        )
        types = pl.read_parquet(generation / "types.parquet")["type"].to_list()
        self.index = TokenIndex(types, ids, np.asarray(offsets), postings, np.asarray(type_offsets))
        texts = generation / "texts.bin"
        self._texts = (
            np.memmap(texts, np.uint8, "r") if texts.stat().st_size else np.empty(0, np.uint8)
        )
        if not path:
            self._texts = np.array(self._texts)

    @classmethod
    def from_documents(
        cls,
        documents: Iterable[Document],
        skipped: Sequence[Skipped] = (),
        notes: Sequence[str] = (),
        *,
        progress: Callable[[int], None] | None = None,
    ) -> "Corpus":
        """Make a corpus in memory.

        Examples
        --------
        >>> corpus = Corpus.from_documents([Document("a", "Bread and peace"), Document("b", "Peace")])
        >>> len(corpus), corpus.n_tokens, corpus.index.types[0]
        (2, 4, 'peace')
        """
        with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
            inside = Path(folder)
            store.add_generation(
                inside,
                lambda place: write_corpus(
                    place, documents, skipped=skipped, notes=notes, progress=progress
                ),
            )
            return cls(store.current(inside), None)

    @classmethod
    def build(
        cls,
        path: str | Path,
        documents: Iterable[Document],
        skipped: Sequence[Skipped] = (),
        notes: Sequence[str] = (),
        *,
        force: bool = False,
        append: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> "Corpus":
        """Make a corpus on disk, in little memory, and open it.

        Until everything is written an existing corpus stays as it was.

        Parameters
        ----------
        path : path
            The corpus folder.
        documents : iterable of Document
            Read once.
        skipped, notes : sequence
            What the reader left out and guessed; looked at when `documents` is exhausted.
        force : bool
            Replace an existing corpus.
        append : bool
            Add to an existing corpus.
        progress : callable, optional
            Told the number of documents from time to time.

        Raises
        ------
        CorpusError
            If the folder holds a corpus already (without `force` or `append`), holds something
            else, or another process is writing it.
        """
        folder = Path(path)
        _check_target(folder, force=force, append=append)
        with store.writing(folder):
            before = cls.open(folder) if append else None
            store.add_generation(
                folder,
                lambda place: write_corpus(
                    place, documents, skipped=skipped, notes=notes, before=before, progress=progress
                ),
            )
        return cls.open(folder)

    @classmethod
    def open(cls, path: str | Path) -> "Corpus":
        """Open a corpus folder; its arrays stay on disk until they are read.

        Raises
        ------
        CorpusError
            If it is no corpus folder, or damaged.
        """
        folder = Path(path)
        for _ in range(3):
            generation = store.current(folder)
            try:
                return cls(generation, folder)
            except FileNotFoundError:
                # A writer has put a newer generation in its place meanwhile: take that one.
                continue
            except (OSError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
                msg = f"{generation}: cannot be opened ({error}); the corpus is damaged, read the sources again"
                raise CorpusError(msg) from error
        msg = f"{folder}: changes faster than it can be opened; try again"
        raise CorpusError(msg)

    def save(self, path: str | Path, *, force: bool = False) -> None:
        """Write the corpus to a folder.

        Raises
        ------
        CorpusError
            If the folder holds a corpus already and `force` is not given.
        """
        folder = Path(path)
        _check_target(folder, force=force, append=False)
        with store.writing(folder):
            store.add_generation(folder, self._write)

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def n_tokens(self) -> int:
        """Tokens of all documents."""
        return len(self.index.ids)

    @cached_property
    def languages(self) -> list[str]:
        """Languages of the documents, the one with most documents first."""
        counted = (
            self.documents.group_by("language")
            .len()
            .sort("len", "language", descending=[True, False])
        )
        return counted["language"].to_list()

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
            raise unknown_name("document", document_id, self._rows)
        return self._rows[document_id]

    def text(self, document_id: str) -> str:
        """Return the text of a document: the NFC of what was read; offsets count its characters."""
        return self.text_at(self.row(document_id))

    def text_at(self, row: int) -> str:
        """Return the text of a document row."""
        start, stop = self._text_offsets[row]
        return self._texts[start:stop].tobytes().decode("utf-8")

    def surface(self, rows: Iterable[int]) -> list[tuple[str, list[str]]]:
        """Return text and tokens, as they stand there, of some document rows."""
        texts = [self.text_at(row) for row in rows]
        return list(zip(texts, surface_tokens(texts).to_list(), strict=True))

    def spans(self, row: int) -> NDArray[np.int64]:
        """Return first and last-but-one character of each token of a document, (n_tokens, 2)."""
        ((text, tokens),) = self.surface([row])
        return token_spans(text, tokens)

    def values(self, variable: str) -> pl.Series:
        """Return a document variable, one value a document row.

        Raises
        ------
        UnknownNameError
            If the documents have no such variable.
        """
        if variable not in self.documents.columns:
            raise unknown_name("document variable", variable, self.documents.columns)
        return self.documents[variable]

    def describe(self, by: str | None = None) -> pl.DataFrame:
        """Count documents and tokens, in all or for each value of a document variable.

        Returns
        -------
        polars.DataFrame
            Columns documents, tokens, types, first, last (ISO dates), undated, empty,
            duplicates (texts that stand there once more), languages, skipped.
        """
        from toolkit.corpus.describe import describe

        return describe(self, by)

    def check(self, *, deep: bool = False) -> list[str]:
        """Say what is doubtful about the corpus, in sentences; none is a clean bill.

        Parameters
        ----------
        deep : bool
            Read every byte on disk and compare it with what was written.

        Raises
        ------
        CorpusError
            If `deep` finds a damaged file.
        """
        from toolkit.corpus.describe import doubts

        damaged = store.damaged(store.current(self.path)) if deep and self.path else []
        if damaged:
            msg = f"{self.path}: damaged: {', '.join(damaged)}; read the sources again"
            raise CorpusError(msg)
        return doubts(self)

    def __repr__(self) -> str:
        dated = self.documents.drop_nulls("start")
        span = (
            f"{iso_of(dated['start'].min())} to {iso_of(dated['stop'].max())}"
            if len(dated)
            else "undated"
        )  # type: ignore[arg-type]
        return (
            f"Corpus of {len(self):,} documents, {self.n_tokens:,} tokens, "
            f"{len(self.index.types):,} types, {span}, {', '.join(self.languages[:5])}"
        )

    def _write(self, place: Path) -> dict[str, Any]:
        """Write this corpus as it is into an empty folder."""
        index = self.index
        arrays = (index.ids, index.postings, index.offsets, index.type_offsets, self._text_offsets)
        for name, array in zip(ARRAYS, arrays, strict=True):
            np.save(place / f"{name}.npy", array)
        self._texts.tofile(place / "texts.bin")
        types = pl.DataFrame({"type": index.types}, schema={"type": pl.String})
        types.write_parquet(place / "types.parquet")
        self.documents.write_parquet(place / "documents.parquet")
        self.skipped.write_parquet(place / "skipped.parquet")
        return {
            "hash": self.hash,
            "n_documents": len(self),
            "n_tokens": self.n_tokens,
            "notes": list(self.notes),
        }


def _check_target(folder: Path, *, force: bool, append: bool) -> None:
    """Refuse to write over what is not ours, or over a corpus unasked."""
    has_corpus = (folder / store.POINTER).is_file()
    if append and not has_corpus:
        msg = f"{folder}: holds no corpus to append to; make one with: rhetoric read SOURCE -o {folder.name}"
        raise CorpusError(msg)
    if has_corpus and not (force or append):
        msg = (
            f"{folder}: holds a corpus already; say --force to replace it or --append to add to it"
        )
        raise CorpusError(msg)
    ours = {"lock", "cache", store.POINTER}
    if folder.exists() and not has_corpus:
        others = (
            [
                p.name
                for p in folder.iterdir()
                if p.name not in ours and not p.name.startswith("gen-")
            ]
            if folder.is_dir()
            else [folder.name]
        )
        if others:
            msg = f"{folder}: exists and is no corpus (holds {others[0]!r}); choose another place"
            raise CorpusError(msg)


def clear_cache(folder: Path) -> None:
    """Remove what was computed from a corpus and can be computed again."""
    shutil.rmtree(folder / "cache", ignore_errors=True)
