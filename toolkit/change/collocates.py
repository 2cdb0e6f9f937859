"""Collocates: the words that a concept stands with in each slice, and whether that moved."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.collocate_passages import passages
from toolkit.change.collocate_scores import add_chance, strongest
from toolkit.change.finding import Finding
from toolkit.change.sentences import count as counted
from toolkit.change.sentences import named, number, quoted
from toolkit.change.slice_units import SliceUnits, slice_units
from toolkit.change.timeline import check_apart
from toolkit.change.word_counts import beside, of_types, told_words
from toolkit.change.word_pair import is_above
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.spaces.usages import WINDOW
from toolkit.statistics.intervals import checked_level

MEASURES = ("log_dice", "log_likelihood")
RATE = 0.1  # false discoveries borne among the words named
_TEXTS = ("concept", "slice", "start", "stop", "unit", "collocate")
_COUNTS = ("rank", "n_near", "n_units", "n_documents", "n_occurrences")
_COLUMNS = (
    *("concept", "slice", "start", "stop", "year", "unit", "collocate", "rank"),
    *("n_near", "n_units", "n_documents", "n_occurrences", "log_dice", "low", "high"),
    *("null_low", "null_high", "log_likelihood", "support", "p_value", "p_floor", "q_value"),
)
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in _COLUMNS
}
Floats = NDArray[np.float64]


def collocates(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    measure: str = "log_dice",
    most: int = 10,
    window: int = WINDOW,
    min_count: int = 5,
    unit: str = "auto",
    permutations: int = 199,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """List the content words that stand beside a concept more than elsewhere, slice by slice.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades. They must not overlap.
    measure : {"log_dice", "log_likelihood"}
        What words are ranked by: how exclusively, or how surely, they stand with the concept.
    most : int
        Words a slice, at most.
    window : int
        Tokens on either side of a use.
    min_count : int
        Tokens of a word beside the uses of a slice, and in 5 units, for it to be looked at.
    unit : str
        What is resampled and exchanged, as in `drift`.
    permutations : int
        Exchanges of units among the slices.
    level : float
        Of the intervals.
    seed : int
        Of all draws.

    Returns
    -------
    Finding
        `log_dice` with its interval over units; `support`, the share of resamples in which the word
        is among the `most` again (words below half are not listed); `null_low` to `null_high`, what
        units exchanged among all slices give, and `p_value`, two-sided: whether the word stands
        with the concept here as it does at any time. `evidence` holds two passages a row.

    Notes
    -----
    A token beside two uses counts once. `log_likelihood` takes tokens for independent: it orders,
    and proves nothing. A slice below the floors keeps its counts in one row without a word.
    Source: Dunning 1993 (log-likelihood); Rychlý 2008 (logDice).
    """
    checked_level(level)
    if measure not in MEASURES:
        msg = f"measure {measure!r}; give {' or '.join(MEASURES)}."
        raise OptionError(msg)
    slices = make_slices(corpus) if slices is None else slices
    check_apart(slices)
    hits = find(concept, corpus)
    near = beside(hits, window)
    looked = told_words(corpus, hits) & (np.asarray(near.table.sum(axis=0)) >= min_count)
    types = np.flatnonzero(looked)
    units = slice_units(corpus, slices, near, types, of_types(corpus, types), unit)
    heads = [_head(hits.concept.name, part, near.uses, units.unit) for part in slices]
    rows, doubts = _rows(units, heads, measure, most, min_count, level, seed)
    add_chance(rows, units, permutations, level, seed)
    for row in rows:
        row["collocate"] = corpus.index.types[types[row["word"]]] if "word" in row else None
    frame = pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in rows], schema=SCHEMA)
    settings: dict[str, object] = {"concept": hits.concept.name, "measure": measure}
    settings |= {"window": window, "most": most, "permutations": permutations}
    return Finding(
        "collocates",
        hits.concept.name,
        frame,
        _said(hits.concept.name, frame),
        tuple(doubts),
        None,
        Provenance(corpus.hash, settings, seed, dated=corpus.dated),
        passages(hits, slices, frame, window),
    )


def _rows(
    units: SliceUnits,
    heads: list[dict[str, Any]],
    measure: str,
    most: int,
    min_count: int,
    level: float,
    seed: int,
) -> tuple[list[dict[str, Any]], list[str]]:
    """One row a word of each slice, or one without a word; and what is to be doubted."""
    rows: list[dict[str, Any]] = []
    doubts = list(units.doubts)
    for place, head in enumerate(heads):
        mine = units.within(place)
        listed = []
        if is_above(mine.uses):
            rng = np.random.default_rng((seed, 14, place))
            listed = strongest(mine, measure, most, min_count, level, rng)
        elif head["n_occurrences"]:
            few = counted(head["n_documents"], "document")
            doubts.append(f"{head['slice']}: too few ({few}) to list collocates")
        rows += [head | one | {"place": place} for one in listed] or [head]
    return rows, doubts


def _head(concept: str, part: Slice, uses: Floats, unit: str) -> dict[str, Any]:
    here = uses[part.documents]
    return {
        "concept": concept,
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "unit": unit,
        "n_documents": int((here > 0).sum()),
        "n_occurrences": int(here.sum()),
    }


def _said(concept: str, table: pl.DataFrame) -> tuple[str, ...]:
    known = table.drop_nulls("collocate")
    if not len(known):
        return (f"No word stands with {quoted(concept)} often enough in any slice.",)
    said = []
    for label in (known["slice"][0], known["slice"][-1]):
        words = known.filter(pl.col("slice") == label)["collocate"].to_list()[:6]
        said.append(f"{quoted(concept)} stands with {', '.join(words)} in {named(label)}.")
    moved = known.filter(pl.col("q_value") <= RATE).sort("log_dice", descending=True)
    if not len(moved):
        said.append("None stands with it more, or less, than at any time (q above 0.1).")
        return tuple(dict.fromkeys(said))
    first = moved.row(0, named=True)
    said.append(
        f"{len(moved)} of {len(known)} stand with it otherwise than at any time (q ≤ 0.1), first "
        f"{first['collocate']} in {named(first['slice'])} (logDice {number(first['log_dice'])}, "
        f"{number(first['low'])} to {number(first['high'])}; exchanged {first['unit']}s give "
        f"{number(first['null_low'])} to {number(first['null_high'])})."
    )
    return tuple(dict.fromkeys(said))
