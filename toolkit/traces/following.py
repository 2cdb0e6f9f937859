"""One concept after the other followed through an archive, and their tables put together."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from toolkit.change.changes import SCHEMA as BREAK_SCHEMA
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.sliced import Slices
from toolkit.topics.base import TopicModel
from toolkit.traces.careers import CAREER_SCHEMA, broken, career, peak_of
from toolkit.traces.company import CARRIER_SCHEMA, COMPANY_SCHEMA, carriers, company
from toolkit.traces.concepts import Sought
from toolkit.traces.first import FIRST_SCHEMA, coverage, first_use
from toolkit.traces.judged import Asked
from toolkit.traces.resemblance import (
    NEAREST_SCHEMA,
    RESEMBLANCE_SCHEMA,
    Resembled,
    of_concept,
    of_text,
)
from toolkit.traces.target import Target
from toolkit.traces.topical import TOPICS_SCHEMA, of_topics, topic_table
from toolkit.traces.trace_table import TRACE_SCHEMA
from toolkit.traces.vectors import target_usages

Rows = list[dict[str, Any]]


class Setting(NamedTuple):
    """Where and how concepts are followed.

    Without `asked` resemblance is not judged, without `topics` that of topics.
    """

    target: Target
    asked: Asked | None
    slices: Slices
    topics: TopicModel | None
    level: float
    seed: int


class Followed(NamedTuple):
    """One concept followed through the archive: rows of every table, and what is to be said."""

    point: int | None
    first: dict[str, Any]
    career: pl.DataFrame
    breaks: pl.DataFrame
    carriers: Rows
    company: Rows
    resembled: Resembled
    sentence: str


def follow(setting: Setting, concept: Concept) -> Followed:
    """Follow a concept: first attestation, career, breaks, carriers, company, resemblance."""
    hits = _archived(setting.target, find(concept, setting.target.archive))
    resembled = Resembled([], [], None)
    if setting.asked is not None:
        here = find(concept, setting.target.alone)
        asked = setting.asked
        vectors = target_usages(
            setting.target, asked.space, here.position, here.length, asked.window
        )
        resembled = of_concept(asked, hits, vectors)
    said = coverage(hits)
    if resembled.speaks:
        said += f" The target uses it like the {resembled.speaks}."
    return Followed(
        concept.point,
        first_use(hits),
        career(hits, setting.slices, setting.level),
        broken(hits, setting.slices, setting.level, setting.seed),
        carriers(hits),
        company(hits),
        resembled,
        said,
    )


def tables(
    setting: Setting, wanted: Sought, followed: Mapping[str, Followed], reused: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Put the rows of all concepts together, by the names of the tables of a trace."""
    every = list(followed.values())
    quoted = _quotations(wanted.places, reused)
    rows = {name: _row(name, one, quoted.get(name, 0)) for name, one in followed.items()}
    main = pl.DataFrame(
        [rows[one.name] for one in wanted.concepts or wanted.phrases], schema=TRACE_SCHEMA
    )
    phrases = pl.DataFrame([rows[one.name] for one in wanted.phrases], schema=TRACE_SCHEMA)
    resembled = [*_wholes(setting), *(one.resembled for one in every)]
    topics = setting.topics
    return {
        "table": main,
        "phrases": phrases.join(wanted.key, on="concept", how="left", maintain_order="left"),
        "places": wanted.places,
        "first_uses": pl.DataFrame([one.first for one in every], schema=FIRST_SCHEMA),
        "careers": _joined([one.career for one in every], CAREER_SCHEMA),
        "breaks": _joined([one.breaks for one in every], BREAK_SCHEMA),
        "carriers": pl.DataFrame([r for one in every for r in one.carriers], schema=CARRIER_SCHEMA),
        "company": pl.DataFrame([r for one in every for r in one.company], schema=COMPANY_SCHEMA),
        "resemblance": pl.DataFrame(
            [row for one in resembled for row in one.rows], schema=RESEMBLANCE_SCHEMA
        ),
        "nearest": pl.DataFrame(
            [row for one in resembled for row in one.nearest], schema=NEAREST_SCHEMA
        ),
        "topics": topic_table(setting.target, topics)
        if topics
        else pl.DataFrame(schema=TOPICS_SCHEMA),
    }


def _wholes(setting: Setting) -> list[Resembled]:
    """Compare the text as a whole, and by its topics."""
    if setting.asked is None:
        return []
    whole = of_text(setting.asked, setting.target)
    if setting.topics is None:
        return [whole]
    return [whole, of_topics(setting.asked, setting.target, setting.topics)]


def _archived(target: Target, hits: Occurrences) -> Occurrences:
    """Leave out the target itself, if it stands in the archive."""
    if target.row is None:
        return hits
    kept = hits.document != target.row
    return Occurrences(
        hits.concept, hits.corpus, hits.document[kept], hits.position[kept], hits.length[kept]
    )


def _row(name: str, one: Followed, quotations: int) -> dict[str, Any]:
    slices = [row for row in one.resembled.rows if row["by"] == "slice"]
    judged = [row for row in slices if row["value"] is not None]
    best = max(judged, key=lambda row: row["value"], default=None)
    return {
        "concept": name,
        "point": one.point,
        "first": one.first["first"],
        "first_id": one.first["first_id"],
        "n_occurrences": one.first["n_occurrences"],
        "peak": peak_of(one.career),
        "quotations": quotations,
        "resembles": one.resembled.speaks,
        "low": best["low"] if best else None,
        "high": best["high"] if best else None,
    }


def _quotations(places: pl.DataFrame, reused: pl.DataFrame) -> dict[str, int]:
    """Count, for each concept, the quoted passages of the target in which it stands."""
    quoted = reused.filter(pl.col("kind") == "quotation").select("passage", "start", "stop").rows()
    found: dict[str, set[int]] = {}
    for name, start, stop in places.select("concept", "start", "stop").rows():
        inside = {number for number, a, b in quoted if a <= start and stop <= b}
        found.setdefault(name, set()).update(inside)
    return {name: len(passages) for name, passages in found.items()}


def _joined(several: list[pl.DataFrame], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *several])
