"""Reprints: documents that repeat an earlier one, so that their date is not that of their words."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.cache import cached
from toolkit.corpus.copies import EXACT, HOLDS, KINDS, Copies, Pairs, copies
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.index import Longs
from toolkit.errors import OptionError
from toolkit.provenance import Provenance

WORDS, SHARE = 8, 0.5
# From this share of reprints on, they are the habit of a series rather than reprints.
SERIAL = 0.3
SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("id", "date", "kind", "source", "source_date"), pl.String),
    **dict.fromkeys(("n_words", "source_words", "n_shared", "n_left_out"), pl.Int64),
    **dict.fromkeys(("share", "source_share"), pl.Float64),
}


@dataclass(frozen=True, eq=False)
class Reprints:
    """Documents that repeat an earlier one.

    Attributes
    ----------
    table : polars.DataFrame
        One row for each later document and what it repeats. `kind`: "exact" (token for token),
        "near", "part" (it stands in a longer, earlier document), "holds" (it holds a shorter,
        earlier document). `share` of its words, and `source_share` of those of the earlier
        document `source`, lie in passages that both have: `n_shared` of its `n_words`.
        `n_left_out` of them are left out on request: all, or the stretch that is repeated.
    rows : array of int
        Rows of the documents that are copies as a whole.
    first, stop : array of int
        Stretches of tokens that repeat an earlier document, ascending and apart.
    n_documents : int
        Documents compared.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    table: pl.DataFrame
    rows: Longs
    first: Longs
    stop: Longs
    n_documents: int
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def has(self, positions: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Tell which tokens, given by position in the corpus, are repeated from earlier."""
        at = np.searchsorted(self.first, positions, side="right") - 1
        inside = at >= 0
        inside[inside] = np.asarray(positions)[inside] < self.stop[at[inside]]
        return np.asarray(inside)

    def answer(self) -> list[str]:
        """Say in plain sentences what was found."""
        if not len(self.table):
            return [f"None of {self.n_documents:,} documents repeats an earlier one."]
        kinds = dict(self.table["kind"].value_counts().iter_rows())
        counted = ", ".join(f"{kinds[kind]:,} {kind}" for kind in KINDS if kind in kinds)
        words, n = int((self.stop - self.first).sum()), self.table["id"].n_unique()
        return [
            f"{n:,} of {self.n_documents:,} documents repeat{'s' * (n == 1)} an earlier one "
            f"({counted}); {words:,} words stand at a date that is not theirs."
        ]

    def __str__(self) -> str:
        with pl.Config(tbl_rows=40, tbl_cols=-1, tbl_width_chars=160):
            shown = str(self.table)
        return "\n".join([*self.answer(), shown, *(f"doubt: {one}" for one in self.doubts)])


def reprints(corpus: Corpus, *, words: int = WORDS, share: float = SHARE) -> Reprints:
    """Find the documents that repeat an earlier one: exactly, nearly, in part, or holding it.

    The earliest copy is the one that counts; undated documents come last. Two documents belong
    together when so many words of the shorter one lie in passages that both have.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    words : int
        Least number of words of a passage that counts, 2 or more.
    share : float
        Least share of the shorter document, above 0 and at most 1.

    Returns
    -------
    Reprints

    Raises
    ------
    OptionError
        If an option lies outside what is allowed.

    Notes
    -----
    Where one word in ten was changed, about .73 of the words still stand in runs of eight that
    were not; unrelated documents of natural archives share less than .5. Pairs that share fewer
    than 24 words are compared to the letter only. Cost: 0.3 core-seconds for a million tokens.
    Source: Broder 1997, doi:10.1109/SEQUEN.1997.666900 (containment).

    Examples
    --------
    >>> from toolkit import Corpus, Document, parse_date
    >>> said = " ".join(f"word{n}" for n in range(40))
    >>> dated = [("a", "1875", said), ("b", "1950", said + " again"), ("c", "1960", "no such")]
    >>> found = reprints(Corpus.from_documents(Document(i, t, parse_date(d)) for i, d, t in dated))
    >>> found.table.select("id", "kind", "source", "n_shared").rows()
    [('b', 'near', 'a', 40)]
    """
    if words < 2 or not 0 < share <= 1:
        msg = f"words {words}, share {share}; give 2 words or more, and a share from 0 to 1."
        raise OptionError(msg)
    found = _found(corpus, words, share)
    table = _table(corpus, found)
    alike = found.kind != HOLDS
    first, stop = _joined(found.first, found.stop)
    return Reprints(
        table=table,
        rows=np.unique(found.pairs.later[alike]),
        first=first,
        stop=stop,
        n_documents=len(corpus),
        doubts=tuple(_doubts(corpus, found)),
        provenance=Provenance(corpus.hash, {"words": words, "share": share}, dated=corpus.dated),
    )


def _found(corpus: Corpus, words: int, share: float) -> Copies:
    """Find the copies, once for every corpus and setting."""

    def make() -> dict[str, NDArray[np.generic]]:
        found = copies(corpus.index, words, share, _twins(corpus))
        return found.pairs._asdict() | {n: getattr(found, n) for n in Copies._fields[1:]}

    known = {
        name: array.astype(np.int64)
        for name, array in cached(corpus, "reprints", f"{words} {share}", make).items()
    }
    pairs = Pairs(*(known.pop(name) for name in Pairs._fields))
    return Copies(pairs, **known)


def _twins(corpus: Corpus) -> list[tuple[int, int]]:
    """Pair every document with the first that has the same text, empty ones left out."""
    texts = corpus.documents.with_row_index("row").filter(pl.col("n_tokens") > 0)
    again = texts.with_columns(first=pl.col("row").min().over("text_hash"))
    return again.filter(pl.col("row") > pl.col("first")).select("first", "row").rows()


def _table(corpus: Corpus, found: Copies) -> pl.DataFrame:
    """Lay the copies out: of a copy the earliest source, of a document that holds others each."""
    pairs, kind = found.pairs, found.kind
    is_copy = np.isin(pairs.later, pairs.later[kind != HOLDS])
    earliest = np.unique(np.where(kind != HOLDS, pairs.later, -1), return_index=True)[1]
    shown = np.union1d(earliest[kind[earliest] != HOLDS], np.flatnonzero(~is_copy))
    known = corpus.documents.select("id", "date", "n_tokens").rows()
    left_out = np.bincount(found.pair, weights=found.stop - found.first, minlength=len(kind))
    rows = []
    for k in shown.tolist():
        (name, date, size), (source, source_date, source_size) = (
            known[int(side[k])] for side in (pairs.later, pairs.earlier)
        )
        of_later, of_earlier = int(pairs.of_later[k]), int(pairs.of_earlier[k])
        if kind[k] == EXACT:  # short texts have no passages
            of_later, of_earlier = size, source_size
        rows.append(
            {
                **{"id": name, "date": date, "kind": KINDS[int(kind[k])]},
                **{"source": source, "source_date": source_date},
                **{"n_words": size, "source_words": source_size, "n_shared": of_later},
                **{"n_left_out": int(left_out[k])},
                **{"share": of_later / size, "source_share": of_earlier / source_size},
            }
        )
    return pl.DataFrame(rows, schema=SCHEMA)


def _joined(first: Longs, stop: Longs) -> tuple[Longs, Longs]:
    """Join stretches that overlap; those of two documents stay apart."""
    if not len(first):
        return first, stop
    order = np.argsort(first, kind="stable")
    first, reach = first[order], np.maximum.accumulate(stop[order])
    new = np.concatenate([[True], first[1:] >= reach[:-1]])
    return first[new], reach[np.append(np.flatnonzero(new)[1:] - 1, len(first) - 1)]


def _doubts(corpus: Corpus, found: Copies) -> list[str]:
    pairs, said = found.pairs, []
    start, stop = (corpus.documents[name].to_numpy().astype(float) for name in ("start", "stop"))
    unsure = ~(stop[pairs.earlier] <= start[pairs.later])
    if n := len(np.unique(pairs.later[unsure])):
        said.append(
            f"{n:,} of them {'has' if n == 1 else 'have'} no date, or one that overlaps with that "
            "of what is repeated: which came first is not certain, and the first by id counts"
        )
    n_copies = len(np.unique(pairs.later[found.kind != HOLDS]))
    if n_copies >= SERIAL * max(1, len(corpus)):
        said.append(
            f"{n_copies / len(corpus):.0%} of all documents are copies: a series that repeats its "
            "own wording rather than reprints; leaving them out would leave out how it is used"
        )
    return said
