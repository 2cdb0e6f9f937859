"""Read TEI, and the debates of ParlaMint and Parla-CLARIN that are written in it."""

import re
from collections.abc import Iterator

from toolkit.corpus.dates import is_julian
from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.expressions import date_in
from toolkit.readers.markup import Element, found, local, names, text_of, xml_tree
from toolkit.readers.parsed import Parsed, RefusedError
from toolkit.readers.persons import ID, People, people_in

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOTS = ("tei", "teicorpus", "tei.2")
_BLOCKS = names(
    "ab argument byline castitem closer div docauthor docdate doctitle epigraph head item l label "
    "lb lg list listbibl opener p quote row salute seg signed sp speaker stage table titlepart "
    "trailer u"
)
# Not the words of the text: notes are kept apart, the rest is about the text.
_APART = names(
    "note teiheader fw figdesc del pb incident kinesic vocal desc gap listevent standoff"
)
# Of a choice between two readings the first of each pair is left.
_LEFT = {"sic": "corr", "orig": "reg", "abbr": "expan"}
_ENDS = (("from", "to"), ("notbefore", "notafter"))
_ZONE = re.compile(r"(?<=\d\d)(?:Z|[+-]\d\d:\d\d)$")


def read_tei(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a TEI file: a text, a corpus of texts, or a debate.

    The date of writing is that of `creation` or of the `setting` in which it was spoken, that of
    publication is the one of the source, that of this edition the one of the file. `when` is a
    date, `notBefore` and `notAfter`, `from` and `to` are a span. In a debate each speech (`u`) is
    a document of its own with its speaker as author, or, with ``speakers="variables"``, the
    sitting is one and names its speakers. What lists of persons say of a speaker is kept as
    `gender`, `birth` and `party`, the party as it was on that day. Notes are left out of the text
    and kept as the variable `notes`; of a choice the regularised, corrected and expanded form is
    read.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a TEI file."""
    root = xml_tree(content, name, report)
    if local(root) not in _ROOTS:
        msg = f"is XML but no TEI: its first element is {local(root)!r}; convert it first."
        raise RefusedError(msg)
    people = people_in(root)
    texts = [one for one in found(root, "tei", "tei.2") if _has_text(one)]
    if not texts:
        msg = "is TEI without a text; it may only list what other files hold."
        raise RefusedError(msg)
    for number, tei in enumerate(texts, 1):
        part = "" if len(texts) == 1 else tei.get(ID) or str(number)
        yield from _documents(tei, part, people, options, report, name)


def _has_text(tei: Element) -> bool:
    return any(local(child) == "text" for child in tei)


def _documents(
    tei: Element,
    part: str,
    people: People,
    options: ReadOptions,
    report: ReadingReport,
    name: str,
) -> Iterator[Parsed]:
    """Give one text, or the speeches in it."""
    header = _Header(next((child for child in tei if local(child) == "teiheader"), tei))
    body = next(child for child in tei if local(child) == "text")
    language = (body.get(LANGUAGE) or tei.get(LANGUAGE) or header.language)[:40]
    dates = header.dates()
    speeches = [one for one in found(body, "u") if not any(map(_is_speech, one.iterancestors()))]
    if not speeches or options.speakers == "variables":
        speakers = dict.fromkeys(_speaker(one, people) for one in speeches)
        yield Parsed(
            text=_text(body),
            part=part,
            title=header.title(language),
            author=header.author,
            language=language,
            variables={"speakers": "; ".join(filter(None, speakers)), "notes": _notes(body)},
            **dates,
        )
        return
    report.note(name, "each speech is a document; speakers='variables' makes one of each sitting.")
    for number, speech in enumerate(speeches, 1):
        own = speech.get(ID) or f"u{number}"
        who = (speech.get("who") or "").removeprefix("#")
        yield Parsed(
            text=_text(speech),
            part=f"{part}/{own}" if part else own,
            title=header.title(language),
            author=_speaker(speech, people),
            language=speech.get(LANGUAGE) or language,
            variables={
                "speaker_id": who,
                "role": (speech.get("ana") or "").removeprefix("#"),
                "notes": _notes(speech),
                **people.variables(who, dates["written"]),
            },
            **dates,
        )


class _Header:
    """What a TEI header says."""

    def __init__(self, header: Element) -> None:
        self.header = header
        languages = [one.get("ident") or "" for one in found(header, "language")]
        self.language = languages[0] if len(languages) == 1 else ""
        statement = next(found(header, "titlestmt"), None)
        source = next(found(header, "sourcedesc"), None)
        self.author = ""
        for place in (statement, source):
            if place is not None and not self.author:
                names = [_words(one) for one in found(place, "author")]
                self.author = "; ".join(dict.fromkeys(filter(None, names)))

    def title(self, language: str) -> str:
        """Join the main title and the others in the language of the text."""
        statement = next(found(self.header, "titlestmt"), None)
        if statement is None:
            return ""
        titles = [one for one in statement if local(one) == "title"]
        fitting = [one for one in titles if one.get(LANGUAGE) in (None, language)] or titles
        return ": ".join(filter(None, map(_words, fitting)))

    def dates(self) -> dict[str, str]:
        """Give the dates of writing, publication and this edition."""
        return {
            "written": self._date("creation", "setting"),
            "published": self._date("sourcedesc"),
            "edition": self._date("publicationstmt", "editionstmt"),
        }

    def _date(self, *places: str) -> str:
        for place in found(self.header, *places):
            for date in found(place, "date"):
                said = _date(date)
                if said:
                    return said
        return ""


def _date(element: Element) -> str:
    """Read a date element: its attributes first, its words where they say nothing whole.

    An open span, `notAfter` alone, is left to the words as well, if there are any.
    """
    of = {key.lower().removesuffix("-iso"): value for key, value in element.attrib.items()}
    of = {key: _ZONE.sub("", value.strip()).partition("T")[0] for key, value in of.items()}
    if of.get("when"):
        return str(of["when"])
    for first, last in _ENDS:
        if of.get(first) and of.get(last):
            return of[first] if of[first] == of[last] else f"{of[first]}/{of[last]}"
    words = _words(element)
    if not words:
        # Nothing is left but one end of a span, which is listed as what it is.
        return next((_open(of, *ends) for ends in _ENDS if {*ends} & {*of}), "")
    # Of the attributes only the words are in the calendar that the element names.
    is_old = "julian" in of.get("calendar", "").lower() and not is_julian(words)
    return (date_in(words) or words) + " (O.S.)" * is_old


def _open(of: dict[str, str], first: str, last: str) -> str:
    return f"{of.get(first) or '..'}/{of.get(last) or '..'}"


def _speaker(speech: Element, people: People) -> str:
    """Name who speaks: by the list of persons, else by the note before, else by the id."""
    who = (speech.get("who") or "").removeprefix("#")
    if people.name(who):
        return people.name(who)
    before = speech.getprevious()
    if before is not None and before.get("type") == "speaker":
        return _words(before).strip(" :")
    return who


def _is_speech(element: Element) -> bool:
    return local(element) == "u"


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _text(element: Element) -> str:
    return text_of(element, blocks=_BLOCKS, skip=_is_apart)


def _is_apart(element: Element) -> bool:
    """Whether an element is no part of the text as it is to be read."""
    name = local(element)
    if name in _LEFT and local(element.getparent()) == "choice":
        return any(local(other) == _LEFT[name] for other in element.getparent())
    # A line that breaks within a word is no break.
    return name in _APART or (name == "lb" and element.get("break") == "no")


def _notes(element: Element) -> str:
    notes = (_words(one) for one in found(element, "note") if one.get("type") != "speaker")
    return "\n".join(filter(None, notes))
