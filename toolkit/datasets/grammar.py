"""Sentences from frames: clauses with openers and tails, slots filled from one field."""

import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files

from toolkit.datasets.dice import Dice
from toolkit.datasets.vocabulary import SLOTS, STEADY, Vocabulary

_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"
)
_MONTHS = "January February March April May June July August September October November December"
# Literal text and the slot behind it ("" after the last literal).
Frame = tuple[tuple[str, str], ...]
_SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, cut at their slots: general ones, and those of each genre."""

    general: dict[str, tuple[Frame, ...]]
    genres: dict[str, dict[str, tuple[Frame, ...]]]


def read_frames() -> Frames:
    """Read the frames that travel with the package.

    Returns
    -------
    Frames
    """
    table = tomllib.loads(files("toolkit.datasets").joinpath("frames.toml").read_text("utf-8"))
    genres = table.pop("genres")
    return Frames(
        general={name: tuple(map(cut, texts)) for name, texts in table.items()},
        genres={
            genre: {name: tuple(map(cut, texts)) for name, texts in entry.items()}
            for genre, entry in genres.items()
        },
    )


def cut(text: str) -> Frame:
    """Cut a frame at its slots.

    Examples
    --------
    >>> cut("the {agents} met")
    (('the ', 'agents'), (' met', ''))
    """
    parts = _SLOT.split(text)
    return tuple(zip(parts[::2], [*parts[1::2], ""], strict=True))


@dataclass(slots=True)
class Scribe:
    """Who fills the slots of one document, and repeats himself as people do.

    Attributes
    ----------
    dice : Dice
        Source of draws.
    vocabulary : Vocabulary
        The words.
    people, places : (names, cumulative weights)
        Names to mention.
    urn : float
        Draws of one kind of word after which half of the next ones are repetitions.
    decade, year : int
        When the document is written.
    author : str
        Who writes it.
    """

    dice: Dice
    vocabulary: Vocabulary
    people: tuple[tuple[str, ...], tuple[float, ...]]
    places: tuple[tuple[str, ...], tuple[float, ...]]
    urn: float
    decade: int = 0
    year: int = 0
    author: str = ""
    _said: dict[tuple[bool, int, str], list[int]] = field(default_factory=dict)

    def fill(
        self, frame: Frame, topic: int, *, concept: str = "", used: set[str] | None = None
    ) -> str:
        """Fill the slots of a frame with words of one field.

        Parameters
        ----------
        frame : Frame
            The frame.
        topic : int
            The field.
        concept : str
            What ``{C}`` stands for. With one, word weights are those that never drift, so that
            time moves a concept's contexts only where that is planted.
        used : set of str
            Words of this sentence so far, which are not said again in it; changed in place.

        Returns
        -------
        str
        """
        used = set() if used is None else used
        out = []
        for literal, slot in frame:
            out.append(literal)
            if slot:
                out.append(self._word(slot, topic, concept, used))
        return "".join(out)

    def _word(self, slot: str, topic: int, concept: str, used: set[str]) -> str:
        if slot == "C":
            return concept
        if slot[0].isupper():
            return self._word(slot.lower(), topic, concept, used).title().replace("'S", "'s")
        kind = SLOTS.get(slot)
        if kind is None:
            return self._other(slot, used)
        forms = self.vocabulary.forms[topic]
        number = self._choose(topic, kind, bool(concept))
        for _ in range(4):
            if (mark := f"{kind}{number}") not in used:
                break
            number = self._fresh(topic, kind, bool(concept))
        used.add(mark)
        return forms[slot][number]

    def _choose(self, topic: int, kind: str, steady: bool) -> int:
        """Draw a word: one said before in this document, or a fresh one (Hoppe's urn)."""
        said = self._said.setdefault((steady, topic, kind), [])
        repeats = len(said) / (len(said) + self.urn)
        number = (
            self.dice.pick(said) if self.dice.roll() < repeats else self._fresh(topic, kind, steady)
        )
        said.append(number)
        return number

    def _fresh(self, topic: int, kind: str, steady: bool) -> int:
        when = STEADY if steady else self.decade
        return self.dice.index(self.vocabulary.weights[when][topic][kind])

    def _other(self, slot: str, used: set[str]) -> str:
        if slot in ("person", "place"):
            names, weights = self.people if slot == "person" else self.places
            name = names[self.dice.index(weights)]
            while name in used or name == self.author:
                name = names[self.dice.index(weights)]
            used.add(name)
            return name
        if slot == "year":
            return str(self.year - self.dice.between(1, 9))
        if slot == "count":
            return str(self.dice.between(13, 480))
        return self.author if slot == "author" else self.dice.pick(_PLAIN[slot])


_PLAIN = {"number": _NUMBERS.split(), "month": _MONTHS.split()}


def sentence(*parts: str) -> str:
    """Join parts, begin with a capital and end with a stop.

    Examples
    --------
    >>> sentence("while the clerks sealed the writs, ", "nobody spoke")
    'While the clerks sealed the writs, nobody spoke.'
    """
    text = "".join(parts)
    return text[0].upper() + text[1:] + "."
