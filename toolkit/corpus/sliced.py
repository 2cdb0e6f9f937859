"""What slices are: named periods with their documents, found by label, counted in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.days import iso_of, year_of
from toolkit.corpus.periods import Period
from toolkit.errors import UnknownNameError, unknown_name

Rows = NDArray[np.int64]

# What documents without a date are called, where slices are compared with them.
UNDATED = "undated"
_DASHES = str.maketrans("–—‒‑−", "-----")


class Dated(Protocol):
    """What slices need of a corpus: its table of documents and its hash."""

    @property
    def documents(self) -> pl.DataFrame:
        """One row per document, with `start`, `stop`, `precision` and `n_tokens`."""

    @property
    def hash(self) -> str:
        """What the corpus is known by."""


class Slice(NamedTuple):
    """A named period ``[start, stop)``, in days since 1970-01-01, and its documents.

    `documents` are row numbers of ``corpus.documents``, ascending; an empty slice has none.
    """

    label: str
    start: int
    stop: int
    documents: Rows

    @property
    def year(self) -> float:
        """Mid-point in years: 1965.0 for the 1960s."""
        return (year_of(self.start) + year_of(self.stop)) / 2


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Slices:
    """The slices of a corpus in order of time, empty ones included.

    Attributes
    ----------
    corpus : Corpus
        What was sliced.
    items : tuple of Slice
        The slices themselves; ``slices["1960s"]`` and ``slices[0]`` find one.
    straddling : array of int
        Rows of documents whose date is a span across an edge; each lies where the middle of
        its span lies.
    undated, outside : array of int
        Rows of documents without a date, and of dated ones in no slice.
    group : str or None
        The value these documents share, when slices were made ``by`` a variable.
    """

    corpus: Any
    items: tuple[Slice, ...]
    straddling: Rows
    undated: Rows
    outside: Rows
    group: str | None = None

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Slice]:
        return iter(self.items)

    def __getitem__(self, which: int | str) -> Slice:
        return self.find(which) if isinstance(which, str) else self.items[which]

    def __contains__(self, label: object) -> bool:
        return isinstance(label, str) and _key(label) in map(_key, self.labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the slices, in order of time."""
        return tuple(item.label for item in self.items)

    def find(self, label: str) -> Slice:
        """Return the slice called `label`; a hyphen stands for any dash.

        Raises
        ------
        UnknownNameError
            If there is none; the message lists the labels and the nearest ones.
        """
        for item in self.items:
            if _key(item.label) == _key(label):
                return item
        if not self.items:
            msg = f"no slice named {label!r}; there are no slices, for no document has a date."
            raise UnknownNameError(msg)
        unknown = unknown_name("slice", label, self.labels)
        raise unknown

    def baseline(self, label: str) -> tuple[str, Rows]:
        """Return the name and the documents of what slices are compared with.

        Parameters
        ----------
        label : str
            Of a slice; or "undated", the documents without a date: a group of its own, though in
            no slice, as it has no place on the axis.

        Raises
        ------
        UnknownNameError
            If there is no such slice, or no document without a date.
        """
        if label == UNDATED and len(self.undated) and label not in self:
            return UNDATED, self.undated
        found = self.find(label)
        return found.label, found.documents

    @property
    def table(self) -> pl.DataFrame:
        """One row per slice: slice, start, stop, year, n_documents, n_tokens.

        `start` and `stop` are ISO dates, half open; `year` is the mid-point.
        """
        tokens = self.corpus.documents["n_tokens"].to_numpy()
        return pl.DataFrame(
            {
                "slice": list(self.labels),
                "start": [iso_of(item.start) for item in self.items],
                "stop": [iso_of(item.stop) for item in self.items],
                "year": [item.year for item in self.items],
                "n_documents": [len(item.documents) for item in self.items],
                "n_tokens": [int(tokens[item.documents].sum()) for item in self.items],
            },
            schema={
                "slice": pl.String,
                "start": pl.String,
                "stop": pl.String,
                "year": pl.Float64,
                "n_documents": pl.Int64,
                "n_tokens": pl.Int64,
            },
        )

    def notes(self) -> list[str]:
        """Say in plain sentences which documents lie in no slice or across an edge."""
        said = (
            (self.undated, "without a date: in no slice"),
            (self.outside, "dated outside every slice"),
            (self.straddling, "dated by a span across an edge: placed by its middle"),
        )
        return [_count(rows) + " " + what for rows, what in said if len(rows)]

    def __repr__(self) -> str:
        ends = f", {self.labels[0]} to {self.labels[-1]}" if self.items else ""
        group = f" of {self.group}" if self.group is not None else ""
        empty = sum(not len(item.documents) for item in self.items)
        return "\n  ".join([f"{len(self)} slices{group}{ends}, {empty} empty", *self.notes()])


def placed(corpus: Dated, kept: Rows, made: Sequence[Period], group: str | None) -> Slices:
    """Put the documents of rows `kept` into the periods that hold their middles."""
    start, stop = (corpus.documents[name].to_numpy()[kept] for name in ("start", "stop"))
    has_date = ~np.isnan(start.astype(np.float64))
    rows, undated = kept[has_date], kept[~has_date]
    start, stop = start[has_date].astype(np.int64), stop[has_date].astype(np.int64)
    order = np.argsort((start + stop) // 2, kind="stable")
    middles = ((start + stop) // 2)[order]
    items = []
    placed = np.zeros(len(rows), dtype=bool)
    for label, begins, ends in made:
        here = order[slice(*np.searchsorted(middles, [begins, ends]))]
        placed[here] = True
        items.append(Slice(label, begins, ends, np.sort(rows[here])))
    edges = np.unique([day for _, *both in made for day in both]).astype(np.int64)
    across = np.searchsorted(edges, start, "right") < np.searchsorted(edges, stop, "left")
    return Slices(corpus, tuple(items), rows[across], undated, rows[~placed], group)


def _key(label: str) -> str:
    return label.strip().translate(_DASHES).casefold()


def _count(rows: Rows) -> str:
    return f"{len(rows):,} document{'s' if len(rows) != 1 else ''}"
