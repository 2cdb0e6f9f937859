"""Read a page saved from the web: its main text, and what its head says."""

import re
from collections.abc import Iterator

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.charset import declared, decoded
from toolkit.readers.infoblock import dates_of, fields_of
from toolkit.readers.markup import UNSEEN, Element, found, html_tree, is_note_mark, local, text_of
from toolkit.readers.parsed import Parsed

# Names under which pages state what we ask for, in order of preference.
_META = {
    "author": "author dc.creator dcterms.creator citation_author article:author byl",
    "title": "dc.title dcterms.title citation_title og:title",
    "written": "dcterms.created dc.date.created",
    "published": "citation_publication_date citation_date dc.date dcterms.issued dc.date.issued "
    "dcterms.date article:published_time date pubdate",
    "edition": "article:modified_time dcterms.modified dc.date.modified last-modified",
    "language": "dc.language dcterms.language content-language language",
}
# Parts of the pages of marxists.org that are no part of the work.
_AROUND = frozenset({"information", "footer", "link", "toc", "nav", "skip", "breadcrumb"})
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[T ].*|(\d{4})[/.](\d\d)[/.](\d\d)")
# A tree deeper than this is walked by ourselves, not by a library that may walk by recursion.
DEEPEST = 400
# Words under which the main text is held for not found.
FEWEST = 50


def read_html(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read an HTML page as one document.

    The text is the main text as trafilatura finds it, or all of the body where it finds none.
    Pages in the manner of marxists.org, with a header block that says when the work was written
    and first published, are taken whole, without that block. Author, title, dates and language
    are those of the header block and of the `meta` elements; no date is guessed from the text.
    Marks of notes are left out; trafilatura takes a paragraph that stands there twice once.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a page."""
    encoding = options.encoding or declared(content, name, report)
    text = decoded(content, name, encoding, report)
    root = html_tree(text)
    meta = _meta(root)
    block = fields_of(_blocks(root))
    dates = {kind: _iso(meta[kind]) for kind in ("written", "published", "edition")}
    dates |= {kind: date for kind, date in dates_of(block).items() if date}
    yield Parsed(
        text=_text(root, text, bool(block) or _is_of_archive(root), name, report),
        title=_title(root) or meta["title"],
        author=block.get("author") or meta["author"],
        language=root.get("lang") or meta["language"],
        variables={"source_edition": block.get("source", "")},
        **dates,
    )


def _meta(root: Element) -> dict[str, str]:
    """Read what the `meta` elements say."""
    said: dict[str, str] = {}
    for element in found(root, "meta"):
        key = element.get("name") or element.get("property") or element.get("http-equiv") or ""
        said.setdefault(key.lower(), " ".join((element.get("content") or "").split()))
    return {
        kind: next((said[key] for key in keys.split() if said.get(key)), "")
        for kind, keys in _META.items()
    }


def _iso(date: str) -> str:
    """Take the day from a time stamp, and the day that is written with strokes."""
    stamp = _DAY.fullmatch(date)
    return stamp[1] or "-".join(stamp.groups()[1:]) if stamp else date


def _title(root: Element) -> str:
    title = next(found(root, "title"), None)
    return " ".join("".join(title.itertext()).split()) if title is not None else ""


def _blocks(root: Element) -> list[Element]:
    """Find the header blocks: paragraphs of class "information"."""
    return [one for one in root.iter() if local(one) and "information" in _classes(one)]


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").lower().split())


def _is_of_archive(root: Element) -> bool:
    """Whether a page uses the style sheets of marxists.org."""
    return any(
        re.search(r"css/(?:works|letters|chapter|border-red|mlg)[\w-]*\.css", link.get("href", ""))
        for link in found(root, "link")
    )


def _text(root: Element, text: str, whole: bool, name: str, report: ReadingReport) -> str:
    """Take the main text, or all of the body."""
    if not whole and not _is_deep(root):
        import trafilatura

        main = trafilatura.extract(
            text, favor_recall=True, include_comments=False, include_formatting=False
        )
        if main and len(main.split()) >= FEWEST:
            report.note(name, "the main text of the page was taken, by trafilatura.")
            return str(main)
    report.note(name, "all text of the page was taken.")
    whole_text = text_of(next(found(root, "body"), root), skip=_is_around)
    if not whole_text:
        report.note(name, "the page has no text.")
    return whole_text


def _is_around(element: Element) -> bool:
    name = local(element)
    return (
        name in UNSEEN
        or name == "nav"
        or bool(_AROUND & _classes(element))
        or (name == "p" and "title" in _classes(element))
        or is_note_mark(element)
    )


def _is_deep(root: Element) -> bool:
    """Whether any element lies deeper than a library can be trusted with."""
    depth, deepest = {root: 0}, 0
    for element in root.iter():
        for child in element:
            depth[child] = depth[element] + 1
        deepest = max(deepest, depth.pop(element))
    return deepest > DEEPEST
