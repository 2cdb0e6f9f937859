"""What a notebook shows for a value: its figure, its caption, what it says, a table, its doubts."""

from dataclasses import replace
from typing import Any

import numpy as np

from toolkit.change.frequency import frequency
from toolkit.change.sentences import count
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.overview import overview as by_slice
from toolkit.corpus.slices import slices
from toolkit.errors import RhetoricError
from toolkit.figures.captions import caption
from toolkit.reports import SECTIONS, section_of
from toolkit.reports.clean import anchor
from toolkit.reports.html import drawing, environment
from toolkit.reports.overview import overview
from toolkit.reports.parts import Part, Place, drawn
from toolkit.reports.tables import Shown
from toolkit.reports.topics import topic_part
from toolkit.reports.trace import trace_section
from toolkit.topics.share_table import TopicShares
from toolkit.traces.trace_table import Trace

ROWS = 8  # of passages and of concepts


def result(value: Any) -> str:  # noqa: ANN401  # any result of a concept
    """Show a result of a concept."""
    return _shown(_part(value), value.table, tuple(value.answer()))


def corpus(value: Corpus) -> str:
    """Show a corpus: its counts, its documents over time, what is doubtful about it."""
    counts = overview(value, None)
    facts = counts.facts if counts else ()
    doubts = counts.doubts if counts else ()
    table = Shown("The corpus", tuple(name for name, _ in facts), (tuple(v for _, v in facts),))
    part = Part("corpus", "", "Corpus", doubts=doubts, tables=(table,))
    try:
        over_time = by_slice(slices(value))
    except RhetoricError as problem:  # nothing is dated
        return _shown(replace(part, doubts=(*doubts, str(problem))), value.hash, ())
    about: dict[str, Any] = {"caption": caption(over_time), "doubts": (*doubts, *over_time.doubts)}
    return _shown(replace(part, draw=drawn(over_time), **about), value.hash, ())


def occurrences(value: Occurrences) -> str:
    """Show where a concept stands: how often, and some passages spread over time."""
    said = f"{value.concept.name}: {count(len(value), 'use')}."
    try:
        part = replace(_part(frequency(value)), tables=(_passages(value),))
    except RhetoricError as problem:  # no order of words, or no dates: the counts remain
        part = Part("occurrences", "", "Occurrences", doubts=(str(problem),))
    return _shown(part, value.position.tobytes().hex(), (said,))


def shares(value: TopicShares) -> str:
    """Show shares of topics."""
    return _shown(topic_part(value), value.table, tuple(value.answer()))


def trace(value: Trace) -> str:
    """Show a trace: what was found, and the careers of its concepts."""
    section = trace_section(value)
    rows = tuple(
        (str(row["concept"]), f"{row['n_occurrences']:,}", str(row["first"] or "–"))
        for row in value.table.head(ROWS).iter_rows(named=True)
    )
    some = f"{len(rows)} of {len(value.table)} concepts"
    table = Shown(some, ("concept", "uses in the archive", "first use"), rows)
    part = replace(section.figures[0], doubts=section.doubts, tables=(table,))
    return _shown(part, value.table, section.answer)


def _part(value: Any) -> Part:  # noqa: ANN401
    made: Part = SECTIONS.get(section_of(value))(value, Place(0))
    return made


def _passages(value: Occurrences) -> Shown:
    chosen = np.unique(np.linspace(0, max(len(value) - 1, 0), ROWS).astype(int))[: len(value)]
    rows = tuple(
        (str(row["date"] or "undated"), row["left"][-60:], row["match"], row["right"][:60])
        for row in value.passages(chosen).iter_rows(named=True)
    )
    caption = f"{len(rows)} of {count(len(value), 'passage')}; .kwic() gives all"
    return Shown(caption, ("date", "left", "match", "right"), rows)


def _shown(part: Part, told_by: object, answer: tuple[str, ...]) -> str:
    """Fill in the fragment; a notebook may show one concept many times, `told_by` tells which."""
    told = told_by if isinstance(told_by, str) else str(told_by.write_json())  # type: ignore[attr-defined]
    moved = replace(part, anchor=anchor("value", part.heading, told), passages=(), leads="")
    template = environment().get_template("value.html.j2")
    return template.render(part=moved, answer=answer, drawing=drawing)
