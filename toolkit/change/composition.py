"""What else moves with time: the mix of the documents that use a concept, and how much is read."""

import hashlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.question import Question
from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.legibility import unknown_share
from toolkit.corpus.sliced import Slices
from toolkit.spaces.base import Space
from toolkit.statistics.mix import cramers_v
from toolkit.statistics.sample import FEWEST_UNITS

# From which V on a mix is said to move, unless chance would do at this level.
STRONG, LEVEL = 0.2, 0.01
# By how much the share of tokens outside the space may differ between slices.
POINTS = 0.03
# Documents a value that a variable needs on average to be a kind rather than a name.
A_VALUE = 5
# Columns that name, date or measure a document.
NO_KIND = ("id", "title", "date", "precision", "start", "stop", "n_tokens", "text_hash")
NAMED_AT_MOST = 4
OUTSIDE, UNKNOWN = "outside the space", "in no dictionary"
Floats = NDArray[np.float64]


def of_composition(question: Question, slices: Slices) -> list[str]:
    """Say what moves with time among the documents that use the concept.

    The mix of any document variable with few values (Cramér's V above .2 and beyond chance), unless
    it is held fixed; and the share of their tokens that are not in the space (above 3 points).
    """
    used = [part.documents[question.usages_of[part.documents] > 0] for part in slices]
    labels = [part.label for part, rows in zip(slices, used, strict=True) if len(rows)]
    used = [rows for rows in used if len(rows)]
    if len(used) < 2:
        return []
    corpus = question.corpus
    unread = outside_space(corpus, question.space)
    said = [*_mixes(corpus, used, question.strata), *_read(corpus, unread, used, labels, OUTSIDE)]
    return [*said, *_read(corpus, unknown_tokens(corpus), used, labels, UNKNOWN)]


def _mixes(corpus: Corpus, used: list[NDArray[np.int64]], strata: str | None) -> list[str]:
    moved = []
    rows = np.concatenate(used)
    at = np.repeat(np.arange(len(used)), [len(part) for part in used])
    for name, kind in corpus.documents.schema.items():
        if name in (*NO_KIND, "source_path", strata) or kind != pl.String:
            continue
        values = corpus.documents[name].fill_null("").to_numpy().astype(str)[rows]
        names, codes = np.unique(values, return_inverse=True)
        if not 2 <= len(names) <= len(rows) / A_VALUE:
            continue
        table = np.zeros((len(used), len(names)))
        np.add.at(table, (at, codes), 1.0)
        found = cramers_v(table)
        if found.v > STRONG and found.p_value < LEVEL:
            moved.append((found.v, name))
    if not moved:
        return []
    ordered = sorted(moved, reverse=True)[:NAMED_AT_MOST]
    listed = ", ".join(f"{name} (Cramér's V {v:.2f})" for v, name in ordered)
    return [
        f"the documents that use it change with time in {listed}: a change of the mix may look "
        f"like one of use; hold it fixed (strata={ordered[0][1]}) or decompose by it"
    ]


def _read(
    corpus: Corpus, unread: Floats, used: list[NDArray[np.int64]], labels: list[str], what: str
) -> list[str]:
    """Say when the share of tokens that are not read differs from slice to slice."""
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    shares = {
        label: float(unread[rows].sum() / tokens[rows].sum())
        for label, rows in zip(labels, used, strict=True)
        if len(rows) >= FEWEST_UNITS and np.isfinite(unread[rows]).all()
    }
    if len(shares) < 2:
        return []
    least, most = min(shares, key=lambda k: shares[k]), max(shares, key=lambda k: shares[k])
    if shares[most] - shares[least] <= POINTS:
        return []
    return [
        f"{shares[least]:.1%} of the tokens are {what} in {least}, {shares[most]:.1%} in {most}: "
        "misread letters, names or new words; read it beside comparable words"
    ]


def unknown_tokens(corpus: Corpus) -> Floats:
    """Count the tokens of each document that no dictionary knows, nan where there is none."""

    def count() -> dict[str, NDArray[np.generic]]:
        return {"unknown": unknown_share(corpus)}

    share = np.asarray(cached(corpus, "unknown-share", "odd", count)["unknown"], float)
    return np.asarray(share * corpus.documents["n_tokens"].to_numpy())


def outside_space(corpus: Corpus, space: Space) -> Floats:
    """Count the tokens of each document that the space has no vector for, (n_documents,)."""
    made_of = hashlib.sha256(space.kept.tobytes()).hexdigest()
    index = corpus.index

    def count() -> dict[str, NDArray[np.generic]]:
        unread = space.row_of_type < 0
        found = np.zeros(len(corpus), np.int32)
        for row in range(len(corpus)):
            found[row] = unread[index.ids[index.offsets[row] : index.offsets[row + 1]]].sum()
        return {"unread": found}

    return np.asarray(cached(corpus, "unread", made_of, count)["unread"], float)
