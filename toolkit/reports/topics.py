"""Topics on the page: their shares over time, and passages with most of each."""

import polars as pl

from toolkit.figures.captions import caption, with_dates
from toolkit.figures.recipe import alt
from toolkit.figures.topic_captions import of_profile
from toolkit.reports.clean import anchor, without_paths
from toolkit.reports.parts import File, Part, drawn
from toolkit.reports.passages import Group, Passage, SlicePassages
from toolkit.reports.tables import Shown
from toolkit.topics.share_table import TopicShares

LONGEST = 300  # characters of a passage


def topic_part(shares: TopicShares, passages: pl.DataFrame | None = None) -> Part:
    """Put shares of topics on the page; those of a concept's passages as its profile.

    Parameters
    ----------
    shares : TopicShares
        Without groups.
    passages : polars.DataFrame, optional
        Typical passages, as from `typical_passages`, with a column `topic`.
    """
    shares.refuse_groups()
    at = anchor("topics", shares.of, *shares.labels)
    files = [File("figure's table", "topics", shares.table)]
    found: tuple[SlicePassages, ...] = ()
    if passages is not None:
        files.append(File("passages", "topic-passages", passages))
        found = typical_parts(passages, at, shares.labels)
    return Part(
        anchor=at,
        question="",
        heading=f"Topics of {shares.of}" if shares.of else "Topics",
        said=tuple(shares.answer()),
        doubts=tuple(without_paths(doubt) for doubt in shares.doubts),
        draw=drawn(shares, figure="profile" if shares.of else None),
        caption=with_dates(of_profile(shares), shares) if shares.of else caption(shares),
        alt=alt(shares),
        tables=(_table(shares),),
        passages=found,
        files=tuple(files),
    )


def typical_parts(
    passages: pl.DataFrame, at: str, labels: tuple[str, ...]
) -> tuple[SlicePassages, ...]:
    """Give the typical passages of every topic that has some."""
    found = (_typical(passages, at, n, one) for n, one in enumerate(labels))
    return tuple(one for one in found if one.groups)


def _table(shares: TopicShares) -> Shown:
    rows = []
    for (label,), part in shares.table.group_by("label", maintain_order=True):
        judged = part.drop_nulls("share").sort("share", descending=True, maintain_order=True)
        stability = part["stability"][0]
        steady = "–" if stability is None else f"{stability:.2f}"
        if not len(judged):
            rows.append((str(label), "–", "–", "–", "–", steady))
            continue
        top = judged.row(0, named=True)
        span = f"{top['low']:.1%} to {top['high']:.1%}"
        where = (str(top["slice"]), f"{top['share']:.1%}", span, f"{top['n_documents']:,}")
        rows.append((str(label), *where, steady))
    heads = ("topic", "largest in", "share", "interval", "documents", "stability")
    caption = f"Topics where they are largest, {shares.level:.0%} intervals"
    return Shown(caption, heads, tuple(rows))


def _cut(text: str) -> str:
    """Put a passage into one line and cut it behind a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]


def _typical(passages: pl.DataFrame, at: str, number: int, label: str) -> SlicePassages:
    mine = passages.filter(pl.col("topic") == number)
    chosen = tuple(
        Passage(
            "", "", _cut(row["text"]), str(row["date"] or "undated"),
            row["author"] or "unknown author", row["title"] or "untitled", row["id"],
        )
        for row in mine.iter_rows(named=True)
    )  # fmt: skip
    groups = (Group("With the largest share of it", chosen, len(mine)),) if chosen else ()
    return SlicePassages(label, anchor("passages", at, str(number)), "", groups)
