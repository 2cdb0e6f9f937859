"""Labels given by hand: how far coders agree on them, and their shares by slice."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.coded import Coded
from toolkit.change.label_shares import label_chances, label_shares
from toolkit.change.sense_table import SCHEMA as SENSES
from toolkit.change.sense_table import SenseSeries, counted
from toolkit.corpus.sliced import Slices
from toolkit.statistics.agreement import MISSING, alpha_of, coincidences
from toolkit.statistics.permutation import p_of

HAND = "read by hand"
_TEXTS = ("concept", "question", "labels")
_COUNTS = ("n_coders", "n_passages", "n_both", "n_documents")
SCHEMA = pl.Schema(
    {name: pl.String() for name in _TEXTS}
    | {name: pl.Int64() for name in _COUNTS}
    | dict.fromkeys(
        ("alpha", "low", "high", "null_low", "null_high", "p_value", "p_floor"), pl.Float64()
    )
)
Labels = NDArray[np.int64]


def labelled(answers: NDArray[np.str_]) -> tuple[list[str], Labels]:
    """Names of the labels, the most frequent first, and the number of each answer."""
    found, number = np.unique(answers[answers != ""].astype(str), return_counts=True)
    names = [str(found[k]) for k in np.argsort(-number, kind="stable")]
    labels = np.full(answers.shape, MISSING, np.int64)
    for k, name in enumerate(names):
        labels[answers == name] = k
    return names, labels


def judged(
    coded: Coded,
    question: str,
    names: list[str],
    labels: Labels,
    documents: NDArray[np.int64],
    resamples: int,
    level: float,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """One row: labels, counts, alpha with its interval over documents, and its chance."""
    said, both = (labels != MISSING).any(axis=1), (labels != MISSING).sum(axis=1) > 1
    row: dict[str, Any] = dict.fromkeys(SCHEMA) | {
        "concept": coded.concept,
        "question": question,
        "labels": ", ".join(names),
        "n_coders": int((labels != MISSING).any(axis=0).sum()),
        "n_passages": int(said.sum()),
        "n_both": int(both.sum()),
        "n_documents": len(np.unique(documents[said])),
    }
    pairs = coincidences(labels, len(names))
    alpha = float(alpha_of(pairs.sum(axis=0)[None])[0])
    if not both.any() or not np.isfinite(alpha):
        return row
    own = np.unique(documents, return_inverse=True)[1]
    size = int(own.max()) + 1
    weights = rng.multinomial(size, np.full(size, 1.0 / size), resamples)[:, own]
    drawn = alpha_of(np.einsum("bn,nij->bij", weights.astype(float), pairs))
    dealt = [alpha] + [
        float(alpha_of(coincidences(_dealt(labels, rng), len(names)).sum(axis=0)[None])[0])
        for _ in range(resamples)
    ]
    tails = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    ends, null = np.nanquantile(drawn, tails), np.nanquantile(dealt[1:], tails)
    row |= {"alpha": alpha, "low": float(ends[0]), "high": float(ends[1])}
    row |= {"null_low": float(null[0]), "null_high": float(null[1])}
    return row | {"p_value": p_of(np.array(dealt)), "p_floor": 1.0 / (resamples + 1)}


def _dealt(labels: Labels, rng: np.random.Generator) -> Labels:
    """Deal the labels of each coder out anew among the passages that the coder coded."""
    dealt = labels.copy()
    for coder in range(labels.shape[1]):
        said = np.flatnonzero(labels[:, coder] != MISSING)
        dealt[said, coder] = rng.permutation(labels[said, coder])
    return dealt


def shares_by_slice(
    concept: str,
    slices: Slices,
    documents: NDArray[np.int64],
    names: list[str],
    labels: Labels,
    stable: float,
    resamples: int,
    level: float,
    seed: int,
) -> SenseSeries:
    """Shares of the labels by slice; a passage counts once for each coder who coded it."""
    at_row, at_coder = np.nonzero(labels != MISSING)
    own, given = documents[at_row], labels[at_row, at_coder]
    where = np.full(len(slices.corpus), -1)
    for place, part in enumerate(slices):
        where[part.documents] = place
    at = where[own]
    chance = label_chances(at, own, given, len(names), len(slices), resamples, seed)
    rows = []
    for place, part in enumerate(slices):
        here, said = at == place, np.unique(at_row[at == place])
        rng = np.random.default_rng((seed, 19, place))
        shares = label_shares(own[here], given[here], len(names), resamples, level, rng)
        for k, name in enumerate(names):
            rows.append(
                counted(part, here, own)
                | {"concept": concept, "sense": k + 1, "words": name}
                | {"n_occurrences": len(said), "n_sense": int((given[here] == k).sum())}
                | {"stability": stable, "p_value": chance[k]}
                | shares[k]
            )
    table = pl.DataFrame(rows, schema=SENSES)
    return SenseSeries(concept, HAND, table, pl.DataFrame(), float("nan"), level)
