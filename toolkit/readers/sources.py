"""Read any source, a file or a folder of files, into dated documents."""

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from toolkit.corpus.dates import DateSpan, day_of, is_undated, parse_date, sequence_date
from toolkit.corpus.days import refused
from toolkit.corpus.documents import Document
from toolkit.errors import DateError, ReadError, UnknownNameError
from toolkit.readers import READERS, SUFFIXES, TABLES, suffix_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Speakers
from toolkit.readers.decode import unreadable
from toolkit.readers.elsewhere import read_elsewhere
from toolkit.readers.folder import files_in
from toolkit.readers.languages import code_of
from toolkit.readers.metadata import Metadata, read_metadata
from toolkit.readers.own import named_by_file
from toolkit.readers.request import check, metadata_path

# A text dated later is misdated; 6521 is how a spreadsheet counts 7 November 1917 in days.
LATEST, EARLIEST = 2100, -10_000
LARGEST_NUMBER = 1_000_000
_SEASON_OR_YEARS = re.compile(r"\d{4}-2[1-4]")


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
    seen: dict[str, str] = {}
    for raw in _raw(place, options, report, executor):
        if raw.id in seen and named_by_file(raw):
            # Of two files that differ in their endings the second is called by its whole name.
            raw = replace(raw, id=raw.source)
        if raw.id in seen:
            msg = (
                f"id {raw.id!r} stands twice, in {seen[raw.id]} and in {raw.source}; give each "
                'document its own, name another column with id=, or number the rows with id="".'
            )
            raise ReadError(msg)
        seen[raw.id] = raw.source
        report.documents += 1
        yield Document(
            id=raw.id,
            text=raw.text,
            date=_date(raw, options, report),
            title=raw.title,
            author=raw.author,
            language=_language(raw.language, raw.source, report),
            source=raw.source,
            variables=raw.variables,
        )
    if not report.documents:
        reasons = [f"{skip.source}: {skip.reason}" for skip in report.skipped]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        found = f"{reasons[0]}{more}" if reasons else "it holds no text and no row"
        msg = f"{place.name}: no document could be read: {found.rstrip('.')}; check the source."
        raise ReadError(msg)


def _raw(
    place: Path, options: ReadOptions, report: ReadingReport, executor: Executor | None
) -> Iterator[RawDocument]:
    """Read one file, or every file of a folder; there, one bad file does not stop the rest."""
    files = files_in(place, report) if options.root else [place]
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
            for raw in raws:
                yield known.describe(raw, report) if known and kind not in TABLES else raw
        except (ReadError, UnknownNameError) as error:
            if not options.root:
                raise
            report.skip(options.name(path), str(error).removeprefix(f"{options.name(path)}: "))
        except OSError as error:
            raise unreadable(options.name(path), error) from error


def _date(raw: RawDocument, options: ReadOptions, report: ReadingReport) -> DateSpan | None:
    """Read the date; one that is not understood is listed and leaves the text undated."""
    if is_undated(raw.date):
        return None
    try:
        span = _sequence(raw.date) if options.sequence is not None else _dated(raw.date)
    except DateError as error:
        report.skip(raw.source, f"{str(error).rstrip('.')}; the text came in undated")
        return None
    if span.precision == "season" and _SEASON_OR_YEARS.fullmatch(raw.date):
        report.note(
            raw.source,
            "dates such as 1917-21 were read as EDTF seasons (spring 1917); "
            "write 1917/1921 for years.",
        )
    return span


@lru_cache(maxsize=100_000)
def _dated(text: str) -> DateSpan:
    """Read a date, once for all documents that share it."""
    span = parse_date(text)
    if not day_of(EARLIEST) <= span.start < day_of(LATEST):
        why = "lies after the year 2100 or before -10000; a spreadsheet's day count is no date."
        raise refused(text, "", why)
    return span


def _sequence(text: str) -> DateSpan:
    """Read a whole number."""
    digits = re.fullmatch(r"([+-]?[0-9]{1,7})(?:\.0)?", text)
    if digits is None or abs(int(digits[1])) > LARGEST_NUMBER:
        raise DateError(text)
    return sequence_date(int(digits[1]))


def _language(given: str, source: str, report: ReadingReport) -> str:
    """Take an ISO 639-1 code, also of en-US; anything else is left to detection and said."""
    code = code_of(given)
    if given and not code:
        report.note(source, f"language {given[:40]!r} is no ISO 639-1 code such as en; detected.")
    return code
