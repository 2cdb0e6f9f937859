"""XML and HTML without their dangers, and the text of a tree as a reader would see it."""

import re
from collections.abc import Callable, Collection, Iterator
from html.entities import html5
from typing import Any

from toolkit.readers.base import ReadingReport
from toolkit.readers.parsed import RefusedError

# An element of lxml; its types are not at hand where the library is not installed.
Element = Any


def names(words: str) -> frozenset[str]:
    """Give the names of elements that are written in a row."""
    return frozenset(words.split())


BLOCKS = names(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section "
    "summary table tbody tfoot thead tr ul"
)
UNSEEN = names(
    "script style head title noscript template svg math iframe audio video canvas "
    "button select textarea input"
)
_NUMBERED = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?")


def xml_tree(content: bytes, name: str, report: ReadingReport) -> Element:
    """Parse XML: no entity is expanded, nothing is fetched, what is broken is mended and said.

    Raises
    ------
    RefusedError
        If it is no XML, is nested deeper than 256 elements, or has a text of over 10 MB.
    """
    from lxml import etree

    # The named characters of HTML stand in many files without a DTD that would say what they are.
    content = _NAMED.sub(_numbered, content)
    content = _NUMBERED.sub(_whole, content) if b"&#" in content else content
    settings = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        root = etree.fromstring(content, etree.XMLParser(**settings, remove_pis=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        root = _mended(content, str(error), report, name)
    left = sum(1 for _ in root.iter(etree.Entity))
    if left:
        report.note(name, "entities that the file defines for itself were left out.")
    return root


def _mended(content: bytes, why: str, report: ReadingReport, name: str) -> Element:
    """Take what can be had of XML that is not well formed."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    problems = [entry.message for entry in parser.error_log]
    huge = [one for one in [why, *problems] if "XML_PARSE_HUGE" in one or "amplification" in one]
    if huge:
        msg = f"is more than an honest file holds: {huge[0].partition(',')[0]}; check the file."
        raise RefusedError(msg)
    if root is None:
        msg = f"is no XML: {why[:120]}; check or replace the file."
        raise RefusedError(msg)
    report.note(name, "is not well formed; what could be mended was read.")
    return root


def html_tree(text: str) -> Element:
    """Parse HTML, however broken; RefusedError when it holds no element."""
    import lxml.html
    from lxml import etree

    # A declaration in the file would be obeyed, though the text is decoded already.
    parser = lxml.html.HTMLParser(
        huge_tree=True, no_network=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = lxml.html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        msg = f"holds no HTML ({' '.join(str(error).split())[:80]}); check the file."
        raise RefusedError(msg) from error
    if any("XML_PARSE_HUGE" in entry.message for entry in parser.error_log):
        msg = "is nested deeper than 2,048 elements, so that text would be lost; mend the file."
        raise RefusedError(msg)
    return root


def _numbered(found: re.Match[bytes]) -> bytes:
    """Write a named character of HTML by its numbers; the five of XML stay."""
    characters = html5.get(f"{found[1].decode()};")
    if found[1] in _OF_XML or characters is None:
        return found[0]
    return "".join(f"&#{ord(one)};" for one in characters).encode()


def _whole(found: re.Match[bytes]) -> bytes:
    """Keep a character by number, but for half of one."""
    code = int(found[1], 16) if found[1] else int(found[2])
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF else found[0]


def local(element: Element) -> str:
    """Name of an element without its namespace, in lower case; "" for comments and the like.

    Examples
    --------
    >>> class E: tag = "{http://www.w3.org/1999/xhtml}P"
    >>> local(E())
    'p'
    """
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def found(root: Element, *names: str) -> Iterator[Element]:
    """Give the elements of these names, in the order of the document."""
    for element in root.iter():
        if local(element) in names:
            yield element


def text_of(
    root: Element,
    *,
    blocks: Collection[str] = BLOCKS,
    skip: Callable[[Element], bool] = lambda element: local(element) in UNSEEN,
    preserved: Collection[str] = ("pre",),
) -> str:
    """Give the text of a tree, a line for each block, without walking into what `skip` names.

    It walks without recursion, so that no nesting is too deep for it.
    """
    pieces: list[str] = []
    stack: list[tuple[Element, bool]] = [(root, False)]
    kept = 0
    while stack:
        element, leaving = stack.pop()
        name = local(element)
        if leaving:
            kept -= name in preserved
            _close(pieces, name, blocks)
            _add(pieces, element.tail if element is not root else None, kept)
            continue
        if not name or (element is not root and skip(element)):
            _add(pieces, element.tail if element is not root else None, kept)
            continue
        kept += name in preserved
        _open(pieces, name, blocks)
        _add(pieces, element.text, kept)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    lines = [" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n")]
    return "\n".join(line for line in (re.sub(r"[ \t]+", " ", one) for one in lines) if line)


def _add(pieces: list[str], text: str | None, kept: int) -> None:
    if text:
        pieces.append(text if kept else re.sub(r"\s+", " ", text))


def _open(pieces: list[str], name: str, blocks: Collection[str]) -> None:
    if name == "br" or name in blocks:
        pieces.append("\n")
    elif name in ("td", "th"):
        pieces.append(" ")


def _close(pieces: list[str], name: str, blocks: Collection[str]) -> None:
    if name in blocks:
        pieces.append("\n")
    elif name in ("td", "th"):
        pieces.append(" ")


def is_note_mark(element: Element) -> bool:
    """Whether an element is the mark of a note: a raised or linked number such as [1]."""
    name = local(element)
    if name not in ("sup", "a"):
        return False
    text = "".join(element.itertext()).strip()
    if not _MARK.fullmatch(text):
        return False
    links = [element] if name == "a" else list(found(element, "a"))
    return any("#" in (link.get("href") or "") for link in links) or name == "sup"
