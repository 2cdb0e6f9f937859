"""What can go wrong, in one tree: every error says what was given, what is allowed, what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class RhetoricError(Exception):
    """Base of every error that this package raises on purpose."""


class ReadError(RhetoricError, ValueError):
    """A source that cannot be read, or holds nothing to read."""


class ShapeError(RhetoricError, ValueError):
    """Arrays that must agree do not, or a slice is empty where usages are needed."""


class OptionError(RhetoricError, ValueError):
    """An option that contradicts another, or lies outside what is allowed."""


class UnknownNameError(RhetoricError, LookupError):
    """A name that stands in no registry, lexicon, corpus or column list."""


class PatternError(RhetoricError, ValueError):
    """A search pattern that cannot be understood."""


class CorpusError(RhetoricError, ValueError):
    """A corpus on disk that is damaged, busy, or not a corpus."""


class SharingError(RhetoricError, RuntimeError):
    """Work that was shared out to other processes was not done."""


class ProvenanceError(RhetoricError, ValueError):
    """Results that were made from different things are used as if from one."""


class DateError(RhetoricError, ValueError):
    """A date that cannot be understood, and must not be guessed.

    Attributes
    ----------
    given : str
        The date as it stood in the source.
    source : str
        Where it stood: file and row, or empty.
    why : str
        What is wrong with it, where that is known.
    """

    def __init__(self, given: str, source: str = "", why: str = "") -> None:
        self.given, self.source = given, source
        place = f"{source}: " if source else ""
        unknown = "is not understood; write it as 1917, 1917-11-07, 1917~ or 1917/1921, "
        super().__init__(f"{place}the date {given!r} {why or unknown + 'or leave it empty.'}")


class RhetoricWarning(UserWarning):
    """Base of the warnings of this package; a thin slice is a doubt, not a warning."""


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Build the one message for every misspelt name.

    Examples
    --------
    >>> print(unknown_name("metric", "cosin", ["cosine", "squared"]))
    no metric named 'cosin'; known: cosine, squared. Did you mean 'cosine'?
    """
    names = sorted(known)
    near = get_close_matches(name, names, n=3)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    shown = ", ".join(names[:40]) + (f" … ({len(names)} in all)" if len(names) > 40 else "")
    return UnknownNameError(f"no {kind} named {name!r}; known: {shown}.{hint}")
