"""From splits of a series to dated changes: edges, intervals, sizes, and comparable words."""

from typing import Any

import numpy as np

from toolkit.change.changes import BREAK, GRADUAL, NONE, UNTESTED, Change
from toolkit.change.controls import FEWEST_CONTROLS, control_values
from toolkit.change.question import Question, make_pair
from toolkit.change.rates import rate_difference
from toolkit.change.sides import side_of
from toolkit.change.timeline import Timeline
from toolkit.corpus.sliced import Slice
from toolkit.statistics.breaks import Break, Searched
from toolkit.statistics.compare import compare
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.intervals import MILLION

Size = tuple[float | None, float | None, float | None]


class Rates:
    """Units of rates, asked like a timeline; sums are uses times `scale`."""

    metric = "rate"

    def __init__(self, pool: UnitSums, at: np.ndarray[Any, Any], scale: float = MILLION) -> None:
        self.pool, self.at, self.scale = pool, at, scale

    def units(self, start: int, stop: int) -> UnitSums:
        """Units of the slices from `start` to before `stop`."""
        here = (self.at >= start) & (self.at < stop)
        return UnitSums(self.pool.sums[here], self.pool.counts[here])


def dated(
    parts: list[Slice], found: list[Break], line: Timeline | Rates, level: float
) -> list[Change]:
    """Give each break its dates, and its size between the breaks before and behind it."""
    splits = [0, *(one.split for one in found), len(parts)]
    changes = []
    for place, one in enumerate(found, 1):
        before = line.units(splits[place - 1], one.split)
        after = line.units(one.split, splits[place + 1])
        if isinstance(line, Timeline):
            size = _distance(line, (splits[place - 1], one.split, splits[place + 1]), level)
            uses = (int(before.counts.sum()), int(after.counts.sum()))
        else:
            size = rate_difference(before, after, level)
            uses = (round(before.sums.sum() / line.scale), round(after.sums.sum() / line.scale))
        if one.gradual:
            ends = (parts[one.start].start, parts[one.stop - 1].stop)
        else:
            ends = (_middle(parts[one.low - 1]), _middle(parts[one.high]))
        changes.append(
            Change(
                GRADUAL if one.gradual else BREAK,
                parts[one.split].label,
                (parts[one.split - 1].stop + parts[one.split].start) // 2,
                *ends,
                *size,
                one.p_value,
                one.p_floor,
                (len(before.counts), len(after.counts)),
                uses,
            )
        )
    return changes


def among_controls(
    question: Question, line: Timeline, found: list[Break], values: list[float | None]
) -> list[tuple[float | None, float | None, int]]:
    """Say where each change stands among comparable words at the same split.

    Returns
    -------
    list of (percentile, p, number of words)
        Percentile 0 to 100 and p one-sided upwards; None with fewer than 30 words.
    """
    splits = [0, *(one.split for one in found), len(line.parts)]
    said: list[tuple[float | None, float | None, int]] = []
    for place, value in enumerate(values, 1):
        stretches = (splits[place - 1 : place + 1], splits[place : place + 2])
        sides = [
            side_of(
                np.concatenate([part.documents for part in line.parts[start:stop]]),
                question.corpus,
                question.space,
                question.center,
            )
            for start, stop in stretches
        ]
        pair = make_pair(question, (sides[0], sides[1]), line.exchange)
        words = control_values(question, pair, (question.seed, place, 3)).values
        if value is None or len(words) < FEWEST_CONTROLS:
            said.append((None, None, len(words)))
            continue
        below = int((words < value).sum())
        least = (1 + len(words) - below) / (len(words) + 1)
        said.append((100.0 * below / len(words), least, len(words)))
    return said


def _distance(line: Timeline, stretch: tuple[int, int, int], level: float) -> Size:
    """Distance between two stretches with its interval; None where too little or a stratum is."""
    start, split, stop = stretch
    strata = None
    if line.strata is not None:
        at = line.series.at
        sides = ((at >= start) & (at < split), (at >= split) & (at < stop))
        strata = np.concatenate([line.strata[side] for side in sides])
    found = compare(
        line.units(start, split),
        line.units(split, stop),
        metric=line.metric,
        permutations=0,
        rng=np.random.default_rng(0),
        level=level,
        strata=strata,
    )
    return found.value, found.low, found.high


def _middle(part: Slice) -> int:
    # Rounded up: the middle of 1960 to 1979 is the first day of 1970, not the last of 1969.
    return -(-(part.start + part.stop) // 2)


def nothing(searched: Searched | None) -> dict[str, Any]:
    """Give the row of a series without any change."""
    if searched is None:
        return {"kind": UNTESTED}
    return {"kind": NONE, "p_value": searched.p_value, "p_floor": searched.p_floor}


def doubts(
    parts: list[Slice], changes: list[Change], searched: Searched | None, level: float
) -> list[str]:
    """Say what the dates leave open."""
    said = []
    if searched is None:
        said.append(
            f"{len(parts)} slices with uses: a break needs two on each side, with 5 units and "
            "neff 3: not judged"
        )
    elif searched.p_floor > 1.0 - level:
        said.append(f"no p below {searched.p_floor:.3f} could be reached")
    if any(one.kind == BREAK for one in changes):
        said.append("a date is known to half a slice at best; narrower slices date it closer")
    if any(one.kind == GRADUAL for one in changes):
        said.append("several breaks in one direction look gradual too")
    return said
