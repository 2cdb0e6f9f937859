"""Passages for a scholar to read and code: drawn at random from every slice, without dates."""

import re
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.passage_codes import code_of
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.corpus.where import text_column
from toolkit.errors import OptionError

QUESTIONS = ("relevant", "sense")
SHEET = ("passage", "concept", "left", "match", "right")
# A year in the context would tell the date.
_YEAR = re.compile(r"(?<![\w,.])(?:1[4-9]|20)\d\d(?!\d)")
HIDDEN = "[year]"
Longs = NDArray[np.int64]


def sample(
    concept: Concept | str,
    corpus: Corpus,
    *,
    n: int = 100,
    slices: Slices | None = None,
    by: str | None = None,
    questions: Sequence[str] = QUESTIONS,
    window: int = 40,
    seed: int = 7,
) -> pl.DataFrame:
    """Draw passages to be read and coded by hand, blind to their dates.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    n : int
        Passages, spread evenly over the strata; a stratum with fewer uses gives all it has, and the
        others more.
    slices : Slices, optional
        The strata; without them decades. Uses in no slice are not drawn.
    by : str, optional
        A document variable whose values are the strata instead.
    questions : sequence of str
        Names of empty columns to be filled in.
    window : int
        Tokens on either side.
    seed : int
        Of the draw and of the order.

    Returns
    -------
    polars.DataFrame
        One row a passage in random order: passage (a name that says nothing), concept, left, match,
        right, and an empty column for each question. No date, author or title; years in the context
        read ``[year]``.

    Raises
    ------
    OptionError
        If there is nothing to draw, or a question has the name of another column.

    Notes
    -----
    Within a stratum every use has the same chance, so coded shares estimate shares of uses. What
    the words themselves tell of their time stays.
    """
    names = [name.strip() for name in questions]
    if n < 1 or window < 0 or not names or len({*names, *SHEET}) < len(names) + len(SHEET):
        msg = f"{n} passages, window {window}, questions {', '.join(names) or 'none'}; give one "
        msg += f"passage or more, and names of questions that differ from {', '.join(SHEET)}."
        raise OptionError(msg)
    hits = find(concept, corpus)
    strata = _strata(corpus, hits.document, slices, by)
    rng = np.random.default_rng((seed, 17))
    chosen = _drawn(strata, n, rng)
    if not len(chosen):
        msg = f"no use of {hits.concept.name!r} stands in a slice; there is nothing to draw."
        raise OptionError(msg)
    passages = hits.passages(chosen, window)
    return pl.DataFrame(
        {
            "passage": [code_of(corpus, int(hits.position[k])) for k in chosen],
            "concept": hits.concept.name,
            "left": [_YEAR.sub(HIDDEN, text) for text in passages["left"]],
            "match": passages["match"],
            "right": [_YEAR.sub(HIDDEN, text) for text in passages["right"]],
        }
        | dict.fromkeys(names, "")
    )


def _strata(corpus: Corpus, documents: Longs, slices: Slices | None, by: str | None) -> Longs:
    """Stratum of every use; -1 is not drawn."""
    if by is not None:
        values = text_column(corpus.documents, by).fill_null("").to_numpy().astype(str)
        return np.asarray(np.unique(values, return_inverse=True)[1][documents], np.int64)
    where = np.full(len(corpus), -1)
    for place, part in enumerate(make_slices(corpus) if slices is None else slices):
        where[part.documents] = place
    return np.asarray(where[documents], np.int64)


def _drawn(strata: Longs, n: int, rng: np.random.Generator) -> Longs:
    """Numbers of uses in random order: as evenly over the strata as they allow."""
    order = rng.permutation(len(strata))
    order = order[strata[order] >= 0]
    # The k-th use of every stratum comes before the next of any.
    turn = np.zeros(len(order), np.int64)
    for stratum in np.unique(strata[order]):
        mine = np.flatnonzero(strata[order] == stratum)
        turn[mine] = np.arange(len(mine))
    taken = order[np.argsort(turn, kind="stable")][:n]
    return np.asarray(rng.permutation(taken), np.int64)
