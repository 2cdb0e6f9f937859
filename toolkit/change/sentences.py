"""Plain sentences for results: what a series shows, said for a reader without statistics."""

import re
from collections.abc import Sequence

import polars as pl

MORE = "moved more than comparable words"
SAME = "moved no more than comparable words"
STILL = "held still while comparable words moved"
ALONE = "could not be compared with other words"
# How often 'exceeds' may be said by chance, one-sided, and the lowest percentile still moving.
P_MORE, PERCENTILE_STILL = 0.05, 5.0

METRICS = {
    "cosine": "debiased cosine distance",
    "squared": "debiased squared distance",
    "apd": "average pairwise distance",
    **{name: f"divergence of {name}" for name in ("topics", "senses")},
}


def verdict(p_control: float | None, control_percentile: float | None) -> str:
    """Say how one slice stands against comparable words.

    Parameters
    ----------
    p_control : float or None
        Share of control words that moved at least as far, in (0, 1].
    control_percentile : float or None
        Where the concept stands among them, in [0, 100].

    Examples
    --------
    >>> verdict(0.01, 99.0)
    'moved more than comparable words'
    >>> verdict(0.98, 2.0)
    'held still while comparable words moved'
    >>> verdict(None, None)
    'could not be compared with other words'
    """
    if p_control is None or control_percentile is None:
        return ALONE
    if p_control <= P_MORE:
        return MORE
    return STILL if control_percentile <= PERCENTILE_STILL else SAME


def metric_phrase(metric: str) -> str:
    """Spell a metric out, or give its name back."""
    return METRICS.get(metric, metric)


def quoted(concept: str) -> str:
    """Put a concept in quotation marks, once: a phrase pattern brings its own.

    Examples
    --------
    >>> quoted("climate"), quoted('"united front"')
    ('“climate”', '“united front”')
    """
    bare = concept[1:-1] if len(concept) > 2 and concept[0] == concept[-1] == '"' else concept
    return f"“{bare}”"


def named(label: str) -> str:
    """Put the article before a decade, and say what is undated.

    Examples
    --------
    >>> named("1960s"), named("1960–1964"), named("undated")
    ('the 1960s', '1960–1964', 'the undated documents')
    """
    if label == "undated":
        return "the undated documents"
    return f"the {label}" if re.fullmatch(r"-?\d+s", label) else label


def number(value: float | None, digits: int = 2) -> str:
    """Write a number with a true minus sign; nothing known is a dash.

    Examples
    --------
    >>> number(-0.134), number(-0.001), number(None)
    ('−0.13', '0.00', '–')
    """
    if value is None or value != value:
        return "–"
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def ordinal(value: float) -> str:
    """Round to a whole number and write its ending.

    Examples
    --------
    >>> [ordinal(n) for n in (1, 12, 22, 97.4)]
    ['1st', '12th', '22nd', '97th']
    """
    whole = round(value)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{'th' if whole % 100 in (11, 12, 13) else ending}"


def count(number_of: int, noun: str) -> str:
    """Count things in words a reader expects.

    Examples
    --------
    >>> count(1, "use"), count(85706, "use")
    ('1 use', '85,706 uses')
    """
    return f"{number_of:,} {noun}{'' if number_of == 1 else 's'}"


def listed(labels: Sequence[str], order: Sequence[str]) -> str:
    """List slices, three or more in a row as a range.

    Examples
    --------
    >>> decades = ["1960s", "1970s", "1980s", "1990s", "2000s"]
    >>> listed(["1970s", "1980s", "1990s"], decades)
    'the 1970s to the 1990s'
    >>> listed(["1960s", "1980s", "1990s"], decades)
    'the 1960s, the 1980s and the 1990s'
    """
    place = {label: at for at, label in enumerate(order)}
    runs: list[list[str]] = []
    for label in labels:
        if runs and place[label] == place[runs[-1][-1]] + 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    parts: list[str] = []
    for run in runs:
        whole = f"{named(run[0])} to {named(run[-1])}"
        parts += [whole] if len(run) > 2 else map(named, run)
    return _and(parts)


def drift(concept: str, metric: str, table: pl.DataFrame, baseline: str, level: float) -> list[str]:
    """Say what a drift table shows: against comparable words, its largest value, what is open."""
    uses, judged = int(table["n_occurrences"].sum()), table.drop_nulls("value")
    if not uses:
        return [_absent(concept, len(table))]
    if not len(judged):
        spread = count(int(table["n_documents"].sum()), "document")
        where = f"{count(uses, 'use')} in {spread}, over {count(len(table), 'slice')}"
        why = "too few units, or contexts like those of the corpus at large"
        return [f"{quoted(concept)} is judged in no slice ({where}): {why}."]
    return [
        *_verdicts(concept, table, judged, baseline),
        _largest(judged, metric, level),
        *_against_none(judged, table["slice"].to_list()),
        *_unjudged(table, baseline),
    ]


