"""Captions: what a figure shows, in plain language, long enough to stand for the picture."""

from functools import singledispatch

import polars as pl

from toolkit.change.axis_table import AxisSeries
from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
from toolkit.change.changes import BREAK, GRADUAL, Changes
from toolkit.change.convergence_table import Convergence
from toolkit.change.finding import Finding
from toolkit.change.scan_table import PERCENTILE_MORE, ScanTable
from toolkit.change.sense_table import SenseSeries
from toolkit.change.sentences import count, metric_phrase, named, quoted
from toolkit.corpus.overview import Overview
from toolkit.errors import OptionError
from toolkit.figures.finding_captions import FINDINGS, FORMULAS
from toolkit.figures.reach import is_cut
from toolkit.figures.series import control_bands
from toolkit.figures.topic_captions import CAPTIONS
from toolkit.provenance import Provenance
from toolkit.traces.formula_table import FormulaTable
from toolkit.traces.trace_table import Trace


def caption(result: object) -> str:
    """Describe the figure of a result, for a caption and for readers who do not see it.

    Parameters
    ----------
    result : DriftSeries, FrequencySeries or NeighbourTable
        What the figure shows.

    Returns
    -------
    str
        A few sentences.

    Raises
    ------
    OptionError
        If the result has no figure.
    """
    return with_dates(words_about(result), result)


def with_dates(said: str, result: object) -> str:
    """Add by which of their dates documents count, where that was chosen."""
    made = getattr(result, "provenance", None)
    if not isinstance(made, Provenance) or not made.dated:
        return said
    return f"{said} Documents are {made.dated}."


@singledispatch
def words_about(result: object) -> str:
    """Describe the figure; each kind of result in its own way."""
    msg = f"{type(result).__name__} has no figure; give a drift, frequency or neighbour result."
    raise OptionError(msg)


@words_about.register
def _(result: DriftSeries) -> str:
    table, bands = result.table, control_bands(result).drop_nulls("band_middle")
    judged = table.drop_nulls("value")
    if not len(judged):
        said = " ".join(result.answer())
        return f"{said} The counts under the axis are all that can be shown."
    against = {"previous": "the slice before", "rest": "all other slices"}
    baseline = against.get(result.baseline, named(result.baseline))
    parts = [
        f"Change in the use of {quoted(result.concept)}: {metric_phrase(result.metric)} of each "
        f"slice from {baseline}. Points are estimates, bars their {result.level:.0%} intervals.",
        "Grey blocks: what unchanged usage would give at the same counts; a point inside its "
        "block is no evidence of change.",
    ]
    if len(bands):
        parts.append(
            f"Pale blocks: the middle nine tenths of {_words(bands)}, the line their median; only "
            "a point above them moved more than such words do."
        )
    if 0 < len(bands) < len(judged):
        parts.append("Slices without a pale block have too few comparable words.")
    if (judged["value"] < 0).any():
        parts.append("An open point lies below zero: no sign of change.")
    if table.filter(table["value"].is_null() & (table["slice"] != result.baseline)).height:
        parts.append("Gaps are slices that could not be judged.")
    if is_cut(table, control_bands(result)):
        parts.append("Bars and blocks that reach the frame go on beyond it.")
    same = bool((table["n_units"] == table["n_documents"]).all())
    counted = "uses and documents" if same else "uses, documents and units"
    parts.append(
        f"Under the axis: {counted} of each slice; the unit is {_units(result)}. Nothing is "
        "smoothed."
    )
    return " ".join(parts)


@words_about.register
def _(result: FrequencySeries) -> str:
    parts = [
        f"How often {quoted(result.concept)} is used: uses per million tokens, all tokens of a "
        f"slice taken together, with {result.level:.0%} intervals over documents."
    ]
    if result.table["rate"].null_count():
        parts.append("Gaps are slices without tokens.")
    if is_cut(result.table):
        parts.append("Bars that reach the frame go on beyond it.")
    parts.append("Under the axis: uses, documents and tokens of each slice. Nothing is smoothed.")
    return " ".join(parts)


