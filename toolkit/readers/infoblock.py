"""The header block of a work on marxists.org: "Written: …; First Published: …; Source: …"."""

from collections.abc import Iterable, Iterator, Mapping

from toolkit.readers.expressions import date_in
from toolkit.readers.markup import Element, local

# What the labels of such blocks mean; a label that is not here is left alone.
_LABELS = {
    "author": "author",
    "written": "written",
    "delivered": "written",
    "speech delivered": "written",
    "first published": "published",
    "published": "published",
    "publisher": "published",
    "date": "published",
    "source": "source",
    "provided by": "source",
}


def fields_of(blocks: Iterable[Element]) -> dict[str, str]:
    """Read the labelled fields of header blocks; of two with one meaning the first counts."""
    fields: dict[str, str] = {}
    for block in blocks:
        label, said = "", ""
        for labelled, text in _texts(block):
            if not labelled:
                said += text
                continue
            _take(fields, label, said)
            label, said = text, ""
        _take(fields, label, said)
    return fields


def fields_in(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Read fields given as pairs of label and words."""
    fields: dict[str, str] = {}
    for label, said in lines:
        _take(fields, label, said)
    return fields


def dates_of(fields: Mapping[str, str]) -> dict[str, str]:
    """Give the dates of writing, of first publication and of this edition.

    Examples
    --------
    >>> dates_of({"written": "Written in autumn 1895", "source": "Collected Works, 1977, Moscow"})
    {'written': 'autumn 1895', 'published': '', 'edition': '1977'}
    """
    return {
        "written": date_in(fields.get("written", "")),
        "published": date_in(fields.get("published", "")),
        "edition": date_in(fields.get("source", "")),
    }


def _take(fields: dict[str, str], label: str, said: str) -> None:
    meaning = _LABELS.get(" ".join(label.casefold().split()).strip(" :"))
    words = " ".join(said.split()).strip(" ;")
    if meaning and words:
        fields.setdefault(meaning, words)


def _texts(block: Element) -> Iterator[tuple[bool, str]]:
    """Give the texts of a block in order, each with whether it is a label."""
    from lxml import etree

    for event, element in etree.iterwalk(block, events=("start", "end")):
        if event == "start" and element.text:
            label = (
                local(element) in ("span", "b", "strong")
                and "info" in (element.get("class") or "").lower().split()
            )
            yield label, element.text
        elif event == "end" and element is not block and element.tail:
            yield False, element.tail
