"""Direction, earliest source, and the way that a wording took from document to document."""

from collections.abc import Sequence

import polars as pl

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import DateSpan
from toolkit.traces.match import Match

# A document is a source of a passage if it has at least this share of what the fullest one has.
SUBSTANTIAL = 0.5


def direction(date: DateSpan | None, start: int | None, stop: int | None) -> str:
    """Say where a document of the archive lies in time, seen from the target.

    Parameters
    ----------
    date : DateSpan or None
        Of the target; without one it counts as later than all of the archive.
    start, stop : int or None
        Days of the document's date, half open.

    Returns
    -------
    str
        "earlier", "later", "same time" (the spans overlap) or "undated".

    Examples
    --------
    >>> from toolkit.corpus.dates import parse_date
    >>> direction(parse_date("1917"), 0, 1), direction(None, 0, 1), direction(None, None, None)
    ('later', 'earlier', 'undated')
    """
    if start is None or stop is None:
        return "undated"
    if date is None or stop <= date.start:
        return "earlier"
    return "later" if start >= date.stop else "same time"


def earliest(group: Sequence[Match], corpus: Corpus) -> Match | None:
    """Find the earliest document with most of a passage; None where all are undated."""
    most = max(len(one.found.a) for one in group)
    days = corpus.documents["start"]
    dated = [
        one
        for one in group
        if days[one.document] is not None and len(one.found.a) >= SUBSTANTIAL * most
    ]
    return min(dated, key=lambda one: (days[one.document], one.document), default=None)


def via(group: Sequence[Match], corpus: Corpus) -> dict[int, Match | None]:
    """Find, for each match of a passage, the earlier document its wording most likely came from.

    The one whose tokens agree with it in most places of the target, deviations from the target
    included; of several the nearest in time before it.

    Parameters
    ----------
    group : sequence of Match
        All matches of one passage.
    corpus : Corpus
        The archive.

    Returns
    -------
    dict of int to Match or None
        By number in `group`.
    """
    stops, starts = corpus.documents["stop"], corpus.documents["start"]
    words = [dict(zip(one.found.a.tolist(), corpus.index.ids[one.found.b].tolist(), strict=True))
             for one in group]  # fmt: skip
    found: dict[int, Match | None] = {}
    for k, one in enumerate(group):
        born = starts[one.document]
        before = [
            j
            for j, other in enumerate(group)
            if born is not None
            and stops[other.document] is not None
            and stops[other.document] <= born
        ]
        shared = {j: len(words[k].items() & words[j].items()) for j in before}
        best = max(before, key=lambda j: (shared[j], starts[group[j].document]), default=None)
        found[k] = group[best] if best is not None else None
    return found


def order(table: pl.DataFrame) -> pl.DataFrame:
    """Order rows of reuse by passage, then by date of the source, undated ones last."""
    return table.sort("passage", "day", "source", nulls_last=True).drop("day")
