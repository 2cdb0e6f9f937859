"""The senses of a concept over time: shares with intervals, words, passages."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.sentences import count, named, quoted
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

SENSE_COLUMNS = (
    *("concept", "sense", "words", "slice", "start", "stop", "year", "n_documents"),
    *("n_occurrences", "n_sense", "share", "low", "high", "stability", "p_value"),
)
# Below this a sense is not found again often enough to be spoken of.
STABLE = 0.6
_TEXTS = ("concept", "words", "slice", "start", "stop")
_COUNTS = ("sense", "n_documents", "n_occurrences", "n_sense")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in SENSE_COLUMNS
}


@dataclass(frozen=True, eq=False)
class SenseSeries:
    """The share of each sense of a concept, slice by slice.

    Attributes
    ----------
    concept, space : str
        What was looked at, and where.
    table : polars.DataFrame
        One row a slice and sense, columns ``SENSE_COLUMNS``; senses are numbered from the most
        used. `words` set the sense apart from the others.
    evidence : polars.DataFrame
        The most typical passages of each sense, one a document, the best first.
    strength : float
        Prediction strength: how well new documents fall into the same senses; nan for one sense.
    level : float
        Of the intervals.
    doubts, provenance
        As in `DriftSeries`.
    """

    concept: str
    space: str
    table: pl.DataFrame
    evidence: pl.DataFrame
    strength: float
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != SENSE_COLUMNS:
            msg = f"a table of senses needs the columns {', '.join(SENSE_COLUMNS)}."
            raise ShapeError(msg)

    @property
    def n_senses(self) -> int:
        """How many senses there are."""
        return self.table["sense"].n_unique()

    def answer(self) -> list[str]:
        """Say in plain sentences how many senses there are and which of them moved."""
        what = quoted(self.concept)
        if self.n_senses <= 1:
            return [f"{what} shows one kind of context; no second one holds for new documents."]
        said = [f"{what} is used in {count(self.n_senses, 'kind')} of context."]
        for (sense,), rows in self.table.group_by("sense", maintain_order=True):
            known = rows.drop_nulls("share")
            line = f"Sense {sense} ({rows['words'][0]})"
            if len(known):
                first, last = known.row(0, named=True), known.row(-1, named=True)
                line += (
                    f": {first['share']:.0%} of uses in {named(first['slice'])}, "
                    f"{last['share']:.0%} in {named(last['slice'])}"
                )
                line += f" (p {last['p_value']:.3f})" if last["p_value"] is not None else ""
            said.append(f"{line}.")
        return said

    def __str__(self) -> str:
        with pl.Config(
            tbl_rows=80, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            shown = str(self.table.drop("concept", "words", "start", "stop", "year"))
        heads = self.table.unique("sense", keep="first", maintain_order=True)
        words = [f"sense {row[0]}: {row[1]}" for row in heads.select("sense", "words").rows()]
        doubts = [f"doubt: {doubt}" for doubt in self.doubts]
        return "\n".join([f"{self.concept}: senses, space {self.space}", *words, shown, *doubts])


def counted(part: Slice, here: NDArray[np.bool_], documents: NDArray[np.int64]) -> dict[str, Any]:
    """Give the label, dates and counts of a slice; `here` marks its usages."""
    return {
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "n_documents": len(np.unique(documents[here])),
        "n_occurrences": int(here.sum()),
    }
