"""What one has to know of each topic before naming it: words, firmness, time, passages."""

from dataclasses import dataclass, field

import polars as pl

from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError, ShapeError
from toolkit.provenance import Provenance
from toolkit.topics.base import TopicModel
from toolkit.topics.share_table import TopicShares
from toolkit.topics.shares import shares
from toolkit.topics.typical import TYPICAL, typical_passages

CARD_COLUMNS = ("topic", "label", "stability", "words", "rank", *TYPICAL)


@dataclass(frozen=True, eq=False)
class TopicCards:
    """A card for every topic.

    Attributes
    ----------
    table : polars.DataFrame
        One row a topic and typical passage, columns `CARD_COLUMNS`: `rank` from 1, `share` that of
        the topic in the passage, in [0, 1]. A topic without a passage long enough keeps one row,
        with nulls.
    words : polars.DataFrame
        One row a topic and word: topic, label, rank, word, share of the topic, in [0, 1].
    shares : TopicShares
        The topics over time.
    doubts, provenance
        As in `TopicShares`.
    """

    table: pl.DataFrame
    words: pl.DataFrame
    shares: TopicShares
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != CARD_COLUMNS:
            msg = f"cards need the columns {', '.join(CARD_COLUMNS)}."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say in plain sentences which topics are largest, and when."""
        return self.shares.answer()

    def __str__(self) -> str:
        said = []
        for row in self.table.unique("topic", keep="first", maintain_order=True).rows(named=True):
            firm = "" if row["stability"] is None else f", stability {row['stability']:.2f}"
            said.append(f"{row['topic']}  {row['label']}{firm}: {row['words']}")
        return "\n".join([*said, *(f"doubt: {doubt}" for doubt in self.doubts)])

    __repr__ = __str__


def topic_cards(
    topics: TopicModel,
    slices: Slices | None = None,
    *,
    passages: int = 2,
    words: int = 6,
    resamples: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> TopicCards:
    """Put together what tells a topic: its words, stability, share over time, typical passages.

    Parameters
    ----------
    topics : TopicModel
        The topics.
    slices : Slices, optional
        Without them decades.
    passages, words : int
        How many of each, at least 1.
    resamples, level, seed
        As in `shares`.

    Returns
    -------
    TopicCards

    Raises
    ------
    OptionError
        If an option lies outside what is allowed.
    ProvenanceError
        If the slices belong to another corpus.

    Notes
    -----
    Words are the most frequent of the topic; its label has the most characteristic ones. Read the
    passages before you name a topic: words alone mislead.
    """
    if passages < 1 or words < 1:
        msg = f"{passages} passages and {words} words a topic; give at least 1 of each."
        raise OptionError(msg)
    over_time = shares(topics, slices, resamples=resamples, level=level, seed=seed)
    settings = {**over_time.provenance.settings, "passages": passages, "words": words}
    return TopicCards(
        pl.concat([_card(topics, number, passages, words) for number in range(len(topics))]),
        topics.words_table(words),
        over_time,
        over_time.doubts,
        Provenance(topics.corpus.hash, settings, seed, dated=topics.corpus.dated),
    )


def _card(topics: TopicModel, number: int, passages: int, words: int) -> pl.DataFrame:
    found = typical_passages(topics, number, n=passages)
    if not len(found):
        found = pl.DataFrame({name: [None] for name in TYPICAL}, TYPICAL)
    stability = float(topics.stability[number])
    head = {
        "topic": pl.lit(number, pl.Int64),
        "label": pl.lit(topics.labels[number]),
        "stability": pl.lit(None if stability != stability else stability, pl.Float64),
        "words": pl.lit(", ".join(topics.words(number, words))),
        "rank": pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
    }
    return found.with_columns(**head).select(CARD_COLUMNS)
