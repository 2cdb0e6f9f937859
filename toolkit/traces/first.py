"""First attestation: since when an archive has a concept, and what its silence before is worth."""

from typing import Any

import numpy as np
import polars as pl

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import iso_of

FIRST_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("concept", "first", "first_id", "first_low", "first_high"), pl.String),
    **dict.fromkeys(("n_occurrences", "n_documents", "n_undated", "n_before"), pl.Int64),
    **dict.fromkeys(("share_before", "silence"), pl.Float64),
}
# Days after the first use from which the rate is taken that the time before is held against.
AFTER = 3653


def first_use(hits: Occurrences) -> dict[str, Any]:
    """Find the first attestation of a concept, an upper bound of its age.

    Parameters
    ----------
    hits : Occurrences
        Where the concept stands in the archive.

    Returns
    -------
    dict
        `first` and `first_id`: date and id of the document that is surely the earliest, the one
        whose date ends first. `first_low` to `first_high`: ISO days between which the first use
        lies, as far as dates are uncertain. `n_before` tokens of documents that end before
        `first_low` could have held it, `share_before` of all dated tokens; only documents in a
        language that the concept has patterns for count. `silence` is the chance that none of
        them had it, had it been used then as in the ten years from its first use on (without that
        first document): near 0, it is likely to be new; near 1, the archive could not have shown
        it. Null where nothing can be said.

    Notes
    -----
    `silence` takes the share q of documents with a use after the first, spread by length:
    ``(1 - q) ** (n_before / mean length)``. It is as rough as q is.
    """
    corpus = hits.corpus
    documents = corpus.documents
    start, stop = (documents[name].cast(pl.Float64).to_numpy() for name in ("start", "stop"))
    used = np.unique(hits.document)
    dated = used[~np.isnan(start[used])]
    row: dict[str, Any] = dict.fromkeys(FIRST_SCHEMA)
    row |= {
        "concept": hits.concept.name,
        "n_occurrences": len(hits),
        "n_documents": len(used),
        "n_undated": int(np.count_nonzero(np.isnan(start[hits.document]))),
    }
    tokens = np.where(_readable(hits), documents["n_tokens"].to_numpy(), 0)
    total = int(tokens[~np.isnan(start)].sum())
    if not len(dated):
        # What could have held it: everything.
        return row | {"n_before": total, "share_before": 1.0 if total else None}
    first = dated[np.lexsort((start[dated], stop[dated]))[0]]
    low, high = float(start[dated].min()), float(stop[first])
    before = stop <= low
    n_before = int(tokens[before].sum())
    return row | {
        "first": documents["date"][int(first)],
        "first_id": documents["id"][int(first)],
        "first_low": iso_of(int(low)),
        "first_high": iso_of(int(high) - 1),
        "n_before": n_before,
        "share_before": n_before / total if total else None,
        "silence": _silence(used, int(first), start, tokens, n_before),
    }


def coverage(hits: Occurrences) -> str:
    """Say in a sentence what the archive could have shown of a concept."""
    found = first_use(hits)
    name, before = hits.concept.name, f"{found['n_before']:,} words"
    if found["first"] is None and found["n_undated"]:
        return f"“{name}” stands in undated documents only."
    if found["first"] is None:
        return f"“{name}” does not occur in the {before} of the archive that could have held it."
    said = f"“{name}” is first attested {found['first']} ({found['first_id']}), an upper bound: "
    if not found["n_before"]:
        return said + "the archive has nothing earlier."
    said += f"{before} ({found['share_before']:.1%} of the archive) are earlier"
    if found["silence"] is None:
        return said + "."
    missing = found["silence"]
    chance = f"{missing:.0%}" if missing >= 0.01 else "less than 1%"
    return f"{said}; used as in the ten years after, it would be missing in {chance} of cases."


def _readable(hits: Occurrences) -> Any:  # noqa: ANN401  # bool array, one a document
    """Tell which documents are in a language that the concept has patterns for."""
    languages = hits.corpus.documents["language"].to_list()
    known = {one: bool(hits.concept.patterns_for(one)) for one in set(languages)}
    return np.array([known[one] for one in languages], bool)


def _silence(used: Any, first: int, start: Any, tokens: Any, n_before: int) -> float | None:  # noqa: ANN401
    others = tokens > 0
    others[first] = False
    after = others & (start >= start[first])
    soon = after & (start < start[first] + AFTER)
    chosen = np.flatnonzero(soon if soon.any() else after)
    if not n_before or not len(chosen):
        return None
    share = float(np.isin(chosen, used).mean())
    return float((1 - share) ** (n_before / tokens[chosen].mean()))
