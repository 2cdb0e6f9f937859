"""What a corpus holds, in one row, and what is doubtful about it, in sentences."""

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from toolkit.corpus.dates import iso_of
from toolkit.corpus.rules import dated_by_name
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.corpus.corpus import Corpus

# A document this much larger than all others together with it is named as a doubt.
LARGE_SHARE = 0.2
_COUNTS: dict[str, Any] = {
    "documents": pl.Int64,
    "tokens": pl.Int64,
    "types": pl.Int64,
    "first": pl.String,
    "last": pl.String,
    "undated": pl.Int64,
    "empty": pl.Int64,
    "duplicates": pl.Int64,
    "authors": pl.Int64,
    "languages": pl.String,
    "skipped": pl.Int64,
}


def describe(corpus: "Corpus", by: str | None = None) -> pl.DataFrame:
    """Count what a corpus holds, in all or for each value of a document variable."""
    if by is None:
        return pl.DataFrame([_counts(corpus, np.arange(len(corpus)))], schema=_COUNTS)
    values = corpus.values(by)
    if by in _COUNTS:
        msg = f"the document variable {by!r} is named like a column of this table; rename it"
        raise OptionError(msg)
    rows = []
    for value in values.unique().sort(nulls_last=True):
        chosen = np.flatnonzero(values.eq_missing(value).to_numpy())
        rows.append({by: value} | _counts(corpus, chosen))
    return pl.DataFrame(rows, schema={by: values.dtype} | _COUNTS)


def dated(corpus: "Corpus") -> str:
    """Say by which of their dates documents count; "" where that was not chosen."""
    kinds = corpus.rules.dated_by
    if not kinds:
        return ""
    by = corpus.documents["dated_by"].to_list() if "dated_by" in corpus.documents.columns else []
    others = [f"{by.count(kind):,} by {dated_by_name(kind)}" for kind in kinds[1:] if kind in by]
    undated = corpus.documents["start"].null_count()
    exceptions = [*others, *([f"{undated:,} undated"] if undated else [])]
    said = f"dated by {dated_by_name(kinds[0])}"
    return f"{said}; of {len(corpus):,} documents {', '.join(exceptions)}" if exceptions else said


def doubts(corpus: "Corpus") -> list[str]:
    """Say in sentences what a careful reader would want to know of a corpus beforehand."""
    counts = describe(corpus).row(0, named=True)
    said = []
    if counts["undated"]:
        said.append(
            f"undated documents, which are in no slice: {counts['undated']:,} of {len(corpus):,}"
        )
    if counts["empty"]:
        said.append(f"documents that hold no token: {counts['empty']:,}")
    if counts["duplicates"]:
        said.append(
            f"documents that repeat the text of another to the letter: {counts['duplicates']:,} "
            f"(e.g. {', '.join(_repeated(corpus)[:3])}); reprints count as usage of their date"
        )
    if counts["skipped"]:
        said.append(f"inputs skipped, or taken in without their date: {counts['skipped']:,}")
    if len(corpus.languages) > 1:
        written = corpus.documents["language"].to_list()
        split = ", ".join(f"{name} {written.count(name):,}" for name in corpus.languages)
        said.append(
            f"documents are in several languages ({split}): "
            "a space is fitted on one of them at a time"
        )
    largest = corpus.documents["n_tokens"].max()
    if len(corpus) > 1 and isinstance(largest, int) and largest > LARGE_SHARE * corpus.n_tokens:
        share = largest / corpus.n_tokens
        said.append(
            f"one document holds {share:.0%} of all tokens: its slice speaks with one voice"
        )
    unknown = int((corpus.documents["author"] == "").sum())
    if 0 < unknown < len(corpus):
        said.append(f"documents without an author: {unknown:,}")
    return said


def _counts(corpus: "Corpus", rows: np.ndarray[Any, np.dtype[np.int64]]) -> dict[str, object]:
    documents = corpus.documents[rows]
    index = corpus.index
    seen = np.zeros(len(index.types), bool)
    for row in rows if len(rows) < len(corpus) else ():
        seen[index.ids[index.offsets[row] : index.offsets[row + 1]]] = True
    first, last = documents["start"].min(), documents["stop"].max()
    filled = documents.filter(pl.col("n_tokens") > 0)
    return {
        "documents": len(documents),
        "tokens": int(documents["n_tokens"].sum()),
        "types": int(seen.sum()) if len(rows) < len(corpus) else len(index.types),
        "first": iso_of(first) if isinstance(first, int) else None,
        "last": iso_of(last - 1) if isinstance(last, int) else None,
        "undated": documents["start"].null_count(),
        "empty": len(documents) - len(filled),
        "duplicates": len(filled) - filled["text_hash"].n_unique(),
        "authors": documents.filter(pl.col("author") != "")["author"].n_unique(),
        "languages": ", ".join(documents["language"].unique().sort()),
        "skipped": len(corpus.skipped),
    }


def _repeated(corpus: "Corpus") -> list[str]:
    filled = corpus.documents.filter(pl.col("n_tokens") > 0)
    return filled.filter(pl.col("text_hash").is_duplicated())["id"].to_list()
