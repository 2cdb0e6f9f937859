"""The poles of an axis in a space: their words by family, and the line between them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.question import in_space
from toolkit.concepts.concept import Axis, Concept
from toolkit.concepts.find import find
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.spaces.base import Space
from toolkit.spaces.usages import contexts, own_tokens, single_vectors
from toolkit.statistics.projection import Line, line_between, separation

# Uses and documents that a word needs, and words that a pole needs.
FEWEST_USES, FEWEST_DOCUMENTS, FEWEST_WORDS = 20, 5, 3
# Share of pairs of held-out words in the right order from which on poles are told apart. Poles of
# words drawn at random reach it in .10 of cases with three words each, in .01 with seven.
SEPARATED = 0.9
# Uses of a word that its mean is taken from, evenly over the corpus: more tell no more.
MOST_USES = 4_000
# Words that begin alike are forms of one word: such as war and wars, reform and reformist.
STEM = 4
Floats = NDArray[np.float64]


class Pole(NamedTuple):
    """Words of one pole: ``means`` (k, d), and for each its `names` and number of `uses`."""

    means: Floats
    names: list[str]
    uses: list[int]
    rare: list[str]


class Poles(NamedTuple):
    """An axis in a space.

    ``line`` is None where held-out words do not separate: nothing can be placed on it then.
    ``separation`` is the share of pairs of held-out words in the right order, nan where a pole
    has too few words.
    """

    low: Pole
    high: Pole
    line: Line | None
    separation: float


def poles_of(
    axis: Axis, hits: Occurrences, space: Space, window: int, own: NDArray[np.bool_]
) -> Poles:
    """Place the poles of an axis in a space.

    Parameters
    ----------
    axis : Axis
        Two poles of patterns.
    hits : Occurrences
        Of the concept that is to be placed: pole words inside it do not make the axis.
    space : Space
        Where.
    window : int
        Tokens on either side that make a usage.
    own : array, shape (n_tokens,)
        Marks the tokens of the concept.
    """
    low, high = (_pole(pole, hits.corpus, space, window, own) for pole in axis.poles)
    if min(len(low.names), len(high.names)) < FEWEST_WORDS:
        return Poles(low, high, None, float("nan"))
    told = separation(low.means, high.means)
    line = line_between(low.means, high.means) if told >= SEPARATED else None
    return Poles(low, high, line, told)


def families(words: list[str]) -> list[str]:
    """Name for each word the family it belongs to: the first of those that begin alike.

    Examples
    --------
    >>> families(["reform", "reformist", "war", "wars", "warm", "peace"])
    ['reform', 'reform', 'war', 'war', 'war', 'peace']
    """
    heads: list[str] = []
    found = {}
    for word in sorted(set(words)):
        alike = (head for head in heads if word.startswith(head) or word[:STEM] == head[:STEM])
        found[word] = next(alike, word)
        if found[word] == word:
            heads.append(word)
    return [found[word] for word in words]


def _pole(pole: Concept, corpus: Corpus, space: Space, window: int, own: NDArray[np.bool_]) -> Pole:
    hits = in_space(find(pole, corpus), space)[0]
    apart = ~own[hits.position] if len(hits) else np.zeros(0, bool)
    position, length, document = (a[apart] for a in (hits.position, hits.length, hits.document))
    # Each phrase is told by the types of its tokens; rows of one length are compared at once.
    spelt = np.full((len(position), int(length.max(initial=1))), -1, np.int64)
    for step in range(spelt.shape[1]):
        longer = length > step
        spelt[longer, step] = corpus.index.ids[position[longer] + step]
    phrases, which = np.unique(spelt, axis=0, return_inverse=True)
    named = [" ".join(corpus.index.types[i] for i in row if i >= 0) for row in phrases]
    heads, family = np.unique(np.array(families(named), object), return_inverse=True)
    of_use = family[which.reshape(-1)] if len(named) else np.empty(0, np.int64)
    mine = own_tokens(corpus, position, length)
    found = Pole(np.empty((0, len(space.centre))), [], [], [])
    means = []
    for number, head in enumerate(heads):
        uses = np.flatnonzero(of_use == number)
        if len(uses) < FEWEST_USES or len(np.unique(document[uses])) < FEWEST_DOCUMENTS:
            found.rare.append(str(head))
            continue
        some = uses[np.linspace(0, len(uses) - 1, min(len(uses), MOST_USES)).astype(int)]
        around = contexts(space, corpus, position[some], length[some], mine, window)
        if not around.has_any.any():
            continue
        means.append(single_vectors(around, space).mean(axis=0))
        found.names.append(str(head))
        found.uses.append(len(uses))
    return found._replace(means=np.array(means)) if means else found
