"""The grid of a robustness check: every way to ask, and time cut anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from toolkit.change.question import Question, Weights
from toolkit.change.reprinted import without_reprints
from toolkit.change.weighed import CLOSED
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import year_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import usages

KEEP, LEAVE_OUT = "keep", "leave out"
NO_STRATA = "none"


class Choices(NamedTuple):
    """What is varied, one sequence each."""

    every: Sequence[int]
    windows: Sequence[int]
    spaces: Sequence[str]
    units: Sequence[str]
    strata: Sequence[str | None]
    metrics: Sequence[str]


class Spec(NamedTuple):
    """One way to ask the question."""

    every: int
    offset: int
    window: int
    space: str
    center: str
    weights: str
    unit: str
    strata: str
    metric: str
    reprints: str


class Material(NamedTuple):
    """Uses and slices, with or without what repeats an earlier document."""

    reprints: str
    hits: Occurrences
    slices: Slices


def materials(question: Question, sliced: Slices, given: str) -> tuple[list[Material], list[str]]:
    """Give the uses with and without reprints, and what cannot be asked."""
    own = Material(given, question.hits, sliced)
    if given == LEAVE_OUT:
        return [own], ["with reprints was not asked: the series leaves them out"]
    hits, slices, n = without_reprints(question.hits, sliced)
    if not n:
        return [own], []
    return [own, Material(LEAVE_OUT, hits, slices)], []


def questions(
    question: Question, choices: Choices, material: Material
) -> Iterator[tuple[Spec, Question]]:
    """Give each question with its settings; usages are read once a window and space."""
    hits = material.hits
    for name, window in product(choices.spaces, choices.windows):
        known = name == question.space.name
        corpus, seed = question.corpus, question.seed
        space = question.space if known else space_of(name, corpus, seed=seed)
        read = usages(space, corpus, hits.position, hits.length, window)
        for metric, strata, unit in product(choices.metrics, choices.strata, choices.units):
            if strata is not None and metric not in CLOSED:
                continue
            for center, weights in product(("corpus", "slice"), _weights(metric)):
                options: dict[str, Any] = {"center": center, "weights": weights, "unit": unit}
                options |= {"metric": metric, "strata": strata, "window": window}
                asked = replace(question, hits=hits, usages=read, space=space, **options)
                said = options | {"strata": strata or NO_STRATA, "space": name}
                yield Spec(every=0, offset=0, reprints=material.reprints, **said), asked


def alike(asked: Sequence[tuple[Spec, Question]]) -> list[list[int]]:
    """Put places of questions together that compare the same uses of the same words."""
    found: dict[tuple[str, ...], list[int]] = {}
    for n, (spec, _) in enumerate(asked):
        key = (spec.space, str(spec.window), spec.unit, spec.strata)
        found.setdefault(key, []).append(n)
    return list(found.values())


def _weights(metric: str) -> tuple[Weights, ...]:
    return ("occurrence", "unit") if metric in CLOSED else ("occurrence",)


def slicings(sliced: Slices, every: Sequence[int]) -> list[tuple[tuple[int, int], Slices]]:
    """Cut the documents of a series anew: each length, at round years and half a slice later."""
    first, last = (year_of(day) for day in (sliced[0].start, sliced[len(sliced) - 1].stop))
    kept = np.unique(np.concatenate([part.documents for part in sliced]))
    found = []
    for width, half in product(every, (False, True)):
        offset = width // 2 if half else 0
        begin = int(np.floor((first - offset) / width)) * width + offset
        edges = list(range(begin, int(np.ceil(last)) + width + 1, width))
        cut = make_slices(sliced.corpus, edges=edges)
        items = tuple(
            Slice(part.label, part.start, part.stop, np.intersect1d(part.documents, kept))
            for part in cut
        )
        found.append(((width, offset), replace(cut, items=items)))
    return found


def counterpart(cut: Slices, asked: Slice, question: Question) -> int:
    """Find the slice of a new cut that shares most uses with the one asked about."""
    uses = question.uses_of
    shared = [int(uses[np.intersect1d(part.documents, asked.documents)].sum()) for part in cut]
    return int(np.argmax(shared))
