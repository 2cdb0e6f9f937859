"""The way of a concept among its neighbours: a place for each slice, and moves between them."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import DriftSeries
from toolkit.change.drift import drift
from toolkit.change.neighbours import directions_of, nearest
from toolkit.change.question import Question, exchange_along, refuse_groups, types_in
from toolkit.change.sides import Side, unit_sums
from toolkit.change.trajectory_table import Trajectory
from toolkit.concepts.concept import Concept
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW
from toolkit.statistics.debiased import UnitSums, effective_units
from toolkit.statistics.plane import place, plane_of
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS
from toolkit.statistics.variance import norm_is_told

Floats = NDArray[np.float64]


def trajectory(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    n: int = 5,
    window: int = WINDOW,
    unit: str = "auto",
    controls: int = 99,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Trajectory:
    """Place a concept among its neighbours, slice by slice.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades.
    space : Space or str
        A fitted space, or the name of one.
    n : int
        Nearest words of each slice that make the plane; at least 2.
    window : int
        Context words on either side of a use.
    unit : str
        What is resampled, as in `drift`.
    controls, permutations : int
        Of the moves from slice to slice, as in `drift`.
    level : float
        Of the ellipses.
    seed : int
        Of all draws, and of a space fitted here.

    Returns
    -------
    Trajectory
        A place with an ellipse for each slice above the floors, a place for each word, and for
        each move the debiased cosine distance from the slice before, with its chance.

    Raises
    ------
    OptionError
        If `n` is below 2, or the space has vectors of types alone.

    Notes
    -----
    The plane is that of the first two principal components of the words nearest in any slice, each
    found again in at least half of 100 resamples. Mean usages, of length 1 like the words, are
    placed on it; they do not make it, for a plane made from estimates follows their errors. What
    leaves the plane is not seen: moves are judged in the whole space. Slices below the floors, or
    whose mean usage is not told from the corpus at large, have counts and no place.
    Source: Jolliffe & Cadima 2016, doi:10.1098/rsta.2015.0202; Hotelling 1931,
    doi:10.1214/aoms/1177732979; Hamilton et al. 2016, doi:10.18653/v1/P16-1141 (the picture).
    """
    if n < 2:
        msg = f"n={n}: a plane takes at least 2 words a slice."
        raise OptionError(msg)
    slices = make_slices(corpus) if slices is None else slices
    space = space_of(space, corpus, seed=seed, slices=slices)
    refuse_groups(space, "trajectory")
    moves = drift(
        concept,
        corpus,
        slices=slices,
        space=space,
        against="previous",
        window=window,
        unit=unit,
        controls=controls,
        permutations=permutations,
        level=level,
        seed=seed,
    )
    question, parts = moves.asked
    sums, doubts = _told(question, parts)
    table, explained = _placed(question, sums, moves, n)
    settings = {**moves.provenance.settings, "n": n}
    return Trajectory(
        concept=moves.concept,
        table=table,
        explained=explained,
        level=level,
        doubts=(*doubts, *(one for one in moves.doubts if one not in doubts)),
        moves=moves,
        provenance=Provenance(corpus.hash, settings, seed, dated=corpus.dated),
    )


def _told(question: Question, slices: Slices) -> tuple[dict[str, UnitSums], list[str]]:
    """Usages by unit of the slices that can be placed; why the others cannot."""
    exchange = exchange_along(question, [part.documents for part in slices])
    found: dict[str, UnitSums] = {}
    doubts: list[str] = []
    still = np.zeros(question.usages.sums.shape[1])
    for part in slices:
        units = unit_sums(question.usages, Side(part.documents, still), exchange)[0]
        size, effective = len(units.counts), effective_units(units.counts)
        if size < FEWEST_UNITS or effective < FEWEST_EFFECTIVE:
            few = f"{part.label}: too few to be placed ({size} units, neff {effective:.1f})"
            doubts += [few] * bool(size)
        elif not norm_is_told(units):
            doubts.append(
                f"{part.label}: not placed; its contexts are those of the corpus at large"
            )
        else:
            found[part.label] = units
    return found, doubts


def _placed(
    question: Question, sums: dict[str, UnitSums], moves: DriftSeries, n: int
) -> tuple[pl.DataFrame, tuple[float, float]]:
    """Rows of slices and of words, and the share of the variance of the words along each axis."""
    vectors, types = directions_of(question.space, question.corpus, types_in(question.hits))
    words: dict[int, dict[str, Any]] = {}
    for number, (label, units) in enumerate(sums.items()):
        rng = np.random.default_rng((question.seed, number))
        for one in nearest(units, vectors, n, rng):
            known = words.get(one["neighbour"], one | {"slices": []})
            best = max(one, known, key=lambda row: row["similarity"])
            words[one["neighbour"]] = best | {"slices": [*known["slices"], label]}
    order = sorted(words)
    axes, explained = plane_of(vectors[order])
    rows = [
        _slice_row(row, sums.get(row["slice"]), axes, question, number)
        for number, row in enumerate(moves.table.iter_rows(named=True))
    ]
    for k in order:
        x, y = axes @ vectors[k]
        word = question.corpus.index.types[types[k]]
        said = {name: words[k][name] for name in ("similarity", "support")}
        said["nearest"] = "; ".join(words[k]["slices"])
        rows.append({"kind": "word", "name": word, "x": float(x), "y": float(y)} | said)
    return Trajectory.frame(rows), (float(explained[0]), float(explained[1]))


def _slice_row(
    row: dict[str, Any], units: UnitSums | None, axes: Floats, question: Question, number: int
) -> dict[str, Any]:
    """One slice: its counts and its move, and its place where it has one."""
    found = {"kind": "slice", "name": row["slice"]} | row
    if units is None or not axes.any():
        return found
    rng = np.random.default_rng((question.seed, 17, number))
    here = place(units, axes, rng, level=question.level)
    if not np.isfinite(here.x):
        return found
    return found | here._asdict()
