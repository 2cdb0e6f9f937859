"""Lexicons: concepts, axes and dated events, kept in a TOML file that a scholar can write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.concepts.concept import Axis, Concept, Event
from toolkit.concepts.lexicon_file import read_lexicon
from toolkit.errors import unknown_name
from toolkit.resources import data_path


@dataclass(frozen=True, repr=False)
class Lexicon(Mapping[str, Concept]):
    """Concepts by name, with semantic axes and dated events.

    Attributes
    ----------
    name : str
        The file name without its suffix.
    concepts : mapping of str to Concept
        In the order of the file; the lexicon itself is read like this mapping.
    axes : mapping of str to Axis
        Lines between two poles.
    events : tuple of Event
        In order of time.
    points : mapping of int to str
        Titles of the points of a programme, if the concepts have any.
    title, gloss : str
        What the lexicon is about.

    Examples
    --------
    >>> words = Lexicon("bread", {"bread": Concept("bread", "bread*")})
    >>> print(words)
    Lexicon bread: 1 concept, 0 axes, 0 events
      bread
    """

    name: str
    concepts: Mapping[str, Concept]
    axes: Mapping[str, Axis] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    points: Mapping[int, str] = field(default_factory=dict)
    title: str = ""
    gloss: str = ""

    def __getitem__(self, name: str) -> Concept:
        if name not in self.concepts:
            error = unknown_name("concept", name, self.concepts)
            raise error
        return self.concepts[name]

    def __contains__(self, name: object) -> bool:
        return name in self.concepts

    def __iter__(self) -> Iterator[str]:
        return iter(self.concepts)

    def __len__(self) -> int:
        return len(self.concepts)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as a dict has it
        """Return the concept called `name`, or `default`."""
        return self.concepts.get(name, default)

    def axis(self, name: str) -> Axis:
        """Return the axis called `name`.

        Raises
        ------
        UnknownNameError
            If there is none; near names are suggested.
        """
        if name not in self.axes:
            error = unknown_name("axis", name, self.axes)
            raise error
        return self.axes[name]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    __repr__ = __str__

    def _lines(self) -> Iterator[str]:
        n_axes, n_events = len(self.axes), len(self.events)
        yield (
            f"Lexicon {self.name}: {len(self)} concept{'s'[: len(self) != 1]}, "
            f"{n_axes} ax{'i' if n_axes == 1 else 'e'}s, {n_events} event{'s'[: n_events != 1]}"
        )
        for point in dict.fromkeys([*self.points, *(c.point for c in self.values())]):
            names = [name for name, concept in self.items() if concept.point == point]
            title = "" if point is None else f"{point} {self.points.get(point, '')}".strip() + ": "
            if names:
                yield f"  {title}{', '.join(names)}"
        if self.axes:
            yield f"  axes: {', '.join(self.axes)}"
        if self.events:
            yield f"  events: {self.events[0]} … {self.events[-1]}"


def lexicon(source: str | Path) -> Lexicon:
    """Load a lexicon.

    Parameters
    ----------
    source : str or path
        The name of a shipped lexicon (`list_lexicons` tells them), or the path of a TOML file.
        The head of ``data/lexicons/manifesto.toml`` explains how to write one.

    Raises
    ------
    UnknownNameError
        If no lexicon of that name is shipped. (The name of a file ends in ``.toml``.)
    ReadError
        If the file is missing, or cannot be understood; the message names the line.
    PatternError, DateError
        If a pattern or a date in it cannot be.

    Examples
    --------
    >>> lexicon("manifesto")["people's war"].point
    5
    """
    if isinstance(source, Path) or source.endswith(".toml") or "/" in source or "\\" in source:
        path = Path(source)
    elif source in list_lexicons():
        path = data_path("lexicons", f"{source}.toml")
    else:
        error = unknown_name("lexicon", source, list_lexicons())
        raise error
    contents = read_lexicon(path)
    return Lexicon(path.stem, **contents._asdict())


def list_lexicons() -> list[str]:
    """Return the names of the shipped lexicons.

    Examples
    --------
    >>> "manifesto" in list_lexicons()
    True
    """
    return sorted(path.stem for path in data_path("lexicons").glob("*.toml"))
