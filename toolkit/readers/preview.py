"""A look at what file names say, before anything is read."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from toolkit.corpus.dates import parse_date
from toolkit.errors import DateError
from toolkit.readers import SUFFIXES, TABLES, stem_of, suffix_of
from toolkit.readers.base import ReadingReport, ReadOptions
from toolkit.readers.folder import files_in
from toolkit.readers.names import by_pattern, compiled, guessed
from toolkit.readers.own import FIELDS
from toolkit.readers.request import check


def preview(
    source: str | Path, *, pattern: str | None = None
) -> tuple[pl.DataFrame, ReadingReport]:
    """Show what the names of texts say, by a pattern or by guess.

    Parameters
    ----------
    source : str or Path
        A text or a folder; tables and archives in it are left out.
    pattern : str, optional
        What the names say: ``{date}_{author}_{title}``.

    Returns
    -------
    names : polars.DataFrame
        One row a text: file, date, author, title, further names of the pattern, and `span`, the
        span of days that the date is read as; null where it has none.
    report : ReadingReport
        Names that the pattern does not fit, and dates that are not understood.
    """
    place = Path(source)
    options = replace(ReadOptions(pattern=pattern), root=place if place.is_dir() else None)
    check(place, options)
    report = ReadingReport()
    files = files_in(place, ReadingReport()) if options.root else [place]
    rows = []
    for path in files:
        if SUFFIXES[suffix_of(path)] in (*TABLES, "zip", "tar"):
            continue
        name, stem = options.name(path), stem_of(path)
        fields = (
            by_pattern(stem, pattern) if pattern else guessed(stem, Path(name).parent.as_posix())
        )
        if fields is None:
            report.skip(name, f"the name does not fit {pattern!r}")
            fields = {}
        span = _span(fields.get("date", ""), name, report)
        rows.append({"file": name, **fields, "span": span})
    further = _further(pattern) if pattern else []
    columns = ["file", "date", "author", "title", *further, "span"]
    schema = dict.fromkeys(columns, pl.String)
    return pl.DataFrame([{c: row.get(c) for c in columns} for row in rows], schema=schema), report


def _further(pattern: str) -> list[str]:
    """Names of a pattern that are none of the usual fields, and those of id and language."""
    return [name for name in compiled(pattern).groupindex if name not in FIELDS[:3]]


def _span(date: str, name: str, report: ReadingReport) -> str | None:
    """Read a date as reading would; what is not understood is listed."""
    if not date:
        return None
    try:
        return parse_date(date).iso()
    except DateError as error:
        report.skip(name, str(error))
        return None
