"""Results put in the order of a page: answer, corpus, concepts, methods, provenance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from toolkit.change.agreement import Agreement
from toolkit.change.base import DriftSeries, FrequencySeries
from toolkit.change.checks import Checks
from toolkit.errors import OptionError, ProvenanceError
from toolkit.figures.captions import caption
from toolkit.reports import methods
from toolkit.reports.clean import anchor, slug, without_paths
from toolkit.reports.drawings import NAMES, Result, drawing
from toolkit.reports.overview import CorpusLike, SlicesLike, overview
from toolkit.reports.passages import SHOWN, SlicePassages, links, passages
from toolkit.reports.reading import Reading, reading
from toolkit.reports.render import Report, render
from toolkit.reports.tables import (
    Download,
    Shown,
    control_rows,
    download,
    drift_table,
    frequency_table,
    neighbour_rows,
)
from toolkit.reports.trace import trace_page
from toolkit.traces.trace_table import Trace

HEADINGS = {"drift": "Change of use", "frequency": "Frequency", "neighbours": "Nearest words"}


@dataclass(frozen=True, slots=True)
class Part:
    """One result on the page."""

    anchor: str
    heading: str
    svg: Markup
    caption: str
    table: Shown
    doubts: tuple[str, ...]
    passages: tuple[SlicePassages, ...]
    controls: Shown | None
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings about the corpus, each its check, sentence and advice; checks that found nothing."""

    found: tuple[tuple[str, str, str], ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptSection:
    """All results of one concept."""

    anchor: str
    concept: str
    answer: tuple[str, ...]
    parts: tuple[Part, ...]
    reading: Reading


def report(
    results: Sequence[Result] | Trace,
    *,
    question: str | None = None,
    corpus: CorpusLike | None = None,
    slices: SlicesLike | None = None,
    checks: Checks | None = None,
    coded: Sequence[Agreement] = (),
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Report:
    """Put results into one page: answer in sentences, figures, tables, doubts, passages.

    The page is one file without any script and loads nothing; it can be archived, printed
    and mailed. The same results give the same bytes. At most five passages of each kind
    and slice are shown, and how many there are is said.

    Parameters
    ----------
    results : Trace, or sequence of DriftSeries, FrequencySeries, NeighbourTable
        A trace makes a page of its own. Else in any order; they are grouped by concept, in order
        of first appearance. None with `checks` alone.
    question : str, optional
        The question that the page answers, at its head.
    corpus : Corpus, optional
        For the overview of documents, doubts and skipped inputs.
    slices : Slices, optional
        For the counts by slice.
    checks : Checks, optional
        What could be mistaken for a change of use, from `check`; also as a page of its own.
    coded : sequence of Agreement
        What was read by hand, from `agree`. A concept without says that it was not checked.
    events : iterable of Event or of (label, year)
        Dated events for the figures.
    title : str, optional
        Without it the names of the concepts.

    Returns
    -------
    Report
        With `html` and `save`.

    Raises
    ------
    OptionError
        If there are no results, or one that has no place on the page.
    ProvenanceError
        If the results were made from different corpora.
    """
    if isinstance(results, Trace):
        return trace_page(results, title, question)
    _check(results, corpus, checks)
    dated = tuple(events)
    concepts = list(dict.fromkeys(one.concept for one in results))
    sections = [_section(name, results, dated, coded) for name in concepts]
    texts = methods.paragraphs(results)
    made_from = [one.provenance for one in (*results, *([checks] if checks else []))]
    lines = dict.fromkeys(line for one in made_from for line in one.lines())
    named = ", ".join(concepts[:6]) + (" …" if len(concepts) > 6 else "")
    return render(
        title=title or (f"Change of use: {named}" if named else "Is the corpus fit?"),
        question=question,
        sections=sections,
        overview=overview(corpus, slices),
        checks=None if checks is None else _checked(checks),
        methods=texts,
        references=methods.references(texts),
        provenance=[without_paths(line) for line in lines],
        shown=SHOWN,
    )


def _checked(checks: Checks) -> Findings:
    rows = checks.table.select("check", "sentence", "advice").iter_rows()
    found = tuple((kind, without_paths(said), without_paths(advice)) for kind, said, advice in rows)
    return Findings(found, checks.passed)


def _check(
    results: Sequence[Result], corpus: CorpusLike | None, checks: Checks | None = None
) -> None:
    if not results and checks is None:
        msg = "a report of no results; give at least one drift, frequency or neighbour result."
        raise OptionError(msg)
    strange = [type(one).__name__ for one in results if type(one) not in NAMES]
    if strange:
        msg = f"{strange[0]} has no place in a report; give drift, frequency or neighbour results."
        raise OptionError(msg)
    hashes = {one.provenance.corpus for one in results}
    hashes |= {corpus.hash} if corpus is not None else set()
    hashes |= {checks.provenance.corpus} if checks is not None else set()
    if len(hashes - {""}) > 1:
        short = ", ".join(sorted(one[:12] for one in hashes if one))
        msg = f"results from different corpora ({short}); make one report for each corpus."
        raise ProvenanceError(msg)


def _section(
    concept: str, results: Sequence[Result], events: tuple[Any, ...], coded: Sequence[Agreement]
) -> ConceptSection:
    of_concept = [one for one in results if one.concept == concept]
    mine = [one for kind in NAMES for one in of_concept if type(one) is kind]
    parts = tuple(_part(one, n, events) for n, one in enumerate(mine))
    said = tuple(sentence for one in mine for sentence in one.answer())
    return ConceptSection(anchor("concept", concept), concept, said, parts, reading(concept, coded))


def _part(result: Result, n: int, events: tuple[Any, ...]) -> Part:
    name = NAMES[type(result)]
    place = anchor(name, result.concept, str(n))
    heading = HEADINGS[name]
    stem = f"{slug(result.concept)}-{n}"
    files = [download("figure's table", f"{name}-{stem}", result.table)]
    found: list[SlicePassages] = []
    controls = None
    if isinstance(result, DriftSeries):
        heading = f"{heading}, {result.metric}"
        found = passages(result, place)
        if len(result.controls):
            controls = control_rows(result)
            files.append(download("control words", f"controls-{stem}", result.controls))
        if len(result.evidence):
            files.append(download("all passages", f"passages-{stem}", result.evidence))
    link = links(result, place) if isinstance(result, DriftSeries) else None
    return Part(
        place,
        heading,
        drawing(result, place, link=link, events=events),
        caption(result),
        _table(result),
        tuple(without_paths(doubt) for doubt in result.doubts),
        tuple(found),
        controls,
        tuple(files),
    )


def _table(result: Result) -> Shown:
    if isinstance(result, DriftSeries):
        return drift_table(result)
    if isinstance(result, FrequencySeries):
        return frequency_table(result)
    return neighbour_rows(result)
