"""The corpus: validated documents, their texts and their token index, in memory or on disk."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from toolkit.corpus import store
from toolkit.corpus.audit import audited
from toolkit.corpus.build import write_corpus
from toolkit.corpus.describe import dated, describe, doubts
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.layout import Content, dump, load, open_folder, target
from toolkit.corpus.rules import Rules
from toolkit.corpus.texts import Texts
from toolkit.errors import unknown_name
from toolkit.registry import RENDERERS


class Corpus(Texts):
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
    rules : Rules
        How texts became tokens, where the user chose.
    hash : str
        SHA-256 of all documents and the rules; the same whatever the order of reading.
    path : pathlib.Path or None
        Its folder, if it lives on disk.
    """

    def __init__(self, content: Content, path: Path | None) -> None:
        super().__init__(content)
        self.path = path
        self.hash = content.hash
        self.notes = content.notes
        self.skipped = content.skipped
        # Results computed once per process: spaces, counts by slice.
        self.memory: dict[str, Any] = {}

    def as_call(self) -> dict[str, Any]:
        """Stand for whatever corpus a recipe is given."""
        return {"call": "corpus"}

    @classmethod
    def from_documents(
        cls,
        documents: Iterable[Document],
        skipped: Sequence[Skipped] = (),
        notes: Sequence[str] = (),
        *,
        rules: Rules | None = None,
        executor: Executor | None = None,
    ) -> "Corpus":
        """Make a corpus in memory; options as in `build`.

        Examples
        --------
        >>> corpus = Corpus.from_documents([Document("a", "Bread and peace, peace")])
        >>> len(corpus), corpus.n_tokens, corpus.index.types[0]
        (1, 4, 'peace')
        """
        with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
            place = Path(folder)
            write = partial(write_corpus, skipped=skipped, notes=notes, rules=rules)
            says = write(place, documents, executor=executor)
            return cls(load(place, says, mapped=False), None)

    @classmethod
    def build(
        cls,
        path: str | Path,
        documents: Iterable[Document],
        skipped: Sequence[Skipped] = (),
        notes: Sequence[str] = (),
        *,
        rules: Rules | None = None,
        force: bool = False,
        append: bool = False,
        progress: Callable[[int], None] | None = None,
        executor: Executor | None = None,
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
        rules : Rules, optional
            How texts become tokens; a corpus added to keeps its own.
        force : bool
            Replace an existing corpus.
        append : bool
            Add to an existing corpus.
        progress : callable, optional
            Told the number of documents from time to time.
        executor : Executor, optional
            What cuts texts into tokens; the files are the same whoever does.

        Raises
        ------
        CorpusError
            If the folder holds a corpus already (without `force` or `append`), holds something
            else, or another process is writing it.
        """
        folder = Path(path)
        with target(folder, force=force, append=append):
            before = cls.open(folder) if append else None
            write = partial(write_corpus, documents=documents, skipped=skipped, notes=notes)
            write = partial(write, rules=rules, before=before, progress=progress, executor=executor)
            store.add_generation(folder, write)
        return cls.open(folder)

    @classmethod
    def open(cls, path: str | Path) -> "Corpus":
        """Open a corpus folder; its arrays stay on disk until they are read.

        Raises
        ------
        CorpusError
            If it is no corpus folder, or damaged.
        """
        return cls(open_folder(Path(path)), Path(path))

    def save(self, path: str | Path, *, force: bool = False) -> None:
        """Write the corpus to a folder.

        Raises
        ------
        CorpusError
            If the folder holds a corpus already and `force` is not given.
        """
        folder = Path(path)
        with target(folder, force=force):
            store.add_generation(folder, lambda place: dump(place, self._content))

    def __reduce__(self) -> tuple[object, ...]:
        from toolkit.corpus.travel import opened

        return (opened, (self.path, self.hash)) if self.path else (Corpus, (self._content, None))

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def n_tokens(self) -> int:
        """Tokens of all documents."""
        return len(self.index.ids)

    @cached_property
    def languages(self) -> list[str]:
        """Languages of the documents, the one with most documents first."""
        counted = self.documents["language"].value_counts(name="n")
        return counted.sort("n", "language", descending=[True, False])["language"].to_list()

    @cached_property
    def dated(self) -> str:
        """By which of their dates documents count, in words; "" where that was not chosen."""
        return dated(self)

    def values(self, variable: str) -> pl.Series:
        """Return a document variable, one value a document row.

        Raises
        ------
        UnknownNameError
            If the documents have no such variable.
        """
        if variable not in self.documents.columns:
            error = unknown_name("document variable", variable, self.documents.columns)
            raise error
        return self.documents[variable]

    def describe(self, by: str | None = None) -> pl.DataFrame:
        """Count documents and tokens, in all or for each value of a document variable.

        Returns
        -------
        polars.DataFrame
            Columns documents, tokens, types, first, last (ISO dates), undated, empty,
            duplicates (texts that stand there once more), languages, skipped.
        """
        return describe(self, by)

    def check(self, *, deep: bool = False) -> list[str]:
        """Say what is doubtful about the corpus, in sentences; none is a clean bill.

        Parameters
        ----------
        deep : bool
            Compare every byte with what was written, and name files that belong to nothing.

        Raises
        ------
        CorpusError
            If `deep` finds a damaged file.
        """
        return [*doubts(self), *(audited(self.path) if deep and self.path else [])]

    def __repr__(self) -> str:
        counts = describe(self).row(0, named=True)
        size = f"{len(self):,} documents, {self.n_tokens:,} tokens, {len(self.index.types):,} types"
        return f"Corpus of {size}, {counts['first']} to {counts['last']}, {counts['languages']}"

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("corpus")(self))
