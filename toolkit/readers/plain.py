"""Read one plain text file as one document."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from toolkit.readers import stem_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes, unreadable
from toolkit.readers.names import by_pattern, guessed

FIELDS = ("date", "author", "title", "language", "id")


def read_plain(path: Path, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a text file; date, author and title come from its name.

    With ``pattern=`` they stand where the pattern says; without, a date is looked for
    (`toolkit.readers.names.guessed`) and what was taken is said in the report.
    """
    with open_bytes(path) as stream:
        yield document_in(stream, options.name(path), options, report)


def document_in(
    stream: BinaryIO, name: str, options: ReadOptions, report: ReadingReport
) -> RawDocument:
    """Read an opened text file; ReadError when it is damaged."""
    decoder = Decoder(name, options.encoding)
    try:
        with decoder.text(stream) as lines:
            text = decoder.clean(lines.read())
    except DAMAGE as error:
        raise unreadable(name, error) from error
    decoder.say(report)
    path = Path(name)
    fields = _fields(stem_of(path), name, options, report)
    return RawDocument(
        id=fields.get("id") or (path.parent / stem_of(path)).as_posix(),
        text=text,
        date=fields.get("date", ""),
        title=fields.get("title", ""),
        author=fields.get("author", ""),
        language=fields.get("language", ""),
        source=name,
        variables={field: value for field, value in fields.items() if field not in FIELDS},
    )


def _fields(stem: str, name: str, options: ReadOptions, report: ReadingReport) -> dict[str, str]:
    """Take the name apart, and say how it was done."""
    if options.metadata is not None:
        # The table says it all; the name only links the two.
        return {}
    if options.pattern is not None:
        fields = by_pattern(stem, options.pattern)
        if fields is None:
            report.skip(
                name, f"the name does not fit {options.pattern!r}; the text came in undated"
            )
        return fields or {}
    fields = guessed(stem)
    if not fields["date"]:
        report.note(name, "no date in the file name; say where it is with pattern= or metadata=.")
    elif fields["author"]:
        report.note(name, "date, author and title from the file name; pattern= can say it better.")
    else:
        report.note(name, "date from the file name; pattern= can say it better.")
    return fields
