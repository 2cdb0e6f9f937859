"""How complex the language of each slice is: variety of words, length of sentences."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.finding import Finding
from toolkit.change.sentences import listed, named, number
from toolkit.change.timeline import check_apart
from toolkit.change.units import Exchange, series_exchange
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import iso_of
from toolkit.corpus.runs import distinct_shares, sentence_counts
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.intervals import MILLION, checked_level, ratio_interval
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.timed import Timed, exchanged

MATTR, SENTENCES = "mattr", "sentence_length"
MEASURES = {MATTR: "type-token ratio", SENTENCES: "tokens per sentence"}
_TEXTS = ("measure", "slice", "start", "stop", "unit")
_COUNTS = ("n_units", "n_documents", "n_tokens", "n_counted", "n_short")
_COLUMNS = (
    *("measure", "slice", "start", "stop", "year", "unit"),
    *_COUNTS,
    *("value", "low", "high", "null_low", "null_high", "p_value", "p_floor", "q_value"),
)
SCHEMA = pl.Schema(
    {
        name: pl.String() if name in _TEXTS else pl.Int64() if name in _COUNTS else pl.Float64()
        for name in _COLUMNS
    }
)
Floats = NDArray[np.float64]


def complexity(
    corpus: Corpus,
    *,
    measure: str = MATTR,
    slices: Slices | None = None,
    window: int = 100,
    unit: str = "auto",
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Measure how varied the words are, or how long the sentences, slice by slice.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    measure : {"mattr", "sentence_length"}
        Moving-average type-token ratio, in (0, 1], larger meaning more varied; or tokens per
        sentence, from 1.
    slices : Slices, optional
        Without them decades. They must not overlap.
    window : int
        Tokens of a window of the type-token ratio, at least 2. Ratios of different windows cannot
        be compared.
    unit : str
        What is resampled and exchanged, as in `drift`.
    permutations : int
        Exchanges of units among the slices.
    level : float
        Of the intervals.
    seed : int
        Of the exchanges.

    Returns
    -------
    Finding
        One row a slice: `value` pooled over all windows (or sentences) of the slice, its interval
        with units as clusters, null where there is one unit; `null_low` to `null_high` is what
        exchanged units give, `p_value` two-sided. `n_counted` windows or sentences, `n_short`
        documents shorter than a window, which are left out.

    Notes
    -----
    The type-token ratio itself falls with the length of a text; its mean over windows does not.
    Units of an author who stands in several slices are exchanged among themselves: chance then
    keeps what authors differ in, and a doubt says so.
    Spelling, hyphens and names are types too: OCR makes texts look varied. Sentences are cut by a
    rule, see `corpus.runs`: points of abbreviations that it does not know make them short.
    Source: Covington & McFall 2010, doi:10.1080/09296171003643098;
    Cochran 1977 (the interval).
    """
    checked_level(level)
    if measure not in MEASURES or window < 2 or permutations < 1:
        msg = f"measure {measure!r}, window {window}, permutations {permutations}; give "
        msg += f"{' or '.join(MEASURES)}, a window from 2, and permutations from 1."
        raise OptionError(msg)
    slices = make_slices(corpus) if slices is None else slices
    check_apart(slices)
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    # Sentences per token keep the tokens below the line, as rates do; length is their inverse.
    over, under = (
        distinct_shares(corpus, window) if measure == MATTR else (sentence_counts(corpus), tokens)
    )
    exchange = series_exchange(corpus, [part.documents for part in slices], tokens, unit, None)
    rows, units = _rows(slices, measure, exchange, tokens, (over, under), level)
    _add_chance(rows, units, measure, permutations, level, seed)
    settings = {"measure": measure, "window": window, "permutations": permutations}
    short = sum(row["n_short"] for row in rows)
    doubts = list(exchange.doubts)
    kept_apart = float(np.mean(units.cells > 0)) if len(units.cells) else 0.0
    if kept_apart > 0.5:
        doubts.append(
            f"{kept_apart:.0%} of the units are by authors of several slices and exchanged only "
            "with others of theirs: chance keeps what authors differ in"
        )
    if short:
        doubts.append(f"{short:,} documents are shorter than {window} tokens and left out")
    frame = pl.DataFrame([{name: row[name] for name in SCHEMA} for row in rows], schema=SCHEMA)
    kept = Provenance(corpus.hash, settings, seed, dated=corpus.dated)
    return Finding("complexity", MEASURES[measure], frame, _said(frame), tuple(doubts), None, kept)


