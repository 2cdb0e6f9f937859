"""Read any source, a file or a folder of files, into dated documents."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from toolkit.corpus.documents import Document
from toolkit.corpus.identity import Identities
from toolkit.corpus.rules import DateKinds, date_kinds
from toolkit.errors import ReadError, UnknownNameError
from toolkit.readers import READERS, SUFFIXES, TABLES, suffix_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Speakers
from toolkit.readers.dating import Dating
from toolkit.readers.decode import unreadable
from toolkit.readers.elsewhere import read_elsewhere
from toolkit.readers.folder import files_in
from toolkit.readers.languages import code_of
from toolkit.readers.lists import people_beside, with_people
from toolkit.readers.metadata import Metadata, read_metadata
from toolkit.readers.own import named_by_file
from toolkit.readers.persons import People
from toolkit.readers.request import check, metadata_path
from toolkit.readers.speeches import without_tables


def read_documents(
    source: str | Path,
    *,
    text: str | None = None,
    date: str | None = None,
    id: str | None = None,  # noqa: A002 - the name of the column, as everywhere
    title: str | None = None,
    author: str | None = None,
    language: str | None = None,
    metadata: str | Path | None = None,
    pattern: str | None = None,
    heading: str | None = None,
    speakers: Speakers = "documents",
    chapters: bool = False,
    sequence: str | None = None,
    dated_by: DateKinds | None = None,
    encoding: str | None = None,
    executor: Executor | None = None,
) -> tuple[Iterator[Document], ReadingReport]:
    """Read the documents of a file or a folder.

    Parameters
    ----------
    source : str or Path
        A file that a reader knows (`toolkit.readers.SUFFIXES`): a text or document, a table,
        an archive of any of them; or a folder of any of them.
    text, date, id, title, author, language : str, optional
        Columns of tables; without, the usual names are looked for and the choice is said in
        the notes. ``id=""`` numbers the rows.
    metadata : str or Path, optional
        A table about the texts of a folder, itself in the folder or elsewhere.
    pattern : str, optional
        What the names of texts say: ``{date}_{author}_{title}``. Further names in braces
        become document variables.
    heading : str, optional
        What the first lines of texts say: ``{author}, AL CONGRESO, EL {date}``; ``{}`` is
        anything. Whose word counts when several speak: `toolkit.readers.own`.
    speakers : str
        "documents": each speech of a debate in TEI is a document with its speaker as author;
        "variables": the sitting is, and names its speakers.
    chapters : bool
        Whether each chapter of an e-book is a document.
    sequence : str, optional
        A column of whole numbers that stands in for the date: congress, issue, chapter.
    dated_by : str or sequence of str, optional
        Which date counts, where a document has several: "written", "published" (first),
        "edition", the name of a document variable, or "date", the one it has otherwise. Of
        several, as "published,written", the first that is known. Documents without any come in
        undated and are listed. The variable `dated_by` tells which it was, `date_otherwise` the
        date that gave way.
    encoding : str, optional
        Encoding of files that are not UTF-8 and do not say so themselves.
    executor : Executor, optional
        What reads the files of a folder, tables and archives left out.

    Returns
    -------
    documents : iterator of Document
        Streamed; to be taken once, to the end. A date that is not understood leaves its
        document undated and is listed; a source that says "n.d." or nothing is no complaint.
    report : ReadingReport
        What was left out, what was guessed; complete when `documents` is exhausted.

    Raises
    ------
    OptionError
        At once, if options contradict each other.
    ReadError
        At once, if there is no such file; while reading, if not one document can be read or
        two share an id.
    """
    place = Path(source)
    options = ReadOptions(
        text=text,
        date=date,
        id=id,
        title=title,
        author=author,
        language=language,
        sequence=sequence,
        dated_by=date_kinds(dated_by),
        metadata=metadata_path(metadata, place),
        pattern=pattern,
        heading=heading,
        speakers=speakers,
        chapters=chapters,
        encoding=encoding,
        root=place if place.is_dir() else None,
    )
    check(place, options)
    report = ReadingReport()
    return _documents(place, options, report, executor), report


def _documents(
    place: Path, options: ReadOptions, report: ReadingReport, executor: Executor | None
) -> Iterator[Document]:
    """Read, date and count the documents; no two may share an id."""
    met = Identities()
    dating = Dating(options.dated_by, options.sequence is not None, report)
    for raw in _raw(place, options, report, executor):
        earlier = met.source_of(raw.id)
        if earlier is not None and named_by_file(raw):
            # Of two files that differ in their endings the second is called by its whole name.
            raw = replace(raw, id=raw.source)
            earlier = met.source_of(raw.id)
        if earlier is not None:
            msg = (
                f"id {raw.id!r} stands twice, in {earlier} and in {raw.source}; give each "
                'document its own, name another column with id=, or number the rows with id="".'
            )
            raise ReadError(msg)
        met.add(raw.id, raw.source)
        report.documents += 1
        date, variables = dating(raw)
        yield Document(
            id=raw.id,
            text=raw.text,
            date=date,
            title=raw.title,
            author=raw.author,
            language=_language(raw.language, raw.source, report),
            source=raw.source,
            variables=variables,
        )
    if not report.documents:
        reasons = [f"{skip.source}: {skip.reason}" for skip in report.skipped]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        found = f"{reasons[0]}{more}" if reasons else "it holds no text and no row"
        msg = f"{place.name}: no document could be read: {found.rstrip('.')}; check the source."
        raise ReadError(msg)
    dating.finish()


def _raw(
    place: Path, options: ReadOptions, report: ReadingReport, executor: Executor | None
) -> Iterator[RawDocument]:
    """Read one file, or every file of a folder; there, one bad file does not stop the rest."""
    files = without_tables(files_in(place, report)) if options.root else [place]
    people, files = people_beside(files, options, report) if options.root else (People(), files)
    known: Metadata | None = None
    if options.metadata is not None:
        files = [path for path in files if not path.samefile(options.metadata)]
        texts = [path for path in files if SUFFIXES[suffix_of(path)] not in TABLES]
        known = read_metadata(options.metadata, texts, options, report)
        # The columns named are those of the metadata; tables beside it are guessed.
        options = replace(options, date=None, id=None, title=None, author=None, sequence=None)
    for path, found in zip(files, read_elsewhere(files, options, executor), strict=True):
        kind = SUFFIXES[suffix_of(path)]
        try:
            raws = READERS.get(kind)(path, options, report) if found is None else found.of(report)
            for raw in (with_people(raw, people) for raw in raws):
                yield known.describe(raw, report) if known and kind not in TABLES else raw
        except (ReadError, UnknownNameError) as error:
            if not options.root:
                raise
            report.skip(options.name(path), str(error).removeprefix(f"{options.name(path)}: "))
        except OSError as error:
            raise unreadable(options.name(path), error) from error


def _language(given: str, source: str, report: ReadingReport) -> str:
    """Take an ISO 639-1 code, also of en-US; anything else is left to detection and said."""
    code = code_of(given)
    if given and not code:
        report.note(source, f"language {given[:40]!r} is no ISO 639-1 code such as en; detected.")
    return code
