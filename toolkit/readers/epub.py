"""Read an e-book (EPUB), whole or by chapters."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname, join

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.markup import UNSEEN, Element, found, is_note_mark, local, text_of
from toolkit.readers.package import Package, resolved
from toolkit.readers.parsed import Parsed, RefusedError

CONTAINER, RIGHTS = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_HEADINGS = ("h1", "h2", "h3", "h4")
_TYPE = "{http://www.idpf.org/2007/ops}type"


def read_epub(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read an e-book in the order of its spine.

    It is one document, or with ``chapters=True`` one for each file of the spine, named by its
    first heading, with the variable `book`. Tables of contents are left out. Title, authors and
    language are those of the package; its date is that of this edition unless the package says
    that it is one of creation or of first publication.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of an e-book."""
    package = Package(content, "e-book")
    place = _package_file(package, name, report)
    tree = package.tree(place, name, report)
    base, chapters = dirname(place), []
    locked = _locked(package, name, report)
    for href in _spine(tree):
        part = resolved(join(base, href))
        if part in locked:
            msg = "is encrypted (copy protection); get a copy without it."
            raise RefusedError(msg)
        try:
            page = package.tree(part, name, report)
        except RefusedError as refused:
            report.skip(f"{name}#{part}", str(refused))
            continue
        body = next(found(page, "body"), None)
        if body is not None and (text := text_of(body, skip=_is_unread)):
            chapters.append((_heading(body), text))
    if not chapters:
        msg = "is an e-book without text."
        raise RefusedError(msg)
    book = _said(tree)
    if not options.chapters:
        yield replace(book, text="\n".join(text for _, text in chapters))
        return
    report.note(name, "each file of the spine is a document: a chapter, where the book is made so.")
    for number, (heading, text) in enumerate(chapters, 1):
        yield replace(
            book,
            text=text,
            part=f"{number:03d}",
            title=heading or f"{book.title} ({number})",
            variables={"book": book.title, "chapter": str(number)},
        )


def _package_file(package: Package, name: str, report: ReadingReport) -> str:
    """Find the file that lists all others."""
    if CONTAINER in package.names:
        container = package.tree(CONTAINER, name, report)
        for rootfile in found(container, "rootfile"):
            return resolved(rootfile.get("full-path") or "")
    listed = sorted(part for part in package.names if part.endswith(".opf"))
    if not listed:
        msg = f"lacks {CONTAINER}, so it is damaged or no e-book."
        raise RefusedError(msg)
    return listed[0]


def _locked(package: Package, name: str, report: ReadingReport) -> set[str]:
    """List the parts that are encrypted; fonts often are, in books that can be read."""
    if RIGHTS not in package.names:
        return set()
    tree = package.tree(RIGHTS, name, report)
    return {resolved(one.get("URI") or "") for one in found(tree, "cipherreference")}


def _spine(tree: Element) -> list[str]:
    """List the pages in the order in which they are read; the table of contents is none."""
    items = {
        item.get("id"): item
        for item in found(tree, "item")
        if (item.get("media-type") or "") in _PAGES
        and "nav" not in (item.get("properties") or "").split()
    }
    listed = [items.get(one.get("idref")) for one in found(tree, "itemref")]
    return [item.get("href") or "" for item in listed if item is not None]


def _said(tree: Element) -> Parsed:
    """Read the Dublin Core of the package: a book without its text."""
    metadata = next(found(tree, "metadata"), tree)

    def words(field: str) -> list[str]:
        given = (" ".join("".join(one.itertext()).split()) for one in found(metadata, field))
        return list(dict.fromkeys(filter(None, given)))

    dates = {"written": "", "published": "", "edition": ""}
    kinds = {"creation": "written", "original-publication": "published"}
    for date in found(metadata, "date"):
        event = next((value for key, value in date.attrib.items() if key.endswith("event")), "")
        kind = kinds.get(event, "edition")
        dates[kind] = dates[kind] or (date.text or "").strip().partition("T")[0]
    return Parsed(
        text="",
        title=next(iter(words("title")), ""),
        author="; ".join(words("creator")),
        language=next(iter(words("language")), ""),
        written=dates["written"],
        published=dates["published"],
        edition=dates["edition"],
    )


def _heading(body: Element) -> str:
    heading = next(found(body, *_HEADINGS), None)
    return " ".join("".join(heading.itertext()).split())[:200] if heading is not None else ""


def _is_unread(element: Element) -> bool:
    """Whether an element is no part of the text: scripts, marks of notes, tables of contents."""
    return (
        local(element) in UNSEEN
        or local(element) == "nav"
        or "pagebreak" in (element.get(_TYPE) or "")
        or is_note_mark(element)
    )
