"""Results about all documents on the page: cards of topics, novelty, the map."""

from typing import Any

from toolkit.change.sentences import number
from toolkit.figures.captions import caption
from toolkit.figures.recipe import alt
from toolkit.reports.clean import anchor, without_paths
from toolkit.reports.parts import File, Part, drawn
from toolkit.reports.tables import Shown
from toolkit.reports.topics import typical_parts
from toolkit.topics.cards import TopicCards
from toolkit.topics.map import DocumentMap
from toolkit.topics.novelty import Novelty

RESONANT = 10  # documents in the table of novelty


def cards(result: TopicCards) -> Part:
    """Put cards of topics on the page, with their typical passages."""
    at = anchor("cards", *result.shares.labels)
    rows = result.table.unique("topic", keep="first", maintain_order=True)
    known = tuple(
        (row["label"], "–" if row["stability"] is None else f"{row['stability']:.2f}", row["words"])
        for row in rows.iter_rows(named=True)
    )
    return _part(
        result,
        at,
        "Cards of topics",
        folded=(
            Shown("All topics and their words", ("topic", "stability", "words"), known, "words"),
        ),
        passages=typical_parts(result.table.drop_nulls("text"), at, result.shares.labels),
        files=(File("cards and passages", "topic-cards", result.table),),
    )


def novelty(result: Novelty) -> Part:
    """Put novelty and transience on the page, with the most resonant documents."""
    rows = tuple(
        (
            row["title"] or row["id"],
            str(row["date"]),
            row["author"] or "–",
            *(number(row[name]) for name in ("novelty", "transience", "resonance")),
            f"{number(row['null_low'])} to {number(row['null_high'])}",
            f"{row['p_value']:.3f}",
        )
        for row in result.top(RESONANT).iter_rows(named=True)
    )
    heads = ("document", "date", "author", "novelty", "transience", "resonance",
             "in random orders", "p")  # fmt: skip
    shown = Shown(f"The most resonant documents, in {result.unit}", heads, rows)
    return _part(
        result,
        anchor("novelty", result.of, str(result.window)),
        "Novelty of documents",
        tables=(shown,) if rows else (),
        files=(File("all documents", "novelty", result.table),),
    )


def document_map(result: DocumentMap) -> Part:
    """Put the map of the documents on the page."""
    at = anchor("map", result.vectors, result.by, result.of)
    files = (File("figure's table", "map", result.table),)
    return _part(result, at, "Map of the documents", files=files)


def _part(
    result: TopicCards | Novelty | DocumentMap,
    at: str,
    heading: str,
    **more: Any,  # noqa: ANN401  # tables, passages, files
) -> Part:
    about, answer = caption(result), tuple(result.answer())
    return Part(
        anchor=at,
        question="",
        heading=heading,
        # Some captions open with the answer; nothing is said twice.
        said=() if answer and about.startswith(answer[0]) else answer,
        doubts=tuple(without_paths(doubt) for doubt in result.doubts),
        draw=drawn(result),
        caption=about,
        alt=alt(result),
        **more,
    )
