"""Read one plain text file as one document."""

from collections.abc import Iterator

from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes, unreadable
from toolkit.readers.muse import is_muse, parsed_muse
from toolkit.readers.own import described
from toolkit.readers.parsed import Parsed
from toolkit.readers.speeches import read_speeches, table_of


def read_plain(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a text file; date, author and title come from its name.

    With ``pattern=`` they stand where the pattern says; without, a date is looked for
    (`toolkit.readers.names.guessed`) and what was taken is said in the report. A text that begins
    with the directives of Muse is read as such, whatever the ending of its name, and one whose
    lines are speeches with a table beside (`toolkit.readers.speeches`) speech by speech.
    """
    name = options.name(path)
    decoder = Decoder(name, options.encoding)
    try:
        with open_bytes(path) as stream, decoder.text(stream) as lines:
            text = decoder.clean(lines.read())
    except DAMAGE as error:
        raise unreadable(name, error) from error
    decoder.say(report)
    if table := table_of(path):
        yield from read_speeches(text, table, name, options, report)
    elif is_muse(text):
        report.note(name, "begins with directives of Muse, and was read as such.")
        yield described(parsed_muse(text), name, options, report)
    else:
        yield described(Parsed(text), name, options, report)
