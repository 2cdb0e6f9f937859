"""The works this package builds on, and which of them a docstring names as its source."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from toolkit.errors import unknown_name
from toolkit.resources import data_path

# A DOI may hold almost anything but a space; what closes the sentence behind it is cut off.
_DOI = re.compile(r"doi:\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)
# What a docstring gives as sources, up to the next empty line.
_SOURCE = re.compile(r"\bSources?:\s*(.+?)(?:\n\s*\n|\Z)", re.DOTALL)
_PRINTED = ("journal", "booktitle", "publisher", "edition", "volume", "number", "pages", "version")


@dataclass(frozen=True, slots=True)
class Reference:
    """One work.

    Attributes
    ----------
    key : str
        Its name in a bibliography: author, year, word.
    kind : str
        BibTeX type: article, inproceedings, book, software, misc.
    authors : tuple of str
        ``"Family, Given"``; in braces what is no person.
    title : str
    year : int
    doi : str
        Empty where there is none.
    details : mapping of str to str
        Journal, volume, pages and the like.
    """

    key: str
    kind: str
    authors: tuple[str, ...]
    title: str
    year: int
    doi: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """How a text refers to it: ``Chen & Qin 2010``."""
        families = [author.split(",")[0].strip("{}") for author in self.authors]
        if len(families) > 3:
            return f"{families[0]} et al. {self.year}"
        *others, last = families
        return f"{', '.join(others)} & {last} {self.year}" if others else f"{last} {self.year}"

    def line(self) -> str:
        """Write it in one line, as a list of references does."""
        first, *others = (author.strip("{}") for author in self.authors)
        names = [first, *(" ".join(reversed(name.split(", "))) for name in others)]
        joined = " and ".join([", ".join(names[:-1]), names[-1]] if others else names)
        where = ", ".join(self.details[name] for name in _PRINTED if name in self.details)
        doi = f"doi:{self.doi}" if self.doi else ""
        parts = (f"{joined}.", f"{self.year}.", f"{self.title}.", where and f"{where}.", doi)
        return " ".join(part for part in parts if part).replace("..", ".").replace("?.", "?")

    def bibtex(self) -> str:
        """Write it as a BibTeX entry."""
        fields = {"author": " and ".join(self.authors), "title": f"{{{self.title}}}"}
        fields |= self.details
        fields |= {"year": str(self.year)} | ({"doi": self.doi} if self.doi else {})
        # BibTeX writes a range of pages with two hyphens.
        fields["pages"] = fields.get("pages", "").replace("–", "--")
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{self.kind}{{{self.key},", *lines, "}"])


@cache
def references() -> dict[str, Reference]:
    """Return every work by its key."""
    entries = tomllib.loads(data_path("references.toml").read_text(encoding="utf-8"))
    return {key: _reference(key, entry) for key, entry in entries.items()}


def _reference(key: str, entry: dict[str, object]) -> Reference:
    details = {name: str(entry[name]) for name in _PRINTED if name in entry}
    authors, year = entry["authors"], entry["year"]
    return Reference(
        key=key,
        kind=str(entry["kind"]),
        authors=tuple(authors) if isinstance(authors, list) else (),
        title=str(entry["title"]),
        year=year if isinstance(year, int) else 0,
        doi=str(entry.get("doi", "")),
        details=details,
    )


def dois(text: str) -> list[str]:
    """Find the DOIs in a text, in order, each once.

    Examples
    --------
    >>> dois("Source: Chen & Qin 2010, doi:10.1214/09-AOS716 (one stratum); Kish 1965.")
    ['10.1214/09-AOS716']
    """
    return list(dict.fromkeys(_trimmed(found) for found in _DOI.findall(text)))


def _trimmed(doi: str) -> str:
    # A closing bracket belongs to the DOI only if one was opened within it.
    while doi[-1] in ".,;:\"'" or (doi[-1] == ")" and doi.count(")") > doi.count("(")):
        doi = doi[:-1]
    return doi


def sources(documented: object) -> list[Reference]:
    """List the works that a docstring names behind ``Source:``, in order.

    A work is recognised by its DOI, or by its first author and year.

    Parameters
    ----------
    documented : str or object
        A docstring, or anything that has one.

    Raises
    ------
    UnknownNameError
        If a DOI stands for no known work.

    Examples
    --------
    >>> named = sources("Source: Kish 1965; Chen & Qin 2010, doi:10.1214/09-AOS716.")
    >>> [work.short for work in named]
    ['Kish 1965', 'Chen & Qin 2010']
    >>> [work.key for work in sources("Source: Kutuzov & Giulianelli 2020.")]
    ['kutuzov2020uio']
    """
    text = documented if isinstance(documented, str) else documented.__doc__ or ""
    named = "\n".join(_SOURCE.findall(text))
    found = {by_doi(doi).key: named.find(doi) for doi in dois(named)}
    for work in references().values():
        family = re.escape(work.authors[0].split(",")[0].strip("{}"))
        mention = re.search(rf"(?<!& )\b{family}\b[^;\d]*{work.year}", named)
        if mention:
            found.setdefault(work.key, mention.start())
    return [references()[key] for key in sorted(found, key=lambda key: found[key])]


def by_doi(doi: str) -> Reference:
    """Return the work with this DOI."""
    for work in references().values():
        if work.doi and work.doi.casefold() == doi.casefold():
            return work
    unknown = unknown_name("work with the DOI", doi, [w.doi for w in references().values()])
    raise unknown
