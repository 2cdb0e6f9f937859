"""Read a PDF that has a text layer."""

import re
from collections.abc import Iterator
from typing import Any

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.pages import running_text
from toolkit.readers.parsed import Parsed, RefusedError

# Things of pypdfium2; its types are not at hand where the library is not installed.
Pdf = Any

# Reasons that pdfium gives by number.
_PASSWORD, _SECURITY = 4, 5
# A figure printed smaller than this share of its neighbour is the mark of a note.
SMALL = 0.8
# Or higher by this share of the height of its neighbour.
RAISED = 0.25
_DESCENDING = "gjpqyQJ"
MOST_PAGES = 20_000


def read_pdf(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read the text layer of a PDF as one document.

    Running heads and feet, page numbers and hyphens at line ends are mended
    (`toolkit.readers.pages`), and the variable `mended` counts them. A raised figure is set apart
    from its word. When the file was made is not when the text was: the date comes from elsewhere.

    Raises
    ------
    ReadError
        "is encrypted" and "has no text layer: needs OCR" are separate reasons.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a PDF."""
    import pypdfium2

    book = _opened(content)
    pages: list[str | None] = []
    for number in range(len(book)):
        try:
            pages.append(_page(book[number]))
        except pypdfium2.PdfiumError:
            pages.append(None)
    readable = [page for page in pages if page is not None]
    unread, empty = len(pages) - len(readable), sum(not page.strip() for page in readable)
    if not readable:
        msg = "is damaged: not one page can be read; take another copy."
        raise RefusedError(msg)
    if empty == len(readable):
        msg = "has no text layer: needs OCR."
        raise RefusedError(msg)
    if unread:
        report.skip(name, f"{unread} of its {len(pages)} pages are damaged and were not read")
    if empty:
        report.note(name, f"{empty} of {len(pages)} pages have no text (pictures, or needs OCR).")
    text, mended = running_text(readable)
    if mended:
        report.note(name, "heads, page numbers, line-end hyphens were mended: see 'mended'.")
    counts = "; ".join(f"{kind}: {count}" for kind, count in sorted(mended.items()))
    yield Parsed(text=text, variables={"n_pages": str(len(pages)), "mended": counts})


def _opened(content: bytes) -> Pdf:
    """Open a PDF; refused, with the reason, when it is encrypted, damaged or endless."""
    import pypdfium2

    try:
        book = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) or b"/Encrypt" in content:
            msg = "is encrypted; save a copy without a password."
        else:
            msg = f"is damaged or no PDF ({' '.join(str(error).split())}); take another copy."
        raise RefusedError(msg) from error
    if len(book) > MOST_PAGES:
        msg = f"has {len(book)} pages, more than {MOST_PAGES}; split it."
        raise RefusedError(msg)
    return book


def _page(page: Pdf) -> str:
    """Read the text of one page, raised figures set apart."""
    layer = page.get_textpage()
    try:
        text = str(layer.get_text_range())
        raised = _raised(text, layer) if len(text) == layer.count_chars() else []
    finally:
        layer.close()
        page.close()
    for place in reversed(raised):
        text = f"{text[:place]} {text[place:]}"
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _raised(text: str, layer: Pdf) -> list[int]:
    """Find the figures that stand raised behind a letter or figure: "in 1832" with a note 1.

    Either their type is smaller, or, where the size of type is hidden in the scale of the page,
    they stand higher than a neighbour that does not reach below the line.
    """
    from pypdfium2.raw import FPDFText_GetFontSize as size

    places = []
    for found in re.finditer(r"[^\W_](?=\d)", text):
        place = found.start() + 1
        if size(layer, place) < SMALL * size(layer, place - 1):
            places.append(place)
        elif found[0] not in _DESCENDING:
            (_, foot, _, _), (_, low, _, high) = map(layer.get_charbox, (place, place - 1))
            if foot - low > RAISED * (high - low):
                places.append(place)
    return places
