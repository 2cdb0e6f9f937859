"""A finding about a series: its table, what it says, and what speaks against it."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.provenance import Provenance


@dataclass(frozen=True, eq=False)
class Finding:
    """A table with its sentences and doubts.

    Attributes
    ----------
    kind : str
        "trend", "bursts", "event", "bands", "lead", "collocates", "keyness" and so on.
    concept : str
        What was looked at.
    table : polars.DataFrame
        The numbers; each with its chance.
    said : tuple of str
        What they mean, in plain sentences.
    doubts : tuple of str
        What a careful reader would object.
    series : object
        What the finding is about, to be drawn with it.
    provenance : Provenance
        What it was made from.
    evidence : polars.DataFrame
        Passages behind the numbers, where single ones are.
    """

    kind: str
    concept: str
    table: pl.DataFrame
    said: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    series: Any = field(default=None, repr=False)
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))
    evidence: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False)

    def answer(self) -> list[str]:
        """Say in plain sentences what was found."""
        return list(self.said)

    def __str__(self) -> str:
        with pl.Config(
            tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            shown = str(self.table)
        head = f"{self.concept}: {self.kind}"
        return "\n".join([head, shown, *(f"doubt: {doubt}" for doubt in self.doubts)])
