"""Results put in the order of a page: answer, corpus, concepts, methods, provenance."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from toolkit.change.agreement import Agreement
from toolkit.change.checks import Checks
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.reports import SECTIONS, WHOLE, methods, section_of
from toolkit.reports.clean import anchor, without_paths
from toolkit.reports.comparison import comparison
from toolkit.reports.gather import gather
from toolkit.reports.objections import objections
from toolkit.reports.overview import CorpusLike, SlicesLike, overview
from toolkit.reports.page import ConceptSection, Findings, Page
from toolkit.reports.parts import ABOVE, QUESTIONS, Part, Place
from toolkit.reports.reading import reading
from toolkit.reports.study import Study
from toolkit.reports.trace import trace_section
from toolkit.reports.written import Report
from toolkit.topics.share_table import TopicShares
from toolkit.traces.trace_table import Trace

Concepts = Sequence[Any]
# Whose first sentence stands in the answer on top; the whole of `ABOVE` stands there alone.
FIRST = ("FrequencySeries", "SenseSeries", "robustness")


def report(
    results: Sequence[Any] | Trace | Study,
    *,
    question: str | None = None,
    corpus: CorpusLike | None = None,
    slices: SlicesLike | None = None,
    checks: Checks | None = None,
    coded: Sequence[Agreement] = (),
    events: Iterable[Any] = (),
    title: str | None = None,
    typical: pl.DataFrame | None = None,
) -> Report:
    """Put results into one page: answer in sentences, figures, tables, doubts, passages.

    The page is one file without any script and loads nothing; it can be archived, printed
    and mailed. The same results give the same bytes. At most five passages of each kind
    and slice are shown, and how many there are is said. As Markdown or LaTeX it is written by
    the ending of its name, see `save`.

    Parameters
    ----------
    results : Study, sequence of results, or Trace
        A study says everything else as well; the other options are not looked at.
        Of concepts: drift, breaks, decomposition, convergence, frequency, neighbours, collocates,
        senses, robustness, in any order; they are grouped by concept, in order of first
        appearance, and by the question that they answer. Several drifts are compared. Shares and
        cards of topics, novelty, a map of the documents and a trace have their places behind
        them. None with `checks` alone.
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
    typical : DataFrame, optional
        Passages with most of each topic, as from `typical_passages`, with a column `topic`.

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
    if isinstance(results, Study):
        return report(**gather(results)._asdict())
    given: list[Any] = [results] if isinstance(results, Trace) else list(results)
    _check(given, corpus, checks)
    whole = [one for one in given if type(one).__name__ in WHOLE]
    traces = [one for one in given if isinstance(one, Trace)]
    of_concepts = [one for one in given if one not in (*whole, *traces)]
    dated = tuple(events)
    texts = methods.paragraphs(given)
    made = [one.provenance for one in (*given, *([checks] if checks else []))]
    return Report(
        Page(
            title=title or _title(of_concepts, traces, whole),
            question=question,
            sections=tuple(_sections(of_concepts, dated, coded)),
            checks=None if checks is None else _checked(checks),
            overview=overview(corpus, slices),
            comparison=comparison(of_concepts, dated),
            whole=tuple(_of_whole(one, typical) for one in whole),
            trace=trace_section(traces[0]) if traces else None,
            methods=(*texts, methods.made_with(made)) if texts else (),
            references=tuple(methods.references(texts)),
            provenance=_lines(made),
        )
    )


def _of_whole(result: Any, typical: pl.DataFrame | None) -> Part:  # noqa: ANN401
    """Put a result about all documents on the page; passages stand behind the shares of topics."""
    more = (typical,) if isinstance(result, TopicShares) and not result.of else ()
    part: Part = WHOLE.get(type(result).__name__)(result, *more)
    return part


def _title(of_concepts: Concepts, traces: list[Trace], whole: Concepts) -> str:
    concepts = list(dict.fromkeys(one.concept for one in of_concepts))
    if concepts:
        return f"Change of use: {', '.join(concepts[:6])}{' …' if len(concepts) > 6 else ''}"
    if traces:
        return f"The genealogy of {traces[0].name or 'a text'}"
    if any(isinstance(one, TopicShares) for one in whole):
        return "Topics over time"
    return "The archive as a whole" if whole else "Is the corpus fit?"


def _sections(
    results: Concepts, events: tuple[Any, ...], coded: Sequence[Agreement]
) -> Iterable[ConceptSection]:
    for concept in dict.fromkeys(one.concept for one in results):
        mine = [one for one in results if one.concept == concept]
        parts = [SECTIONS.get(section_of(one))(one, Place(n, events)) for n, one in enumerate(mine)]
        # By question; within one, as they were given.
        order = sorted(range(len(mine)), key=lambda n: QUESTIONS.index(parts[n].question))
        yield ConceptSection(
            anchor=anchor("concept", concept),
            concept=concept,
            answer=tuple(_answer([mine[n] for n in order])) or tuple(mine[0].answer()),
            parts=tuple(parts[n] for n in order),
            objections=objections(mine),
            reading=reading(concept, coded),
        )


def _answer(results: Concepts) -> Iterable[str]:
    """Give all that drift and breaks say, and the first sentence of some other results."""
    for one in results:
        name = section_of(one)
        yield from one.answer() if name in ABOVE else one.answer()[: name in FIRST]


def _lines(made: Sequence[Provenance]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(without_paths(line) for one in made for line in one.lines()))


def _checked(checks: Checks) -> Findings:
    rows = checks.table.select("check", "sentence", "advice").iter_rows()
    found = tuple((kind, without_paths(said), without_paths(advice)) for kind, said, advice in rows)
    return Findings(found, checks.passed)


def _check(results: Concepts, corpus: CorpusLike | None, checks: Checks | None) -> None:
    if not results and checks is None:
        msg = "a report of no results; give at least one, of drift, frequency or any other."
        raise OptionError(msg)
    for one in results:
        if not isinstance(one, Trace) and type(one).__name__ not in WHOLE:
            section_of(one)
    if sum(isinstance(one, Trace) for one in results) > 1:
        msg = "several Trace; a report holds one: make one report for each."
        raise OptionError(msg)
    hashes = {one.provenance.corpus for one in results}
    hashes |= {corpus.hash} if corpus is not None else set()
    hashes |= {checks.provenance.corpus} if checks is not None else set()
    if len(hashes - {""}) > 1:
        short = ", ".join(sorted(one[:12] for one in hashes if one))
        msg = f"results from different corpora ({short}); make one report for each corpus."
        raise ProvenanceError(msg)
