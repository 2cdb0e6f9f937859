"""Bursts of a concept: stretches in which more documents use it than usual."""

import numpy as np
import polars as pl

from toolkit.change.finding import Finding
from toolkit.change.sentences import count, named, quoted
from toolkit.change.timeline import check_apart
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.statistics.bursts import Burst, burst_states
from toolkit.statistics.bursts import bursts as cut

_TEXTS = ("concept", "first", "last", "start", "stop")
_COUNTS = ("level", "n_slices", "n_documents", "n_relevant")
_COLUMNS = (*_TEXTS, *_COUNTS, "weight", "p_value", "p_floor")
SCHEMA = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in _COLUMNS
}


def bursts(
    hits: Occurrences,
    *,
    slices: Slices | None = None,
    scaling: float = 2.0,
    gamma: float = 1.0,
    levels: int = 2,
    permutations: int = 199,
    seed: int = 7,
) -> Finding:
    """Find stretches of slices in which a concept is used by more documents than usual.

    Parameters
    ----------
    hits : Occurrences
        Where the concept stands.
    slices : Slices, optional
        Without them single years. They must not overlap.
    scaling, gamma, levels
        As in `statistics.bursts.burst_states`.
    permutations : int
        Exchanges of documents between slices.
    seed : int
        Of the exchanges.

    Returns
    -------
    Finding
        One row a burst, the strongest first: its first and last slice, level, documents and those
        with a use, `weight` (larger means stronger or longer), and p: the share of exchanges
        whose strongest burst weighs as much. No row is an answer. `series` holds the counts of
        every slice.

    Notes
    -----
    A document counts once however often it uses the concept. Long documents use it more easily:
    where lengths change, look at `frequency` too.
    Source: Kleinberg 2003, doi:10.1023/A:1024940629314.
    """
    corpus = hits.corpus
    sliced = make_slices(corpus, every=1) if slices is None else slices
    check_apart(sliced)
    if permutations < 1:
        msg = f"permutations {permutations}; give a whole number from 1."
        raise OptionError(msg)
    uses = np.bincount(hits.document, minlength=len(corpus)) > 0
    rows = np.concatenate([np.empty(0, np.int64), *(part.documents for part in sliced)])
    at = np.repeat(np.arange(len(sliced)), [len(part.documents) for part in sliced])
    documents = np.bincount(at, minlength=len(sliced)).astype(float)
    settings = {"scaling": scaling, "gamma": gamma, "levels": levels}

    def found(used: np.ndarray) -> list[Burst]:
        if not len(at):
            return []
        relevant = np.bincount(at, weights=used, minlength=len(sliced))
        return cut(*burst_states(relevant, documents, **settings))  # type: ignore[arg-type]

    observed = sorted(found(uses[rows]), key=lambda one: -one.weight)
    rng = np.random.default_rng((seed, 5))
    top = np.array(
        [
            max((one.weight for one in found(rng.permutation(uses[rows]))), default=0.0)
            for _ in range(permutations if observed else 0)
        ]
    )
    table = [_row(one, sliced, uses, hits.concept.name, top, permutations) for one in observed]
    counts = sliced.table.select("slice", "start", "stop", "year", "n_documents").with_columns(
        n_relevant=pl.Series([int(uses[part.documents].sum()) for part in sliced], dtype=pl.Int64)
    )
    made = {"concept": hits.concept.name, **settings}
    return Finding(
        "bursts",
        hits.concept.name,
        pl.DataFrame(table, schema=SCHEMA),
        tuple(_said(row) for row in table)
        or (f"{quoted(hits.concept.name)} has no burst: its share of documents stays as it is.",),
        series=counts,
        provenance=Provenance(corpus.hash, made, seed, dated=corpus.dated),
    )


def _row(
    one: Burst,
    slices: Slices,
    uses: np.ndarray,
    concept: str,
    top: np.ndarray,
    permutations: int,
) -> dict[str, object]:
    parts = [slices[number] for number in range(one.start, one.stop)]
    return {
        "concept": concept,
        "first": parts[0].label,
        "last": parts[-1].label,
        "start": iso_of(parts[0].start),
        "stop": iso_of(parts[-1].stop),
        "level": one.level,
        "n_slices": len(parts),
        "n_documents": sum(len(part.documents) for part in parts),
        "n_relevant": int(sum(uses[part.documents].sum() for part in parts)),
        "weight": one.weight,
        "p_value": (1 + int((top >= one.weight - 1e-9).sum())) / (permutations + 1),
        "p_floor": 1 / (permutations + 1),
    }


def _said(row: dict[str, object]) -> str:
    first, last = named(str(row["first"])), named(str(row["last"]))
    span = first if first == last else f"{first} to {last}"
    share = f"{row['n_relevant']} of {count(int(str(row['n_documents'])), 'document')}"
    return (
        f"{quoted(str(row['concept']))} bursts in {span}: {share} use it (p {row['p_value']:.3f})."
    )
