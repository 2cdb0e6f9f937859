"""Do a study: everything that its report shows, from the corpus to the results."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import polars as pl

from toolkit.change import METRICS
from toolkit.change.agreement import Agreement, agree
from toolkit.change.base import DriftSeries
from toolkit.change.breaks import breaks
from toolkit.change.checks import check
from toolkit.change.coded import read_coded
from toolkit.change.collocates import collocates
from toolkit.change.convergence import convergence
from toolkit.change.decompose import decompose
from toolkit.change.drift import drift
from toolkit.change.frequency import frequency
from toolkit.change.neighbours import neighbours
from toolkit.change.robustness import robustness
from toolkit.change.senses import senses
from toolkit.change.sentences import count
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import lexicon
from toolkit.corpus.audit import intact
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.groups import grouped
from toolkit.corpus.layout import is_corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices
from toolkit.readers.read import read
from toolkit.reports.study import ConceptOf, Study
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.statistics.permuted import one_thread
from toolkit.topics import TOPIC_MODELS
from toolkit.topics.base import TopicModel
from toolkit.topics.cards import topic_cards
from toolkit.topics.fit import fit_topics
from toolkit.topics.map import document_map
from toolkit.topics.novelty import novelty
from toolkit.topics.shares import shares
from toolkit.topics.typical import typical_passages
from toolkit.topics.vectors import document_vectors
from toolkit.traces.trace import trace

Told = Callable[[str], None]
TYPICAL = 2  # passages of each topic


class Gathered(NamedTuple):
    """What a report is made from; the names are those of `report`."""

    results: list[Any]
    corpus: Corpus
    slices: Slices
    checks: Any
    coded: list[Agreement]
    events: tuple[Any, ...]
    typical: pl.DataFrame | None
    title: str | None
    question: str | None


def silent(_: str) -> None:
    """Say nothing of what is being done."""


def gather(study: Study, corpus: Corpus | None = None, told: Told = silent) -> Gathered:
    """Do what a study asks.

    Parameters
    ----------
    study : Study
        What is asked.
    corpus : Corpus, optional
        The corpus, if it is open already.
    told : function
        Hears in a few words what is being done.

    Raises
    ------
    CorpusError
        If any byte of the corpus is not what was written.
    """
    with one_thread():
        return _gathered(study, corpus, told)


def _gathered(study: Study, corpus: Corpus | None, told: Told) -> Gathered:
    told("opening the corpus")
    opened = _opened(study, corpus)
    cut = slices(opened, **study.slices.way())
    results = [one for concept in _concepts(study) for one in _of(concept, study, cut, told)]
    found, typical = _topics(study, cut, told)
    results += found
    if study.trace:
        told(f"tracing {study.trace.target.name}")
        options: dict[str, Any] = {"space": study.drift.space, "seed": study.seed}
        options |= {"lexicon": study.lexicon, "date": study.trace.date}
        options |= {"topics": _still_topics(study, opened)}
        results.append(trace(study.trace.target, opened, slices=cut, **options))
    told("checking the corpus")
    return Gathered(
        results,
        opened,
        cut,
        check(opened, slices=cut) if study.check else None,
        _coded(study, cut),
        tuple(lexicon(study.events).events) if study.events else (),
        typical,
        study.title,
        study.question,
    )


def _opened(study: Study, corpus: Corpus | None) -> Corpus:
    if corpus is None:
        path = study.corpus
        corpus = Corpus.open(path) if is_corpus(path) or not path.exists() else read(path)
    # At opening large files are compared by their size only.
    if corpus.path:
        intact(corpus.path)
    if study.groups is None:
        return corpus
    name, _, of = study.groups.partition("=")
    return grouped(corpus, name, of=of or None)


def _concepts(study: Study) -> Iterator[Concept]:
    known = lexicon(study.lexicon) if study.lexicon else None
    for one in study.concepts:
        if isinstance(one, ConceptOf):
            yield Concept(one.name, one.patterns, exclude=one.exclude)
        else:
            yield known[one] if known else Concept(one, patterns=[one])


def _of(concept: Concept, study: Study, cut: Slices, told: Told) -> Iterator[Any]:
    """Answer the questions of a study about one concept; what has no answer is left out."""
    corpus, seed, asked, how = cut.corpus, study.seed, study.ask, study.drift
    told(f"measuring {concept.name}")
    space: Space | str = space_of(how.space, corpus, seed=seed, slices=cut)
    options = how.model_dump() | {"space": space, "seed": seed}
    if METRICS.get(how.metric).needs == "shares":
        options["topics"] = fit_topics("nmf", corpus, seed=seed)
    series = drift(concept, corpus, slices=cut, **options)
    hits = find(concept, corpus)
    shared: dict[str, Any] = {"permutations": how.permutations, "level": how.level, "seed": seed}
    around: dict[str, Any] = {"slices": cut, "space": space, "window": how.window, "seed": seed}
    yield series
    if asked.breaks and study.slices.rolling is None:
        told(f"dating {concept.name}")
        yield breaks(series, **shared)
    if asked.decompose and how.metric in ("cosine", "squared"):
        yield decompose(series, by=asked.decompose, **shared)
    if asked.convergence:
        told(f"comparing groups in {concept.name}")
        more: dict[str, Any] = {
            "by": asked.convergence,
            "center": how.center,
            "controls": how.controls,
        }
        yield convergence(concept, corpus, **more, **around, level=how.level)
    if asked.frequency:
        yield frequency(hits, slices=cut, reprints=how.reprints, level=how.level)
    if asked.neighbours:
        yield neighbours(concept, corpus, reprints=how.reprints, **around)
    if asked.collocates:
        yield collocates(concept, corpus, slices=cut, window=how.window, seed=seed)
    if asked.senses and len(hits) and study.slices.rolling is None:
        told(f"telling senses of {concept.name} apart")
        yield senses(concept, corpus, level=how.level, **around)
    if asked.robustness and _judged(series):
        told(f"asking again about {concept.name}")
        yield robustness(series, spaces=[series.space])


def _judged(series: DriftSeries) -> bool:
    return series.asked is not None and len(series.table.drop_nulls("value")) > 0


def _topics(study: Study, cut: Slices, told: Told) -> tuple[list[Any], pl.DataFrame | None]:
    wanted = study.topics
    if wanted is None:
        return [], None
    told(f"finding {count(wanted.topics, 'topic')}")
    model = fit_topics(wanted.model, cut.corpus, topics=wanted.topics, seed=study.seed)
    tables = [
        typical_passages(model, n, n=TYPICAL).select(pl.lit(n).alias("topic"), pl.all())
        for n in range(len(model.labels))
    ]
    found = [shares(model, cut, level=study.drift.level, seed=study.seed)]
    # Cards bring these passages themselves.
    typical = None if wanted.cards else pl.concat(tables)
    return [*found, *_of_all(study, model, cut, told)], typical


def _still_topics(study: Study, corpus: Corpus) -> TopicModel | None:
    """Give the topics that a trace compares; those that move have no one share in another text."""
    wanted = study.topics
    if wanted is None or TOPIC_MODELS.get(wanted.model).needs == "slices":
        return None
    return fit_topics(wanted.model, corpus, topics=wanted.topics, seed=study.seed)


def _of_all(study: Study, model: TopicModel, cut: Slices, told: Told) -> Iterator[Any]:
    """Answer what is asked about all documents beside the shares of topics."""
    wanted, seed, level = study.topics, study.seed, study.drift.level
    if wanted and wanted.cards:
        yield topic_cards(model, cut, level=level, seed=seed)
    if wanted and wanted.novelty:
        told("comparing every document with those before and after it")
        yield novelty(model, permutations=study.drift.permutations, seed=seed)
    if wanted and wanted.map:
        told("placing documents")
        yield document_map(document_vectors(cut.corpus, "mean", seed=seed), seed=seed)


def _coded(study: Study, cut: Slices) -> list[Agreement]:
    """Read coded sheets, those of one concept together."""
    by_concept: dict[str, list[Any]] = {}
    for path in study.codes:
        by_concept.setdefault(read_coded([path], cut.corpus).concept, []).append(path)
    return [
        agree(all_of, cut.corpus, slices=cut, seed=study.seed) for all_of in by_concept.values()
    ]
