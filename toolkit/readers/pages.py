"""From the lines of printed pages to running text: heads, feet, page numbers, hyphens."""

import re
from collections import Counter
from collections.abc import Sequence

# Lines at either edge of a page that may be its head or foot.
EDGE = 2
# On so many pages, and on so large a share of them, a line must stand to be one.
FEWEST, SHARE = 3, 0.3
_NUMBER = re.compile(r"[-–—\[(|\s]*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,7})[-–—\])|\s.]*", re.I)
# pdfium itself puts one of two odd characters for a hyphen and the line's end.
_BROKEN = re.compile(r"(\w+)(?:[-\u00ad\u2010]\n|[\ufffe\x02]\n?)(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")


def running_text(pages: Sequence[str]) -> tuple[str, dict[str, int]]:
    r"""Join pages: repeated heads and feet, page numbers and line-end hyphens go.

    A head or foot is one of the two outer lines of a page that stands, but for its figures, on
    at least three pages and three in ten. A word broken at a line's end is joined when its second
    half begins small; the hyphen stays where the same word is written with it elsewhere.

    Returns
    -------
    text : str
        The running text, a line for each line of print.
    mended : dict of str to int
        How many heads, numbers and hyphens went.

    Examples
    --------
    >>> pages = [f"The Peo-\nple\n{number}" for number in (1, 2, 3)]
    >>> running_text(pages[:2])[0].split()
    ['The', 'People', 'The', 'People']
    """
    lines = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    repeated = _repeated(lines)
    mended = Counter[str]()
    kept: list[str] = []
    for page in lines:
        kept += _without_edges(page, repeated, mended)
    text = "\n".join(kept)
    hyphened = set(re.findall(r"\w+-\w+", text.casefold()))
    return _BROKEN.sub(lambda found: _joined(found, text, hyphened, mended), text), dict(mended)


def _shape(line: str) -> str:
    """Give what is the same in a head from page to page: its words, not its numbers."""
    return " ".join(_WORD.findall(line.casefold()))


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Find the lines that stand at the edge of many pages."""
    counts = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    least = max(FEWEST, SHARE * len(pages))
    return {shape for shape, count in counts.items() if shape and count >= least}


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:EDGE], *page[max(EDGE, len(page) - EDGE) :]]


def _without_edges(page: list[str], repeated: set[str], mended: Counter[str]) -> list[str]:
    """Take heads, feet and page numbers off both ends of a page."""
    first, last = 0, len(page)
    while first < min(EDGE, last) and (kind := _kind(page[first], repeated)):
        mended[kind] += 1
        first += 1
    while last > max(first, len(page) - EDGE) and (kind := _kind(page[last - 1], repeated)):
        mended[kind] += 1
        last -= 1
    return page[first:last]


def _kind(line: str, repeated: set[str]) -> str:
    if _NUMBER.fullmatch(line):
        return "page numbers"
    return "heads and feet" if _shape(line) in repeated else ""


def _joined(found: re.Match[str], text: str, hyphened: set[str], mended: Counter[str]) -> str:
    """Put the two halves of a broken word together."""
    following = re.compile(r"\w+").match(text, found.end())
    second = following[0] if following else ""
    if not second[:1].islower():
        return f"{found[1]}-\n"
    mended["hyphens at line ends"] += 1
    written = f"{found[1]}-{second}".casefold()
    return f"{found[1]}-" if written in hyphened else found[1]
