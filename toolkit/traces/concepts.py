"""The concepts that are traced: those of a lexicon, the target's own phrases, and the user's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from toolkit.concepts.concept import ByLanguage, Concept
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import Lexicon
from toolkit.concepts.lexicon import lexicon as read_lexicon
from toolkit.errors import unknown_name
from toolkit.traces.phrases import key_phrases
from toolkit.traces.target import Target

PLACE_SCHEMA = {"concept": pl.String, "start": pl.Int64, "stop": pl.Int64, "match": pl.String}


@dataclass(frozen=True, eq=False)
class Sought:
    """What is traced, and where it stands in the target.

    Attributes
    ----------
    concepts : tuple of Concept
        Of the lexicon and the user's; without both, the key phrases.
    phrases : tuple of Concept
        Key phrases beside them.
    key : polars.DataFrame
        Counts, keyness and association of the key phrases, as `key_phrases` gives them.
    places : polars.DataFrame
        One row for each place in the target: concept, start, stop (characters), match.
    """

    concepts: tuple[Concept, ...]
    phrases: tuple[Concept, ...]
    key: pl.DataFrame
    places: pl.DataFrame

    @property
    def every(self) -> tuple[Concept, ...]:
        """All that is traced."""
        return (*self.concepts, *self.phrases)


def sought(
    target: Target,
    lexicon: Lexicon | str | Path | None,
    phrases: int,
    add: Iterable[Concept | str] = (),
    drop: Iterable[str] = (),
    merge: Mapping[str, Iterable[str]] | None = None,
) -> Sought:
    """Gather the concepts to be traced.

    Parameters
    ----------
    target : Target
        The text.
    lexicon : Lexicon, str or path, optional
        Its concepts are traced, be they in the target or not.
    phrases : int
        Key phrases at most; those that a concept covers already are left out.
    add : iterable of Concept or str
        Further concepts, or patterns that make one.
    drop : iterable of str
        Names that are not traced.
    merge : mapping of str to names, optional
        New name to the concepts that become one under it.

    Raises
    ------
    UnknownNameError
        If a name to be dropped or merged is none of the concepts.
    """
    known = {one.name: one for one in _given(lexicon)}
    known |= {one.name: one for one in map(_concept, add)}
    key = key_phrases(target, phrases)
    covered = _places(target, known.values())
    own = {name: _phrase(name) for name in key["concept"] if name not in known}
    own = {name: one for name, one in own.items() if not _covered(target, one, covered)}
    for name, parts in (merge or {}).items():
        several = [_named(part, known | own) for part in parts]
        for one in several:
            known.pop(one.name, None), own.pop(one.name, None)
        known[name] = _merged(name, several)
    for name in drop:
        one = _named(name, known | own)
        known.pop(one.name, None), own.pop(one.name, None)
    every = (*known.values(), *own.values())
    return Sought(
        concepts=tuple(known.values()),
        phrases=tuple(own.values()),
        key=key.filter(pl.col("concept").is_in(list(own))),
        places=_places(target, every),
    )


def _given(lexicon: Lexicon | str | Path | None) -> list[Concept]:
    if lexicon is None:
        return []
    found = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
    return list(found.values())


def _concept(given: Concept | str) -> Concept:
    return given if isinstance(given, Concept) else Concept(given, patterns=[given])


def _phrase(name: str) -> Concept:
    return Concept(name, patterns=[f'"{name}"'])


def _named(name: str, known: Mapping[str, Concept]) -> Concept:
    if name not in known:
        kind = "concept of this trace"
        raise unknown_name(kind, name, known)
    return known[name]


def _merged(name: str, several: list[Concept]) -> Concept:
    """Make one concept of several: all their patterns; the point of the first that has one."""
    points = [one.point for one in several if one.point is not None]
    return Concept(
        name,
        patterns=_together([one.patterns for one in several]),
        exclude=_together([one.exclude for one in several]),
        gloss=" ".join(one.gloss for one in several if one.gloss),
        point=points[0] if points else None,
    )


def _together(several: list[ByLanguage]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in several:
        for language, patterns in one.items():
            found.setdefault(language, []).extend(patterns)
    return found


def _places(target: Target, concepts: Iterable[Concept]) -> pl.DataFrame:
    names = list(PLACE_SCHEMA)[1:]
    tables = [
        find(one, target.alone).table.select(pl.lit(one.name).alias("concept"), *names)
        for one in concepts
    ]
    empty = pl.DataFrame(schema=PLACE_SCHEMA)
    return pl.concat([empty, *(table for table in tables if len(table))])


def _covered(target: Target, phrase: Concept, places: pl.DataFrame) -> bool:
    """Tell whether every place of a phrase lies inside, or around, that of a concept."""
    mine = find(phrase, target.alone).table.select("start", "stop").rows()
    others = places.select("start", "stop").rows()
    return all(any((a >= c and b <= d) or (c >= a and d <= b) for c, d in others) for a, b in mine)
