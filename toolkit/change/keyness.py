"""Keyness: the words that one slice uses more, or less, than another."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.finding import Finding
from toolkit.change.scan_rows import pooled_p
from toolkit.change.sentences import named
from toolkit.change.word_counts import of_documents, told_words
from toolkit.change.word_pair import Both, TwoSlices, both_sides, too_few, two_slices
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.provenance import Provenance
from toolkit.statistics.debiased import effective_units
from toolkit.statistics.intervals import MILLION, checked_level, student
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.permutation import exchanges, p_of
from toolkit.statistics.words import Rates, log_likelihood, rates_between

RATE = 0.1  # false discoveries borne among the words listed
_TEXTS = ("slice", "start", "stop", "baseline", "unit", "word")
_COUNTS = ("n_tokens", "n_units", "baseline_tokens", "baseline_units")
_COLUMNS = (
    *_TEXTS,
    *_COUNTS,
    *("rate", "baseline_rate", "log_ratio", "low", "high", "null_low", "null_high"),
    *("log_likelihood", "p_value", "p_floor", "q_value"),
)
SCHEMA = pl.Schema(
    {
        name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
        for name in _COLUMNS
    }
)
# Words whose exchanges are held at a time: bounds memory.
_AT_A_TIME = 2_000
Floats = NDArray[np.float64]


def keyness(
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    slice: str | None = None,  # noqa: A002  (the word of this package)
    against: str = "first",
    most: int | None = 20,
    min_count: int = 20,
    unit: str = "auto",
    permutations: int = 199,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Find the content words that a slice uses more, and less, than another.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades.
    slice : str, optional
        Label of the slice; without it the last.
    against : str
        "first", "previous", "rest", "undated" or a label.
    most : int or None
        Words listed for either side; None lists every word.
    min_count : int
        Tokens that a word must have in both slices together.
    unit : str
        What is exchanged, as in `drift`.
    permutations : int
        Exchanges of units between the slices.
    level : float
        Of the intervals.
    seed : int
        Of the exchanges.

    Returns
    -------
    Finding
        Words found at q ≤ 0.1: first those used more, by the lower end of their ratio, then those
        used less. `log_ratio` is how many times as often, to base 2: 1 is twice, -1 half. `low`
        and `high` are its interval over units, `null_low` and `null_high` what exchanged units
        give; `rate` is per million tokens. `log_likelihood` takes tokens for independent and
        is given because it is customary; nothing rests on it.

    Notes
    -----
    `q_value` rests on exchanged differences of rates, each over its error, pooled over words of
    like frequency; `p_value` is the word's own. Rare words have large ratios and wide intervals,
    hence the order by the end nearer to 0.
    Source: Dunning 1993 (log-likelihood); Hardie 2014 (log ratio);
    Cochran 1977 (the interval).
    """
    checked_level(level)
    slices = make_slices(corpus) if slices is None else slices
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    pair = two_slices(slices, tokens, slice, against)
    settings = {"slice": slice or "last", "against": against, "min_count": min_count}
    said_by = Provenance(
        corpus.hash, settings | {"permutations": permutations}, seed, dated=corpus.dated
    )
    if pair is None:
        return _nothing("no two slices with enough documents to compare", said_by)
    table = of_documents(corpus, np.concatenate([pair.a, pair.b]))
    counts = np.asarray(table.sum(axis=0))
    chosen = np.flatnonzero(told_words(corpus) & (counts >= min_count))
    both = both_sides(corpus, pair, table[:, chosen], tokens, unit)
    few = too_few(both)
    if few or not len(chosen):
        return _nothing(few or f"no word stands {min_count} times in these slices", said_by)
    words = [corpus.index.types[i] for i in chosen]
    frame = _judged(both, pair, words, permutations, level, seed)
    shown, doubts = _listed(frame, most), list(both.doubts)
    said = _said(shown, pair, len(words))
    return Finding("keyness", "all words", shown, said, tuple(doubts), pair.head, said_by)


