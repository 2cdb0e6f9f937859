"""Read Emacs Muse, the markup of The Anarchist Library."""

import re
from collections.abc import Iterator

from toolkit.corpus.dates import parse_date
from toolkit.errors import DateError
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes, unreadable
from toolkit.readers.expressions import date_in
from toolkit.readers.own import described
from toolkit.readers.parsed import Parsed

_DIRECTIVE = re.compile(r"#(\w+)[ \t]+(.*)")
_HEAD = re.compile(r"\ufeff?\s*(?:#\w+(?:[ \t].*)?\n)+")
# Each is bounded, so that no text takes longer than in proportion to its length.
_MARKS = (
    (re.compile(r"<comment>.{0,5000}?</comment>", re.DOTALL), ""),
    (re.compile(r"^;;? .*$", re.MULTILINE), ""),
    (re.compile(r"\[\[[^][\n]*?\.(?:png|jpe?g|gif|svg)[^][\n]*\](?:\[[^][\n]*\])?\]", re.I), ""),
    (re.compile(r"\[\[[^][\n]*\]\[([^][\n]*)\]\]"), r"\1"),
    (re.compile(r"\[\[([^][\n]*)\]\]"), r"\1"),
    (re.compile(r"[ \t]?(?:\[\d{1,3}\]|\{\d{1,3}\})(?!\])"), ""),
    (re.compile(r"</?[a-z]+(?: [^<>\n]*)?/?>", re.I), ""),
    (re.compile(r"^\*{1,5} ", re.MULTILINE), ""),
    (re.compile(r"(?<!\w)(\*{1,3}|=|_)(?=\S)([^\n]{1,500}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"^[ \t]*[-*_]{3,}[ \t]*$|^[ \t]*[>|] ?", re.MULTILINE), ""),
    (re.compile(r"~~"), " "),
)
_NOTE = re.compile(r"^[\[{]\d{1,3}[\]}][ \t]+(.*(?:\n(?!\n|[\[{]\d).*)*)", re.MULTILINE)


def read_muse(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a Muse file as one document: its words without the marks.

    ``#title``, ``#author`` and ``#lang`` are what they say, ``#date`` is the date of first
    publication and ``#pubdate`` that of this edition. Footnotes are kept as the variable `notes`.
    """
    name = options.name(path)
    decoder = Decoder(name, options.encoding)
    try:
        with open_bytes(path) as stream, decoder.text(stream) as lines:
            text = decoder.clean(lines.read())
    except DAMAGE as error:
        raise unreadable(name, error) from error
    decoder.say(report)
    yield described(parsed_muse(text), name, options, report)


def is_muse(text: str) -> bool:
    r"""Whether a text begins with the directives of Muse.

    Examples
    --------
    >>> is_muse("#title Bread\n#author Ann\n\nText"), is_muse("# Bread\n\nText")
    (True, False)
    """
    head = _HEAD.match(text[:10_000])
    said = {found[1] for found in _DIRECTIVE.finditer(head[0])} if head else set()
    return "title" in said and len(said) > 1


def parsed_muse(text: str) -> Parsed:
    """Split a Muse text into what its directives say, its words, and its notes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(text)
    said: dict[str, str] = {}
    for found in _DIRECTIVE.finditer(head[0] if head else ""):
        said.setdefault(found[1].casefold(), found[2].strip())
    body = text[head.end() :] if head else text
    notes = "\n".join(_plain(" ".join(found[1].split())) for found in _NOTE.finditer(body))
    lines = (line.strip() for line in _plain(_NOTE.sub("", body)).split("\n"))
    title, subtitle = (_plain(said.get(key, "")) for key in ("title", "subtitle"))
    return Parsed(
        text="\n".join(filter(None, lines)),
        title=": ".join(filter(None, (title, subtitle))),
        author=said.get("author") or said.get("authors", ""),
        language=said.get("lang", ""),
        published=_date(said.get("date", "")),
        edition=said.get("pubdate", "")[:10],
        variables={
            "topics": said.get("sorttopics") or said.get("topics", ""),
            "source_edition": _plain(said.get("source", "")),
            "about": _plain(said.get("notes", "")),
            "notes": notes,
        },
    )


def _plain(text: str) -> str:
    """Take the marks off."""
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return text.strip()


def _date(words: str) -> str:
    """Take the date as it stands, or the one that stands in a sentence."""
    try:
        parse_date(words)
    except DateError:
        return date_in(words) or words
    return words
