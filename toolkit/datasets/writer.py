"""One document of an invented archive: its sentences, in the order they are written."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.datasets.dice import Dice, cumulative
from toolkit.datasets.grammar import Frame, Frames, Scribe, sentence

Group = list[str]


class Use(NamedTuple):
    """One planted use: the concept and the field its sentence is about."""

    concept: str
    field: int


class Written(NamedTuple):
    """The text of a document, and the uses planted in it in no order."""

    text: str
    uses: list[Use]


@dataclass(frozen=True, slots=True)
class Company:
    """Which fields stand beside which.

    Attributes
    ----------
    neighbours : array, shape (n_decades, n_fields, 2)
        Two neighbouring fields of each field.
    second : array, shape (n_decades, n_fields)
        Share of the second of them in each decade.
    share : float
        Share of openers and tails that come from a neighbour.
    """

    neighbours: list[tuple[int, int]]
    second: list[list[float]]
    share: float

    def beside(self, dice: Dice, topic: int, decade: int) -> int:
        """Draw the field of an opener or a tail."""
        if dice.roll() >= self.share:
            return topic
        return self.neighbours[topic][dice.roll() < self.second[decade][topic]]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes documents of one archive.

    Attributes
    ----------
    dice : Dice
        Source of draws.
    frames : Frames
        The sentences.
    company : Company
        Which fields stand beside which.
    """

    dice: Dice
    frames: Frames
    company: Company

    def write(
        self,
        scribe: Scribe,
        genre: str,
        tokens: int,
        topics: NDArray[np.float64],
        uses: list[list[Use]],
    ) -> Written:
        """Write a document.

        Parameters
        ----------
        scribe : Scribe
            Who fills the slots.
        genre : str
            Whose first and last sentence it gets.
        tokens : int
            About how long it is.
        topics : array, shape (n_fields,)
            Shares of the fields in what it says beside the concepts.
        uses : list of lists of Use
            The uses to plant; those of one list stand together.

        Returns
        -------
        Written
        """
        formulas = self.frames.genres[genre]
        weights = cumulative(topics.tolist())
        main = int(topics.argmax())
        groups = [[self._about(scribe, use) for use in together] for together in uses]
        first, last = (
            sentence(scribe.fill(self.dice.pick(formulas[place]), main))
            for place in ("first", "last")
        )
        length = sum(text.count(" ") + 1 for group in groups for text in [*group, first, last])
        while length < tokens:
            group = self._run(scribe, self.dice.index(weights))
            groups.append(group)
            length += sum(text.count(" ") + 1 for text in group)
        order = self.dice.rng.permutation(len(groups)).tolist()
        body = _paragraphs([groups[k] for k in order], first, last)
        return Written(body, [use for together in uses for use in together])

    def titled(self, scribe: Scribe, genre: str, topic: int, place: str) -> tuple[str, str]:
        """Give a document its title and its source, both of which name the place it is from.

        Returns
        -------
        (str, str)
        """
        here = replace(scribe, places=((place,), (1.0,)))
        formulas = self.frames.genres[genre]
        title, source = (
            here.fill(self.dice.pick(formulas[kind]), topic) for kind in ("titles", "sources")
        )
        return title, source

    def _about(self, scribe: Scribe, use: Use) -> str:
        """Write a sentence on a concept: field words on either side, nearer than a window."""
        used: set[str] = set()
        return sentence(
            *(
                scribe.fill(self._pick(part), use.field, concept=use.concept, used=used)
                for part in ("openers", "concept", "tails")
            )
        )

    def _run(self, scribe: Scribe, topic: int) -> Group:
        """Write some sentences on one field."""
        return [self._plain(scribe, topic) for _ in range(self.dice.between(1, 4))]

    def _plain(self, scribe: Scribe, topic: int) -> str:
        roll = self.dice.roll()
        if roll < 0.06:
            return sentence(scribe.fill(self._pick("plain"), topic))
        used: set[str] = set()
        parts = [scribe.fill(self._pick("clauses"), topic, used=used)]
        if roll < 0.3 or roll > 0.9:
            beside = self.company.beside(self.dice, topic, scribe.decade)
            parts.insert(0, scribe.fill(self._pick("openers"), beside, used=used))
        if roll > 0.55:
            beside = self.company.beside(self.dice, topic, scribe.decade)
            parts.append(scribe.fill(self._pick("tails"), beside, used=used))
        return sentence(*parts)

    def _pick(self, part: str) -> Frame:
        return self.dice.pick(self.frames.general[part])


def _paragraphs(groups: list[Group], first: str, last: str) -> str:
    """Put groups into paragraphs of at least four sentences."""
    paragraphs: list[list[str]] = [[first]]
    for group in groups:
        if len(paragraphs[-1]) >= 4:
            paragraphs.append([])
        paragraphs[-1] += group
    paragraphs[-1].append(last)
    return "\n\n".join(" ".join(lines) for lines in paragraphs)