def _nothing(doubt: str, said_by: Provenance) -> Finding:
    empty = pl.DataFrame(schema=SCHEMA)
    return Finding("keyness", "all words", empty, (), (doubt,), None, said_by)


def _judged(
    both: Both, pair: TwoSlices, words: list[str], permutations: int, level: float, seed: int
) -> pl.DataFrame:
    """One row a word: its rates, their ratio, and what exchanged units give."""
    rng = np.random.default_rng((seed, 11))
    drawn = exchanges(both.in_a, permutations, rng, both.blocks)
    sides = drawn.labels.astype(float)
    parts = [
        rates_between(both.table[:, at : at + _AT_A_TIME], both.totals, sides)
        for at in range(0, len(words), _AT_A_TIME)
    ]
    found = Rates(*(np.concatenate(one, axis=1) for one in zip(*parts, strict=True)))
    z = np.abs(found.z)
    tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    null = np.quantile(found.log_ratio[1:], tails, axis=0)
    neff = [effective_units(both.totals[side]) for side in (both.in_a, ~both.in_a)]
    reach = student(sum(neff) - 2.0, level) * found.error[0]
    hits = [np.asarray(both.table[side].sum(axis=0)) for side in (both.in_a, ~both.in_a)]
    totals = [both.totals[side].sum() for side in (both.in_a, ~both.in_a)]
    pooled = pooled_p(list(z.T), hits[0] + hits[1])[0]
    return pl.DataFrame(
        pair.head
        | {
            "unit": both.unit,
            "word": words,
            "n_tokens": hits[1].astype(int),
            "n_units": _spread(both, ~both.in_a),
            "baseline_tokens": hits[0].astype(int),
            "baseline_units": _spread(both, both.in_a),
            "rate": MILLION * hits[1] / totals[1],
            "baseline_rate": MILLION * hits[0] / totals[0],
            "log_ratio": found.log_ratio[0],
            "low": found.log_ratio[0] - reach,
            "high": found.log_ratio[0] + reach,
            "null_low": null[0],
            "null_high": null[1],
            "log_likelihood": log_likelihood(hits[1], totals[1], hits[0], totals[0]),
            "p_value": [p_of(column) for column in z.T],
            "p_floor": drawn.p_floor,
            "q_value": benjamini_hochberg(pooled),
        }
    ).cast(SCHEMA)


def _spread(both: Both, side: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Units of a side that have each word."""
    return np.asarray((both.table[side] > 0).sum(axis=0)).astype(int)


def _listed(frame: pl.DataFrame, most: int | None) -> pl.DataFrame:
    """Words found, by the end of their interval nearer to 0: first those of the slice."""
    found = frame if most is None else frame.filter(pl.col("q_value") <= RATE)
    size = len(found) if most is None else most
    more = found.filter(pl.col("log_ratio") > 0).sort("low", descending=True).head(size)
    less = found.filter(pl.col("log_ratio") <= 0).sort("high").head(size)
    both: pl.DataFrame = pl.concat([more, less.reverse()])
    return both


def _said(shown: pl.DataFrame, pair: TwoSlices, n_words: int) -> tuple[str, ...]:
    found = shown.filter(pl.col("q_value") <= RATE)
    base = "all other slices" if pair.baseline == "rest" else named(pair.baseline)
    if not len(found):
        where = f"{named(pair.slice.label)} and {base}"
        return (f"Of {n_words:,} words none is told apart between {where} beyond chance.",)
    more = found.filter(pl.col("log_ratio") > 0)["word"].to_list()[:8]
    less = found.filter(pl.col("log_ratio") < 0).reverse()["word"].to_list()[:8]
    said = [f"Used more in {named(pair.slice.label)} than in {base}: {', '.join(more)}."]
    said += [f"Used less: {', '.join(less)}."] * bool(less)
    return tuple(said if more else said[1:])
