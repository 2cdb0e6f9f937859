"""What a format gives: a text, and what its own header says of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.readers.base import ReadingReport, ReadOptions


@dataclass(frozen=True, slots=True)
class Parsed:
    """One text as its format gives it.

    Attributes
    ----------
    text : str
        The text, a line for each paragraph.
    part : str
        Which part of the file it is, such as a chapter or a speech; empty for the whole.
    title, author, language : str
        As the header of the file says.
    written, published, edition : str
        When it was written, first published, and when this edition was made, each as the
        header says; empty when it does not.
    variables : mapping of str to str
        What else the header says.
    """

    text: str
    part: str = ""
    title: str = ""
    author: str = ""
    language: str = ""
    written: str = ""
    published: str = ""
    edition: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A file that its parser cannot read; the words say why."""


# Bytes of a file, its name, the options, a report for notes and for parts left out.
Parser = Callable[[bytes, str, ReadOptions, ReadingReport], Iterator[Parsed]]