def _verdicts(concept: str, table: pl.DataFrame, judged: pl.DataFrame, against: str) -> list[str]:
    found: dict[str, list[str]] = {MORE: [], STILL: [], SAME: [], ALONE: []}
    for row in judged.iter_rows(named=True):
        found[verdict(row["p_control"], row["control_percentile"])].append(row["slice"])
    order = table["slice"].to_list()
    known = {"previous": "Slice against slice before", "rest": "Against all other slices"}
    measured = known.get(against, f"Measured from {named(against)}")
    said: list[str] = []
    for words, labels in found.items():
        if labels:
            where = listed(labels, order)
            first = f"{measured}: in {where} {quoted(concept)} {words}."
            said.append(f"In {where} it {words}." if said else first)
    return said


def _largest(judged: pl.DataFrame, metric: str, level: float) -> str:
    top = judged.sort("value", descending=True, maintain_order=True).row(0, named=True)
    among = ""
    if top["control_percentile"] is not None:
        among = f", the {ordinal(top['control_percentile'])} percentile of comparable words"
    return (
        f"The largest {metric_phrase(metric)} is {number(top['value'])} in {named(top['slice'])} "
        f"({level:.0%} interval {number(top['low'])} to {number(top['high'])}; "
        f"unchanged usage would give {number(top['null_low'])} to {number(top['null_high'])}; "
        f"{count(top['n_occurrences'], 'use')} in {count(top['n_documents'], 'document')}{among})."
    )


def _against_none(judged: pl.DataFrame, order: list[str]) -> list[str]:
    moved = judged.filter(pl.col("q_value") <= P_MORE)["slice"].to_list()
    if moved:
        return [f"Change of any kind is shown (q ≤ 0.05) in {listed(moved, order)}."]
    said = "In no slice can the change be told from none at all (q above 0.05 everywhere)"
    floors = judged["p_floor"].drop_nulls().to_list()
    if floors and min(floors) > P_MORE:
        return [f"{said}; with so few units no p below {number(min(floors), 3)} is possible."]
    return [f"{said}."]


def _unjudged(table: pl.DataFrame, baseline: str) -> list[str]:
    left = table.filter(pl.col("value").is_null() & (pl.col("slice") != baseline))
    empty = left.filter(pl.col("n_occurrences") == 0)["slice"].to_list()
    thin = left.filter(pl.col("n_occurrences") > 0)["slice"].to_list()
    order, said = table["slice"].to_list(), []
    if thin:
        why = "too few units, or contexts like those of the corpus at large"
        said.append(f"Not judged ({why}): {listed(thin, order)}.")
    if empty:
        said.append(f"No use at all: {listed(empty, order)}.")
    return said


def _absent(concept: str, slices: int) -> str:
    if not slices:
        return f"No document has a date, so {quoted(concept)} cannot be followed over time."
    return f"{quoted(concept)} does not occur in these {count(slices, 'slice')}."


def frequency(concept: str, table: pl.DataFrame, level: float) -> list[str]:
    """Say where a concept is used most and least, per million tokens."""
    uses, known = int(table["n_occurrences"].sum()), table.drop_nulls("rate")
    if not uses or not len(known):
        return [_absent(concept, len(table))]
    ordered = known.sort("rate", descending=True, maintain_order=True)
    most, least = ordered.row(0, named=True), ordered.row(-1, named=True)
    said = f"{quoted(concept)} is used {count(uses, 'time')}; most often in {_rate(most, level)}"
    return [f"{said}, least often in {_rate(least, level)}." if len(known) > 1 else f"{said}."]


def _rate(row: dict[str, float], level: float) -> str:
    known = row["low"] is not None and row["high"] is not None
    between = f"; {level:.0%} interval {row['low']:,.1f} to {row['high']:,.1f}" if known else ""
    return f"{named(str(row['slice']))} ({row['rate']:,.1f} per million tokens{between})"


def neighbours(concept: str, table: pl.DataFrame) -> list[str]:
    """Say which neighbours stay and which differ between the first and the last slice."""
    known = table.drop_nulls("neighbour").sort("year", "rank", maintain_order=True)
    if not len(known):
        return [f"No neighbours of {quoted(concept)} could be found in any slice."]
    nearest = known.group_by("slice", maintain_order=True).agg(pl.col("neighbour").head(5))
    words = dict(nearest.rows())
    first, last = list(words)[0], list(words)[-1]
    said = [f"Nearest to {quoted(concept)} in {named(first)}: {_and(words[first])}."]
    return said + [f"In {named(last)}: {_and(words[last])}."] * (len(words) > 1)


def _and(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