@words_about.register
def _(result: NeighbourTable) -> str:
    return (
        f"The words nearest to {quoted(result.concept)} in each slice, the nearest on top. The bar "
        "under a word is its support: the share of resamples of the documents in which it is found "
        "again; words below one half are grey. A plus marks a word that was not among the "
        "neighbours of the column before."
    )


@words_about.register
def _(result: Changes) -> str:
    kinds = set(result.table["kind"])
    parts = []
    if BREAK in kinds:
        parts.append(
            "Dashed lines: breaks; the shade around each is the "
            f"{result.level:.0%} interval of its date."
        )
    if GRADUAL in kinds:
        parts.append("Arrows: stretches of gradual change, which has no date of its own.")
    return " ".join([*result.answer(), *parts, words_about(result.series)])


@words_about.register
def _(result: SenseSeries) -> str:
    return " ".join(
        [
            *result.answer(),
            f"Lines: the share of each sense among the uses of a slice, bars their "
            f"{result.level:.0%} intervals over documents. A sense is a kind of context, named by "
            "the words that set it apart; grey, dashed ones are not found again when documents are "
            "drawn anew. Gaps are slices with too few documents.",
        ]
    )


@words_about.register
def _(result: AxisSeries) -> str:
    return " ".join(
        [
            *result.answer(),
            f"Points: the mean place of the uses of a slice between the two poles, bars their "
            f"{result.level:.0%} intervals over units. Grey blocks: what documents exchanged "
            "between slices give. Ochre lines: the place of everything that is said in a slice. "
            "Gaps are slices with too few units.",
        ]
    )


@words_about.register
def _(result: Convergence) -> str:
    return " ".join(
        [
            *result.answer(),
            f"Lines: {metric_phrase(result.metric)} of each pair of groups within a slice, bars "
            f"their {result.level:.0%} intervals. Filled points differ beyond what units exchanged "
            "between the groups give. Gaps are slices with too few units in a group.",
        ]
    )


@words_about.register
def _(result: ScanTable) -> str:
    shown = result.shown()
    more = int((shown["control_percentile"] >= PERCENTILE_MORE).sum())
    return (
        f"{count(len(result.table), 'word')}, each measured from its first to its last slice above "
        f"the floors. Across: {metric_phrase(result.metric)} less the median of comparable words; "
        "upwards: how sure it is that the word moved at all (q, false discoveries borne). Coloured "
        f"are words found at q ≤ 0.1 outside nineteen of twenty comparable words: {more} moved "
        f"more, {len(shown) - more} held still while the others moved. The first of them are "
        "listed, with their uses and documents in the last slice."
    )


@words_about.register
def _(result: Trace) -> str:
    return " ".join([*result.answer(), FINDINGS["careers"]])


@words_about.register
def _(result: FormulaTable) -> str:
    return " ".join([*result.answer(), FORMULAS])


@words_about.register
def _(result: Overview) -> str:
    return " ".join(
        [
            *result.answer(),
            "Bars: documents of each slice; the darker a part, the more exactly its documents are "
            "dated. Under the axis: documents, tokens and named authors of each slice.",
        ]
    )


@words_about.register
def _(result: Finding) -> str:
    if result.kind not in FINDINGS:
        msg = f"a finding of {result.kind} has no figure; draw the series it is about."
        raise OptionError(msg)
    return " ".join([*result.answer(), FINDINGS[result.kind]])


def _words(bands: pl.DataFrame) -> str:
    numbers = bands["n_controls"].to_numpy()
    least, most = int(numbers.min()), int(numbers.max())
    return (
        count(most, "comparable word") if least == most else f"{least} to {most} comparable words"
    )


def _units(result: DriftSeries) -> str:
    kinds = result.table["unit"].drop_nulls().unique(maintain_order=True).to_list()
    return " or ".join(f"the {kind}" for kind in kinds) or "the document"


for _kind, _words_of in CAPTIONS.items():
    words_about.register(_kind, _words_of)
