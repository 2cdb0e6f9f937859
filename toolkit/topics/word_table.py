"""Words of one topic, slice by slice, as a result."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

_TEXTS = ("topic", "word", "slice", "start", "stop")
_COUNTS = ("n_documents", "n_tokens")
WORD_COLUMNS = (
    *("topic", "word", "slice", "start", "stop", "year", "share", "low", "high"),
    *("p_value", "q_value", "n_documents", "n_tokens"),
)
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in WORD_COLUMNS
}


@dataclass(frozen=True, eq=False)
class TopicWords:
    """Shares of the words of one topic, slice by slice.

    Attributes
    ----------
    topic : str
        Label of the topic.
    table : polars.DataFrame
        One row a word and slice, columns `WORD_COLUMNS`. `share` is that of the topic's tokens in
        the slice, in [0, 1], with its interval over documents, null below the floors; `p_value`
        whether the share of the word moves at all when documents change slices, `q_value` the
        same over all words looked at. `n_tokens` are the topic's.
    level : float
        Of the intervals.
    doubts, provenance
        As in `TopicShares`.
    """

    topic: str
    table: pl.DataFrame
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != WORD_COLUMNS:
            msg = f"words of a topic need the columns {', '.join(WORD_COLUMNS)}."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say which words of the topic moved, from the first to the last judged slice."""
        said = []
        for (word,), rows in self.table.group_by("word", maintain_order=True):
            known = rows.drop_nulls("share")
            if len(known) < 2 or known["q_value"][0] is None or known["q_value"][0] > 0.05:
                continue
            first, last = known.row(0, named=True), known.row(-1, named=True)
            said.append(
                f"“{word}”: {first['share']:.1%} of “{self.topic}” in {first['slice']}, "
                f"{last['share']:.1%} in {last['slice']} (q {first['q_value']:.3f})."
            )
        return said or [f"No word of “{self.topic}” moves more than exchanged documents allow."]

    def __str__(self) -> str:
        shown = self.table.select("word", "slice", "share").pivot("slice", index="word")
        with pl.Config(
            tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            return "\n".join([f"words of “{self.topic}”", str(shown),
                              *(f"doubt: {doubt}" for doubt in self.doubts)])  # fmt: skip

    __repr__ = __str__
