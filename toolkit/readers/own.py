"""Whose word counts: what the caller says, then what the document says, then its file name.

For each of date, author, title and language by itself: the side table (``metadata=``), else the
pattern of the file name (``pattern=``), else that of the first lines (``heading=``), else the
header of the document, else a guess by the file name. Of the dates in a header, the one of
writing comes first, that of first publication next; this edition comes last of all, after the
file name, and is said aloud. With ``dated_by=`` the dates it names count instead
(`toolkit.readers.dating`).
"""

from collections.abc import Mapping
from pathlib import Path

from toolkit.corpus.dates import is_undated, parse_date
from toolkit.corpus.rules import USUAL
from toolkit.errors import DateError
from toolkit.readers import stem_of, suffix_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.columns import RESERVED
from toolkit.readers.headings import by_heading
from toolkit.readers.names import by_pattern, guessed
from toolkit.readers.parsed import Parsed

FIELDS = ("date", "author", "title", "language", "id")
DATES = ("written", "published", "edition")


def described(
    parsed: Parsed, name: str, options: ReadOptions, report: ReadingReport
) -> RawDocument:
    """Make a document of a text: with its id, and what is known of it from all places."""
    path = Path(name)
    stem = stem_of(path)
    source = f"{name}#{parsed.part}" if parsed.part else name
    told = _told(parsed, stem, source, options, report)
    silent = dict.fromkeys(FIELDS, "")
    told_apart = options.pattern or options.metadata
    guess = silent if told_apart else silent | guessed(stem, path.parent.as_posix())
    own = {field: getattr(parsed, field) for field in ("author", "title", "language")}
    fields = {field: told.get(field) or own.get(field) or guess[field] for field in FIELDS}
    # Where other dates were asked for, nobody needs to hear how the usual one was found.
    hears = ReadingReport() if options.dated_by and USUAL not in options.dated_by else report
    fields["date"] = told.get("date") or _date(parsed, guess, name, options, hears)
    whole = fields["id"] or (path.parent / stem).as_posix()
    further = {key: value for key, value in told.items() if key not in FIELDS}
    dates = {f"date_{kind}": getattr(parsed, kind) for kind in DATES}
    return RawDocument(
        id=f"{whole}/{parsed.part}" if parsed.part else whole,
        text=parsed.text,
        date=fields["date"],
        title=fields["title"],
        author=fields["author"],
        language=fields["language"],
        source=source,
        variables=_kept({**parsed.variables, **further, **dates}),
    )


def named_by_file(raw: RawDocument) -> bool:
    """Whether the id of a document is but the name of its file without the ending."""
    for name in (raw.source, raw.source.rpartition("#")[0]):
        if name and suffix_of(path := Path(name)):
            stem = (path.parent / stem_of(path)).as_posix()
            return raw.id in (stem, f"{stem}/{raw.source[len(name) + 1 :]}")
    return False


def _told(
    parsed: Parsed, stem: str, source: str, options: ReadOptions, report: ReadingReport
) -> Mapping[str, str]:
    """Take apart the file name and the first lines as the caller says."""
    told: dict[str, str] = {}
    for given, read, what in (
        (options.heading, by_heading, parsed.text),
        (options.pattern, by_pattern, stem),
    ):
        if given is None:
            continue
        fields = read(what, given)
        if fields is None:
            place = "the name does" if what is stem else "the first lines do"
            report.skip(source, f"{place} not fit {given!r}; nothing was taken from there")
        told |= {key: value for key, value in (fields or {}).items() if value}
    return told


def _date(
    parsed: Parsed,
    guess: Mapping[str, str],
    name: str,
    options: ReadOptions,
    report: ReadingReport,
) -> str:
    """Choose the date of a text that the caller did not date, and say which it is."""
    own = [parsed.written, parsed.published]
    said = next((kind for kind in own if _understood(kind)), "")
    if said:
        report.note(name, "dated by its own header: of writing, else of first publication.")
        return said
    if guess["date"]:
        what = "date, author and title" if guess["author"] and not parsed.author else "date"
        report.note(name, f"{what} from the file name; pattern= can say it better.")
        return guess["date"]
    # A date of writing that is not understood is listed, not replaced by a later one.
    if any(own):
        return parsed.written or parsed.published
    if parsed.edition:
        report.note(name, "only the date of this edition is known, and was taken.")
        return parsed.edition
    if not (options.pattern or options.metadata):
        report.note(name, "no date is known; say where it is with pattern=, heading= or metadata=.")
    return ""


def _understood(date: str) -> bool:
    """Whether a date is one that can be read."""
    if is_undated(date):
        return False
    try:
        parse_date(date)
    except DateError:
        return False
    return True


def _kept(variables: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is empty; a name that every corpus has for itself is marked as given."""
    return {
        f"given_{name}" if name in RESERVED else name: value
        for name, value in variables.items()
        if value
    }
