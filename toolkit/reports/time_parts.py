"""Breaks, senses and collocates on the page."""

from typing import Any

import polars as pl

from toolkit.change.changes import UNTESTED, Changes
from toolkit.change.finding import Finding
from toolkit.change.sense_table import SenseSeries
from toolkit.change.sentences import count, quoted
from toolkit.figures.captions import caption
from toolkit.reports.clean import anchor
from toolkit.reports.parts import BESIDE, SENSES, WHEN, File, Part, Place, made
from toolkit.reports.passages import Group, SlicePassages, passage_of
from toolkit.reports.tables import Shown, interval, of, percent

SHOWN = 3  # typical passages of each sense


def breaks(result: Changes, place: Place) -> Part:
    """Put the breaks of a series on the page."""
    heads = ("change", "with slice", "interval of the date", "units before, after", "size",
             "interval", "p (least)", "percentile of comparable words")  # fmt: skip
    rows = tuple(
        (
            row["kind"],
            row["slice"] or "–",
            f"{row['date_low']} to {row['date_high']}" if row["date_low"] else "–",
            f"{row['units_before']:,}, {row['units_after']:,}" if row["units_before"] else "–",
            of(row, "value"),
            interval(row),
            f"{of(row, 'p_value', 3)} ({of(row, 'p_floor', 3)})",
            of(row, "control_percentile", 0),
        )
        for row in result.table.iter_rows(named=True)
    )
    shown = Shown(f"{result.concept}: breaks by {result.of}", heads, rows)
    kind = "breaks" if result.of != "rate" else "breaks-rate"
    if set(result.table["kind"]) == {UNTESTED}:  # an empty figure would say nothing more
        return made(result, WHEN, f"Breaks, {result.of}", place, kind, draw=None)
    told = caption(result).removesuffix(caption(result.series)) + "The series is as above."
    heading = f"Breaks, {result.of}"
    return made(result, WHEN, heading, place, kind, caption=told, tables=(shown,))


def senses(result: SenseSeries, place: Place) -> Part:
    """Put the senses of a concept on the page, each with its typical passages."""
    heads = result.table.unique("sense", keep="first", maintain_order=True)
    names = [f"sense {row[0]}" for row in heads.select("sense").rows()]
    rows = []
    for (label,), part in result.table.group_by("slice", maintain_order=True):
        counts = part.row(0, named=True)
        start = (str(label), f"{counts['n_occurrences']:,}", f"{counts['n_documents']:,}")
        rows.append((*start, *(percent(row, "share") for row in part.iter_rows(named=True))))
    shown = Shown(
        f"{result.concept}: share of each sense by slice, {result.level:.0%} intervals",
        ("slice", "uses", "documents", *names),
        tuple(rows),
    )
    at = place.anchor("senses", result.concept)
    found = tuple(
        _typical(result, at, sense, words) for sense, words in heads.select("sense", "words").rows()
    )
    more: dict[str, Any] = {"passages": tuple(one for one in found if one.groups)}
    # One sense has all uses in every slice: nothing to draw.
    more |= {"tables": (shown,)} if result.n_senses > 1 else {"draw": None}
    files = [File("passages", place.anchor("sense-passages", result.concept), result.evidence)]
    return made(
        result, SENSES, "Senses", place, "senses", files=files if len(result.evidence) else (),
        **more,
    )  # fmt: skip


def _typical(result: SenseSeries, at: str, sense: int, words: str) -> SlicePassages:
    mine = result.evidence.filter(pl.col("sense") == sense)
    shown = tuple(passage_of(row) for row in mine.head(SHOWN).iter_rows(named=True))
    groups = (Group(f"Typical of this sense ({words})", shown, len(mine)),) if shown else ()
    uses = result.table.filter(pl.col("sense") == sense)["n_sense"].sum()
    place = anchor("passages", at, str(sense))
    return SlicePassages(f"Sense {sense}: {words}", place, count(int(uses), "use"), groups)


def collocates(result: Finding, place: Place) -> Part:
    """Put the words that a concept stands with on the page."""
    rows = []
    for (label,), part in result.table.group_by("slice", maintain_order=True):
        known = part.drop_nulls("collocate")
        words = [f"{row['collocate']} ({row['n_near']:,})" for row in known.iter_rows(named=True)]
        rows.append((str(label), f"{part['n_occurrences'][0]:,}", ", ".join(words) or "none"))
    shown = Shown(
        f"Words beside {quoted(result.concept)} by slice, each with its count there",
        ("slice", "uses", "collocates"),
        tuple(rows),
        "words",
    )
    return made(result, BESIDE, "Collocates", place, "collocates", tables=(shown,))
