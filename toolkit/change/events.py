"""Event studies: whether a change at a dated event was larger than at other dates."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import DriftSeries
from toolkit.change.finding import Finding
from toolkit.change.question import Question, make_pair, refuse_groups
from toolkit.change.sentences import number, quoted
from toolkit.change.sides import side_of
from toolkit.change.units import choose_exchange
from toolkit.concepts.concept import Event
from toolkit.corpus.dates import DateSpan, parse_date
from toolkit.corpus.days import day_of, iso_of, year_of
from toolkit.corpus.sliced import Rows
from toolkit.errors import OptionError, ProvenanceError
from toolkit.statistics.compare import Comparison, compare

EVENT, PLACEBO = "event", "placebo"
# Below this many placebo dates nothing is said of them.
FEWEST_PLACEBOS = 19
SCHEMA: dict[str, Any] = {
    "kind": pl.String,
    "date": pl.String,
    "year": pl.Float64,
    "units_before": pl.Int64,
    "units_after": pl.Int64,
    "uses_before": pl.Int64,
    "uses_after": pl.Int64,
} | dict.fromkeys(("value", "low", "high", "p_value", "p_floor", "p_placebo"), pl.Float64)
Days = NDArray[np.int64]


def event_study(
    series: DriftSeries, event: Event | DateSpan | str, *, years: int = 5, step: int = 1
) -> Finding:
    """Compare the use of a concept before and after an event, and at placebo dates.

    Parameters
    ----------
    series : DriftSeries
        Made by `drift`: its concept, space, metric, unit and settings are used, not its slices.
    event : Event, DateSpan or str
        When; of a span, after is after its end.
    years : int
        Length of either window.
    step : int
        Years between placebo dates: the first of January of every `step`-th year whose windows
        lie within the dated documents and do not reach the event.

    Returns
    -------
    Finding
        First the event, then the placebos that could be judged: distance of the use after from
        that before with its interval, `p_value` against exchanged units (of the event), and
        `p_placebo`: the share of all dates at which the distance is at least as large.

    Raises
    ------
    ProvenanceError
        If the series was not made by `drift`.
    OptionError
        If a window is not at least a year.

    Notes
    -----
    `p_value` asks whether use changed at all, `p_placebo` whether it changed more than it does
    at any date. Windows of neighbouring placebos overlap, so their distances are alike: with
    fewer than 19 there is no `p_placebo`. Source: Abadie, Diamond & Hainmueller 2010,
    doi:10.1198/jasa.2009.ap08746 (placebo dates in place of placebo states).
    """
    if series.asked is None:
        msg = "this series was not made by drift, so the usages behind it are not known."
        raise ProvenanceError(msg)
    if years < 1 or step < 1:
        msg = f"windows of {years} years, placebos every {step}; both from 1."
        raise OptionError(msg)
    question: Question = series.asked[0]
    refuse_groups(question.space, "event study")
    span = _span(event)
    middles = _middles(question)
    first = _judged(question, middles, (span.start, span.stop), years, question.permutations)
    rows = [_row(EVENT, (span.start, span.stop), question, middles, years, first)]
    placebos = _placebo_dates(middles, span, years, step)
    for number_of, day in enumerate(placebos):
        found = _judged(question, middles, (day, day), years, 0, number_of + 1)
        if found is not None and found.judged:
            rows.append(_row(PLACEBO, (day, day), question, middles, years, found))
    values = [row["value"] for row in rows[1:]]
    if rows[0]["value"] is not None and len(values) >= FEWEST_PLACEBOS:
        reached = sum(value >= rows[0]["value"] for value in values)
        rows[0]["p_placebo"] = (1 + reached) / (1 + len(values))
    doubts = []
    if len(values) < FEWEST_PLACEBOS:
        doubts.append(
            f"{len(values)} placebo dates could be judged: too few ({FEWEST_PLACEBOS}) to "
            "compare the event with"
        )
    if rows[0]["value"] is None:
        doubts.append(f"too little within {years} years of the event: not judged")
    label = event.label if isinstance(event, Event) else span.text
    settings = dict(series.provenance.settings) | {"event": label, "years": years, "step": step}
    return Finding(
        "event",
        series.concept,
        pl.DataFrame(rows, schema=SCHEMA),
        (_said(series.concept, label, rows[0], len(values)),),
        tuple(doubts),
        series,
        replace(series.provenance, settings=settings, seed=question.seed),
    )


def _span(event: Event | DateSpan | str) -> DateSpan:
    if isinstance(event, Event):
        return event.date
    return parse_date(event, "event") if isinstance(event, str) else event


def _middles(question: Question) -> Days:
    """Middle of the date of each document in days; of undated ones far outside."""
    start, stop = (
        question.corpus.documents[name].cast(pl.Float64).to_numpy() for name in ("start", "stop")
    )
    known = np.isfinite(start) & np.isfinite(stop)
    return np.where(known, (start + stop) // 2, np.iinfo(np.int32).min).astype(np.int64)


def _windows(middles: Days, ends: tuple[int, int], years: int) -> tuple[Rows, Rows]:
    """Documents of so many years before the start, and of as many after the end."""
    early, late = (
        day_of(*_moved(day, move)) for day, move in zip(ends, (-years, years), strict=True)
    )
    before = np.flatnonzero((middles >= early) & (middles < ends[0]))
    return before, np.flatnonzero((middles >= ends[1]) & (middles < late))


def _moved(day: int, years: int) -> tuple[int, int, int]:
    from toolkit.corpus.days import civil_of

    year, month, date = civil_of(day)
    return year + years, month, min(date, 28)


def _placebo_dates(middles: Days, span: DateSpan, years: int, step: int) -> list[int]:
    known = middles[middles > np.iinfo(np.int32).min]
    if not len(known):
        return []
    first, last = int(year_of(int(known.min()))) + years, int(year_of(int(known.max()))) + 1 - years
    dates = [day_of(year) for year in range(first, last + 1, step)]
    return [
        day
        for day in dates
        if day_of(*_moved(day, years)) <= span.start or day_of(*_moved(day, -years)) >= span.stop
    ]


def _judged(
    question: Question,
    middles: Days,
    ends: tuple[int, int],
    years: int,
    permutations: int,
    place: int = 0,
) -> Comparison | None:
    rows = _windows(middles, ends, years)
    exchange = choose_exchange(
        question.corpus, rows[0], rows[1], question.usages_of, question.unit, question.strata
    )
    sides = [side_of(one, question.corpus, question.space, question.center) for one in rows]
    pair = make_pair(question, (sides[0], sides[1]), exchange)
    if not len(pair.a.counts) or not len(pair.b.counts):
        return None
    return compare(
        pair.a,
        pair.b,
        metric="squared" if question.metric == "squared" else "cosine",
        permutations=permutations,
        rng=np.random.default_rng((question.seed, 7, place)),
        level=question.level,
        blocks=pair.blocks,
        strata=pair.strata,
        weights=question.weights,
    )


def _row(
    kind: str,
    ends: tuple[int, int],
    question: Question,
    middles: Days,
    years: int,
    found: Comparison | None,
) -> dict[str, Any]:
    before, after = _windows(middles, ends, years)
    row: dict[str, Any] = dict.fromkeys(SCHEMA) | {
        "kind": kind,
        "date": iso_of(ends[0]),
        "year": year_of(ends[0]),
        "units_before": found.n_units[0] if found else 0,
        "units_after": found.n_units[1] if found else 0,
        "uses_before": int(question.uses_of[before].sum()),
        "uses_after": int(question.uses_of[after].sum()),
    }
    if found is None:
        return row
    names = ("value", "low", "high", "p_value", "p_floor")
    return row | {name: getattr(found, name) for name in names}


def _said(concept: str, label: str, row: dict[str, Any], n_placebos: int) -> str:
    what = f"The use of {quoted(concept)}"
    if row["value"] is None:
        return f"{what} around {label} cannot be judged: too little of it."
    size = f"distance {number(row['value'])}, {number(row['low'])} to {number(row['high'])}"
    if row["p_placebo"] is None:
        return f"{what} after {label} ({size}) cannot be set beside enough other dates."
    verdict = "moved more at" if row["p_placebo"] <= 0.05 else "moved no more at"
    chance = f"p {number(row['p_placebo'], 3)} among {n_placebos} placebo dates"
    return f"{what} {verdict} {label} than at other dates ({size}; {chance})."
