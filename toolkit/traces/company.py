"""Who carries a concept, and what it travels with."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.words import content_types
from toolkit.spaces.base import main_language
from toolkit.spaces.usages import own_tokens
from toolkit.traces.phrases import more_than

CARRIER_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("concept", "variable", "value"), pl.String),
    **dict.fromkeys(("n_occurrences", "n_documents", "n_tokens"), pl.Int64),
    **dict.fromkeys(("share", "ratio"), pl.Float64),
}
COMPANY_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("concept", "word"), pl.String),
    **dict.fromkeys(("n_near", "n_documents", "n_archive"), pl.Int64),
    "log_likelihood": pl.Float64,
}
VARIABLES = ("author", "source")
SHOWN = 5
WORDS = 10
WINDOW = 5
# A companion must stand near the concept in so many documents.
SPREAD = 3


def carriers(hits: Occurrences) -> list[dict[str, Any]]:
    """Name the authors and sources that use a concept most.

    Returns
    -------
    list of dict
        At most five for each variable, by uses. `share` is the share of all uses; `ratio` that
        share over the share of the archive's tokens: 1 is as often as everybody.
    """
    corpus = hits.corpus
    tokens = corpus.documents["n_tokens"]
    uses = np.bincount(hits.document, minlength=len(corpus))
    rows: list[dict[str, Any]] = []
    for variable in VARIABLES:
        table = pl.DataFrame(
            {
                "value": corpus.values(variable).cast(pl.String).fill_null(""),
                "n_occurrences": uses,
                "n_documents": (uses > 0).astype(np.int64),
                "n_tokens": tokens.cast(pl.Int64),
            }
        )
        found = table.group_by("value").sum().filter(pl.col("value") != "")
        # A variable that names each document anew says nothing of who carries it.
        if not 2 <= len(found) <= len(corpus) / 2:
            continue
        best = found.filter(pl.col("n_occurrences") > 0)
        best = best.sort("n_occurrences", "value", descending=[True, False]).head(SHOWN)
        for row in best.iter_rows(named=True):
            share = row["n_occurrences"] / len(hits)
            of_all = row["n_tokens"] / max(1, corpus.n_tokens)
            rows.append(
                {"concept": hits.concept.name, "variable": variable, **row, "share": share}
                | {"ratio": share / of_all if of_all else None}
            )
    return rows


def company(hits: Occurrences) -> list[dict[str, Any]]:
    """Name the content words that stand near a concept more often than elsewhere.

    Five words on either side, each place once, in three documents at least; the ten with the
    largest log-likelihood of near against elsewhere. The statistic takes words for independent,
    so it ranks and does not test.
    """
    corpus = hits.corpus
    index = corpus.index
    if not len(hits):
        return []
    near = _near(hits)
    types = index.ids[near].astype(np.int64)
    pairs = np.unique(types * len(corpus) + index.documents_of(near))
    spread = np.bincount(pairs // len(corpus), minlength=len(index.types))
    counts = np.bincount(types, minlength=len(index.types))
    content = content_types(corpus, main_language(corpus))
    chosen = np.flatnonzero(content & (spread >= min(SPREAD, len(np.unique(hits.document)))))
    here, whole = counts[chosen].astype(float), index.counts[chosen].astype(float)
    elsewhere = np.full(len(chosen), float(len(index.ids) - len(near)))
    told = more_than(here, np.full(len(chosen), float(len(near))), whole - here, elsewhere)
    order = [k for k in np.argsort(-told, kind="stable")[:WORDS].tolist() if told[k] > 0]
    return [
        {
            "concept": hits.concept.name,
            "word": index.types[chosen[k]],
            "n_near": int(here[k]),
            "n_documents": int(spread[chosen[k]]),
            "n_archive": int(whole[k]),
            "log_likelihood": float(told[k]),
        }
        for k in order
    ]


def _near(hits: Occurrences) -> NDArray[np.int64]:
    """Give the positions around the uses, each once, without the concept's own tokens."""
    index = hits.corpus.index
    reach = np.arange(1, WINDOW + 1)
    left = hits.position[:, None] - reach
    right = (hits.position + hits.length - 1)[:, None] + reach
    around = np.hstack([left, right])
    edges = index.offsets[hits.document], index.offsets[hits.document + 1]
    around = np.unique(around[(around >= edges[0][:, None]) & (around < edges[1][:, None])])
    own = own_tokens(hits.corpus, hits.position, hits.length)
    return np.asarray(around[~own[around]], np.int64)
