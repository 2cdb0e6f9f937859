"""A table beside a folder of texts: it says when, by whom and what each file is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from toolkit.errors import ReadError
from toolkit.readers import SUFFIXES, delimited, jsonl, parquet, stem_of, suffix_of, xlsx
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.columns import Columns, choose_columns
from toolkit.readers.decode import Decoder, open_bytes
from toolkit.readers.tables import Row, cell


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a table says about text files.

    Attributes
    ----------
    name : str
        Name of the table, for messages.
    columns : Columns
        Which of its columns is the date, the author …
    key : str
        The column that names the files.
    rows : mapping
        The row of each file, by the name it gives the file.
    """

    name: str
    columns: Columns
    key: str
    rows: Mapping[str, Mapping[str, str]]

    def describe(self, document: RawDocument, report: ReadingReport) -> RawDocument:
        """Put what the table says about a file beside its text."""
        file, _, speech = document.source.rpartition("#")
        # A table of the speeches of debates names them, not their files.
        names = (*_names(document.source), speech.rpartition("/")[2], *_names(file))
        said = next((self.rows[name] for name in names if name in self.rows), None)
        if said is None:
            undated = "" if document.date else "; the text came in undated"
            report.skip(document.source, f"{self.name} has no row for this file{undated}")
            return document
        columns = self.columns

        def part(column: str | None) -> str:
            return said[column] if column else ""

        return replace(
            document,
            id=(columns.id != self.key and part(columns.id)) or document.id,
            date=part(columns.date) or document.date,
            title=part(columns.title) or document.title,
            author=part(columns.author) or document.author,
            language=part(columns.language) or document.language,
            variables={
                **document.variables,
                **{
                    columns.variable(column): value
                    for column, value in said.items()
                    if column not in columns.roles
                    and column != self.key
                    # An empty cell does not take from a document what it says itself.
                    and (value or columns.variable(column) not in document.variables)
                },
            },
        )


def read_metadata(
    path: Path, texts: Sequence[Path], options: ReadOptions, report: ReadingReport
) -> Metadata:
    """Read a metadata table for the given text files.

    The column that names the files is found by comparing: it is the one whose values are names
    (with or without folder and ending) of the most files, or of speeches in them.

    Raises
    ------
    ReadError
        If it is no table, no column names the files, or two rows name the same one.
    """
    name = path.name
    decoder = Decoder(name, options.encoding)
    rows = [
        {column: decoder.clean(cell(value)).strip() for column, value in row.cells.items()}
        for row in _rows(path, name, decoder, report)
    ]
    decoder.say(report)
    header = list(dict.fromkeys(column for row in rows for column in row))
    files = {alias for text in texts for alias in _names(options.name(text))}
    hits = {column: _n_named(rows, column, files) for column in header}
    key = max(header, key=lambda column: hits[column], default="")
    if not hits.get(key):
        example = options.name(texts[0]) if texts else "a text file"
        msg = (
            f"{name}: no column names the files, such as {example!r}; add one with the file names."
        )
        raise ReadError(msg)
    report.note(name, f"column {key!r} names the files; {hits[key]} of {len(rows)} rows have one.")
    by_file: dict[str, Mapping[str, str]] = {}
    for row in rows:
        file = _file(row, key)
        if file in by_file and file in files:
            msg = f"{name}: two rows are about the file {file!r}; leave one."
            raise ReadError(msg)
        by_file[file] = {column: row.get(column, "") for column in header}
    columns = choose_columns(header, name, options, report, with_text=False)
    return Metadata(name, columns, key, by_file)


def _n_named(rows: Sequence[Mapping[str, str]], column: str, files: set[str]) -> int:
    """Count the names of files in a column, each once, or of speeches: ``sitting.u1``."""
    names = {_file(row, column) for row in rows}
    return sum(name in files or name.rpartition(".")[0] in files for name in names)


def _rows(path: Path, name: str, decoder: Decoder, report: ReadingReport) -> Iterator[Row]:
    """Read the rows of a table of any format."""
    kind = SUFFIXES.get(suffix_of(path))
    if kind == "parquet":
        yield from parquet.rows_in(path, name)
    elif kind == "xlsx":
        yield from xlsx.rows_in(path, name, report)
    elif kind in ("csv", "jsonl"):
        rows_in = delimited.rows_in if kind == "csv" else jsonl.rows_in
        with open_bytes(path) as stream:
            yield from rows_in(stream, name, decoder, report)
    else:
        msg = f"{name}: is no table; metadata= takes CSV, TSV, JSONL, Parquet or XLSX."
        raise ReadError(msg)


def _file(row: Mapping[str, str], column: str) -> str:
    """Read the name of a file in a cell, which may carry folders of another system."""
    return PurePosixPath(row.get(column, "").replace("\\", "/")).as_posix().removeprefix("./")


def _names(shown: str) -> tuple[str, ...]:
    """List the names a table may use for a file, the most exact first."""
    path = Path(shown)
    return shown, (path.parent / stem_of(path)).as_posix(), path.name, stem_of(path)
