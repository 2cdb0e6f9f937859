"""Key phrases of a target: words that belong together, and that it has more than the archive."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.tokens import fold
from toolkit.corpus.words import content_types, function_words
from toolkit.statistics.words import log_likelihood
from toolkit.traces.target import LONGEST, PhraseCounts, Target

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Log-likelihood beyond which fewer than one pair in ten thousand lies by chance.
TOLD = 15.13
# A phrase that the target has once must stand so often in the archive to be called one.
KNOWN = 5
PHRASE_SCHEMA = {
    **{"concept": pl.String, "n_target": pl.Int64, "n_archive": pl.Int64},
    **{"keyness": pl.Float64, "association": pl.Float64},
}


def key_phrases(target: Target, most: int) -> pl.DataFrame:
    """Find the multi-word terms of a target by association and keyness.

    A phrase has two to four words in a row with no punctuation between them, content words at
    both ends. It is a term if its parts attract each other wherever it is cut (log-likelihood of
    the weakest cut, in archive and target together), and a key one if the target has it more often
    for its length than the archive (log-likelihood again). Both must exceed 15.13, p < .0001 for
    a single test. A phrase inside a longer one that stands as often is left out.

    Parameters
    ----------
    target : Target
        The text, with its archive.
    most : int
        Phrases at most, the most key first.

    Returns
    -------
    polars.DataFrame
        concept (the phrase), n_target, n_archive, keyness, association.

    Notes
    -----
    Source: Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence;
    Rayson & Garside 2000, doi:10.3115/1117729.1117730.
    """
    if len(target) < 2 or most < 1:
        return pl.DataFrame(schema=PHRASE_SCHEMA)
    counts = target.phrase_counts
    rows: dict[str, tuple[int, int, int, float, float]] = {}
    for at, n in _spans(target):
        here, there = int(counts.here[n - 1, at]), int(counts.there[n - 1, at])
        if here < 2 and there < KNOWN:
            continue
        name = " ".join(fold(word, target.language) for word in target.surface[at : at + n])
        sizes = len(target), len(target.archive.index.ids)
        key = float(more_than(*_floats(here, sizes[0], there, sizes[1])))
        bond = _association(counts, at, n, sum(sizes))
        if key >= TOLD and bond >= TOLD:
            rows[name] = (n, here, there, key, bond)
    chosen = _outermost(rows)
    chosen.sort(key=lambda name: (-rows[name][3], name))
    table = [(name, *rows[name][1:]) for name in chosen[:most]]
    return pl.DataFrame(table, schema=PHRASE_SCHEMA, orient="row")


def more_than(here: Floats, n_here: Floats, there: Floats, n_there: Floats) -> Floats:
    """Log-likelihood of two counts in texts of two lengths; 0 where `here` has not the larger rate.

    Larger means a surer difference; above 15.13 chance is one in ten thousand for a single test.
    Range from 0. At counts below 5 the law of chance is rough. With `here` the places of two words
    together, `n_here` those of the first, `there` the other places of the second and `n_there` the
    rest of the text it says how sure the two attract each other.
    Source: Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence.

    Examples
    --------
    >>> ten, hundred = np.array([10.0]), np.array([100.0])
    >>> more_than(ten, hundred, ten, hundred), more_than(ten, ten, 0 * ten, 9 * ten)
    (array([0.]), array([65.02]))
    """
    told = log_likelihood(here, n_here, there, n_there)
    return np.where(here * n_there > there * n_here, told, 0.0)


def _association(counts: PhraseCounts, at: int, n: int, size: int) -> float:
    """Log-likelihood of the weakest cut of a phrase."""
    both = counts.here + counts.there
    cuts = np.arange(1, n)
    left, right = both[cuts - 1, at], both[n - cuts - 1, at + cuts]
    whole = both[n - 1, at]
    return float(more_than(*_floats(whole, left, right - whole, size - left)).min())


def _floats(*counts: Any) -> list[Floats]:  # noqa: ANN401  # numbers or arrays of one shape
    return [np.asarray(one, float) for one in np.broadcast_arrays(*counts)]


def _spans(target: Target) -> list[tuple[int, int]]:
    """Give first token and number of words of all that may be a phrase."""
    content = _content(target)
    text, spans = target.text, target.spans
    gaps = zip(spans[:-1, 1].tolist(), spans[1:, 0].tolist(), strict=True)
    joined = [text[a:b].isspace() for a, b in gaps]
    found = []
    for at in np.flatnonzero(content).tolist():
        for n in range(2, LONGEST + 1):
            if at + n > len(content) or not joined[at + n - 2]:
                break
            if content[at + n - 1]:
                found.append((at, n))
    return found


def _content(target: Target) -> NDArray[np.bool_]:
    """Tell which tokens of the target are content words."""
    known = np.append(content_types(target.archive, target.language), False)[target.types]
    stop = function_words(target.archive, target.language)
    other = [len(word) > 2 and word.isalpha() and fold(word, target.language) not in stop
             for word in target.surface]  # fmt: skip
    return np.where(target.types >= 0, known, other)


def _outermost(rows: dict[str, tuple[int, int, int, float, float]]) -> list[str]:
    """Leave out what stands inside a longer phrase that the target has as often."""
    padded = {name: f" {name} " for name in rows}
    return [
        name
        for name, (n, here, *_) in rows.items()
        if not any(
            rows[other][0] > n and rows[other][1] >= here and padded[name] in padded[other]
            for other in rows
        )
    ]
