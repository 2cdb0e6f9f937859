"""Read debates as plain text, one speech a line, with a table beside that says who speaks.

ParlaMint is handed out so: in ``NAME.txt`` each line is an id, a tab and a speech, and
``NAME-meta.tsv`` has a row for each id.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.readers import SUFFIXES, delimited, stem_of, suffix_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes
from toolkit.readers.languages import code_of
from toolkit.readers.own import described
from toolkit.readers.parsed import Parsed
from toolkit.readers.tables import cell

# In the language of the debate, else in English; they say the same.
_TABLES = ("-meta.tsv", "-meta-en.tsv")
# Variables are called as those of the same debates in TEI; other columns keep their names.
_VARIABLES = {
    "Speaker_ID": "speaker_id",
    "Speaker_role": "role",
    "Speaker_gender": "gender",
    "Speaker_birth": "birth",
    "Speaker_party": "party",
}
_FIELDS = ("ID", "Text_ID", "Title", "Date", "Speaker_name")
_UNKNOWN = "-"
_COMMENT = re.compile(r"\s*\[\[(.*?)\]\]\s*")
_LINE, _HEAD = re.compile(rb"(?:\xef\xbb\xbf)?[^\s]+\t"), 1000

Row = Mapping[str, str]


def table_of(path: Source) -> Path | None:
    """Find the table of the speeches of a text; None where it is a text like any other."""
    if not isinstance(path, Path):
        return None
    table = next((one for one in _beside(path) if one.is_file()), None)
    if table is None:
        return None
    try:
        with open_bytes(path) as stream:
            return table if _LINE.match(stream.read(_HEAD)) else None
    except DAMAGE:
        return None


def without_tables(files: list[Path]) -> list[Path]:
    """Leave out of the files of a folder the tables that are read with the speeches."""
    if not any(path.name.endswith(_TABLES) for path in files):
        return files
    texts = [path for path in files if SUFFIXES[suffix_of(path)] == "text" and table_of(path)]
    tables = {table for path in texts for table in _beside(path)}
    return [path for path in files if path not in tables]


def read_speeches(
    text: str, table: Path, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read each speech as a document, or with ``speakers="variables"`` the sitting as one.

    What the table says of a speaker comes in as from TEI; comments of the transcriber are left
    out of the text and kept as the variable `notes`. Speeches without a row are listed.
    """
    rows = _rows(table, options, report)
    speeches = list(_speeches(text, rows, table.name, name, report))
    if len(rows) > len(speeches):
        report.note(table.name, "some rows belong to no speech of the text.")
    if options.speakers == "variables":
        speeches = [_sitting(speeches)] if speeches else []
    else:
        said = "each speech is a document; speakers='variables' makes one of each sitting."
        report.note(name, said)
    for speech in speeches:
        yield described(speech, name, options, report)


def _beside(path: Path) -> list[Path]:
    return [path.with_name(stem_of(path) + ending) for ending in _TABLES]


def _rows(table: Path, options: ReadOptions, report: ReadingReport) -> dict[str, Row]:
    """Read the row of each speech; a dash is an empty cell."""
    shown = options.name(table)
    decoder, heard = Decoder(shown, options.encoding), ReadingReport()
    with open_bytes(table) as stream:
        found = [row.cells for row in delimited.rows_in(stream, shown, decoder, heard)]
    report.skipped += heard.skipped
    cleaned = (
        {name: decoder.clean(cell(value)).strip() for name, value in row.items()} for row in found
    )
    known = ({k: "" if v == _UNKNOWN else v for k, v in row.items()} for row in cleaned)
    return {row.get("ID", ""): row for row in known}


def _speeches(
    text: str, rows: Mapping[str, Row], table: str, name: str, report: ReadingReport
) -> Iterator[Parsed]:
    for number, line in enumerate(text.splitlines(), 1):
        own, tab, words = line.partition("\t")
        if not tab:
            if line.strip():
                report.skip(f"{name} line {number}", "is no speech: an id, a tab and its words")
            continue
        if own not in rows:
            why = f"{table} has no row for this speech; who speaks is not known"
            report.skip(f"{name}#{own}", why)
        yield _speech(own, words, rows.get(own, {}))


def _speech(own: str, words: str, row: Row) -> Parsed:
    variables = {
        _VARIABLES.get(name, name): value for name, value in row.items() if name not in _FIELDS
    }
    last, _, first = row.get("Speaker_name", "").partition(", ")
    return Parsed(
        text=_COMMENT.sub(" ", words).strip(),
        part=own,
        title=row.get("Title", ""),
        author=f"{first} {last}".strip(),
        language=code_of(row.get("Lang", "")),
        written=row.get("Date", ""),
        variables={**variables, "notes": "\n".join(_COMMENT.findall(words))},
    )


def _sitting(speeches: list[Parsed]) -> Parsed:
    """Make one text of a sitting; of the variables those that all of its speeches share."""
    first = speeches[0]
    shared = {
        name: value
        for name, value in first.variables.items()
        if all(one.variables.get(name) == value for one in speeches)
    }
    speakers = dict.fromkeys(one.author for one in speeches)
    notes = "\n".join(one.variables["notes"] for one in speeches if one.variables["notes"])
    return Parsed(
        text="\n".join(one.text for one in speeches),
        title=first.title,
        language=first.language,
        written=first.written,
        variables={**shared, "speakers": "; ".join(filter(None, speakers)), "notes": notes},
    )
