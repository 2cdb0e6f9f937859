"""The result of looking for formulas: one row each, with its career, carriers and variants."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change.base import FREQUENCY_COLUMNS
from toolkit.change.frequency import SCHEMA as RATE_SCHEMA
from toolkit.errors import ShapeError, unknown_name
from toolkit.provenance import Provenance

FORMULA_SCHEMA: dict[str, Any] = {
    **{"formula": pl.String, "kind": pl.String, "n_words": pl.Int64},
    **{"n_occurrences": pl.Int64, "n_documents": pl.Int64, "strength": pl.Float64},
    **{"q_value": pl.Float64, "first": pl.String, "first_id": pl.String},
    **{"last": pl.String, "last_id": pl.String, "peak": pl.String, "decline": pl.String},
    **{"carrier": pl.String, "carrier_share": pl.Float64, "n_variants": pl.Int64},
}
FORMULA_COLUMNS = tuple(FORMULA_SCHEMA)
CAREER_SCHEMA: dict[str, Any] = {"formula": pl.String} | {
    name: RATE_SCHEMA[name] for name in FREQUENCY_COLUMNS
}
VARIANT_SCHEMA: dict[str, Any] = {
    **{"formula": pl.String, "variant": pl.String, "slice": pl.String},
    **{"n_occurrences": pl.Int64, "n_documents": pl.Int64},
}
FORMULA_CARRIER_SCHEMA: dict[str, Any] = {
    **{"formula": pl.String, "author": pl.String},
    **{"n_occurrences": pl.Int64, "n_documents": pl.Int64, "share": pl.Float64},
}


@dataclass(frozen=True, eq=False)
class FormulaTable:
    """Fixed phrases and frames of an archive.

    Attributes
    ----------
    table : polars.DataFrame
        One row a formula, the strongest first, columns ``FORMULA_COLUMNS``. `kind` is "phrase" or
        "frame"; in a frame ``*`` stands for the open word. `strength` is the deviance from chance
        of the weakest cut; `q_value` the least false discovery rate at which it is found. `first`
        and `last` are the dates of the first and last document; `peak` the slice with the largest
        lower end of the rate; `decline` the slice from which on it is surely rarer than from
        the peak until then. `carrier` is the author with most uses, `carrier_share` of all uses.
    careers : polars.DataFrame
        Counts and rate of every formula in every slice, as those of a frequency series.
    variants : polars.DataFrame
        The ten most frequent wordings of each (words in the slot, other forms of a word), by slice.
    carriers : polars.DataFrame
        The authors who use each most, five at most.
    n_found : int
        Formulas found, be they in the table or, when there are very many, not.
    fdr : float
        Share of false ones that is borne.
    n_shuffled : int
        How many of the same strength shuffled text gave.
    documents : int
        Documents that a formula needs.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    table: pl.DataFrame
    careers: pl.DataFrame
    variants: pl.DataFrame
    carriers: pl.DataFrame
    n_found: int
    fdr: float
    n_shuffled: float
    documents: int
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        missing = [name for name in FORMULA_COLUMNS if name not in self.table.columns]
        if missing:
            msg = f"formulas without {', '.join(missing)}; a table needs {FORMULA_COLUMNS}."
            raise ShapeError(msg)

    def __len__(self) -> int:
        return len(self.table)

    def career(self, formula: str) -> pl.DataFrame:
        """Give the career of one formula.

        Raises
        ------
        UnknownNameError
            If there is no such formula in the table.
        """
        if formula not in self.table["formula"]:
            kind = "formula"
            raise unknown_name(kind, formula, self.table["formula"])
        return self.careers.filter(pl.col("formula") == formula)

    def answer(self) -> list[str]:
        """Say in plain sentences what was found."""
        told = (
            f"in {self.documents} documents or more, at a false discovery rate of {self.fdr:g} "
            f"(the same words in random order gave {self.n_shuffled:,.4g})"
        )
        if not self.n_found:
            return [f"No formula stands {told}."]
        shown = f", the strongest {len(self.table):,} shown" * (len(self.table) < self.n_found)
        one = "formula stands" if self.n_found == 1 else "formulas stand"
        return [f"{self.n_found:,} {one} {told}{shown}."]

    def __str__(self) -> str:
        names = ("formula", "n_occurrences", "n_documents", "strength", "first", "peak",
                 "decline", "last", "carrier")  # fmt: skip
        with pl.Config(tbl_rows=30, tbl_cols=-1, tbl_width_chars=160, fmt_str_lengths=50):
            printed = str(self.table.select(names))
        return "\n".join([*self.answer(), printed, *(f"doubt: {one}" for one in self.doubts)])
