"""Read JSON Lines: one object a line, each line judged by itself."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from toolkit.corpus.order import COUNTS_ONLY
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.counts import text_of_counts
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes, unreadable
from toolkit.readers.tables import Row, documents_of

# What Constellate counts; its words are all that is read of it.
_COUNTS = ("unigramCount", "bigramCount", "trigramCount")


def read_jsonl(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a file with one JSON object a line; the keys are the columns.

    A line that is no JSON object by the standard (NaN and Infinity are none) is skipped and
    listed with its number. A text given as a list of strings, such as pages, is joined by
    line ends. Where Constellate gives no full text but counts of words, these are read in no
    order: frequency and topics work on them, passages do not.
    """
    with open_bytes(path) as stream:
        yield from documents_in(stream, options.name(path), options, report)


def documents_in(
    stream: BinaryIO, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read the documents of an opened JSON Lines file."""
    decoder = Decoder(name, options.encoding)
    rows = rows_in(stream, name, decoder, report)
    yield from documents_of(rows, name, options, report, decoder.clean)
    decoder.say(report)


def rows_in(stream: BinaryIO, name: str, decoder: Decoder, report: ReadingReport) -> Iterator[Row]:
    """Read the objects of an opened JSON Lines file; what is none is listed."""
    with ExitStack() as opened:
        try:
            # Only \n ends a line here: U+2028 and its like may stand in a string.
            lines = opened.enter_context(decoder.text(stream, newline="\n"))
        except DAMAGE as error:
            raise unreadable(name, error) from error
        yield from _rows(lines, name, report)


def _rows(lines: Iterator[str], name: str, report: ReadingReport) -> Iterator[Row]:
    """Read line after line."""
    line = 0
    while True:
        line += 1
        place = f"{name} line {line}"
        try:
            given = next(lines, None)
        except DAMAGE as error:
            why = f"the file is damaged or cut off here ({error}); what came before was read"
            report.skip(place, why)
            return
        if given is None:
            return
        if not given.strip(" \t\r\n"):
            continue
        try:
            cells = _object(given.rstrip("\r\n"), place, report)
        except (ValueError, RecursionError) as error:
            why = "nested too deep" if isinstance(error, RecursionError) else str(error)[:100]
            report.skip(place, f"is not a JSON object: {why}; not read")
            continue
        yield Row(line, place, cells)


def _object(line: str, place: str, report: ReadingReport) -> dict[str, Any]:
    """Parse one line strictly; ValueError when it is no object."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        cells = dict(pairs)
        if len(cells) < len(pairs):
            report.skip(place, "a key stands twice in one object; its last value was taken")
        return cells

    value = json.loads(line, parse_constant=_refused, parse_float=_finite, object_pairs_hook=unique)
    if not isinstance(value, dict):
        kind = {list: "list", str: "string", type(None): "null"}.get(type(value), "number")
        msg = f"a {kind} stands there"
        raise ValueError(msg)  # noqa: TRY004 - the caller turns it into a listed line
    return _counted(value) if "unigramCount" in value else value


def _counted(value: dict[str, Any]) -> dict[str, Any]:
    """Make a text of the counts of Constellate, where it gives no full text."""
    counts = value.get("unigramCount")
    kept = {key: given for key, given in value.items() if key not in _COUNTS}
    if value.get("fullText") or not isinstance(counts, dict):
        return kept
    return kept | {"fullText": text_of_counts(counts), COUNTS_ONLY: "yes"}


def _finite(number: str) -> float:
    """Read a number; 1e999 is JSON, but no number that could be kept."""
    value = float(number)
    return value if abs(value) != float("inf") else _refused(number[:20])


def _refused(constant: str) -> float:
    msg = f"{constant} is no number"
    raise ValueError(msg)