def _rows(
    slices: Slices,
    measure: str,
    exchange: Exchange,
    tokens: Floats,
    counts: tuple[Floats, Floats],
    level: float,
) -> tuple[list[dict[str, Any]], Timed]:
    """One row a slice; and the units of all, sums over the line and counts under it."""
    rows, found = [], []
    for place, part in enumerate(slices):
        used = part.documents[counts[1][part.documents] > 0]
        codes, first, own = np.unique(exchange.codes[used], return_index=True, return_inverse=True)
        over, under = (np.asarray(np.bincount(own, one[used], len(codes)), float) for one in counts)
        found.append((over, under, np.full(len(codes), place), exchange.blocks[used][first]))
        row: dict[str, Any] = dict.fromkeys(SCHEMA) | {
            "measure": measure,
            "slice": part.label,
            "start": iso_of(part.start),
            "stop": iso_of(part.stop),
            "year": part.year,
            "unit": exchange.unit,
            "n_units": len(codes),
            "n_documents": len(used),
            "n_tokens": int(tokens[part.documents].sum()),
            "n_counted": int(counts[1 if measure == MATTR else 0][used].sum()),
            "n_short": int((tokens[part.documents] > 0).sum()) - len(used),
        }
        rows.append(row | (_interval(over, under, measure, level) if len(used) else {}))
    over, under, at, blocks = (np.concatenate(one) for one in zip(*found, strict=True))
    return rows, Timed(UnitSums(over[:, None], under), at, blocks, len(slices))


def _interval(over: Floats, under: Floats, measure: str, level: float) -> dict[str, float | None]:
    found = ratio_interval(over, under, level)
    ends = [found.value, found.low, found.high]
    if measure == MATTR:
        value, low, high = (None if one is None else one / MILLION for one in ends)
    else:
        value, high, low = (None if not one else MILLION / one for one in ends)
    return {"value": value, "low": low, "high": high}


def _add_chance(
    rows: list[dict[str, Any]],
    units: Timed,
    measure: str,
    permutations: int,
    level: float,
    seed: int,
) -> None:
    """Add what units exchanged among the slices give; two-sided about its middle."""
    judged = [k for k, row in enumerate(rows) if row["value"] is not None]
    if not judged:
        return
    rng = np.random.default_rng((seed, 16))
    values = []
    for block in exchanged(units, permutations, rng):
        for at in block:
            over, under = (
                np.bincount(at, one, units.n_slices)[judged]
                for one in (units.pool.sums[:, 0], units.pool.counts)
            )
            values.append(over / under if measure == MATTR else under / over)
    given = np.array(values)
    null = np.quantile(given[1:], [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    far = np.abs(given - given[1:].mean(axis=0))
    p = (far >= far[0] - 1e-9).mean(axis=0)
    for n, (k, q) in enumerate(zip(judged, benjamini_hochberg(p), strict=True)):
        rows[k] |= {"null_low": float(null[0, n]), "null_high": float(null[1, n])}
        rows[k] |= {"p_value": float(p[n]), "p_floor": 1.0 / len(given), "q_value": float(q)}


def _said(table: pl.DataFrame) -> tuple[str, ...]:
    known = table.drop_nulls("value")
    if not len(known):
        return ("No slice has a text long enough.",)
    digits = 3 if known["measure"][0] == MATTR else 1
    what = MEASURES[known["measure"][0]].capitalize()
    order = known.sort("value", maintain_order=True)
    least, most = order.row(0, named=True), order.row(-1, named=True)
    said = [
        f"{what}: least in {named(least['slice'])}, {_size(least, digits)}, most in "
        f"{named(most['slice'])}, {_size(most, digits)}."
    ]
    beyond = known.filter(pl.col("q_value") <= 0.05)["slice"].to_list()
    if beyond:
        where = listed(beyond, table["slice"].to_list())
        said.append(f"It is beyond what exchanged {known['unit'][0]}s give in {where}.")
    else:
        said.append(f"Exchanged {known['unit'][0]}s give as much in every slice.")
    return tuple(said)


def _size(row: dict[str, Any], digits: int) -> str:
    ends = f"{number(row['low'], digits)} to {number(row['high'], digits)}"
    return f"{number(row['value'], digits)} ({ends})"
