"""Whose words these are: passages of a text that stand in an archive, or twice within it."""

from concurrent.futures import Executor
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.order import needs_order
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.traces.base import REUSE_COLUMNS, REUSE_SCHEMA, Reuse
from toolkit.traces.chains import direction, earliest, order, via
from toolkit.traces.chance import changed
from toolkit.traces.match import Match, matches
from toolkit.traces.target import Target, target_of
from toolkit.traces.within import within

# A passage that so many documents have is a set phrase: reuse tells no source of it.
COMMON = 20
LEAST_WORDS = {"target": 5, "archive": 8}
# In an archive of fewer words its phrases do not tell the idioms of the language from quotations.
SMALL = 1_000_000


def reuse(
    corpus: Corpus,
    target: str | Path | Document | None = None,
    *,
    date: str | None = None,
    words: int | None = None,
    level: float = 0.05,
    common: int = COMMON,
    most: int = 1_000,
    executor: Executor | None = None,
) -> Reuse:
    """Find the passages that a text has in common with an archive, or that an archive repeats.

    With a target, passages are found exactly and nearly: words replaced, put in or left out, and
    other forms of the same word. Without one, passages that stand word for word in two documents
    of the archive, each with the earliest document that has it.

    Parameters
    ----------
    corpus : Corpus
        The archive.
    target : path or Document, optional
        The text. A document that stands in the archive under the same id is not compared with
        itself. Without a date it counts as later than the whole archive.
    date : str, optional
        Of the target, as `parse_date` reads it; else that of the document or of the file name.
    words : int, optional
        Least number of words that are the same: 5 with a target, 8 without.
    level : float
        How many matches chance may give, in the whole target, of what is called a quotation.
    common : int
        A passage that at least so many documents of the archive have is a formula.
    most : int
        Without a target: rows of the table, the longest passages first.
    executor : Executor, optional
        What passes over the archive are shared out to, by runs of documents.

    Returns
    -------
    Reuse

    Raises
    ------
    OptionError
        If an option lies outside what is allowed.
    ReadError, DateError
        If the target cannot be read, holds more than one text, or its date is not understood.

    Notes
    -----
    Cost: with a target three passes over the token stream and an alignment for each candidate;
    without one about a third of a second for a million tokens.
    Source: Smith & Waterman 1981, doi:10.1016/0022-2836(81)90087-5 (alignment).
    Source: MacKay & Peto 1995, doi:10.1017/S1351324900000218 (chance).
    """
    least = LEAST_WORDS["archive" if target is None else "target"] if words is None else words
    if least < 2 or common < 2 or most < 1 or not 0 < level < 1:
        msg = (
            f"words {least}, common {common}, most {most}, level {level}; give 2 words or more, "
            "2 documents or more, 1 row or more, and a level between 0 and 1."
        )
        raise OptionError(msg)
    needs_order(corpus, "reuse")
    settings: dict[str, object] = {"words": least, "level": level, "common": common}
    if target is None:
        return within(corpus, least, common, level, most, executor=executor)
    chosen = target_of(target, corpus, date, executor)
    found = matches(chosen, least, level)
    table = passages(chosen, found, level, common)
    return Reuse(
        table=table,
        n_tokens=corpus.n_tokens,
        words=least,
        n_passages=table["passage"].n_unique(),
        doubts=_doubts(chosen),
        provenance=Provenance(
            corpus.hash, settings | {"target": chosen.document.id}, dated=corpus.dated
        ),
    )


def passages(target: Target, found: list[Match], level: float, common: int) -> pl.DataFrame:
    """Lay matches out as a table of reuse, with direction, earliest source and the way between."""
    rows: list[dict[str, Any]] = []
    for _, group in groupby(found, key=lambda one: one.passage):
        rows += _of_passage(target, list(group), level, common)
    schema = REUSE_SCHEMA | {"day": pl.Int64}
    return order(pl.DataFrame(rows, schema=schema)).select(REUSE_COLUMNS)


def _of_passage(
    target: Target, group: list[Match], level: float, common: int
) -> list[dict[str, Any]]:
    corpus, n_documents = target.archive, group[0].carriers
    unlikely = min(one.log_expected for one in group) <= np.log(level)
    kind = "commonplace" if not unlikely else "formula" if n_documents >= common else "quotation"
    first = earliest(group, corpus)
    ways = via(group, corpus) if kind == "quotation" else {}
    if kind == "commonplace":
        # Where chance brings words together, one place is as good as another.
        group = [first or group[0]]
    rows = []
    for k, one in enumerate(group):
        known = corpus.documents.row(one.document, named=True)
        came = ways.get(k)
        rows.append(
            {
                "passage": one.passage,
                "kind": kind,
                **_here(target, one),
                **_there(corpus, one),
                "direction": direction(target.document.date, known["start"], known["stop"]),
                "first": one is first,
                "via": corpus.documents["id"][came.document] if came is not None else None,
                "n_words": len(one.found.a),
                "n_changed": changed(one.found),
                "expected": float(np.exp(max(one.log_expected, -690.0))),
                "n_documents": n_documents,
                "day": known["start"],
            }
        )
    return rows


def _here(target: Target, one: Match) -> dict[str, Any]:
    """Say where a match stands in the target."""
    start, stop = int(target.spans[one.first, 0]), int(target.spans[one.last - 1, 1])
    date = target.document.date
    return {
        "id": target.document.id,
        "date": date.text if date else "",
        "start": start,
        "stop": stop,
        "text": target.text[start:stop],
    }


def _there(corpus: Corpus, one: Match) -> dict[str, Any]:
    """Say where a match stands in the archive."""
    row = one.document
    spans = corpus.spans(row)
    offset = int(corpus.index.offsets[row])
    start = int(spans[int(one.found.b[0]) - offset, 0])
    stop = int(spans[int(one.found.b[-1]) - offset, 1])
    return {
        "source": corpus.documents["id"][row],
        "source_date": corpus.documents["date"][row],
        "source_start": start,
        "source_stop": stop,
        "source_text": corpus.text_at(row)[start:stop],
    }


def _doubts(target: Target) -> tuple[str, ...]:
    corpus, date = target.archive, target.document.date
    said = []
    if not len(target):
        said.append("the target holds no word")
    elif (target.types < 0).mean() > 0.5:
        said.append(
            f"{(target.types < 0).mean():.0%} of the target's words do not occur in the archive: "
            "another language, or another subject"
        )
    if corpus.languages and target.language not in corpus.languages:
        held = ", ".join(corpus.languages)
        said.append(f"the target is in {target.language}, the archive in {held}")
    if date is None:
        said.append("the target has no date; it counts as later than the whole archive")
    if corpus.n_tokens < SMALL:
        said.append(
            f"the archive holds {corpus.n_tokens:,} words only: an idiom that it has once or twice "
            "passes for a quotation; trust those that chance gives least"
        )
    undated = int(corpus.documents["start"].null_count())
    if undated:
        said.append(f"{undated:,} documents of the archive have no date and precede nothing")
    return tuple(said)
