"""Values of control words by a metric that reads more than sums."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.change import METRICS
from toolkit.change.materials import MAKERS, Material, Uses, same_width, size_of
from toolkit.change.question import Pair, Question
from toolkit.change.sense_places import places_of_word
from toolkit.change.weighed import MOST_VECTORS, bound, reading, tokens_of

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


def weighed_values(
    question: Question, pair: Pair, types: Longs, positions: list[list[Longs]]
) -> Floats:
    """Give the value of every control word between two slices.

    Parameters
    ----------
    question : Question
        The settings.
    pair : Pair
        The two slices.
    types : array, shape (C,)
        The control words.
    positions : list of two lists of C arrays
        For both sides, the tokens of each word that are looked at.

    Returns
    -------
    array, shape (C,)
        Nan where a word has no value.
    """
    metric = bound(question, METRICS.get(question.metric)())
    return np.array(
        [
            _value(question, pair, metric, int(name), (a, b))
            for name, a, b in zip(types, *positions, strict=True)
        ],
        float,
    )


def _value(
    question: Question,
    pair: Pair,
    metric: Any,  # noqa: ANN401  (any metric)
    name: int,
    positions: tuple[Longs, Longs],
) -> float:
    if question.senses is not None:
        where = (question.corpus, question.space, name, np.concatenate(positions))
        own = places_of_word(*where, question.senses.k, question.window, question.seed)
        question = replace(question, senses=own)
    sides = [
        _material(question, pair, metric.needs, name, where, number)
        for number, where in enumerate(positions)
    ]
    if min(map(size_of, sides)) < 2:
        return float("nan")
    same_width(*sides)
    return float(metric(*sides)[0])


def _material(
    question: Question, pair: Pair, needs: str, name: int, where: Longs, number: int
) -> Material:
    corpus, side = question.corpus, pair.sides[number]
    rows = corpus.index.documents_of(where)
    if needs == "tokens":
        uses = np.bincount(rows, minlength=len(corpus))
        return tokens_of(uses, side, pair, question)[0]
    if needs == "vectors" and len(where) > MOST_VECTORS:
        where, rows = where[:MOST_VECTORS], rows[:MOST_VECTORS]
    own = np.full(len(where), name, np.int64)
    uses_of = Uses(where, np.ones_like(where), own, pair.exchange.codes[rows])
    return MAKERS[needs](uses_of, reading(question, side))
