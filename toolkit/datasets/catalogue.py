"""Which open corpora can be brought, from where, and what their files must be."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from toolkit.errors import unknown_name
from toolkit.resources import data_path


@dataclass(frozen=True, slots=True)
class Entry:
    """One open corpus, pinned by repository and commit.

    Attributes
    ----------
    name, title, language, licence : str
        `language` is an ISO 639-1 code.
    first, last, documents, tokens : int
        Years, and counts as read by this package.
    owner, repository, commit : str
        Where it lies.
    files : str
        Expression for the paths in the archive of the commit that are meant.
    file : str
        Instead, the one path that is brought by itself.
    at : mapping
        Instead, the paths that are brought one by one, by the commit at which each is meant: for
        files of several commits, of a repository too large to be brought for them.
    renamed : mapping
        Path upstream to path here, of files whose names no reader knows.
    n_files, bytes : int
        How many, and how large together.
    digest : str
        SHA-256 of one line for each file, sorted: its SHA-256, two spaces, its path.
    """

    name: str
    title: str
    language: str
    licence: str
    first: int
    last: int
    documents: int
    tokens: int
    owner: str
    repository: str
    commit: str
    n_files: int
    bytes: int
    digest: str
    files: str = ""
    file: str = ""
    at: Mapping[str, Sequence[str]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def single(self) -> dict[str, str]:
        """Paths brought one by one, each with its commit; none where there is an archive."""
        if self.file:
            return {self.file: self.commit}
        return {path: commit for commit, paths in self.at.items() for path in paths}

    def wants(self, path: str) -> bool:
        """Tell whether a path in the repository is one of the files."""
        single = self.single
        return path in single if single else re.fullmatch(self.files, path) is not None

    def url(self, base: str, path: str = "") -> str:
        """Address below `base`: of one file, or of the archive of the commit."""
        what = f"raw/{self.single[path]}/{path}" if path else f"archive/{self.commit}.zip"
        return f"{base.rstrip('/')}/{self.owner}/{self.repository}/{what}"


def digest(hashes: Mapping[str, str]) -> str:
    """Make one digest of many files: path to SHA-256.

    Examples
    --------
    >>> digest({"b": "2", "a": "1"}) == digest({"a": "1", "b": "2"}), digest({})[:8]
    (True, 'e3b0c442')
    """
    lines = sorted(f"{one}  {path}\n" for path, one in hashes.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@cache
def catalogue() -> dict[str, Entry]:
    """Read the catalogue: name to entry."""
    known = tomllib.loads(data_path("corpora.toml").read_text(encoding="utf-8"))
    return {name: Entry(name, **facts) for name, facts in known.items()}


def entry_of(name: str) -> Entry:
    """Give one entry.

    Raises
    ------
    UnknownNameError
        If there is none of that name.
    """
    if name not in catalogue():
        unknown = unknown_name("open corpus", name, catalogue())
        raise unknown
    return catalogue()[name]
