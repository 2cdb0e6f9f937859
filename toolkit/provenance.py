"""What a result was made from: corpus, settings, seed and versions."""

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from toolkit.errors import unknown_name
from toolkit.references import Reference, by_doi, references, sources

# The libraries whose version can change a number.
LIBRARIES = ("numpy", "scipy", "polars", "gensim", "scikit-learn", "tomotopy")

SELF = "rhetoric-toolkit"
NAMES_OF_SELF = (SELF, "rhetoric", "toolkit")
# One line of a table: "name": "module:attribute", or "name": "module" where both are called alike.
_ENTRY = re.compile(r'"([\w-]+)": "(toolkit(?:\.\w+)+)(?::(\w+))?"')


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result was made from.

    Attributes
    ----------
    corpus : str
        Hash of the corpus (SHA-256, hexadecimal), or empty.
    settings : mapping
        Every option of the call, in plain values.
    seed : int or None
        Seed of all random draws.
    versions : mapping of str to str
        This package, Python, and the libraries that can change a number.
    dated : str
        By which of their dates the documents count, where that was chosen.
    """

    corpus: str
    settings: Mapping[str, object]
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=lambda: versions())
    dated: str = ""

    def lines(self) -> list[str]:
        """Say it in short lines for a methods box."""
        settings = ", ".join(f"{name} {value}" for name, value in self.settings.items())
        made_by = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return [
            f"corpus {self.corpus[:16] or 'none'}",
            *([self.dated] if self.dated else []),
            f"settings: {settings or 'defaults'}",
            f"seed {self.seed}",
            made_by,
        ]


def versions() -> dict[str, str]:
    """Versions of this package, of Python and of the libraries that can change a number."""
    found = {SELF: _version(SELF), "python": platform.python_version()}
    return found | {name: _version(name) for name in LIBRARIES}


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def cite(name: object) -> str:
    """Give the sources of a method as BibTeX.

    Sources are what a docstring names behind ``Source:``. What has none of its own is cited
    as this package.

    Parameters
    ----------
    name : str or object
        A metric, space, figure or function by its name; a DOI or the key of a work;
        ``"rhetoric"`` for the package itself; or anything with a docstring.

    Returns
    -------
    str
        BibTeX entries, an empty line between them.

    Raises
    ------
    UnknownNameError
        If nothing is called `name`.

    Examples
    --------
    >>> print(cite("10.1214/09-AOS716").splitlines()[0])
    @article{chen2010two,
    """
    if not isinstance(name, str):
        works = sources(name)
    elif name.startswith("10."):
        works = [by_doi(name)]
    elif name in references():
        works = [references()[name]]
    else:
        works = _sources_of(name)
    return "\n\n".join(work.bibtex() for work in works or [references()[SELF]])


def _sources_of(name: str) -> list[Reference]:
    if name in NAMES_OF_SELF:
        return []
    entries = _entries().get(name)
    if entries is None:
        unknown = unknown_name("method or work", name, [SELF, *_entries(), *references()])
        raise unknown
    modules = ((import_module(module), attribute) for module, attribute in entries)
    named = (getattr(module, attribute, module) for module, attribute in modules)
    works = {work.key: work for documented in named for work in sources(documented)}
    return list(works.values())


@cache
def _entries() -> dict[str, list[tuple[str, str]]]:
    """Every name in a table of this package, with the modules and attributes it stands for.

    Read from the source text: to import the tables from here would turn the order of imports
    round, and load what nobody has asked for.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        for name, module, attribute in _ENTRY.findall(path.read_text(encoding="utf-8")):
            found.setdefault(name, []).append((module, attribute or name))
    return found
