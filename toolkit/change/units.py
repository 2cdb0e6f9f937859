"""The unit: what is resampled and exchanged when two sets of documents are compared."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Rows

Codes = NDArray[np.int64]

# Authors are the unit when this share of the usages is by authors of one side only …
ONE_SIDED = 0.8
# … and each side has this many of them.
FEWEST_AUTHORS = 5
NAMED_AT_MOST = 8


@dataclass(frozen=True, eq=False)
class Exchange:
    """How two sets of documents are resampled.

    Attributes
    ----------
    unit : str
        "document", "author" or the document variable.
    codes : array, shape (n_documents,)
        Unit of each document of the corpus.
    blocks : array, shape (n_documents,)
        Documents are exchanged only with those of the same block; 0 is the rest.
    strata : array, shape (n_documents,), or None
        Stratum of each document.
    doubts : tuple of str
        What the choice of the unit leaves open.
    """

    unit: str
    codes: Codes
    blocks: Codes
    strata: Codes | None
    doubts: tuple[str, ...] = ()


def choose_exchange(
    corpus: Corpus, a: Rows, b: Rows, usages_of: NDArray[np.float64], unit: str, strata: str | None
) -> Exchange:
    """Choose the unit for one pair of slices.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    a, b : array of int
        Document rows of the two sides, without common ones.
    usages_of : array, shape (n_documents,)
        Usages of the concept in each document.
    unit : str
        "auto", "document", or a document variable. "auto" is the author where at least four
        fifths of the usages are by authors of one side only and each side has five of them,
        else the document.
    strata : str or None
        Document variable within which units are exchanged.

    Returns
    -------
    Exchange
        Units that stand on both sides are exchanged among themselves, the rest among the rest.

    Raises
    ------
    UnknownNameError
        If the documents have no such variable.
    """
    documents = np.arange(len(corpus), dtype=np.int64)
    within = None if strata is None else unit_codes(corpus, strata)
    variable = "author" if unit in ("auto", "document") else unit
    names = corpus.values(variable)
    codes = _coded(names, documents)
    used_a, used_b = a[usages_of[a] > 0], b[usages_of[b] > 0]
    both = np.isin(codes, np.intersect1d(codes[used_a], codes[used_b]))
    # Unknown values have a code of their own for each document and never stand on both sides.
    known = (names.fill_null("") != "").to_numpy()
    doubts: tuple[str, ...] = ()
    chosen = unit
    if unit == "auto":
        chosen, doubts = _auto(names, codes, known & ~both, used_a, used_b, usages_of)
    blocks = np.where(both & known, codes + 1, 0)
    units = documents if chosen == "document" else codes
    if within is not None:
        units = np.unique(np.stack([units, within]), axis=1, return_inverse=True)[1]
    return Exchange(chosen, units, blocks, within, doubts)


def unit_codes(corpus: Corpus, variable: str) -> Codes:
    """Give each value of a document variable a number; documents without one get one each.

    Raises
    ------
    UnknownNameError
        If the documents have no such variable.
    """
    return _coded(corpus.values(variable), np.arange(len(corpus), dtype=np.int64))


def _auto(
    names: pl.Series,
    codes: Codes,
    one_sided: NDArray[np.bool_],
    a: Rows,
    b: Rows,
    usages_of: NDArray[np.float64],
) -> tuple[str, tuple[str, ...]]:
    total = usages_of[a].sum() + usages_of[b].sum()
    of_one_side = usages_of[a][one_sided[a]].sum() + usages_of[b][one_sided[b]].sum()
    if not total or of_one_side < ONE_SIDED * total:
        return "document", ()
    authors = [np.unique(codes[rows]) for rows in (a, b)]
    if min(map(len, authors)) >= FEWEST_AUTHORS:
        return "author", ()
    few = a if len(authors[0]) <= len(authors[1]) else b
    said = names[few].unique(maintain_order=True).to_list()
    more = " …" if len(said) > NAMED_AT_MOST else ""
    shown = ", ".join(name or "unnamed" for name in said[:NAMED_AT_MOST]) + more
    who = f"the {len(said)} authors" if len(said) > 1 else "the one author"
    return "document", (f"{who} of one side ({shown}) cannot be told from the period",)


def _coded(values: pl.Series, documents: Codes) -> Codes:
    """Give each value of a variable a number; documents without one get a number each."""
    texts = values.cast(pl.String).fill_null("").to_numpy().astype(str)
    _, codes = np.unique(texts, return_inverse=True)
    return np.where(texts == "", codes.max(initial=0) + 1 + documents, codes)


def series_exchange(
    corpus: Corpus, parts: list[Rows], usages_of: NDArray[np.float64], unit: str, strata: str | None
) -> Exchange:
    """Choose the unit for a whole series of slices; parameters as in `choose_exchange`.

    "auto" is the author where at least four fifths of the usages are by authors of one slice only
    and ten authors use the concept, else the document. Units of an author who stands in several
    slices are exchanged among themselves, the rest among the rest.
    """
    documents = np.arange(len(corpus), dtype=np.int64)
    within = None if strata is None else unit_codes(corpus, strata)
    variable = "author" if unit in ("auto", "document") else unit
    names = corpus.values(variable)
    codes = _coded(names, documents)
    known = (names.fill_null("") != "").to_numpy()
    used = [rows[usages_of[rows] > 0] for rows in parts]
    slices_of = np.zeros(int(codes.max(initial=-1)) + 1, np.int64)
    for rows in used:
        slices_of[np.unique(codes[rows])] += 1
    several = known & (slices_of[codes] > 1)
    doubts: tuple[str, ...] = ()
    chosen = unit
    if unit == "auto":
        everyone = np.concatenate([np.empty(0, np.int64), *used])
        total = usages_of[everyone].sum()
        once = everyone[known[everyone] & ~several[everyone]]
        one_sided = usages_of[once].sum() >= ONE_SIDED * total > 0
        enough = len(np.unique(codes[once])) >= 2 * FEWEST_AUTHORS
        chosen = "author" if one_sided and enough else "document"
        if one_sided and not enough:
            doubts = ("so few authors, each in one slice, cannot be told from their period",)
    blocks = np.where(several, codes + 1, 0)
    units = documents if chosen == "document" else codes
    if within is not None:
        units = np.unique(np.stack([units, within]), axis=1, return_inverse=True)[1].reshape(-1)
    return Exchange(chosen, units, blocks, within, doubts)
