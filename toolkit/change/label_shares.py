"""Shares of labelled usages by slice: of senses that were found, or coded by hand."""

import numpy as np
from numpy.typing import NDArray

from toolkit.statistics.debiased import effective_units
from toolkit.statistics.permutation import p_of
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS

Codes = NDArray[np.int64]


def label_shares(
    documents: Codes,
    labels: Codes,
    size: int,
    resamples: int,
    level: float,
    rng: np.random.Generator,
) -> list[dict[str, float | None]]:
    """Share of each label with an interval from documents drawn anew; none below the floors."""
    names, own = np.unique(documents, return_inverse=True)
    counts = np.zeros((len(names), size))
    np.add.at(counts, (own, labels), 1.0)
    of_documents = counts.sum(axis=1)
    effective = effective_units(of_documents)
    if len(names) < FEWEST_UNITS or effective < FEWEST_EFFECTIVE:
        return [dict.fromkeys(("share", "low", "high")) for _ in range(size)]
    weights = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), resamples)
    drawn = (weights @ counts) / (weights @ of_documents)[:, None]
    tails = ((1 - level) / 2, (1 + level) / 2)
    low, high = np.quantile(drawn, tails, axis=0)
    # Where no (or every) document has the label, resamples know nothing: the rule of three.
    reach = 1.0 - (1.0 - level) ** (1.0 / effective)
    shares = counts.sum(axis=0) / of_documents.sum()
    return [
        {
            "share": float(share),
            "low": float(1.0 - reach if share == 1 else below),
            "high": float(reach if share == 0 else above),
        }
        for share, below, above in zip(shares, low, high, strict=True)
    ]


def label_chances(
    at: Codes,
    documents: Codes,
    labels: Codes,
    size: int,
    n_slices: int,
    permutations: int,
    seed: int,
) -> list[float | None]:
    """Chance that documents in other slices would move the share of each label as far."""
    inside = at >= 0
    names, first, own = np.unique(documents[inside], return_index=True, return_inverse=True)
    if size == 1 or len(names) < 2:
        return [None] * size
    counts = np.zeros((len(names), size))
    np.add.at(counts, (own, labels[inside]), 1.0)
    total = counts.sum(axis=0) / counts.sum()
    rng = np.random.default_rng((seed, 10))
    place = at[inside][first]
    found = np.zeros((permutations + 1, size))
    for draw in range(permutations + 1):
        where = rng.permutation(place) if draw else place
        added = np.zeros((n_slices, size))
        np.add.at(added, where, counts)
        number = added.sum(axis=1, keepdims=True)
        found[draw] = np.sum((added - number * total) ** 2 / np.maximum(number, 1.0), axis=0)
    return [p_of(column) for column in found.T]
