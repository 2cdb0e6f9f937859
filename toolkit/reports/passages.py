"""The passages behind a series: a few of each kind and slice, and how many were left out."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.sentences import count
from toolkit.reports.clean import anchor

SHOWN = 5
# What the kinds of evidence are called, in the order of the page.
KINDS = {
    "typical": "Typical of this slice",
    "moving": "Moved the estimate most",
}
# Behind these no blank stands.
OPENING = "([{“‘«„\"'"
LONGEST = 300  # characters of context on each side


@dataclass(frozen=True, slots=True)
class Passage:
    """One use in its context."""

    left: str
    match: str
    right: str
    date: str
    author: str
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Group:
    """The passages of one kind: a heading, those shown, and how many there are."""

    heading: str
    passages: tuple[Passage, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SlicePassages:
    """All passages of one slice, with the anchor that its point leads to."""

    label: str
    anchor: str
    counts: str
    groups: tuple[Group, ...]


def links(series: DriftSeries, place: str) -> dict[str, str]:
    """Map the label of each slice with passages to the address of its passages in the page.

    Parameters
    ----------
    series : DriftSeries
        Whose points become links.
    place : str
        What sets this series apart from others in the page.
    """
    labels = series.evidence["slice"].unique(maintain_order=True).to_list()
    return {label: f"#{anchor('passages', place, label)}" for label in labels}


def passages(series: DriftSeries, place: str, shown: int = SHOWN) -> list[SlicePassages]:
    """Choose the passages of each slice that the page shows, the strongest first.

    Parameters
    ----------
    series : DriftSeries
        With its evidence.
    place : str
        As in `links`.
    shown : int
        At most so many of each kind and slice.
    """
    counts = {
        row["slice"]: f"{count(row['n_occurrences'], 'use')} in "
        f"{count(row['n_documents'], 'document')}"
        for row in series.table.iter_rows(named=True)
    }
    found = []
    for label in series.evidence["slice"].unique(maintain_order=True).to_list():
        mine = series.evidence.filter(pl.col("slice") == label)
        kinds = mine["kind"].unique(maintain_order=True).to_list()
        kinds.sort(key=lambda kind: list(KINDS).index(kind) if kind in KINDS else len(KINDS))
        groups = tuple(_group(mine.filter(pl.col("kind") == kind), kind, shown) for kind in kinds)
        place_of = anchor("passages", place, label)
        found.append(SlicePassages(label, place_of, counts.get(label, ""), groups))
    return found


def _group(rows: pl.DataFrame, kind: str, shown: int) -> Group:
    best = rows.sort("score", descending=True, nulls_last=True, maintain_order=True).head(shown)
    chosen = tuple(passage_of(row) for row in best.iter_rows(named=True))
    return Group(KINDS.get(kind, kind), chosen, len(rows))


def passage_of(row: dict[str, Any]) -> Passage:
    """Make a passage of a row of evidence."""
    left, right = (row["left"] or "")[-LONGEST:], (row["right"] or "")[:LONGEST]
    # Contexts come without the blank that stood between them and the match.
    return Passage(
        left=f"{left} " if left and left[-1] not in OPENING else left,
        match=(row["match"] or "")[:LONGEST],
        right=f" {right}" if right and (right[0].isalnum() or right[0] in OPENING) else right,
        date=str(row["date"] or "undated"),
        author=row.get("author") or "unknown author",
        title=row.get("title") or "untitled",
        id=row["id"],
    )
