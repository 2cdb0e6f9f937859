"""Word shifts: which words make up the change in the company of a concept."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.finding import Finding
from toolkit.change.scan_rows import pooled_p
from toolkit.change.sentences import named, number, quoted
from toolkit.change.word_counts import beside, told_words
from toolkit.change.word_pair import Both, TwoSlices, both_sides, too_few, two_slices
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.provenance import Provenance
from toolkit.spaces.usages import WINDOW
from toolkit.statistics.debiased import effective_units
from toolkit.statistics.intervals import checked_level, student
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.permutation import exchanges, p_of
from toolkit.statistics.words import divergence_parts, rates_between

RESAMPLES = 400
RATE = 0.1  # false discoveries borne among the words named
_TEXTS = ("concept", "slice", "start", "stop", "baseline", "unit", "word")
_COUNTS = ("n_near", "baseline_near")
_WHOLE = ("divergence", "divergence_low", "divergence_high", "divergence_null", "divergence_p")
_COLUMNS = (
    *_TEXTS,
    *_COUNTS,
    *("share", "baseline_share", "contribution", "low", "high", "null_low", "null_high"),
    *("p_value", "p_floor", "q_value"),
    *_WHOLE,
)
SCHEMA = pl.Schema(
    {
        name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
        for name in _COLUMNS
    }
)
Floats = NDArray[np.float64]


def shift(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    slice: str | None = None,  # noqa: A002  (the word of this package)
    against: str = "first",
    window: int = WINDOW,
    unit: str = "auto",
    permutations: int = 199,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Split the change in the company of a concept into what each word adds.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades.
    slice : str, optional
        Label of the slice; without it the last above the floors.
    against : str
        "first", "previous", "rest", "undated" or a label.
    window : int
        Tokens on either side of a use.
    unit : str
        What is resampled and exchanged, as in `drift`.
    permutations : int
        Exchanges of units between the slices.
    level : float
        Of the intervals.
    seed : int
        Of all draws.

    Returns
    -------
    Finding
        One row a content word beside the uses, the largest contribution first. The contributions,
        in bits, add up to `divergence`, the Jensen-Shannon divergence of the two lists; whether a
        word came or went is told by `share` and `baseline_share`. `null_low` to `null_high` is what
        exchanged units give to the same word, `divergence_null` (upper end) to the whole.

    Notes
    -----
    Contributions and divergence are biased upwards at small counts; the bias stands in the null as
    well. `divergence_low` to `divergence_high` is therefore around the divergence less the mean of
    the exchanged ones, and may lie below `divergence`. Intervals are ``-+ t SE`` over resampled
    units, cut at 0. `p_value` is the word's
    own; `q_value` rests on the difference of its shares over its error, exchanged, pooled over
    words of like frequency.
    Source: Gallagher et al. 2021, doi:10.1140/epjds/s13688-021-00260-3;
    Lin 1991, doi:10.1109/18.61115.
    """
    checked_level(level)
    slices = make_slices(corpus) if slices is None else slices
    hits = find(concept, corpus)
    name = hits.concept.name
    settings: dict[str, object] = {"concept": name, "slice": slice or "last", "against": against}
    settings |= {"window": window, "permutations": permutations}
    said_by = Provenance(corpus.hash, settings, seed, dated=corpus.dated)
    near = beside(hits, window)
    told = np.flatnonzero(told_words(corpus, hits) & (np.asarray(near.table.sum(axis=0)) > 0))
    table = near.table[:, told]
    totals = np.asarray(table.sum(axis=1)).astype(float)
    pair = two_slices(slices, totals, slice, against)
    both = None if pair is None else both_sides(corpus, pair, table, totals, unit)
    few = "no two slices with enough uses to compare" if both is None else too_few(both)
    if pair is None or both is None or few:
        return Finding("shift", name, pl.DataFrame(schema=SCHEMA), (), (few,), None, said_by)
    words = [corpus.index.types[i] for i in told]
    frame = _judged(name, both, pair, words, permutations, level, seed)
    return Finding("shift", name, frame, _said(frame, pair), both.doubts, pair.head, said_by)


