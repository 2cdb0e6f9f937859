"""Groups of documents: values of a document variable taken together, as countries into blocs."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ReadError, unknown_name
from toolkit.resources import data_path

Groups = Mapping[str, Sequence[str]]


class Grouping(NamedTuple):
    """Groups of values: their name, the variable they group, and the name of all other values."""

    name: str
    groups: Groups
    of: str
    rest: str


def grouped(
    corpus: Corpus,
    groups: str | Path | Groups,
    *,
    of: str | None = None,
    name: str | None = None,
    rest: str | None = None,
) -> Corpus:
    """Give the corpus a further document variable: the group that a value belongs to.

    The texts are the same, and so are its hash, its place and what was computed from it. The new
    variable can be named wherever one can: as `by`, `strata`, `unit` or in `where`.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    groups : str, path or mapping of str to values
        The name of shipped groups ("cold-war", "un-regions"), a TOML file, or the groups.
    of : str, optional
        The document variable that is grouped; without it the one that the file names, or "author".
    name : str, optional
        Of the new variable; without it that of the file, or "group".
    rest : str, optional
        The group of all other values; without it the one that the file names. An empty name
        leaves them in no group.

    Returns
    -------
    Corpus
        Documents in no group have an empty value.

    Raises
    ------
    UnknownNameError
        If no such groups are shipped, or the documents have no such variable.
    ReadError
        If a file cannot be read or understood.
    OptionError
        If a value is in two groups, no document is in any, or the variable exists already.

    Examples
    --------
    >>> from toolkit.corpus.documents import Document
    >>> letters = [Document(name, "bread", author=name) for name in ("Ada", "Bo", "Cy")]
    >>> corpus = grouped(Corpus.from_documents(letters), {"north": ["Ada", "Bo"]}, rest="south")
    >>> corpus.values("group").to_list()
    ['north', 'north', 'south']
    """
    if isinstance(groups, Mapping):
        found = Grouping("group", groups, "author", "")
    else:
        found = read_groups(groups)
    wanted, called = of or found.of, name or found.name
    values = corpus.values(wanted).cast(pl.String).fill_null("")
    if called in corpus.documents.columns:
        msg = f"the documents have a variable {called!r} already; give the groups another name=."
        raise OptionError(msg)
    group_of = _group_of(found.groups)
    others = found.rest if rest is None else rest
    named = [group_of.get(value, others if value else "") for value in values]
    if not any(named):
        some = ", ".join(map(repr, values.unique().sort().head(5)))
        msg = f"no {wanted} is in any of the groups of {called!r}; its values are {some} …."
        raise OptionError(msg)
    documents = corpus.documents.with_columns(pl.Series(called, named, dtype=pl.String))
    made = Corpus(replace(corpus._content, documents=documents), corpus.path)
    made.memory = corpus.memory
    return made


def read_groups(source: str | Path) -> Grouping:
    """Read groups that are shipped, or a TOML file."""
    if isinstance(source, str) and not source.endswith(".toml"):
        if source not in list_groups():
            kind = "groups"
            raise unknown_name(kind, source, list_groups())
        path = data_path("groups", f"{source}.toml")
    else:
        path = Path(source)
    try:
        says: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path}: cannot be read as groups ({error}); data/groups/cold-war.toml is an example"
        raise ReadError(msg) from error
    groups = says.get("groups")
    if not isinstance(groups, dict) or not all(isinstance(g, list) for g in groups.values()):
        msg = f'{path}: no groups; write them under [groups], each as "name" = ["value", …]'
        raise ReadError(msg)
    return Grouping(path.stem, groups, str(says.get("of", "author")), str(says.get("rest", "")))


def list_groups() -> list[str]:
    """Return the names of the shipped groups.

    Examples
    --------
    >>> list_groups()
    ['cold-war', 'un-regions']
    """
    return sorted(path.stem for path in data_path("groups").glob("*.toml"))


def _group_of(groups: Groups) -> dict[str, str]:
    """Turn groups around: value to group; a value in two of them is refused."""
    found: dict[str, str] = {}
    for group, values in groups.items():
        for value in map(str, values):
            if found.setdefault(value, group) != group:
                msg = f"{value!r} is in {found[value]!r} and in {group!r}; leave it in one."
                raise OptionError(msg)
    return found


def kinds(corpus: Corpus, by: str) -> list[str]:
    """Return the values of a document variable that are not empty, in order.

    Raises
    ------
    UnknownNameError
        If the documents have no such variable.
    """
    values = corpus.values(by).cast(pl.String).fill_null("").to_numpy().astype(str)
    return [str(value) for value in np.unique(values) if value]
