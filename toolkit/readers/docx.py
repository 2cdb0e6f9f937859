"""Read a Word document (DOCX)."""

from collections.abc import Iterator

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.markup import Element, found, local, names, text_of
from toolkit.readers.package import Package
from toolkit.readers.parsed import Parsed

_BLOCKS = frozenset({"p", "tr", "cr"})
# Marks of notes, words that were struck out, drawings of which a second form follows.
_UNREAD = names(
    "del movefrom instrtext deltext footnotereference endnotereference commentreference fallback "
    "ppr rpr sectpr"
)


def read_docx(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a Word document as one document, a line for each paragraph.

    Words that were struck out in revision are left, those put in are read. Foot- and endnotes are
    kept as the variable `notes`; heads and feet of pages are not read. Title, author and language
    are those of its properties; when the file was made is the date of this edition.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a Word document."""
    package = Package(content, "Word document")
    body = next(found(package.tree("word/document.xml", name, report), "body"))
    notes = [
        text_of(note, blocks=_BLOCKS, skip=_is_unread)
        for part in ("word/footnotes.xml", "word/endnotes.xml")
        if part in package.names
        for note in found(package.tree(part, name, report), "footnote", "endnote")
    ]
    said = {}
    if "docProps/core.xml" in package.names:
        said = properties(package.tree("docProps/core.xml", name, report))
    yield Parsed(
        text=text_of(_with_breaks(body), blocks=_BLOCKS, skip=_is_unread),
        title=said.get("title", ""),
        author=said.get("creator", ""),
        language=said.get("language", ""),
        edition=said.get("created", "").partition("T")[0],
        variables={"notes": "\n".join(filter(None, notes))},
    )


def properties(tree: Element) -> dict[str, str]:
    """Read the properties of a document: the first value of each."""
    said: dict[str, str] = {}
    for element in tree.iter():
        if local(element) and element.text and element.text.strip():
            said.setdefault(local(element), " ".join(element.text.split()))
    return said


def _is_unread(element: Element) -> bool:
    return local(element) in _UNREAD


def _with_breaks(body: Element) -> Element:
    """Write tabulators and hyphens that must not break, which are elements here, as characters."""
    for element in found(body, "tab", "nobreakhyphen"):
        element.text = "\t" if local(element) == "tab" else "-"
    return body
