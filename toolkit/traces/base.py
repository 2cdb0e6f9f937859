"""The results of tracing: passages that stand in two places, with what chance would give."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

REUSE_COLUMNS = (
    *("passage", "kind", "id", "date", "start", "stop", "text"),
    *("source", "source_date", "source_start", "source_stop", "source_text", "direction"),
    *("first", "via", "n_words", "n_changed", "expected", "n_documents"),
)
_TEXTS = ("kind", "id", "date", "text", "source", "source_date", "source_text", "direction", "via")
REUSE_SCHEMA: dict[str, Any] = {
    name: pl.String
    if name in _TEXTS
    else pl.Boolean
    if name == "first"
    else pl.Float64
    if name == "expected"
    else pl.Int64
    for name in REUSE_COLUMNS
}
KINDS = ("quotation", "formula", "commonplace")


@dataclass(frozen=True, eq=False)
class Reuse:
    """Passages that stand in two places.

    Attributes
    ----------
    table : polars.DataFrame
        One row for each pair of places, columns ``REUSE_COLUMNS``. `id`, `start`, `stop` (in
        characters) and `text` are the place in the target, or in the later document; those that
        begin with `source` are the other place, in the archive. `kind` is "quotation",
        "formula" (a set phrase, in many documents) or "commonplace" (chance gives such a match).
        `direction` says where the archive's document lies in time: "earlier", "later", "same
        time" or "undated". `first` marks the earliest of a passage; `via` is the document from
        which the wording most likely came. `n_words` are the same, `n_changed` replaced, put in
        or left out; `expected` is how many such matches chance would give; `n_documents` of the
        archive have the passage.
    n_tokens : int
        Tokens of the archive that were looked through.
    words : int
        Least number of words.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    n_passages : int
        Passages found, be they in the table or, when there are very many, not.
    """

    table: pl.DataFrame
    n_tokens: int
    words: int
    n_passages: int
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        missing = [name for name in REUSE_COLUMNS if name not in self.table.columns]
        if missing:
            msg = f"a table of reuse without {', '.join(missing)}; it needs {REUSE_COLUMNS}."
            raise ShapeError(msg)
        bare = [n for n in ("n_words", "n_documents", "kind") if self.table[n].null_count()]
        if bare:
            msg = f"a passage without its {', '.join(bare)}; every passage needs its counts."
            raise ShapeError(msg)

    def of_kind(self, kind: str) -> pl.DataFrame:
        """Give the rows of one kind: "quotation", "formula" or "commonplace"."""
        return self.table.filter(pl.col("kind") == kind)

    def answer(self) -> list[str]:
        """Say in plain sentences what was found."""
        looked = f"{self.n_tokens:,} words of the archive were looked through"
        if not len(self.table):
            return [f"No passage of {self.words} words or more stands in two places; {looked}."]
        counted = self.table.group_by("kind").agg(pl.col("passage").n_unique())
        by_kind = dict(counted.iter_rows())
        said = ", ".join(
            f"{by_kind[kind]:,} {kind}{'s'[: by_kind[kind] != 1]}"
            for kind in KINDS
            if kind in by_kind
        )
        shown = by_kind and sum(by_kind.values()) < self.n_passages
        more = f" (the longest of {self.n_passages:,} passages)" if shown else ""
        return [f"{said}{more}; {looked}."]

    def __str__(self) -> str:
        shown = self.table.select(
            *("passage", "kind", "n_words", "n_changed", "expected", "n_documents"),
            *("source_date", "source", "text"),
        )
        with pl.Config(tbl_rows=40, tbl_cols=-1, tbl_width_chars=160, fmt_str_lengths=60):
            printed = str(shown)
        return "\n".join([*self.answer(), printed, *(f"doubt: {one}" for one in self.doubts)])
