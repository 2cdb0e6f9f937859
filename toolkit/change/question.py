"""One question put to a corpus: a concept, a space, and how its usages are compared."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from toolkit.change.sense_places import SensePlaces
from toolkit.change.sides import Side, unit_sums
from toolkit.change.units import Exchange, choose_exchange, series_exchange, unit_codes
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Rows
from toolkit.errors import OptionError, ProvenanceError
from toolkit.spaces.base import Space, in_language
from toolkit.spaces.usages import Usages
from toolkit.statistics.debiased import UnitSums
from toolkit.topics.base import TopicModel

Weights = Literal["occurrence", "unit"]


@dataclass(frozen=True, eq=False)
class Question:
    """A concept's usages in one space, and the settings of the comparison.

    Attributes
    ----------
    hits : Occurrences
        Occurrences in documents of the language of the space.
    usages : Usages
        Their usage vectors, summed by document.
    space : Space
        The space.
    metric, center, weights, unit, strata, window, controls, permutations, level, seed, topics
        As in `drift`.
    senses
        Of metric "senses": the sense of every use.
    drawn
        Where questions about the same uses are asked one after the other, as robustness does: the
        comparable words of the last pair of slices, and their usages.
    """

    hits: Occurrences
    usages: Usages
    space: Space
    metric: Literal["cosine", "squared"]
    center: str
    weights: Weights
    unit: str
    strata: str | None
    window: int
    controls: int
    permutations: int
    level: float
    seed: int
    topics: TopicModel | None = None
    senses: SensePlaces | None = None
    drawn: dict[Any, Any] | None = None

    @property
    def corpus(self) -> Corpus:
        """The corpus asked."""
        return self.hits.corpus

    @property
    def unit_named(self) -> str:
        """The unit as far as it is known before two slices are compared."""
        if self.space.groups is not None:
            return "group"
        return "document" if self.unit == "auto" else self.unit

    @cached_property
    def uses_of(self) -> NDArray[np.int64]:
        """Occurrences in each document, shape (n_documents,)."""
        return np.bincount(self.hits.document, minlength=len(self.corpus))

    @cached_property
    def usages_of(self) -> NDArray[np.float64]:
        """Usages in each document, shape (n_documents,)."""
        found = np.zeros(len(self.corpus))
        found[self.usages.documents] = self.usages.counts
        return found

    def counts_in(self, rows: Rows) -> NDArray[np.float64]:
        """Usages of each unit of `rows` with any, the unit as far as it is known (`unit_named`)."""
        counts = self.usages_of[rows]
        if self.space.groups is not None:
            counts = np.bincount(self.space.groups[rows], weights=counts).astype(np.float64)
        elif self.unit_named != "document":
            codes = unit_codes(self.corpus, self.unit_named)[rows]
            counts = np.bincount(codes, weights=counts).astype(np.float64)
        return np.asarray(counts[counts > 0])


@dataclass(frozen=True, eq=False)
class Pair:
    """Two sides made comparable: units added up, with their blocks and strata.

    Attributes
    ----------
    a, b : UnitSums
        Usages per unit of the baseline and of the slice.
    sides : (Side, Side)
        Their documents.
    exchange : Exchange
        The unit and what it is exchanged with.
    blocks, strata : array, shape (J_a + J_b,)
        Of each unit; `strata` is None where none are declared.
    """

    a: UnitSums
    b: UnitSums
    sides: tuple[Side, Side]
    exchange: Exchange
    blocks: Rows
    strata: Rows | None


def make_pair(question: Question, sides: tuple[Side, Side], exchange: Exchange) -> Pair:
    """Add both sides up per unit."""
    (a, first_a), (b, first_b) = (unit_sums(question.usages, side, exchange) for side in sides)
    first = np.concatenate([first_a, first_b])
    strata = None if exchange.strata is None else exchange.strata[first]
    return Pair(a, b, sides, exchange, exchange.blocks[first], strata)


def exchange_between(question: Question, a: Rows, b: Rows) -> Exchange:
    """Choose the unit for two sets of documents: the groups of the space where it has them."""
    if question.space.groups is not None:
        return _of_groups(question.space.groups)
    return choose_exchange(
        question.corpus, a, b, question.usages_of, question.unit, question.strata
    )


def exchange_along(question: Question, parts: list[Rows]) -> Exchange:
    """Choose the unit for a whole series of slices, as `exchange_between`."""
    if question.space.groups is not None:
        return _of_groups(question.space.groups)
    return series_exchange(
        question.corpus, parts, question.usages_of, question.unit, question.strata
    )


def _of_groups(groups: Rows) -> Exchange:
    return Exchange("group", groups, np.zeros_like(groups), None)


def refuse_groups(space: Space, what: str) -> None:
    """Refuse a space of type vectors by group where single usages are needed."""
    if space.groups is not None:
        msg = (
            f"{what} in space {space.name!r}: it has one vector for a type and group of "
            "documents, none for a usage; take ppmi, sgns, alc or pretrained."
        )
        raise OptionError(msg)


def refuse_given(space: Space, what: str) -> None:
    """Refuse a space that does not make its usage vectors from context words, as too slow."""
    refuse_groups(space, what)
    if type(space).given is not Space.given:
        msg = (
            f"{what} in space {space.name!r}: every use of every word would be encoded; take "
            "ppmi, sgns, alc or pretrained, and ask about single words in this one."
        )
        raise OptionError(msg)


def in_space(hits: Occurrences, space: Space) -> tuple[Occurrences, int]:
    """Keep the occurrences in documents of the language of the space; count the others."""
    if len(space.row_of_type) != len(hits.corpus.index.types):
        msg = "the space was fitted on another corpus; fit one with fit(name, corpus)."
        raise ProvenanceError(msg)
    kept = in_language(hits.corpus, space.language)[hits.document]
    return chosen(hits, kept), int((~kept).sum())


def chosen(hits: Occurrences, kept: NDArray[np.bool_]) -> Occurrences:
    """Keep some occurrences."""
    return replace(
        hits,
        document=hits.document[kept],
        position=hits.position[kept],
        length=hits.length[kept],
    )


def types_in(hits: Occurrences) -> NDArray[np.int64]:
    """Types that the occurrences themselves are made of, ascending."""
    longest = int(hits.length.max()) if len(hits) else 0
    ids = [
        hits.corpus.index.ids[hits.position[hits.length > step] + step] for step in range(longest)
    ]
    return np.unique(np.concatenate(ids)).astype(np.int64) if ids else np.empty(0, np.int64)
