"""Neighbours gained and lost: which words came nearer to a concept between two slices."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.finding import Finding
from toolkit.change.neighbours import directions_of
from toolkit.change.question import in_space, refuse_groups, types_in
from toolkit.change.scan_rows import pooled_p
from toolkit.change.sentences import named, quoted
from toolkit.change.sides import Side, unit_sums
from toolkit.change.units import choose_exchange
from toolkit.change.word_pair import TwoSlices, is_above, two_slices
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, Usages, usages
from toolkit.statistics.debiased import UnitSums, effective_units
from toolkit.statistics.intervals import checked_level, student
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.permutation import exchanges, p_of
from toolkit.statistics.permuted import one_thread

RESAMPLES = 200
RATE = 0.1  # false discoveries borne among the words named
GAINED, LOST, KEPT = "gained", "lost", "kept"
_TEXTS = ("concept", "slice", "start", "stop", "baseline", "unit", "word", "kind")
_COUNTS = ("n_occurrences", "n_documents", "baseline_occurrences", "baseline_documents")
_COLUMNS = (
    *_TEXTS,
    *_COUNTS,
    *("rank", "baseline_rank", "similarity", "baseline_similarity", "change", "low", "high"),
    *("null_low", "null_high", "p_value", "p_floor", "q_value"),
)
SCHEMA = pl.Schema(
    {
        name: pl.String
        if name in _TEXTS
        else pl.Int64
        if name in (*_COUNTS, "rank", "baseline_rank")
        else pl.Float64
        for name in _COLUMNS
    }
)
Floats = NDArray[np.float64]


class _Sides(NamedTuple):
    """Usages of both sides by unit, the unit, and the block of each."""

    a: UnitSums
    b: UnitSums
    unit: str
    blocks: NDArray[np.int64]
    doubts: tuple[str, ...]


def turnover(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    slice: str | None = None,  # noqa: A002  (the word of this package)
    against: str = "first",
    space: Space | str = "ppmi",
    most: int = 15,
    window: int = WINDOW,
    unit: str = "auto",
    permutations: int = 199,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Find the neighbours that a concept gained and lost between two slices.

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
    space : Space or str
        A fitted space, or the name of one.
    most : int
        How many words are near: a word among so many of the slice and not of the baseline is
        gained, the other way round lost.
    window : int
        Tokens on either side of a use.
    unit : str
        What is resampled and exchanged, as in `drift`.
    permutations : int
        Exchanges of units between the slices.
    level : float
        Of the intervals.
    seed : int
        Of all draws, and of a space fitted here.

    Returns
    -------
    Finding
        One row a word that is near in either slice: its cosines with the mean usage of both, their
        `change` in [-2, 2] (above 0: nearer), its interval over units, and what exchanged units
        give. Ordered by `change`.

    Notes
    -----
    Ranks turn on small differences: read `q_value`, not the kind. It rests on exchanged changes of
    all content words, pooled over words of like frequency. Few usages make all cosines smaller, so
    a slice with few loses neighbours; the exchanges keep the numbers of units and show how many.
    Source: Gonen et al. 2020, doi:10.18653/v1/2020.acl-main.51 (neighbours as a measure of change).
    """
    checked_level(level)
    slices = make_slices(corpus) if slices is None else slices
    space = space_of(space, corpus, seed=seed, slices=slices)
    refuse_groups(space, "turnover")
    hits = in_space(find(concept, corpus), space)[0]
    found = usages(space, corpus, hits.position, hits.length, window)
    used = np.zeros(len(corpus))
    used[found.documents] = found.counts
    settings: dict[str, object] = {"concept": hits.concept.name, "slice": slice or "last"}
    settings |= {"against": against, "space": space.name, "window": window, "most": most}
    said_by = Provenance(
        corpus.hash, settings | {"permutations": permutations}, seed, dated=corpus.dated
    )
    pair = two_slices(slices, used, slice, against)
    sides = None if pair is None else _sides(corpus, pair, found, used, unit)
    if pair is None or sides is None:
        few = ("no two slices with enough uses to compare",)
        empty = pl.DataFrame(schema=SCHEMA)
        return Finding("turnover", hits.concept.name, empty, (), few, None, said_by)
    near, types = directions_of(space, corpus, types_in(hits))
    judged = _judged(sides, near, corpus.index.counts[types], permutations, level, seed)
    words = [corpus.index.types[i] for i in types]
    frame = _table(judged, words, most, _head(hits, pair) | {"unit": sides.unit})
    said = _said(hits.concept.name, frame, pair)
    return Finding("turnover", hits.concept.name, frame, said, sides.doubts, pair.head, said_by)


