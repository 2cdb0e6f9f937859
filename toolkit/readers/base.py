"""What every reader takes, gives and reports to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from toolkit.corpus.documents import Skipped

# Whether each speech of a debate is a document, or the sitting is, with its speakers named.
Speakers = Literal["documents", "variables"]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One text as a source gives it: the date is still the words of the source.

    Attributes
    ----------
    id, text : str
        An id unique in the source; the text without NUL and without half characters.
    date, title, author, language : str
        As they stand in the source; empty when it says nothing.
    source : str
        Where it stands: the file, and the row of a table.
    variables : mapping of str to str
        Further columns.
    """

    id: str
    text: str
    date: str = ""
    title: str = ""
    author: str = ""
    language: str = ""
    source: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller says about a source; None leaves it to be found out and said aloud.

    Attributes
    ----------
    text, date, id, title, author, language, sequence : str or None
        Names of columns. An empty `id` numbers the rows. `sequence` is a column of whole
        numbers that stands in for a date.
    dated_by : tuple of str
        The dates that count, the first that is known; none: the usual one.
    metadata : Path or None
        A table that describes the files of a folder.
    pattern : str or None
        What the names of files say: ``{date}_{author}_{title}``.
    heading : str or None
        What the first lines of a text say: ``{title}, {date}``.
    speakers : str
        "documents" or "variables": what becomes of the speeches of a debate.
    chapters : bool
        Whether each chapter of a book is a document.
    encoding : str or None
        Encoding of text files and tables that do not say it themselves.
    root : Path or None
        Folder that is read; names in messages are relative to it.
    """

    text: str | None = None
    date: str | None = None
    id: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    sequence: str | None = None
    dated_by: tuple[str, ...] = ()
    metadata: Path | None = None
    pattern: str | None = None
    heading: str | None = None
    speakers: Speakers = "documents"
    chapters: bool = False
    encoding: str | None = None
    root: Path | None = None

    def name(self, path: "Source") -> str:
        """Name of a file for people: relative to the folder that is read."""
        if isinstance(path, Member):
            return path.name
        name = path.relative_to(self.root).as_posix() if self.root else path.name
        # Bytes of a name that are no UTF-8 must not get into ids, tables or messages.
        return name.encode("utf-8", "replace").decode("utf-8")


@dataclass(slots=True)
class ReadingReport:
    """What happened while reading; complete when the last document has been taken.

    Attributes
    ----------
    skipped : list of Skipped
        Everything that did not come in, or came in without its date, with the reason.
    notes : list of str
        What was guessed or mended, in sentences.
    documents : int
        How many documents came in.
    """

    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    documents: int = 0
    _said: dict[str, tuple[int, str, int]] = field(default_factory=dict, repr=False)

    def skip(self, source: str, reason: str) -> None:
        """List an input that did not come in as it should."""
        self.skipped.append(Skipped(source, reason))

    @property
    def sentences(self) -> list[str]:
        """What was said, without the names of the files."""
        return list(self._said)

    def note(self, name: str, sentence: str) -> None:
        """Say something about a file; the same about many files is said once.

        Examples
        --------
        >>> report = ReadingReport()
        >>> for name in ("a.csv", "b.csv", "c.csv"):
        ...     report.note(name, "date from column 'year'.")
        >>> report.notes
        ["a.csv and 2 more: date from column 'year'."]
        """
        place, first, more = self._said.get(sentence, (len(self.notes), name, -1))
        self._said[sentence] = place, first, more + 1
        if place == len(self.notes):
            self.notes.append("")
        others = f" and {more + 1} more" if more >= 0 else ""
        self.notes[place] = f"{first}{others}: {sentence}"

    def add(self, other: "ReadingReport") -> None:
        """Take over what another report says of one file."""
        self.skipped += other.skipped
        for sentence, (_, name, more) in other._said.items():
            for _ in range(more + 1):
                self.note(name, sentence)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: it is read from there, and only once.

    Attributes
    ----------
    name : str
        The archive and the place in it, for people.
    stream : binary stream
        Its bytes, watched over by whoever opened the archive.
    """

    name: str
    stream: BinaryIO

    def open(self, mode: str = "rb") -> BinaryIO:
        """Give the bytes, as a path would."""
        return self.stream


Source = Path | Member
Reader = Callable[[Source, ReadOptions, ReadingReport], Iterator[RawDocument]]
