"""All words of a scan judged together: pooled p, q, and the comparable words of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.controls import CALIPER, FEWEST_CONTROLS
from toolkit.change.doubts import RATE
from toolkit.change.scan_judge import Judged, Scanner
from toolkit.change.scan_table import SCAN_COLUMNS, SCHEMA, ScanTable
from toolkit.change.sentences import count
from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Rows
from toolkit.corpus.words import content_types
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.statistics.multiple import benjamini_hochberg, none_within_reach

Array = NDArray[np.float64]
# Name, number of comparable words, and their median.
Beside = tuple[str, int, float | None]
# Words of like frequency share their exchanged z.
TWENTIETHS = 20


def tabled(
    scanner: Scanner, space: Space, judged: list[Judged], controls: int, provenance: Provenance
) -> ScanTable:
    """Judge all words together and put them into a table.

    Parameters
    ----------
    scanner : Scanner
        The settings, and what was chosen for all words.
    space : Space
        The space.
    judged : list of Judged
        The words.
    controls : int
        Comparable words wanted.
    provenance : Provenance
        What the table was made from.

    Returns
    -------
    ScanTable
    """
    known = [one for one in judged if one.z is not None]
    weight = np.array([sum(one.uses) for one in known], float)
    pooled, floors = pooled_p([one.z for one in known if one.z is not None], weight)
    q_of = dict(zip(map(id, known), benjamini_hochberg(pooled), strict=True))
    rows = {id(one): _row(scanner, one, q_of.get(id(one))) for one in judged}
    medians: dict[int, Beside] = {id(one): (one.name, 0, None) for one in judged}
    for one, others in _beside(scanner, space, judged, controls):
        told = len(others) >= FEWEST_CONTROLS
        medians[id(one)] = (one.name, len(others), float(np.median(others)) if told else None)
        if told:
            row = rows[id(one)]
            below = int((others < row["value"]).sum())
            row["control_percentile"] = 100.0 * below / len(others)
            row["p_control"] = (1 + len(others) - below) / (len(others) + 1)
    order = sorted(map(id, judged), key=lambda one: _place(rows[one]["value"], medians[one][2]))
    schema = {"concept": pl.String, "n_controls": pl.Int64, "median": pl.Float64}
    return ScanTable(
        table=pl.DataFrame([rows[one] for one in order], schema=SCHEMA),
        comparable=pl.DataFrame([medians[one] for one in order], schema=schema, orient="row"),
        metric=scanner.metric,
        space=space.name,
        level=scanner.level,
        doubts=tuple(_doubts(scanner, judged, medians.values(), pooled, floors)),
        provenance=provenance,
    )


def _place(value: float | None, median: float | None) -> tuple[bool, bool, float]:
    """Order rows: by value beyond the comparable words, then by value, then those without."""
    return value is None, median is None, (median or 0.0) - (value or 0.0)


def pooled_p(z: list[Array], weight: Array) -> tuple[Array, Array]:
    """Give p from exchanged z pooled over words of the same twentieth of frequency.

    The share of exchanges without a z (they count as reaching any) is the word's own; the rest
    are compared with those of the pool that have one.

    Parameters
    ----------
    z : list of array, shape (P + 1,) each
        Observed z of a word first, then the exchanged ones.
    weight : array, shape (m,)
        Uses of each word.

    Returns
    -------
    p, floor : array, shape (m,)
        The least p that a word can have is one over its pool, itself included.

    Examples
    --------
    >>> pooled_p([np.array([3.0, 0.0, 1.0, 2.0])], np.ones(1))[0]
    array([0.25])
    """
    p, floor = np.full(len(z), np.nan), np.full(len(z), np.nan)
    for group in np.array_split(np.argsort(weight, kind="stable"), TWENTIETHS):
        if len(group):
            drawn = np.stack([z[k][1:] for k in group])
            observed = np.array([z[k][0] for k in group])
            pool = np.sort(drawn[np.isfinite(drawn)])
            without = np.isinf(drawn).mean(axis=1)
            slack = 1e-9 * np.maximum(1.0, np.abs(observed))
            reached = len(pool) - np.searchsorted(pool, observed - slack)
            least = 1.0 / (1 + len(pool))
            p[group] = without + (1.0 - without) * (1 + reached) * least
            floor[group] = without + (1.0 - without) * least
    return p, floor


def _beside(
    scanner: Scanner, space: Space, judged: list[Judged], controls: int
) -> Iterator[tuple[Judged, Array]]:
    """Give each word judged and the values of the words comparable with it.

    Content words with uses and units within the caliper of its own in both of its slices; the
    value is that between the same two slices, whatever slices the other word is judged by.
    """
    is_content = content_types(scanner.corpus, space.language)
    only = np.array([one.types[0] if len(one.types) == 1 else -1 for one in judged], np.int64)
    content = (only >= 0) & is_content[only]
    groups: dict[str, dict[tuple[int, int], list[int]]] = {}
    for k, one in enumerate(judged):
        if one.z is not None and one.unit is not None and one.baseline is not None:
            pairs = groups.setdefault(one.unit, {})
            pairs.setdefault((one.baseline, one.slice), []).append(k)
    for unit, pairs in groups.items():
        known = [one.between[unit] for one in judged]
        every = np.stack([one.values for one in known])
        uses, units = (np.stack(part) for part in zip(*(one[1:] for one in known), strict=True))
        for (first, last), members in pairs.items():
            if len(scanner.exchanges[first, last][1]):
                continue
            values = every[:, first, last].astype(float)
            pair = [first, last]
            counts = np.hstack([uses[:, pair], units[:, pair]])
            usable = np.flatnonzero(content & (counts > 0).all(axis=1) & np.isfinite(values))
            near = _nearest(counts, usable, only, controls)
            for k in members:
                yield judged[k], values[near(k, judged[k].types)]


def _nearest(counts: Array, usable: Rows, only: Rows, controls: int) -> Callable[[int, Rows], Rows]:
    """Find the usable words nearest to one in log counts, at most so many, within the caliper."""
    logs = np.log(counts[usable])

    def near(k: int, types: Rows) -> Rows:
        apart = np.abs(logs - np.log(counts[k]))
        within = np.flatnonzero((apart <= CALIPER).all(axis=1))
        # A comparable word is one type, so it is the word itself or a part of the concept.
        within = within[~np.isin(only[usable[within]], types)]
        order = np.argsort(apart[within].sum(axis=1), kind="stable")[:controls]
        return np.asarray(usable[within[order]])

    return near


def _row(scanner: Scanner, one: Judged, q_value: float | None) -> dict[str, Any]:
    part = scanner.slices[one.slice]
    labels = scanner.slices.labels
    row = dict.fromkeys(SCAN_COLUMNS) | {
        "concept": one.name,
        "baseline": None if one.baseline is None else labels[one.baseline],
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "metric": scanner.metric,
        "unit": one.unit or ("document" if scanner.unit == "auto" else scanner.unit),
        "n_units": one.units[1],
        "neff": one.neff,
        "n_documents": one.n_documents,
        "n_occurrences": one.uses[1],
    }
    if one.broken is not None:
        row |= {"break_at": labels[one.broken.at], "break_p": one.broken.p_value}
    if one.z is None or one.found is None:
        return row
    row |= {name: getattr(one.found, name) for name in ("value", "low", "high", "z")}
    return row | one.measured | {"q_value": q_value}


def _doubts(
    scanner: Scanner,
    judged: list[Judged],
    medians: Iterable[Beside],
    pooled: Array,
    floors: Array,
) -> list[str]:
    """Say what the table leaves open."""
    known = [one for one in judged if one.z is not None]
    doubtful = {pair for pair, (one, _) in scanner.exchanges.items() if one.doubts}
    few = sum((one.baseline, one.slice) in doubtful for one in known)
    flags = Counter(flag for one in judged if one.found for flag in one.found.flags)
    thin = sum(one.found is None for one in judged) + flags["too few units"]
    alone = len(known) - sum(median is not None for _, _, median in medians)
    counted = (
        (few, "the few authors of one of the two slices cannot be told from the period"),
        (thin, "fewer than two slices above the floors: not judged"),
        (flags["no cosine: too few uses"], "too few uses to tell the contexts from the corpus"),
        (flags["no cosine: contexts of the corpus"], "no cosine; metric=squared judges them"),
        (alone, f"fewer than {FEWEST_CONTROLS} comparable words"),
    )
    said = [f"{count(number, 'word')}: {what}" for number, what in counted if number]
    if len(pooled) and none_within_reach(pooled, floors, RATE):
        said.append(f"no word could have reached q = {RATE}: too few sit at the least p")
    return said
