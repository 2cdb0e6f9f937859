"""What one dated text is, before and after it enters a corpus."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.corpus.dates import DateSpan

# Columns every corpus has; whatever else a source brings is a document variable.
COLUMNS = ("id", "title", "author", "language", "source", "date", "precision", "start", "stop")


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its date and what is known about it.

    Attributes
    ----------
    id : str
        Unique in its corpus.
    text : str
        The text as read; a corpus keeps its NFC.
    date : DateSpan or None
        None is undated: kept and counted, but in no slice.
    title, author, language, source : str
        Empty when unknown. `language` is an ISO 639-1 code; empty means "detect it".
    variables : mapping of str to str
        Further columns, as they stood in the source.
    """

    id: str
    text: str
    date: DateSpan | None = None
    title: str = ""
    author: str = ""
    language: str = ""
    source: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


class Skipped(NamedTuple):
    """One input that did not come in, or came in without its date, and why."""

    source: str
    reason: str
