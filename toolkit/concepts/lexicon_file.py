"""Read a lexicon from its TOML file; whatever is wrong is told with its line."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.concepts.concept import ANY_LANGUAGE, Axis, Concept, Event
from toolkit.corpus.dates import parse_date
from toolkit.errors import PatternError, ReadError, RhetoricError, unknown_name

Table = dict[str, Any]

# How a file writes "in every language": a bare * would need quotes in TOML.
ANY_KEY = "any"


class Contents(NamedTuple):
    """What a lexicon file holds."""

    concepts: dict[str, Concept]
    axes: dict[str, Axis]
    events: tuple[Event, ...]
    points: dict[int, str]
    title: str
    gloss: str


class _Source(NamedTuple):
    """The file as text, to tell in which line something stands."""

    path: Path
    lines: list[str]

    def place(self, header: str, *within: str) -> str:
        """Name the line of a header and, below it, of the first place of each of `within`."""
        headers = (_unquoted(f"[{header}]"), _unquoted(f"[[{header}]]"))
        lines = enumerate(self.lines)
        at = next((i for i, line in lines if _unquoted(line).startswith(headers)), 0)
        for text in within:
            below = enumerate(self.lines[at:], at)
            at = next((i for i, line in below if text in line), at)
        return f"{self.path}, line {at + 1}"


def read_lexicon(path: Path) -> Contents:
    """Read a lexicon file.

    Parameters
    ----------
    path : pathlib.Path
        A TOML file in UTF-8, as the head of ``data/lexicons/manifesto.toml`` explains it.

    Raises
    ------
    ReadError
        If it cannot be opened, is no TOML, or holds something that has no meaning here.
    PatternError, DateError
        If a pattern or a date cannot be understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); give a shipped lexicon or a TOML file"
        raise ReadError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path}: is not in UTF-8 (byte {error.start}); save it as UTF-8"
        raise ReadError(msg) from error
    except tomllib.TOMLDecodeError as error:
        msg = f"{path}: is no valid TOML: {error}"
        raise ReadError(msg) from error
    source = _Source(path, text.splitlines())
    _check_keys(tables, ("title", "gloss", "points", "concepts", "axes", "events"), source, "")
    points = _points(_table(tables, "points", source, "points"), source)
    concepts = _table(tables, "concepts", source, "concepts")
    axes = _table(tables, "axes", source, "axes")
    events = [_event(row, source) for row in _rows(tables, source)]
    if not (concepts or axes or events):
        msg = f"{path}: holds no concepts, axes or events; write at least one [concepts.…]"
        raise ReadError(msg)
    return Contents(
        {name: _concept(f"concepts.{name}", name, concepts, source, points) for name in concepts},
        {name: _axis(name, axes, source) for name in axes},
        tuple(sorted(events, key=lambda event: event.date)),
        points,
        _text(tables, "title", source, ""),
        _text(tables, "gloss", source, ""),
    )


def _concept(
    header: str, name: str, tables: Table, source: _Source, points: dict[int, str] | None = None
) -> Concept:
    """Read one concept, or one pole of an axis (which belongs to no point)."""
    table = _table(tables, name, source, header)
    keys = ("patterns", "exclude", "gloss") + (() if points is None else ("point",))
    _check_keys(table, keys, source, header)
    point = table.get("point")
    if points and type(point) is int and point not in points:
        msg = (
            f"{source.place(header, 'point')}: point {point} is not among the [points] of this file"
        )
        raise ReadError(msg)
    patterns, exclude = (_patterns(table.get(key, ())) for key in ("patterns", "exclude"))
    gloss = _text(table, "gloss", source, header)
    try:
        return Concept(name, patterns, exclude, gloss, point)
    except PatternError as error:
        # The message quotes what is wrong; the file is searched for it below the header.
        why = str(error).removeprefix(f"concept {name!r}: ")
        wrong = [text for text in _strings(table) if repr(text) in why]
        msg = f"{source.place(header, *wrong[:1])}: {error}"
        raise PatternError(msg) from error
    except RhetoricError as error:
        msg = f"{source.place(header)}: {error}"
        raise ReadError(msg) from error


def _axis(name: str, tables: Table, source: _Source) -> Axis:
    header = f"axes.{name}"
    table = _table(tables, name, source, header)
    _check_keys(table, ("gloss", "poles"), source, header)
    poles = _table(table, "poles", source, header)
    if len(poles) != 2:
        msg = (
            f"{source.place(header)}: axis {name!r} has {len(poles)} poles; "
            f"write two, each under its [axes.{name}.poles.…]"
        )
        raise ReadError(msg)
    low, high = (_concept(f"{header}.poles.{pole}", pole, poles, source) for pole in poles)
    return Axis(name, (low, high), _text(table, "gloss", source, header))


def _event(row: Table, source: _Source) -> Event:
    label = _text(row, "label", source, "events")
    header = source.place("events", *([label] if label else []))
    if not (label and "date" in row) or set(row) != {"label", "date"}:
        msg = f"{header}: an event is a label and a date; got {', '.join(row) or 'nothing'}"
        raise ReadError(msg)
    # TOML reads 1917 as a number and 1917-11-07 as a date of its own: both are written back.
    return Event(label, parse_date(str(row["date"]), header))


def _points(table: Table, source: _Source) -> dict[int, str]:
    for number, title in table.items():
        if not (number.isdecimal() and int(number) and isinstance(title, str)):
            msg = f'{source.place("points", number)}: a point is a number and its title, as 1 = "…"'
            raise ReadError(msg)
    return {int(number): table[number] for number in sorted(table, key=int)}


def _patterns(given: Any) -> Any:  # noqa: ANN401 - whatever TOML holds: Concept checks it
    if not isinstance(given, dict):
        return given
    return {ANY_LANGUAGE if key == ANY_KEY else key: patterns for key, patterns in given.items()}


def _strings(given: object) -> list[str]:
    """Every key and string of a value, however deep."""
    if isinstance(given, dict | list):
        values = given.values() if isinstance(given, dict) else []
        return [text for value in (*given, *values) for text in _strings(value)]
    return [given] if isinstance(given, str) else []


def _rows(tables: Table, source: _Source) -> list[Table]:
    rows = tables.get("events", [])
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        msg = f"{source.place('', 'events')}: events are written one by one under [[events]]"
        raise ReadError(msg)
    return rows


def _table(tables: Table, key: str, source: _Source, header: str) -> Table:
    found = tables.get(key, {})
    if not isinstance(found, dict):
        msg = f"{source.place(header, key)}: {key!r} is {found!r}; give it a [header] of its own"
        raise ReadError(msg)
    return found


def _text(table: Table, key: str, source: _Source, header: str) -> str:
    found = table.get(key, "")
    if not isinstance(found, str):
        msg = f"{source.place(header, key)}: the {key} is {found!r}; write it in quotes"
        raise ReadError(msg)
    return " ".join(found.split())


def _check_keys(table: Table, allowed: Iterable[str], source: _Source, header: str) -> None:
    for key in table:
        if key not in allowed:
            msg = f"{source.place(header, key)}: {unknown_name('key', key, allowed)}"
            raise ReadError(msg)


def _unquoted(line: str) -> str:
    """Leave out what may differ between two ways to write one TOML header."""
    return re.sub(r"[\s\"']", "", line)
