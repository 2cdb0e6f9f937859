"""The main question: how far the use of a concept moved, when, and whether chance could do it."""

from concurrent.futures import Executor
from dataclasses import replace
from typing import Literal

import numpy as np

from toolkit.change import METRICS
from toolkit.change import doubts as say
from toolkit.change.base import DriftSeries
from toolkit.change.grouped import check_groups
from toolkit.change.question import Question, Weights, in_space
from toolkit.change.reprinted import Reprinted, again, leaves_out, without_reprints
from toolkit.change.sense_places import SensePlaces
from toolkit.change.senses import places
from toolkit.change.series import measure
from toolkit.change.weighed import CLOSED
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, usages
from toolkit.topics.base import TopicModel


def drift(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    metric: str = "cosine",
    against: str = "first",
    window: int = WINDOW,
    center: Literal["corpus", "slice"] = "corpus",
    weights: Weights = "occurrence",
    unit: str = "auto",
    strata: str | None = None,
    reprints: Reprinted = "keep",
    topics: TopicModel | None = None,
    controls: int = 99,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
    executor: Executor | None = None,
) -> DriftSeries:
    """Measure how far the use of a concept moved, with interval, chance, controls and passages.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades.
    space : Space or str
        A fitted space, or the name of one. In "aligned", "compass" and "referencing" the unit
        is a group of documents with a vector of its own; see Notes.
    metric : str
        What is compared between two slices: "cosine", or another of `METRICS`.
    against : str
        "first" (the earliest slice above the floors), "previous", "rest", "undated" (documents
        without a date) or the label of a slice.
    window : int
        Context words on either side of a use.
    center : {"corpus", "slice"}
        Whether usages are measured from the mean context of the corpus or of their slice.
    weights : {"occurrence", "unit"}
        Whether each use counts once or each unit does.
    unit : str
        What is resampled: "auto", "document", "author" or any document variable.
    strata : str, optional
        A document variable that is held fixed: post-stratified means, exchange within strata.
    reprints : {"keep", "leave out"}
        Whether uses in documents, or stretches of documents, that repeat an earlier one count at
        the date of the copy. Left out they count once, at the earliest date.
    topics : TopicModel, optional
        Of metric "topics": the model whose passages are read.
    controls : int
        Comparable words that the same statistic is computed for.
    permutations : int
        Exchanges of units for p and the band of chance.
    level : float
        Of the interval.
    seed : int
        Of the exchanges, the sampling of controls, and of a space fitted here.
    executor : Executor, optional
        What the slices are shared out to, and before that looking the concept up and adding its
        usages up: worth it for metrics without a closed form, and in very large corpora.

    Returns
    -------
    DriftSeries
        One row a slice; thin slices keep their counts and have no value.

    Raises
    ------
    UnknownNameError
        If a metric, space, slice or document variable does not exist.
    OptionError
        If an option lies outside what is allowed.
    PatternError
        If a pattern cannot be understood.
    ShapeError
        If the corpus is too small for a space.

    Notes
    -----
    Spaces trained by slice give one vector for a type. To draw documents anew would be to train
    anew, some thousand times; instead each slice is trained on groups of its documents, five or
    more, and these are the units: `n_units` counts them, the debiased distance leaves out pairs
    within a group, the interval comes from their spread, which holds the noise of training as
    well, and chance from exchanged groups.
    Source: Green et al. 2025 (debiased norm); Chen & Qin 2010, doi:10.1214/09-AOS716;
    Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
    """
    _check_metric(metric, strata, weights, center)
    _check_topics(metric, topics, corpus)
    _check(window=window, controls=controls, permutations=permutations, center=center)
    if slices is None:
        slices = make_slices(corpus)
    elif slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    hits, n_again = find(concept, corpus, executor=executor), 0
    if leaves_out(reprints):
        hits, slices, n_again = without_reprints(hits, slices)
    space = space_of(space, corpus, seed=seed, slices=slices, executor=executor)
    if space.groups is not None:
        check_groups(space, slices, center=center, unit=unit, strata=strata)
    hits, n_others = in_space(hits, space)
    senses, said = _senses(metric, hits, space, window, seed)
    question = Question(
        hits=hits,
        usages=usages(space, corpus, hits.position, hits.length, window, executor=executor),
        space=space,
        metric=metric,  # type: ignore[arg-type]
        center=center,
        weights=weights,
        unit=unit,
        strata=strata,
        window=window,
        controls=controls,
        permutations=permutations,
        level=level,
        seed=seed,
        topics=topics,
        senses=senses,
    )
    series = measure(question, slices, against, executor)
    return replace(
        series,
        doubts=(*series.doubts, *said, *again(n_again), *say.of_texts(question, n_others)),
        provenance=_provenance(question, against, slices, reprints),
        asked=(question, slices),
    )


def _provenance(question: Question, against: str, slices: Slices, reprints: str) -> Provenance:
    names = ("metric", "center", "weights", "unit", "strata", "window", "controls", "permutations")
    settings: dict[str, object] = {
        "concept": question.hits.concept.name,
        "patterns": "; ".join(
            f"{language} {' '.join(patterns)}"
            for language, patterns in question.hits.concept.patterns.items()
        ),
        "slices": f"{len(slices)} from {slices.labels[0]} to {slices.labels[-1]}"
        if len(slices)
        else "none",
        "against": against,
        "space": question.space.name,
        **{f"space {name}": value for name, value in question.space.settings.items()},
        **{name: getattr(question, name) for name in names},
        "reprints": reprints,
        "level": question.level,
    }
    if question.topics is not None:
        made = question.topics.provenance
        settings |= {f"topics {name}": value for name, value in made.settings.items()}
        settings["topics seed"] = made.seed
    return Provenance(question.corpus.hash, settings, question.seed, dated=question.corpus.dated)


def _senses(
    metric: str, hits: Occurrences, space: Space, window: int, seed: int
) -> tuple[SensePlaces | None, list[str]]:
    """Find the senses of a concept where the metric asks for them."""
    if METRICS.get(metric).needs != "senses":
        return None, []
    return places(hits, space, window, seed)


def _check_topics(metric: str, topics: TopicModel | None, corpus: Corpus) -> None:
    needed = METRICS.get(metric).needs == "shares"
    if needed != (topics is not None):
        given = "without topics" if needed else "with topics"
        msg = f"metric {metric!r} {given}; topics=, made by fit, goes with metric 'topics' alone."
        raise OptionError(msg)
    if topics is not None and topics.corpus.hash != corpus.hash:
        msg = "the topics were fitted on another corpus; fit them on this one."
        raise ProvenanceError(msg)


def _check_metric(metric: str, strata: str | None, weights: str, center: str) -> None:
    if METRICS.get(metric).needs == "senses" and center == "slice":
        msg = "center='slice' with metric 'senses': they are found over all slices; leave it out."
        raise OptionError(msg)
    if metric not in CLOSED and (strata is not None or weights != "occurrence"):
        msg = (
            f"strata={strata!r} and weights={weights!r} with metric {metric!r}; only "
            f"{' and '.join(CLOSED)} hold strata fixed or weigh units: leave both out."
        )
        raise OptionError(msg)


def _check(*, window: int, controls: int, permutations: int, center: str) -> None:
    if center not in ("corpus", "slice"):
        msg = f"center {center!r}; give 'corpus' or 'slice'."
        raise OptionError(msg)
    for name, value, least in (
        ("window", window, 1),
        ("controls", controls, 0),
        ("permutations", permutations, 1),
    ):
        if value < least or value != np.floor(value):
            msg = f"{name} {value}; give a whole number from {least}."
            raise OptionError(msg)
