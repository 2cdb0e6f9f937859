"""Read an OpenDocument text (ODT)."""

from collections.abc import Iterator

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.docx import properties
from toolkit.readers.markup import Element, found, local, names, text_of
from toolkit.readers.package import Package
from toolkit.readers.parsed import Parsed, RefusedError

_BLOCKS = names("p h list-item table-row line-break section")
_UNREAD = names("note annotation tracked-changes sequence-decls variable-decls")


def read_odt(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read an OpenDocument text as one document, a line for each paragraph.

    Notes are kept as the variable `notes`; comments and words struck out in revision are left.
    Title, author and language are those of its properties; when the file was made is the date of
    this edition.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of an OpenDocument text."""
    package = Package(content, "OpenDocument text")
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part(
        "META-INF/manifest.xml"
    ):
        msg = "is encrypted; save a copy without a password."
        raise RefusedError(msg)
    tree = package.tree("content.xml", name, report)
    body = next(found(tree, "text"), None)
    if body is None:
        msg = "is an OpenDocument, but no text (a table, a drawing?); save it as such."
        raise RefusedError(msg)
    _write_spaces(tree)
    notes = [_read(note) for note in found(tree, "note-body")]
    said = {}
    if "meta.xml" in package.names:
        said = properties(package.tree("meta.xml", name, report))
    yield Parsed(
        text=_read(body),
        title=said.get("title", ""),
        author=said.get("initial-creator") or said.get("creator", ""),
        language=said.get("language", ""),
        edition=said.get("creation-date", "").partition("T")[0],
        variables={"notes": "\n".join(filter(None, notes))},
    )


def _read(element: Element) -> str:
    return text_of(element, blocks=_BLOCKS, skip=lambda one: local(one) in _UNREAD, preserved=())


def _write_spaces(tree: Element) -> None:
    """Write spaces and tabulators, which are elements here, as characters."""
    for element in found(tree, "s", "tab"):
        element.text = " "
