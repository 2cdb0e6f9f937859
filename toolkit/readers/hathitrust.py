"""Read extracted features of HathiTrust: counts of words by page, without their order."""

import bz2
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.corpus.order import COUNTS_ONLY
from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.counts import text_of_counts
from toolkit.readers.parsed import Parsed, RefusedError

MOST_BYTES = 300 << 20


def read_hathitrust(
    path: Source, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read one volume of extracted features (JSON, also packed) as one document.

    Only the words in the bodies of pages are taken, page after page, in no order within a page:
    frequency and topics work on them, passages do not, and what needs passages says so. Title,
    authors, language and date of publication are those of the volume.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a volume."""
    if content.startswith(b"BZh"):
        content = _unpacked(content)
    try:
        volume = json.loads(content)
        pages = volume["features"]["pages"]
        text = "\n".join(filter(None, (text_of_counts(_counts(page)) for page in pages)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = " ".join(f"{type(error).__name__} {error}".split())[:100]
        msg = f"holds no extracted features of HathiTrust ({why}); check the file."
        raise RefusedError(msg) from error
    report.note(name, "holds counts of words only: frequency and topics work, passages do not.")
    about = volume.get("metadata") or {}
    yield Parsed(
        text=text,
        title=_words(about.get("title")),
        author=_words(about.get("contributor") or about.get("names")),
        language=_words(about.get("language")),
        published=_words(about.get("pubDate")),
        variables={COUNTS_ONLY: "yes", "volume": _words(volume.get("htid") or volume.get("id"))},
    )


def _unpacked(content: bytes) -> bytes:
    """Unpack, as far as a volume can honestly reach."""
    unpacker = bz2.BZ2Decompressor()
    try:
        whole = unpacker.decompress(content, MOST_BYTES + 1)
    except OSError as error:
        msg = "is damaged: it cannot be unpacked; take another copy."
        raise RefusedError(msg) from error
    if len(whole) > MOST_BYTES or not unpacker.eof:
        why = "unpacks to too much" if len(whole) > MOST_BYTES else "is cut off"
        msg = f"{why}; take another copy."
        raise RefusedError(msg)
    return whole


def _counts(page: Mapping[str, Any]) -> Counter[str]:
    """Add up the counts of a page over parts of speech."""
    counts: Counter[str] = Counter()
    for word, tags in ((page.get("body") or {}).get("tokenPosCount") or {}).items():
        for number in tags.values():
            counts[word] += number
    return counts


def _words(value: object) -> str:
    """Write a value of the header: a word, a number, a name, or a list of them."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return "" if value is None else " ".join(str(value).split())
