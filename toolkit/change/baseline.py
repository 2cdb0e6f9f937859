"""Which set of documents each slice is compared with."""

from typing import NamedTuple

import numpy as np

from toolkit.change.question import Question
from toolkit.corpus.sliced import Rows, Slices
from toolkit.statistics.debiased import effective_units
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS


class Against(NamedTuple):
    """A slice's opponent: its label and document rows; None where there is none."""

    label: str
    rows: Rows


def opponents(question: Question, slices: Slices, against: str) -> list[Against | None]:
    """Choose for each slice what it is compared with.

    Parameters
    ----------
    question : Question
        The concept and its usages.
    slices : Slices
        The slices.
    against : str
        "first" (the earliest slice above the floors), "previous" (the nearest earlier one above
        them), "rest" (all other sliced documents), "undated" or a label.

    Returns
    -------
    list
        One entry a slice; None for the baseline itself and where no slice is above the floors.

    Raises
    ------
    UnknownNameError
        If `against` is none of these.
    """
    if against == "rest":
        return [_rest(slices, k) for k in range(len(slices))]
    above = [_is_above(question, part.documents) for part in slices]
    if against == "previous":
        found: list[Against | None] = []
        for k in range(len(slices)):
            earlier = [i for i in range(k) if above[i]]
            part = slices[earlier[-1]] if earlier else None
            found.append(Against(part.label, part.documents) if part else None)
        return found
    if against == "first":
        if not any(above):
            return [None] * len(slices)
        against = slices[above.index(True)].label
    base = Against(*slices.baseline(against))
    return [None if part.label == base.label else base for part in slices]


def _rest(slices: Slices, k: int) -> Against:
    own = slices[k].documents
    others = np.concatenate([part.documents for part in slices])
    return Against("rest", np.setdiff1d(others, own))


def _is_above(question: Question, rows: Rows) -> bool:
    """Tell whether a slice by itself is above the floors, its documents or named units counted."""
    counts = question.counts_in(rows)
    return bool(len(counts) >= FEWEST_UNITS and effective_units(counts) >= FEWEST_EFFECTIVE)
