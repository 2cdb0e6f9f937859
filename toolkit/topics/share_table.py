"""Shares of topics as a result: a table that cannot exist without intervals and counts."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import polars as pl

from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError, ShapeError, unknown_name
from toolkit.provenance import Provenance
from toolkit.registry import RENDERERS
from toolkit.topics.factors import Floats

SHARE_COLUMNS = (
    *("slice", "start", "stop", "year", "topic", "label", "share", "low", "high"),
    *("stability", "n_documents", "n_tokens"),
)


class Masses(NamedTuple):
    """What shares were added up from: tokens of every topic in every document, and slices.

    ``weighted`` (n_documents, k), ``words`` (n_documents,) its sums.
    """

    weighted: Floats
    words: Floats
    slices: Slices


@dataclass(frozen=True, eq=False)
class TopicShares:
    """Share of every topic in every slice, with its interval and counts.

    Attributes
    ----------
    table : polars.DataFrame
        One row per slice and topic (and group), columns `SHARE_COLUMNS`, and `group` behind
        `slice` if documents were told apart. `share`, `low` and `high` lie in [0, 1] and are null
        in a slice below the floors; `n_documents` and `n_tokens` count what the model read.
    labels : tuple of str
        Names of the topics.
    of : str
        What is shared out: "" all text, else the concept whose passages alone were counted.
    level : float
        Level of the intervals, in (0, 1).
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    masses : Masses, optional
        The documents behind the shares, for breaks; not shown.
    """

    table: pl.DataFrame
    labels: tuple[str, ...]
    of: str = ""
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))
    masses: Masses | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        missing = [name for name in SHARE_COLUMNS if name not in self.table.columns]
        judged = self.table.drop_nulls("share")
        bare = judged["low"].null_count() + judged["high"].null_count()
        if missing or bare:
            msg = (
                f"shares without {', '.join(missing) or 'their interval'}; every share needs both."
            )
            raise ShapeError(msg)

    def topic(self, which: int | str) -> int:
        """Return the number of a topic given by number, from 0, or by label.

        Raises
        ------
        UnknownNameError
            If there is no such topic.
        """
        known = [*map(str, range(len(self.labels))), *self.labels]
        if str(which) not in known:
            unknown = unknown_name("topic", str(which), known)
            raise unknown
        return known.index(str(which)) % len(self.labels)

    def of_topic(self, which: int | str) -> "TopicShares":
        """Give the shares of one topic alone, its number kept.

        Raises
        ------
        UnknownNameError
            If there is no such topic.
        OptionError
            If the shares are those of groups.
        """
        number = self.topic(which)
        self.refuse_groups()
        return replace(self, table=self.table.filter(pl.col("topic") == number))

    def refuse_groups(self) -> None:
        """Refuse shares of several groups where those of one are needed."""
        if "group" in self.table.columns:
            msg = "these shares are told apart by group; take those of one group at a time."
            raise OptionError(msg)

    def answer(self) -> list[str]:
        """Say in plain sentences which topics are largest, and when."""
        judged = self.table.drop_nulls("share")
        if not len(judged):
            return ["No slice has enough documents to give shares of topics."]
        mean = judged.group_by("topic", "label").agg(pl.col("share").mean())
        said = []
        for topic, label, _ in mean.sort("share", "topic", descending=[True, False]).head(5).rows():
            top = (
                judged.filter(pl.col("topic") == topic)
                .sort("share", descending=True)
                .row(0, named=True)
            )
            where = f"{top['group']}, " if "group" in top else ""
            said.append(
                f"“{label}” is largest in {where}{top['slice']}: {top['share']:.1%} of the words "
                f"({self.level:.0%} interval {top['low']:.1%} to {top['high']:.1%}, "
                f"{top['n_documents']} documents)."
            )
        return said

    def __str__(self) -> str:
        of = f" in passages of {self.of}" if self.of else ""
        wide = self.table.select("slice", "topic", "share").pivot("slice", index="topic") \
            if "group" not in self.table.columns else self.table  # fmt: skip
        with pl.Config(
            tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            shown = str(wide)
        head = f"shares of {len(self.labels)} topics{of}"
        return "\n".join([head, shown, *(f"doubt: {doubt}" for doubt in self.doubts)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("shares")(self))
