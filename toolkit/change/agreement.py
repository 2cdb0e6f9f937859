"""The scholar's own reading: whether coders agree, and what their labels say over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from toolkit.change.coded import Sheet, read_coded
from toolkit.change.coded_labels import SCHEMA, judged, labelled, shares_by_slice
from toolkit.change.finding import Finding
from toolkit.change.sense_table import SenseSeries
from toolkit.change.sentences import count, number, quoted
from toolkit.change.timeline import check_apart
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import unknown_name
from toolkit.provenance import Provenance
from toolkit.statistics.intervals import checked_level

# Below this labels are no ground for a conclusion, even a tentative one (Krippendorff 2004).
TENTATIVE, RELIABLE = 0.667, 0.8


@dataclass(frozen=True, eq=False)
class Agreement(Finding):
    """What coders said of a sample, and how far they agree.

    Attributes
    ----------
    table : polars.DataFrame
        One row a question: labels, counts, Krippendorff's `alpha` with its interval over documents
        and what labels dealt out at random give.
    coded : mapping of str to SenseSeries
        For each question the share of each label by slice, in the place of senses.
    """

    coded: dict[str, SenseSeries] | None = None

    def senses(self, question: str) -> SenseSeries:
        """Give the labels of a question in the place of senses: shares by slice, to be drawn so.

        Raises
        ------
        UnknownNameError
            If the sheets have no such question.
        """
        known = self.coded or {}
        if question not in known:
            unknown = unknown_name("question", question, known)
            raise unknown
        return known[question]

    @property
    def shares(self) -> pl.DataFrame:
        """Coded shares by slice of all questions, one row a question, label and slice."""
        parts = [
            one.table.rename({"words": "label", "n_sense": "n_label"})
            .drop("sense", "stability")
            .select(pl.lit(name).alias("question"), pl.all())
            for name, one in (self.coded or {}).items()
        ]
        whole: pl.DataFrame = pl.concat(parts) if parts else pl.DataFrame()
        return whole

    def beside(self, result: Any) -> pl.DataFrame:  # noqa: ANN401  (any series by slice)
        """Put the coded shares beside another result by slice: senses, an axis, drift, a rate.

        Returns
        -------
        polars.DataFrame
            question, slice, label, n_label, share, low, high, and of the result its `value` (or
            `rate`, or the `sense` and its share) as ``other``, ``other_low``, ``other_high``.
        """
        table: pl.DataFrame = result.table
        value = next(name for name in ("value", "rate", "share") if name in table.columns)
        named = {"value": result.table.columns[0], "rate": "", "share": "sense"}[value]
        keep = [pl.col(value).alias("other"), pl.col("low").alias("other_low")]
        keep += [pl.col("high").alias("other_high")]
        keep += [pl.col("sense")] if named == "sense" else []
        mine = ("question", "slice", "label", "n_label", "share", "low", "high")
        joined: pl.DataFrame = self.shares.select(mine).join(
            table.select("slice", *keep), on="slice", how="left", maintain_order="left"
        )
        return joined


def agree(
    sheets: Sequence[Sheet],
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    resamples: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Agreement:
    """Compare what coders said of a sample, and count their labels by slice.

    Parameters
    ----------
    sheets : sequence of path or polars.DataFrame
        Sheets of `sample`, filled in; one a coder.
    corpus : Corpus
        The corpus that the sample was drawn from.
    slices : Slices, optional
        Without them decades. They must not overlap.
    resamples : int
        Of documents, for the intervals, and exchanges of labels.
    level : float
        Of the intervals.
    seed : int
        Of the draws.

    Returns
    -------
    Agreement
        `table`, one row a question; `senses(question)` and `shares`, coded shares by slice, every
        label of every coder counting once.

    Raises
    ------
    OptionError, ReadError
        If the sheets do not fit together or cannot be read.
    ProvenanceError
        If a passage is not of this corpus.

    Notes
    -----
    Alpha needs two coders and a passage that both coded. Its interval draws documents anew; its
    chance deals the labels of each coder out anew. Source: Krippendorff 2004,
    doi:10.1111/j.1468-2958.2004.tb00738.x.
    """
    checked_level(level)
    coded = read_coded(sheets, corpus)
    slices = make_slices(corpus) if slices is None else slices
    check_apart(slices)
    documents = corpus.index.documents_of(coded.position)
    rows, series, doubts = [], {}, list(coded.skipped)
    for place, (question, answers) in enumerate(coded.answers.items()):
        names, labels = labelled(answers)
        if not names:
            doubts.append(f"{question}: no passage was coded")
            continue
        rng = np.random.default_rng((seed, 18, place))
        row = judged(coded, question, names, labels, documents, resamples, level, rng)
        rows.append(row)
        doubts += _doubts(row)
        stable = 1.0 if row["alpha"] is None else max(0.0, row["alpha"])
        series[question] = shares_by_slice(
            coded.concept, slices, documents, names, labels, stable, resamples, level, seed
        )
    settings = {"concept": coded.concept, "coders": coded.n_coders, "resamples": resamples}
    return Agreement(
        "agreement",
        coded.concept,
        pl.DataFrame(rows, schema=SCHEMA),
        tuple(_said(row) for row in rows),
        tuple(doubts),
        None,
        Provenance(corpus.hash, settings, seed, dated=corpus.dated),
        coded=series,
    )


def _said(row: dict[str, Any]) -> str:
    what = f"{quoted(row['concept'])}, {row['question']}: {count(row['n_passages'], 'passage')}"
    read = f"{what} read by {count(row['n_coders'], 'coder')} ({row['labels']})"
    if row["alpha"] is None:
        return f"{read}; whether coders agree is not known."
    return (
        f"{read}; Krippendorff's alpha {number(row['alpha'])} ({number(row['low'])} to "
        f"{number(row['high'])}; labels dealt out at random reach {number(row['null_high'])}; "
        f"{count(row['n_both'], 'passage')} read twice)."
    )


def _doubts(row: dict[str, Any]) -> list[str]:
    if row["alpha"] is None:
        why = "one coder" if row["n_coders"] < 2 else "no passage with two different labels"
        return [f"{row['question']}: {why}, so agreement is not known"]
    if row["alpha"] < TENTATIVE:
        return [f"{row['question']}: alpha below {TENTATIVE}, too low to rest a conclusion on"]
    if row["alpha"] < RELIABLE:
        return [f"{row['question']}: alpha below {RELIABLE}, enough for tentative conclusions only"]
    return []
