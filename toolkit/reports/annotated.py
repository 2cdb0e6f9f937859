"""The text of a target cut into pieces: plain ones, and those that open their forerunners."""

from difflib import SequenceMatcher
from typing import Any, NamedTuple

import polars as pl

from toolkit.traces.trace_table import Trace

# Forerunners of a passage that are shown; how many there are is said.
SHOWN = 5
KINDS = ("quotation", "formula")
Span = tuple[int, int]


class Word(NamedTuple):
    """A word of a forerunner, and whether the target has it there too."""

    text: str
    same: bool


class Forerunner(NamedTuple):
    """One place of the archive that has a passage."""

    date: str
    source: str
    words: tuple[Word, ...]
    note: str


class Piece(NamedTuple):
    """A stretch of the text: `kind` is "", "quotation", "formula" or "concept"."""

    text: str
    kind: str = ""
    heading: str = ""
    lines: tuple[str, ...] = ()
    forerunners: tuple[Forerunner, ...] = ()


def pieces(trace: Trace) -> list[Piece]:
    """Cut the text where passages and concepts begin and end.

    Of a passage that overlaps a longer one the rest is a piece, if that is half of it or more. A
    concept inside a passage is no piece of its own; it is named in what the passage opens.
    """
    spans = _passages(trace)
    taken = [(start, stop) for start, stop, _ in spans]
    for start, stop, name in trace.places.select("start", "stop", "concept").rows():
        if not any(start < b and a < stop for a, b in taken):
            taken.append((start, stop))
            text = trace.text[start:stop]
            said = (trace.sentences.get(name, ""),)
            spans.append((start, stop, Piece(text, "concept", name, said)))
    found, at = [], 0
    for start, stop, piece in sorted(spans, key=lambda one: one[0]):
        found += [Piece(trace.text[at:start])] if start > at else []
        found.append(piece)
        at = stop
    return [*found, Piece(trace.text[at:])] if at < len(trace.text) else found


def compared(target: str, source: str) -> tuple[Word, ...]:
    """Lay a forerunner beside the target, word by word.

    Examples
    --------
    >>> [word.text for word in compared("let it bloom", "Let them bloom") if not word.same]
    ['them']
    """
    here, there = target.split(), source.split()
    match = SequenceMatcher(None, [_plain(w) for w in here], [_plain(w) for w in there], False)
    same = {
        k for block in match.get_matching_blocks() for k in range(block.b, block.b + block.size)
    }
    return tuple(Word(word, k in same) for k, word in enumerate(there))


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _passages(trace: Trace) -> list[tuple[int, int, Piece]]:
    table = trace.reuse.table.filter(pl.col("kind").is_in(KINDS))
    groups = [
        rows for _, rows in sorted(table.partition_by("passage", as_dict=True).items()) if len(rows)
    ]
    groups.sort(key=lambda rows: -_length(rows))
    found: list[tuple[int, int, Piece]] = []
    for rows in groups:
        start, stop = _rest(trace.text, _bounds(rows), [(a, b) for a, b, _ in found])
        if 2 * (stop - start) >= _length(rows):
            found.append((start, stop, _passage(trace, rows, start, stop)))
    return found


def _rest(text: str, span: Span, taken: list[Span]) -> Span:
    """Cut off a span what longer ones cover, and then what is no letter or number at its ends.

    Examples
    --------
    >>> _rest("their needs. The history of all", (13, 31), [(0, 16)])
    (17, 31)
    >>> _rest("their needs. The history of all", (6, 16), [(0, 31)])
    (6, 6)
    """
    start, stop = span
    for a, b in taken:
        if a <= start and stop <= b:
            return start, start
        if a <= start < b:
            start = b
        elif a < stop <= b:
            stop = a
    while start < stop and not text[start].isalnum():
        start += 1
    while start < stop and not text[stop - 1].isalnum():
        stop -= 1
    return start, stop


def _bounds(rows: pl.DataFrame) -> tuple[int, int]:
    return min(rows["start"].to_list()), max(rows["stop"].to_list())


def _length(rows: pl.DataFrame) -> int:
    start, stop = _bounds(rows)
    return stop - start


def _passage(trace: Trace, rows: pl.DataFrame, start: int, stop: int) -> Piece:
    inside = trace.places.filter((pl.col("start") >= start) & (pl.col("stop") <= stop))
    names = inside["concept"].unique(maintain_order=True).to_list()
    kind, number = rows["kind"][0], max(rows["n_documents"].to_list())
    lines = [f"In {number} document{'s' * (number != 1)} of the archive."]
    lines += [f"{name}: {trace.sentences.get(name, '')}" for name in names]
    text = trace.text[start:stop]
    forerunners = tuple(_forerunner(text, row) for row in rows.head(SHOWN).iter_rows(named=True))
    return Piece(text, kind, kind, tuple(lines), forerunners)


def _forerunner(text: str, row: dict[str, Any]) -> Forerunner:
    notes = [f"{row['n_words']} words the same, {row['n_changed']} changed"]
    notes.append(f"chance gives {row['expected']:.2g} such matches")
    notes.append(row["direction"] or "")
    if row["via"]:
        notes.append(f"its wording most like that of {row['via']}")
    words = compared(text, row["source_text"] or "")
    said = "; ".join(note for note in notes if note)
    return Forerunner(row["source_date"] or "undated", row["source"], words, said)
