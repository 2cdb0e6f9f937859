"""The place of a scholar's own reading on the page: coded passages, or that there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.change.agreement import Agreement
from toolkit.reports.clean import anchor, without_paths
from toolkit.reports.parts import File
from toolkit.reports.tables import Shown, percent

UNREAD = (
    "Not checked by hand: no passages of this concept were coded. “rhetoric sample” draws some, "
    "“rhetoric agree” compares what coders said."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said of the coded passages of a concept: sentences, doubts, shares by slice."""

    said: tuple[str, ...]
    doubts: tuple[str, ...]
    tables: tuple[Shown, ...]
    files: tuple[File, ...]


def reading(concept: str, coded: Sequence[Agreement]) -> Reading:
    """Put together what was coded of a concept; if nothing was, say so."""
    mine = [one for one in coded if one.concept == concept and len(one.table)]
    if not mine:
        return Reading((UNREAD,), (), (), ())
    files = [
        File(f"coded {what}", anchor(f"coded-{what}", concept, str(n)), table)
        for n, one in enumerate(mine)
        for what, table in (("agreement", one.table), ("shares", one.shares))
    ]
    return Reading(
        tuple(sentence for one in mine for sentence in one.answer()),
        tuple(without_paths(doubt) for one in mine for doubt in one.doubts),
        tuple(_shown(one, question) for one in mine for question in one.coded or {}),
        tuple(files),
    )


def _shown(one: Agreement, question: str) -> Shown:
    series = one.senses(question)
    heads = series.table.unique("sense", keep="first", maintain_order=True)["words"].to_list()
    rows = []
    for (label,), part in series.table.group_by("slice", maintain_order=True):
        counts = part.row(0, named=True)
        start = (str(label), str(counts["n_occurrences"]), str(counts["n_documents"]))
        rows.append((*start, *(percent(row, "share") for row in part.iter_rows(named=True))))
    caption = (
        f"{one.concept}, {question}: share of each label by slice, {series.level:.0%} intervals"
    )
    return Shown(caption, ("slice", "passages", "documents", *heads), tuple(rows))