def _sides(
    corpus: Corpus, pair: TwoSlices, found: Usages, used: Floats, unit: str
) -> _Sides | None:
    exchange = choose_exchange(corpus, pair.a, pair.b, used, unit, None)
    still = np.zeros(found.sums.shape[1])
    (a, first_a), (b, first_b) = (
        unit_sums(found, Side(rows, still), exchange) for rows in (pair.a, pair.b)
    )
    if not (is_above(a.counts) and is_above(b.counts)):
        return None
    blocks = exchange.blocks[np.concatenate([first_a, first_b])]
    return _Sides(a, b, exchange.unit, blocks, exchange.doubts)


def _judged(
    sides: _Sides,
    near: Floats,
    frequency: NDArray[np.int64],
    permutations: int,
    level: float,
    seed: int,
) -> dict[str, Floats]:
    """Similarity of every content word on both sides, its change, and what chance gives."""
    rng = np.random.default_rng((seed, 13))
    sizes = len(sides.a.counts), len(sides.b.counts)
    pool = np.concatenate([sides.a.sums, sides.b.sums])
    drawn = exchanges(np.arange(sum(sizes)) < sizes[0], permutations, rng, sides.blocks)
    labels = drawn.labels.astype(float)
    weights = [rng.multinomial(n, np.full(n, 1.0 / n), RESAMPLES).astype(float) for n in sizes]
    with one_thread():
        given = _cosines((1.0 - labels) @ pool, near)
        first = _cosines(labels @ pool, near)
        resampled = _cosines(weights[1] @ sides.b.sums, near)
        resampled -= _cosines(weights[0] @ sides.a.sums, near)
    change = given - first
    t = student(effective_units(sides.a.counts) + effective_units(sides.b.counts) - 2.0, level)
    reach = t * resampled.std(axis=0, ddof=1)
    null = np.quantile(change[1:], [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    z = np.abs(change - change[1:].mean(axis=0)) / np.maximum(change[1:].std(axis=0), 1e-12)
    pooled = pooled_p(list(z.T), frequency.astype(float))[0]
    return {
        "similarity": given[0],
        "baseline_similarity": first[0],
        "change": change[0],
        "low": np.maximum(change[0] - reach, -2.0),
        "high": np.minimum(change[0] + reach, 2.0),
        "null_low": null[0],
        "null_high": null[1],
        "p_value": np.array([p_of(column) for column in z.T]),
        "p_floor": np.full(len(frequency), drawn.p_floor),
        "q_value": benjamini_hochberg(pooled),
    }


def _cosines(sums: Floats, near: Floats) -> Floats:
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray((sums / np.where(lengths > 0, lengths, 1.0)) @ near.T)


def _table(
    judged: dict[str, Floats], words: list[str], most: int, head: dict[str, Any]
) -> pl.DataFrame:
    rank, base = (
        1 + np.argsort(np.argsort(-judged[name], kind="stable"))
        for name in ("similarity", "baseline_similarity")
    )
    inside, before = rank <= most, base <= most
    kind = np.where(inside & before, KEPT, np.where(inside, GAINED, LOST))
    frame = pl.DataFrame(
        head | {"word": words, "kind": kind, "rank": rank, "baseline_rank": base} | judged
    )
    listed = frame.filter(pl.Series(inside | before)).select(_COLUMNS).cast(SCHEMA)
    return listed.sort("change", descending=True, maintain_order=True)


def _head(hits: Occurrences, pair: TwoSlices) -> dict[str, Any]:
    uses = np.bincount(hits.document, minlength=len(hits.corpus))
    counts = {
        "n_occurrences": int(uses[pair.b].sum()),
        "n_documents": int((uses[pair.b] > 0).sum()),
        "baseline_occurrences": int(uses[pair.a].sum()),
        "baseline_documents": int((uses[pair.a] > 0).sum()),
    }
    return {"concept": hits.concept.name} | pair.head | counts


def _said(concept: str, frame: pl.DataFrame, pair: TwoSlices) -> tuple[str, ...]:
    found = frame.filter(pl.col("q_value") <= RATE)
    base = "all other slices" if pair.baseline == "rest" else named(pair.baseline)
    where = f"{quoted(concept)} between {base} and {named(pair.slice.label)}"
    said = []
    for kind in (GAINED, LOST):
        own = found.filter((pl.col("kind") == kind) & ((pl.col("change") > 0) == (kind == GAINED)))
        words = (own if kind == GAINED else own.reverse())["word"].to_list()[:10]
        said += [f"Neighbours {kind} by {where}: {', '.join(words)}."] * bool(words)
    return tuple(said) or (f"No neighbour gained or lost by {where} is beyond chance.",)
