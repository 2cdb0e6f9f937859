"""Where a concept lies between two poles, slice by slice."""

from typing import Any

import numpy as np
import polars as pl

from toolkit.change.axis_evidence import nearest, pole_words
from toolkit.change.axis_places import background, counted, fill, judge, places_of
from toolkit.change.axis_table import SCHEMA, AxisSeries
from toolkit.change.doubts import standing
from toolkit.change.poles import (
    FEWEST_DOCUMENTS,
    FEWEST_USES,
    FEWEST_WORDS,
    SEPARATED,
    Poles,
    poles_of,
)
from toolkit.change.question import in_space, refuse_groups
from toolkit.change.sentences import count
from toolkit.change.timeline import check_apart
from toolkit.concepts.concept import Axis, Concept
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, own_tokens, usages
from toolkit.statistics.intervals import checked_level

# The shipped lexicon in which an axis given by name is looked for.
AXES = "manifesto"


def axis(
    concept: Concept | str,
    corpus: Corpus,
    *,
    axis: Axis | str,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    window: int = WINDOW,
    unit: str = "auto",
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> AxisSeries:
    """Place a concept between two poles, slice by slice.

    The axis runs between the mean usages of two sets of words. Each use of the concept has a place
    on it by its contexts: -1 is where the low pole's words lie, +1 where the high pole's do, and
    nothing keeps a use between them. The place of a slice is the mean of its uses.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    axis : Axis or str
        Two poles of patterns, or the name of an axis of the lexicon "manifesto".
    slices : Slices, optional
        Without them decades. They must not overlap.
    space : Space or str
        A fitted space, or the name of one.
    window : int
        Context words on either side of a use.
    unit : str
        What is resampled: "auto", "document", "author" or any document variable.
    permutations : int
        Exchanges of units between slices.
    level : float
        Of the intervals and of the band of chance.
    seed : int
        Of the exchanges, and of a space fitted here.

    Returns
    -------
    AxisSeries
        One row a slice. Places are null, with a doubt, where held-out pole words are not told apart
        and in slices with fewer than 5 units.

    Raises
    ------
    UnknownNameError
        If an axis, space or document variable does not exist.
    OptionError
        If slices overlap, or an option lies outside what is allowed.

    Notes
    -----
    Range unbounded. The interval is over units, given the space and the poles. `p_value` is
    two-sided, of a slice against all others. Words of a pole that begin alike are held out
    together. Source: An, Kwak & Ahn 2018, doi:10.18653/v1/P18-1228; Kozlowski, Taddy & Evans 2019,
    doi:10.1177/0003122419877135.
    """
    checked_level(level)
    between = lexicon(AXES).axis(axis) if isinstance(axis, str) else axis
    slices = make_slices(corpus) if slices is None else slices
    check_apart(slices)
    space = space_of(space, corpus, seed=seed, slices=slices)
    refuse_groups(space, "axis")
    hits, n_others = in_space(find(concept, corpus), space)
    own = own_tokens(corpus, hits.position, hits.length)
    poles = poles_of(between, hits, space, window, own)
    used = usages(space, corpus, hits.position, hits.length, window)
    places = places_of(hits, used, slices, unit, poles.line)
    rows = [counted(part, places) for part in slices]
    said = [*places.exchange.doubts, *of_poles(between, poles)]
    p_moves = float("nan")
    if poles.line is not None:
        for row, part in zip(rows, slices, strict=True):
            row["background"] = background(poles.line, part.documents, corpus, space)
        said += fill(rows, places, level)
        p_moves = judge(rows, places, permutations, level, np.random.default_rng((seed, 11)))
    same = _named(hits.concept.name, between, poles)
    if n_others:
        said.append(standing(n_others, "in documents in another language than the space"))
    settings: dict[str, object] = {"concept": hits.concept.name, "axis": between.name}
    settings |= {"space": space.name, "window": window, "unit": unit, "permutations": permutations}
    return AxisSeries(
        hits.concept.name,
        between.name,
        space.name,
        pl.DataFrame([row | same for row in rows], schema=SCHEMA),
        p_moves,
        pole_words(between, poles),
        nearest(hits, slices, space, window, own, between, poles),
        level,
        tuple(said),
        Provenance(corpus.hash, settings | {"level": level}, seed, dated=corpus.dated),
    )


def _named(concept: str, axis: Axis, poles: Poles) -> dict[str, Any]:
    """Give what all rows of a table have in common."""
    low, high = (pole.name for pole in axis.poles)
    told = poles.separation if np.isfinite(poles.separation) else None
    same = {"concept": concept, "axis": axis.name, "low_pole": low, "high_pole": high}
    return same | {"separation": told}


def of_poles(axis: Axis, poles: Poles) -> list[str]:
    """Say what is wrong with the poles of an axis."""
    said = []
    for concept, pole in zip(axis.poles, (poles.low, poles.high), strict=True):
        if len(pole.names) < FEWEST_WORDS:
            said.append(
                f"the pole {concept.name} has {count(len(pole.names), 'word')} in use here ("
                f"{', '.join(pole.names) or 'none'}); {FEWEST_WORDS} with {FEWEST_USES} uses in "
                f"{FEWEST_DOCUMENTS} documents are needed: nothing is placed"
            )
    if poles.separation < SEPARATED:
        said.append(
            f"the poles of {axis.name} are not told apart here: held-out words fall in the right "
            f"order in {poles.separation:.0%} of pairs, {SEPARATED:.0%} are needed: nothing is "
            "placed"
        )
    return said
