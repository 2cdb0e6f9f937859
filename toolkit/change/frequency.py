"""How often a concept is used, slice by slice, with an interval that knows about bursts."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import FREQUENCY_COLUMNS, FrequencySeries
from toolkit.change.doubts import standing
from toolkit.change.reprinted import (
    Reprinted,
    again,
    leaves_out,
    tokens_again,
    without_reprints,
)
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import ProvenanceError
from toolkit.provenance import Provenance
from toolkit.statistics.intervals import ratio_interval

_COUNTS = ("n_tokens", "n_documents", "n_occurrences")
_TEXTS = ("slice", "start", "stop")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in FREQUENCY_COLUMNS
}


def frequency(
    hits: Occurrences,
    *,
    slices: Slices | None = None,
    reprints: Reprinted = "keep",
    level: float = 0.95,
) -> FrequencySeries:
    """Count a concept per million tokens in every slice.

    Parameters
    ----------
    hits : Occurrences
        Where the concept stands.
    slices : Slices, optional
        Without them decades.
    reprints : {"keep", "leave out"}
        Whether words that repeat an earlier document count, as uses and as tokens.
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    FrequencySeries
        `rate` is pooled: all uses over all tokens of the slice, not a mean of documents. The
        interval treats documents as clusters; it is null where a slice has a single document.
        `n_documents` counts documents with a use.

    Raises
    ------
    ProvenanceError
        If the slices belong to another corpus.

    Notes
    -----
    Source: Cochran 1977 (ratio estimator); Hanley & Lippman-Hand 1983,
    doi:10.1001/jama.1983.03330370053031, where there is no use at all.
    """
    corpus = hits.corpus
    if slices is None:
        slices = make_slices(corpus)
    elif slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    tokens, doubts = corpus.documents["n_tokens"].to_numpy(), []
    if leaves_out(reprints):
        hits, slices, n_again = without_reprints(hits, slices)
        tokens = tokens - tokens_again(corpus)
        doubts = again(n_again)
    uses = np.bincount(hits.document, minlength=len(corpus))
    rows = [counted(part, uses[part.documents], tokens[part.documents], level) for part in slices]
    doubts += _undated(uses[slices.undated], tokens[slices.undated])
    return FrequencySeries(
        concept=hits.concept.name,
        table=pl.DataFrame(rows, schema=SCHEMA),
        level=level,
        doubts=tuple(doubts),
        provenance=Provenance(
            corpus.hash,
            {
                "concept": hits.concept.name,
                "slices": " ".join(slices.labels),
                "reprints": reprints,
            },
            dated=corpus.dated,
        ),
    )


def _undated(uses: NDArray[np.int64], tokens: NDArray[np.int64]) -> list[str]:
    """Say how often the concept is used in undated documents, which no slice holds."""
    n, of = int(uses.sum()), int(tokens.sum())
    if not n:
        return []
    return [
        standing(n, "in undated documents and in no slice: ")
        + f"{1e6 * n / of:,.0f} per million of their {of:,} tokens"
    ]


def counted(
    part: Slice, uses: np.ndarray[Any, Any], tokens: np.ndarray[Any, Any], level: float
) -> dict[str, Any]:
    """Give the row of a slice, with the uses and the tokens of each of its documents."""
    row = {
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "n_tokens": int(tokens.sum()),
        "n_documents": int((uses > 0).sum()),
        "n_occurrences": int(uses.sum()),
    }
    if not row["n_tokens"]:
        return row | {"rate": None, "low": None, "high": None}
    found = ratio_interval(uses.astype(float), tokens.astype(float), level)
    return row | {"rate": found.value, "low": found.low, "high": found.high}
