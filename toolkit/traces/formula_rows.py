"""Formulas described: their wording, birth, peak, decline, carriers and variants."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.traces.careers import peak_of
from toolkit.traces.formula_careers import Known, career_of, decline_of
from toolkit.traces.formula_table import (
    CAREER_SCHEMA,
    FORMULA_CARRIER_SCHEMA,
    FORMULA_SCHEMA,
    VARIANT_SCHEMA,
)
from toolkit.traces.mining import Chosen

Longs = NDArray[np.int64]
Tables = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]

VARIANTS, CARRIERS = 10, 5
SLOT = "*"


class Standing(NamedTuple):
    """One formula: its words as types (n, width), its documents (n,), slot, strength and q."""

    wordings: NDArray[np.uint32]
    documents: Longs
    slot: int | None
    strength: float
    q: float


def described(known: Known, chosen: list[Chosen]) -> Tables:
    """Describe formulas; tables of formulas, careers, variants and carriers, strongest first."""
    standing = [one for group in chosen for one in _standing(known.corpus, group)]
    standing.sort(key=lambda one: -one.strength)
    rows: list[dict[str, Any]] = []
    careers, variants, carriers = [], [], []
    names: set[str] = set()
    for one in standing:
        forms, which = np.unique(one.wordings, axis=0, return_inverse=True)
        which = which.reshape(-1)
        name = _name(known.corpus, forms[np.bincount(which).argmax()], one.slot)
        if name in names:
            continue
        names.add(name)
        career = career_of(known, one.documents)
        careers.append(career.select(pl.lit(name).alias("formula"), *list(CAREER_SCHEMA)[1:]))
        variants += _variants(known, name, one, forms, which)
        mine = _carriers(known.corpus, name, one.documents)
        carriers += mine
        rows.append(_row(known, name, one, len(forms), career, mine))
    empty = pl.DataFrame(schema=CAREER_SCHEMA)
    return (
        pl.DataFrame(rows, schema=FORMULA_SCHEMA),
        pl.concat([empty, *careers]),
        pl.DataFrame(variants, schema=VARIANT_SCHEMA),
        pl.DataFrame(carriers, schema=FORMULA_CARRIER_SCHEMA),
    )


def _standing(corpus: Corpus, group: Chosen) -> list[Standing]:
    one, width = group.one, group.one.width
    groups = one.groups[group.rows]
    which, position = one.level.places(groups)
    slot = one.shape[0] if one.shape[1] else None
    order = np.argsort(groups)
    edges = np.searchsorted(which, groups[order]), np.searchsorted(which, groups[order], "right")
    found = []
    for row, first, last in zip(order.tolist(), *(edge.tolist() for edge in edges), strict=True):
        places = position[first:last]
        found.append(
            Standing(
                corpus.index.ids[places[:, None] + np.arange(width)],
                corpus.index.documents_of(places),
                slot,
                float(one.strength[group.rows[row]]),
                float(group.q[row]),
            )
        )
    return found


def _name(corpus: Corpus, types: NDArray[np.uint32], slot: int | None) -> str:
    words = [corpus.index.types[kind] for kind in types.tolist()]
    if slot is not None:
        words[slot] = SLOT
    return " ".join(words)


def _row(
    known: Known,
    name: str,
    one: Standing,
    n_variants: int,
    career: pl.DataFrame,
    carriers: list[dict[str, Any]],
) -> dict[str, Any]:
    first, last = ends(known.corpus, one.documents)
    documents = known.corpus.documents
    return {
        "formula": name,
        "kind": "phrase" if one.slot is None else "frame",
        "n_words": one.wordings.shape[1] - (one.slot is not None),
        "n_occurrences": len(one.documents),
        "n_documents": len(np.unique(one.documents)),
        "strength": one.strength,
        "q_value": one.q,
        "first": documents["date"][first] if first is not None else None,
        "first_id": documents["id"][first] if first is not None else None,
        "last": documents["date"][last] if last is not None else None,
        "last_id": documents["id"][last] if last is not None else None,
        "peak": peak_of(career),
        "decline": decline_of(known, one.documents, career),
        "carrier": carriers[0]["author"] if carriers else None,
        "carrier_share": carriers[0]["share"] if carriers else None,
        "n_variants": n_variants,
    }


def ends(corpus: Corpus, rows: Longs) -> tuple[int | None, int | None]:
    """Find the surely earliest and the surely latest of some documents; None if none has a date."""
    start, stop = (corpus.documents[name].cast(pl.Float64).to_numpy() for name in ("start", "stop"))
    dated = np.unique(rows[~np.isnan(start[rows])])
    if not len(dated):
        return None, None
    first = dated[np.lexsort((start[dated], stop[dated]))[0]]
    last = dated[np.lexsort((stop[dated], start[dated]))[-1]]
    return int(first), int(last)


def _variants(
    known: Known, name: str, one: Standing, forms: NDArray[np.uint32], which: Longs
) -> list[dict[str, Any]]:
    """Count the most frequent wordings by slice; of a frame, the words in its slot."""
    best = np.argsort(-np.bincount(which), kind="stable")[:VARIANTS]
    rows = []
    for form in best.tolist():
        here = one.documents[which == form]
        text = _name(known.corpus, forms[form], None)
        for part in known.slices:
            mine = here[np.isin(here, part.documents)]
            if len(mine):
                counts = len(mine), len(np.unique(mine))
                rows.append(
                    dict(zip(VARIANT_SCHEMA, (name, text, part.label, *counts), strict=True))
                )
    return rows


def _carriers(corpus: Corpus, name: str, documents: Longs) -> list[dict[str, Any]]:
    authors = corpus.documents["author"].fill_null("")[documents]
    table = pl.DataFrame({"author": authors, "row": documents}).filter(pl.col("author") != "")
    counted = table.group_by("author").agg(
        n_occurrences=pl.len().cast(pl.Int64), n_documents=pl.col("row").n_unique().cast(pl.Int64)
    )
    best = counted.sort("n_occurrences", "author", descending=[True, False]).head(CARRIERS)
    return [
        {"formula": name, **row, "share": row["n_occurrences"] / len(documents)}
        for row in best.iter_rows(named=True)
    ]
