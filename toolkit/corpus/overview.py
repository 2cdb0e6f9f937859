"""What stands in each slice: documents, tokens, authors, how exactly dated, and who speaks most."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.provenance import Provenance

# How exactly a document is dated, from the most exact on; the others are wider than a year.
EXACT = {"day": ("day",), "month": ("month", "season"), "year": ("year", "sequence")}
SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("slice", "start", "stop"), pl.String),
    "year": pl.Float64,
    **dict.fromkeys(("n_documents", "n_tokens", "n_authors"), pl.Int64),
    **dict.fromkeys(("n_day", "n_month", "n_year", "n_wider"), pl.Int64),
    "author": pl.String,
    "author_share": pl.Float64,
}
# One author with more than this share of the tokens is named as a doubt.
ONE_VOICE = 0.5


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Overview:
    """What stands in each slice of a corpus.

    Attributes
    ----------
    table : polars.DataFrame
        One row a slice: documents, tokens and named authors; how many documents are dated to the
        day, the month or season, the year, or more widely; the author with the most tokens and
        their share of all tokens of the slice, in [0, 1].
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    table: pl.DataFrame
    doubts: tuple[str, ...]
    provenance: Provenance

    def answer(self) -> list[str]:
        """Say in plain sentences how much there is, and from when."""
        table = self.table
        if not len(table):
            return ["No document has a date, so there are no slices."]
        said = [
            f"{table['n_documents'].sum():,} documents with {table['n_tokens'].sum():,} tokens in "
            f"{len(table)} slices, {table['slice'][0]} to {table['slice'][-1]}."
        ]
        order = table.filter(pl.col("n_documents") > 0).sort("n_tokens", maintain_order=True)
        if len(order) > 1:
            least, most = order.row(0, named=True), order.row(-1, named=True)
            said.append(
                f"Most tokens has {most['slice']} ({most['n_tokens']:,} in {most['n_documents']:,} "
                f"documents), fewest {least['slice']} ({least['n_tokens']:,} in "
                f"{least['n_documents']:,})."
            )
        empty = len(table) - len(order)
        if empty:
            said.append(f"Empty: {empty} of {len(table)} slices.")
        return said


def overview(slices: Slices) -> Overview:
    """Count what stands in each slice.

    Parameters
    ----------
    slices : Slices
        The slices of a corpus.

    Returns
    -------
    Overview
        Empty slices keep their rows. Documents without an author count as no author.

    Examples
    --------
    >>> from toolkit.corpus.corpus import Corpus
    >>> from toolkit.corpus.dates import parse_date
    >>> from toolkit.corpus.documents import Document
    >>> from toolkit.corpus.slices import slices
    >>> texts = [("a", "1917-11-07", "peace land bread"), ("b", "1917", "war")]
    >>> made = [Document(id=i, text=t, date=parse_date(d)) for i, d, t in texts]
    >>> overview(slices(Corpus.from_documents(made), every=10)).table.select(
    ...     "slice", "n_documents", "n_tokens", "n_day", "n_year"
    ... ).rows()
    [('1910s', 2, 4, 1, 1)]
    """
    documents = slices.corpus.documents
    rows = [_row(documents, part) for part in slices]
    settings = {"slices": f"{len(slices)}: {' '.join(slices.labels)}"}
    return Overview(
        table=pl.DataFrame(rows, schema=SCHEMA),
        doubts=(*slices.notes(), *_one_voice(rows)),
        provenance=Provenance(slices.corpus.hash, settings, dated=slices.corpus.dated),
    )


def _row(documents: pl.DataFrame, part: Slice) -> dict[str, Any]:
    here = documents[part.documents.tolist()]
    dated = {
        f"n_{name}": int(here["precision"].is_in(kinds).sum()) for name, kinds in EXACT.items()
    }
    authors = here.filter(pl.col("author").fill_null("") != "").group_by("author")
    tokens = authors.agg(pl.col("n_tokens").sum()).sort(
        ["n_tokens", "author"], descending=[True, False]
    )
    total = int(here["n_tokens"].sum())
    first = tokens.row(0) if len(tokens) and total else (None, None)
    return {
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "n_documents": len(here),
        "n_tokens": total,
        "n_authors": len(tokens),
        **dated,
        "n_wider": len(here) - sum(dated.values()),
        "author": first[0],
        "author_share": first[1] / total if first[1] is not None else None,
    }


def _one_voice(rows: list[dict[str, Any]]) -> list[str]:
    """Name slices in which one author has most of the tokens."""
    return [
        f"{row['slice']}: one author ({row['author']}) has {row['author_share']:.0%} of the tokens"
        for row in rows
        if (row["author_share"] or 0.0) > ONE_VOICE and row["n_documents"] > 1
    ]
