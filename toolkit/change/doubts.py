"""What a careful reader would object to a series, in plain sentences."""

from collections.abc import Iterable

import numpy as np
import polars as pl

from toolkit.change.question import Question
from toolkit.change.sentences import count
from toolkit.corpus.sliced import Slices
from toolkit.statistics.multiple import none_within_reach

NAMED_AT_MOST = 6
# The rate of false discoveries up to which tables are read.
RATE = 0.1


def standing(n_uses: int, where: str) -> str:
    """Say how many uses stand somewhere.

    Examples
    --------
    >>> standing(1, "in undated documents"), standing(2, "in undated documents")
    ('1 use stands in undated documents', '2 uses stand in undated documents')
    """
    return f"{count(n_uses, 'use')} stand{'s' if n_uses == 1 else ''} {where}"


def of_slices(question: Question, slices: Slices) -> list[str]:
    """Say what the dates of the documents leave open."""
    said = []
    uses = question.uses_of
    for rows, where in (
        (slices.undated, "in undated documents and in no slice"),
        (slices.outside, "in documents dated outside every slice"),
        (slices.straddling, "in documents whose date spans an edge, placed by its middle"),
    ):
        if n := int(uses[rows].sum()):
            said.append(standing(n, where))
    return said


def of_texts(question: Question, n_other_languages: int) -> list[str]:
    """Say what was left out of the usages, and which texts stand there twice."""
    said = list(question.space.doubts)
    if n_other_languages:
        said.append(
            standing(n_other_languages, "in documents in another language than the space ")
            + f"({question.space.language}) and are left out; fit a space on each language"
        )
    if question.usages.n_without:
        why = "no context word in the space"
        if question.space.groups is not None:
            why = "no vector there: a phrase, or a type too rare in its group of documents"
        said.append(f"{count(question.usages.n_without, 'use')} have {why}")
    documents = question.corpus.documents
    used = documents.filter(pl.Series(question.uses_of > 0))
    if twice := len(used) - used["text_hash"].n_unique():
        said.append(
            f"{twice:,} documents that use it repeat the text of another to the letter: "
            "a reprint counts as usage of its date"
        )
    return said


def of_flags(
    label: str, flags: Iterable[str], n_units: int, neff: float, unit: str
) -> list[tuple[str, str]]:
    """Say what the flags of one comparison mean, labelled by the slice."""
    # Cut, not rounded: 2.97 is below the floor of 3.
    counted = f"{count(n_units, unit)}, neff {int(neff * 10) / 10:.1f}"
    meaning = {
        "too few units": f"too few ({counted}; 5 units and neff 3 are needed): not judged",
        "thin": f"few units ({counted}): judged, but read it with care",
        "not comparable": "not comparable: a stratum has fewer than 3 units on one side",
        "no cosine: too few uses": "too few uses to tell its contexts from the corpus: not judged",
        "no cosine: contexts of the corpus": (
            "its contexts are those of the corpus at large: no cosine; use metric=squared"
        ),
        "further below zero than chance": "further below zero than chance explains",
    }
    told = [flag for flag in flags if flag in meaning]
    if any(flag.startswith("no cosine") for flag in told):
        # What has no value was not judged, with care or without.
        told = [flag for flag in told if flag != "thin"]
    return [(label, meaning[flag]) for flag in told]


def of_table(table: pl.DataFrame) -> list[str]:
    """Say what the p-values of a series could show at all."""
    judged = table.drop_nulls("p_value")
    said: list[str] = []
    if not len(judged):
        return said
    coarse = judged.filter(pl.col("p_floor") > 0.05)
    if len(coarse):
        worst = float(coarse["p_floor"].to_numpy().max())
        said.append(
            f"{_listed(coarse['slice'].to_list())}: so few units can be exchanged that no p below "
            f"{worst:.3f} can be reached"
        )
    p, floor = judged["p_value"].to_numpy(), judged["p_floor"].to_numpy()
    if none_within_reach(p, floor, RATE):
        said.append(f"no slice could have reached q = {RATE}: too few sit at the least p")
    return said


def gathered(labelled: Iterable[tuple[str, str]]) -> list[str]:
    """Join the same doubt about several slices into one sentence, the label in front.

    Examples
    --------
    >>> gathered([("1900s", "thin"), ("1910s", "thin")])
    ['1900s, 1910s: thin']
    """
    slices_of: dict[str, list[str]] = {}
    for label, doubt in labelled:
        slices_of.setdefault(doubt, []).append(label)
    return [f"{_listed(labels)}: {doubt}" for doubt, labels in slices_of.items()]


def of_controls(label: str, n: int, wanted: int, fewest: int) -> list[tuple[str, str]]:
    """Say when control words were few."""
    if not wanted or n >= min(wanted, 99):
        return []
    if n < fewest:
        return [(label, f"fewer than {fewest} comparable words: no comparison with them")]
    return [(label, f"fewer than {min(wanted, 99)} comparable words within the caliper")]


def weights_differ(value: float, other: float, low: float, high: float) -> bool:
    """Tell whether weighing units instead of uses moves the value by over half the interval."""
    return bool(np.isfinite(other) and abs(other - value) > (high - low) / 2)


def _listed(labels: list[str]) -> str:
    more = f" and {len(labels) - NAMED_AT_MOST} more" if len(labels) > NAMED_AT_MOST else ""
    return ", ".join(labels[:NAMED_AT_MOST]) + more
