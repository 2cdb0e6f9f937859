"""What a concept is: a name, its patterns in each language, what is not meant; axes and events."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.concepts.patterns import parse
from toolkit.corpus.dates import DateSpan
from toolkit.errors import PatternError, RhetoricError

# The key of patterns that hold in every language.
ANY_LANGUAGE = "*"
# How a corpus says that the language of a document is not known.
UNDETERMINED = ("", "und")
_LANGUAGE = re.compile(r"\*|[a-z]{2,3}(-[a-z0-9]{2,8})*")

# Patterns as a user may give them: one, several, or several for each language.
Patterns = str | Iterable[str] | Mapping[str, str | Iterable[str]]
ByLanguage = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, init=False)
class Concept:
    r"""A name and the patterns by which it is found.

    Parameters
    ----------
    name : str
        What it is called in tables and figures.
    patterns : str, iterable of str, or mapping of language to these
        Where no language is given, the patterns hold in every language. A language is an
        ISO 639-1 code; ``"*"`` stands for every language.
    exclude : as `patterns`
        A hit that lies inside a hit of one of these is left out.
    gloss : str
        What the concept means and where it comes from.
    point : int, optional
        The point of a programme that it belongs to.

    Attributes
    ----------
    patterns, exclude : mapping of str to tuple of str
        Language to patterns, whatever shape they were given in.

    Raises
    ------
    PatternError
        If there is no pattern, or one that cannot be understood.
    RhetoricError
        If the name is empty, or the point is no positive integer.

    Examples
    --------
    >>> war = Concept("people's war", patterns=['"people\'s war*"'])
    >>> war.patterns
    {'*': ('"people\'s war*"',)}
    >>> both = Concept("bread", {"en": ["bread"], "de": ["brot*"]}, exclude={"en": "sweetbread*"})
    >>> both.patterns_for("de"), both.patterns_for("fr"), both.patterns_for("und")
    (('brot*',), (), ('bread', 'brot*'))
    """

    name: str
    patterns: ByLanguage
    exclude: ByLanguage
    gloss: str
    point: int | None

    def __init__(
        self,
        name: str,
        patterns: Patterns,
        exclude: Patterns = (),
        gloss: str = "",
        point: int | None = None,
    ) -> None:
        if not isinstance(name, str) or not name.strip():
            msg = f"a concept needs a name; got {name!r}"
            raise RhetoricError(msg)
        if point is not None and (type(point) is not int or point < 1):
            msg = f"concept {name!r}: the point {point!r} is no whole number of 1 or more"
            raise RhetoricError(msg)
        fields = {
            "name": name,
            "patterns": _by_language(patterns, name),
            "exclude": _by_language(exclude, name),
            "gloss": gloss,
            "point": point,
        }
        if not fields["patterns"]:
            msg = f"concept {name!r}: no patterns; give at least one, such as patterns=['{name}']"
            raise PatternError(msg)
        for field, value in fields.items():
            object.__setattr__(self, field, value)

    def patterns_for(self, language: str) -> tuple[str, ...]:
        """Return what to look for in a document of `language`; if it is not known, everything."""
        return _for_language(self.patterns, language)

    def exclusions_for(self, language: str) -> tuple[str, ...]:
        """Return what to leave out in a document of `language`; if it is not known, everything."""
        return _for_language(self.exclude, language)

    def __hash__(self) -> int:
        both = (frozenset(self.patterns.items()), frozenset(self.exclude.items()))
        return hash((self.name, *both, self.gloss, self.point))

    def as_call(self) -> dict[str, Any]:
        """Say what makes this concept again, in plain values."""
        call: dict[str, Any] = {"call": "Concept", "name": self.name}
        call |= {"patterns": _lists(self.patterns), "exclude": _lists(self.exclude)}
        call |= {"gloss": self.gloss, "point": self.point}
        return {name: one for name, one in call.items() if one}

    def __str__(self) -> str:
        return "\n".join(self._lines())

    __repr__ = __str__

    def _lines(self) -> Iterator[str]:
        point = "" if self.point is None else f" (point {self.point})"
        yield f"{self.name}{point}{': ' if self.gloss else ''}{self.gloss}"
        for language, patterns in self.patterns.items():
            yield f"  {_shown(language)}: {', '.join(patterns)}"
        for language, patterns in self.exclude.items():
            yield f"  {_shown(language)}, not inside: {', '.join(patterns)}"


@dataclass(frozen=True, slots=True)
class Axis:
    """A line between two poles of words, along which usages can be placed.

    Attributes
    ----------
    name : str
        What it is called.
    poles : pair of Concept
        The low end (towards -1) and the high end (towards +1).
    gloss : str
        What it tells apart.

    Examples
    --------
    >>> print(Axis("old-new", (Concept("old", "old"), Concept("new", ["new", "novel"]))))
    old-new: from old to new
    """

    name: str
    poles: tuple[Concept, Concept]
    gloss: str = ""

    def as_call(self) -> dict[str, Any]:
        """Say what makes this axis again, in plain values."""
        poles = [pole.as_call() for pole in self.poles]
        return {"call": "Axis", "name": self.name, "poles": poles, "gloss": self.gloss}

    def __str__(self) -> str:
        low, high = self.poles
        ends = f"{self.name}: from {low.name} to {high.name}"
        return f"{ends}. {self.gloss}" if self.gloss else ends

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class Event:
    """A dated label for figures.

    Attributes
    ----------
    label : str
        What happened, in a few words.
    date : DateSpan
        When.

    Examples
    --------
    >>> from toolkit.corpus.dates import parse_date
    >>> print(Event("Paris Commune", parse_date("1871-03-18/1871-05-28")))
    1871-03-18/1871-05-28 Paris Commune
    """

    label: str
    date: DateSpan

    def as_call(self) -> dict[str, Any]:
        """Say what makes this event again, in plain values."""
        return {"call": "Event", "label": self.label, "date": self.date.as_call()}

    def __str__(self) -> str:
        return f"{self.date} {self.label}"


def _by_language(given: Patterns, name: str) -> dict[str, tuple[str, ...]]:
    """Bring patterns of any accepted shape into one: language to tuple; each must parse."""
    by_language = given if isinstance(given, Mapping) else {ANY_LANGUAGE: given}
    found: dict[str, tuple[str, ...]] = {}
    for language, patterns in by_language.items():
        key = str(language).lower()
        if not _LANGUAGE.fullmatch(key):
            msg = f"concept {name!r}: {language!r} is no language; write en, de, fr … or * for any"
            raise PatternError(msg)
        if not isinstance(patterns, Iterable) or isinstance(patterns, Mapping):
            msg = f"concept {name!r}: patterns {patterns!r}; write a list of strings"
            raise PatternError(msg)
        several = (patterns,) if isinstance(patterns, str) else tuple(patterns)
        for pattern in several:
            _check(pattern, name)
        if several:
            found[key] = tuple(dict.fromkeys(found.get(key, ()) + several))
    return found


def _lists(by_language: ByLanguage) -> dict[str, list[str]]:
    return {language: list(patterns) for language, patterns in by_language.items()}


def _check(pattern: object, name: str) -> None:
    if not isinstance(pattern, str):
        msg = f"concept {name!r}: the pattern {pattern!r} is no string; put it into quotes"
        raise PatternError(msg)
    try:
        parse(pattern)
    except PatternError as error:
        msg = f"concept {name!r}: {error}"
        raise PatternError(msg) from error


def _for_language(by_language: ByLanguage, language: str) -> tuple[str, ...]:
    if language in UNDETERMINED:
        wanted = list(by_language)
    else:
        # A document in zh-TW or pt-BR is served by what is written for zh or pt.
        exact = language.lower()
        wanted = list(dict.fromkeys((exact, exact.partition("-")[0], ANY_LANGUAGE)))
    return tuple(dict.fromkeys(p for key in wanted for p in by_language.get(key, ())))


def _shown(language: str) -> str:
    return "any language" if language == ANY_LANGUAGE else language