def _judged(
    concept: str,
    both: Both,
    pair: TwoSlices,
    words: list[str],
    permutations: int,
    level: float,
    seed: int,
) -> pl.DataFrame:
    """One row a word that stands on either side."""
    rng = np.random.default_rng((seed, 12))
    chosen = np.flatnonzero(np.asarray(both.table.sum(axis=0)) > 0)
    table, in_a = both.table[:, chosen], both.in_a
    chance = exchanges(in_a, permutations, rng, both.blocks)
    labels = chance.labels.astype(float)
    given = _parts(table, labels, 1.0 - labels)
    resampled = _parts(table, *_drawn(in_a, rng))
    neff = sum(effective_units(both.totals[side]) for side in (in_a, ~in_a))
    t = student(neff - 2.0, level)
    tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    value, reach = given[0], t * resampled.std(axis=0, ddof=1)
    null = np.quantile(given[1:], tails, axis=0)
    counts = [np.asarray(table[side].sum(axis=0)) for side in (in_a, ~in_a)]
    p = np.array([p_of(column) for column in given.T])
    # Words of like frequency share the exchanges of their shares: alone none could be found.
    z = np.abs(rates_between(table, both.totals, labels).z)
    pooled = pooled_p(list(z.T), counts[0] + counts[1])[0]
    frame = pl.DataFrame(
        {"concept": concept}
        | pair.head
        | {
            "unit": both.unit,
            "word": [words[i] for i in chosen],
            "n_near": counts[1].astype(int),
            "baseline_near": counts[0].astype(int),
            "share": counts[1] / counts[1].sum(),
            "baseline_share": counts[0] / counts[0].sum(),
            "contribution": value,
            "low": np.maximum(value - reach, 0.0),
            "high": value + reach,
            "null_low": null[0],
            "null_high": null[1],
            "p_value": p,
            "p_floor": chance.p_floor,
            "q_value": benjamini_hochberg(pooled),
        }
        | _whole(given.sum(axis=1), t * float(resampled.sum(axis=1).std(ddof=1)), tails[1])
    )
    return frame.cast(SCHEMA).sort("contribution", descending=True, maintain_order=True)


def _whole(given: Floats, reach: float, tail: float) -> dict[str, float]:
    """Divergence, the interval of what is left without chance, and p; `given` observed first."""
    # A divergence of samples is too large by about as much as exchanged units give.
    left = float(given[0] - given[1:].mean())
    return {
        "divergence": float(given[0]),
        "divergence_low": min(1.0, max(0.0, left - reach)),
        "divergence_high": min(1.0, max(0.0, left + reach)),
        "divergence_null": float(np.quantile(given[1:], tail)),
        "divergence_p": p_of(given),
    }


def _drawn(in_a: NDArray[np.bool_], rng: np.random.Generator) -> Floats:
    """Weights of all units for each side, from units drawn anew on that side, (2, R, J)."""
    drawn = np.zeros((2, RESAMPLES, len(in_a)))
    for at, side in enumerate((in_a, ~in_a)):
        size = int(side.sum())
        drawn[at][:, side] = rng.multinomial(size, np.full(size, 1.0 / size), RESAMPLES)
    return drawn


def _parts(table: Any, first: Floats, second: Floats) -> Floats:  # noqa: ANN401  (sparse)
    """Contributions for every row of weights, (B, V)."""
    return divergence_parts(np.asarray(first @ table), np.asarray(second @ table))


def _said(frame: pl.DataFrame, pair: TwoSlices) -> tuple[str, ...]:
    row = frame.row(0, named=True)
    base = "all other slices" if pair.baseline == "rest" else named(pair.baseline)
    beyond = row["divergence_p"] <= 0.05
    said = [
        f"The company of {quoted(row['concept'])} in {named(pair.slice.label)} differs from that "
        f"in {base} {'beyond' if beyond else 'no more than by'} chance (divergence "
        f"{number(row['divergence'], 3)} bits; exchanged {row['unit']}s reach "
        f"{number(row['divergence_null'], 3)}; without what chance gives "
        f"{number(row['divergence_low'], 3)} to {number(row['divergence_high'], 3)}; "
        f"p {number(row['divergence_p'], 3)})."
    ]
    own = frame.filter(pl.col("q_value") <= RATE)
    came = own.filter(pl.col("share") > pl.col("baseline_share"))["word"].to_list()[:6]
    went = own.filter(pl.col("share") < pl.col("baseline_share"))["word"].to_list()[:6]
    if beyond and (came or went):
        parts = [f"more of {', '.join(came)}"] * bool(came)
        parts += [f"less of {', '.join(went)}"] * bool(went)
        said.append(f"It is made of {'; '.join(parts)}.")
    return tuple(said)
