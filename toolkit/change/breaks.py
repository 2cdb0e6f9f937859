"""When the use of a concept changed, or how often it is used: breaks with dates and intervals."""

from typing import Any

import numpy as np

from toolkit.change import doubts as say
from toolkit.change.base import DriftSeries
from toolkit.change.changes import Changes, table_of
from toolkit.change.dating import Rates, among_controls, dated, doubts, nothing
from toolkit.change.drift import drift
from toolkit.change.frequency import frequency
from toolkit.change.rates import rate_units
from toolkit.change.share_breaks import share_breaks
from toolkit.change.timeline import timeline
from toolkit.concepts.concept import Concept
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import ProvenanceError
from toolkit.provenance import Provenance
from toolkit.statistics.breaks import find_breaks
from toolkit.topics.share_table import TopicShares

# Exchanges of the series behind the breaks of a concept, when only its breaks are asked for.
FOR_THE_SERIES = 199


def breaks(
    what: DriftSeries | Occurrences | TopicShares | Concept | str,
    corpus: Corpus | None = None,
    *,
    slices: Slices | None = None,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
    **options: Any,  # noqa: ANN401  # those of drift
) -> Changes:
    """Find the breaks of a concept: when, with an interval, how far, and whether chance could.

    Parameters
    ----------
    what : DriftSeries, Occurrences, TopicShares, Concept or str
        A series made by `drift` (its use, in its space, unit and metric); occurrences (how often
        it is used, per million tokens); shares made by `shares` (of one `topic`); or a concept,
        whose use is looked at in `corpus`.
    corpus : Corpus, optional
        Of a concept or pattern.
    slices : Slices, optional
        Of occurrences or of a concept; without them decades. They must not overlap.
    permutations : int
        Exchanges of units between slices.
    level : float
        Of the date intervals; ``1 - level`` is the rate of false breaks.
    seed : int
        Of the exchanges.
    **options
        Of a concept: as in `drift`; of occurrences: `unit`; of shares: `topic` (a number or a
        label) and `unit`.

    Returns
    -------
    Changes
        One `Change` a break. A date is the edge between two slices; its interval reaches from the
        middle of the slice before the first split that is not refused to the middle of the slice
        behind the last one. "gradual" is an answer, and so is none.

    Raises
    ------
    ProvenanceError
        If a series was not made by `drift`.
    OptionError
        If slices overlap, or an option lies outside what is allowed.

    Notes
    -----
    Range of p: from 1 / (permutations + 1) to 1. At least four slices with uses are needed.
    Source: Fryzlewicz 2014, doi:10.1214/14-AOS1245; Phipson & Smyth 2010,
    doi:10.2202/1544-6115.1585.
    """
    if isinstance(what, TopicShares):
        return share_breaks(what, permutations=permutations, level=level, seed=seed, **options)
    if isinstance(what, Occurrences):
        return _of_rate(what, slices, permutations, level, seed, **options)
    if not isinstance(what, DriftSeries):
        if corpus is None:
            msg = f"breaks of {what!r}: give the corpus too, or a series made by drift."
            raise ProvenanceError(msg)
        quick = {"permutations": FOR_THE_SERIES} | options
        what = drift(what, corpus, slices=slices, seed=seed, **quick)
    if what.asked is None:
        msg = "this series was not made by drift, so the usages behind it are not known."
        raise ProvenanceError(msg)
    question, sliced = what.asked
    line = timeline(question, sliced)
    rng = np.random.default_rng((seed, 2))
    found, searched = find_breaks(
        line.series, line.years, metric=line.metric, permutations=permutations, rng=rng, level=level
    )
    changes = dated(line.parts, found, line, level)
    among = among_controls(question, line, found, [one.value for one in changes])
    said = [
        *doubts(line.parts, changes, searched, level),
        *line.exchange.doubts,
        *say.of_slices(question, sliced),
    ]
    if question.metric not in ("cosine", "squared"):
        said.append(f"breaks are looked for by the cosine, not by {question.metric}")
    concept, of = what.concept, line.metric
    return Changes(
        concept,
        of,
        table_of(concept, of, line.exchange.unit, changes, nothing(searched), among),
        tuple(changes),
        what,
        level,
        tuple(said),
        _provenance(what.provenance, permutations, level, seed),
    )


def _of_rate(
    hits: Occurrences,
    slices: Slices | None,
    permutations: int,
    level: float,
    seed: int,
    unit: str = "auto",
) -> Changes:
    sliced = make_slices(hits.corpus) if slices is None else slices
    series, parts, exchange = rate_units(hits, sliced, unit)
    years = np.array([part.year for part in parts])
    rng = np.random.default_rng((seed, 2))
    found, searched = find_breaks(
        series, years, metric="squared", permutations=permutations, rng=rng, level=level
    )
    changes = dated(parts, found, Rates(series.pool, series.at), level)
    drawn = frequency(hits, slices=sliced, level=level)
    concept = hits.concept.name
    return Changes(
        concept,
        "rate",
        table_of(concept, "rate", exchange.unit, changes, nothing(searched)),
        tuple(changes),
        drawn,
        level,
        (*doubts(parts, changes, searched, level), *exchange.doubts, *drawn.doubts),
        _provenance(drawn.provenance, permutations, level, seed),
    )


def _provenance(made: Provenance, permutations: int, level: float, seed: int) -> Provenance:
    settings = dict(made.settings) | {"permutations": permutations, "level": level}
    return Provenance(made.corpus, settings, seed, dated=made.dated)
