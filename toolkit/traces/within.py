"""An archive against itself: passages that stand word for word in two of its documents."""

from concurrent.futures import Executor
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.shingle_keys import keys_of, looked_up
from toolkit.corpus.shingles import Repeats, Shared, repeats, shared
from toolkit.provenance import Provenance
from toolkit.traces.align import Alignment
from toolkit.traces.base import REUSE_COLUMNS, REUSE_SCHEMA, Reuse
from toolkit.traces.chains import direction
from toolkit.traces.chance import Habits, log_expected

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Documents cut into tokens at a time when passages are shown.
_AT_A_TIME = 500


class _Passages(NamedTuple):
    """Passages as they are, how many documents have each, how often each stands."""

    where: Shared
    documents: Longs
    times: Longs


def within(
    corpus: Corpus,
    words: int,
    common: int,
    level: float,
    most: int,
    *,
    executor: Executor | None = None,
) -> Reuse:
    """Find the passages that an archive repeats; each later place with the earliest document.

    Parameters
    ----------
    corpus : Corpus
        The archive.
    words : int
        Least number of words.
    common : int
        A passage that at least so many documents have is a formula.
    level : float
        Chance matches in the whole archive that a quotation is allowed.
    most : int
        Rows of the table, the longest first.
    executor : Executor, optional
        What counting the phrases of the passages is shared out to.

    Returns
    -------
    Reuse
        `via` is null: who took the words from whom in between is told with a target only.
    """
    found = _counted(corpus, words)
    order = np.lexsort((found.where.later, -found.where.length))[:most]
    chosen = _Passages(
        Shared(*(column[order] for column in found.where)),
        found.documents[order],
        found.times[order],
    )
    log = _log_expected(corpus, chosen, executor)
    kinds = np.where(
        log > np.log(level),
        "commonplace",
        np.where(chosen.documents >= common, "formula", "quotation"),
    )
    undated = int(corpus.documents["start"].null_count())
    doubt = f"{undated:,} documents have no date and count as the last" if undated else ""
    return Reuse(
        table=_table(corpus, chosen, kinds, log),
        n_tokens=corpus.n_tokens,
        words=words,
        n_passages=len(found.where.length),
        doubts=(doubt,) * bool(doubt),
        provenance=Provenance(
            corpus.hash,
            {"words": words, "level": level, "common": common, "most": most},
            dated=corpus.dated,
        ),
    )


def _counted(corpus: Corpus, words: int) -> _Passages:
    """Find passages, and count documents and places of the rarest stretch of each."""
    again = repeats(corpus.index, words)
    where = shared(corpus.index, words, pairs="first", found=again)
    if not len(where.length):
        return _Passages(where, np.empty(0, np.int64), np.empty(0, np.int64))
    position, documents, times = _by_position(corpus, again)
    # In the order of their places, so that what lies between two passages is looked at once.
    order = np.argsort(where.later)
    later, length = where.later[order], where.length[order]
    first = np.searchsorted(position, later)
    last = np.searchsorted(position, later + length - words)
    edges = np.stack([first, last + 1], axis=1).ravel()
    least = np.empty((2, len(order)), np.int64)
    for row, counts in zip(least, (documents, times), strict=True):
        row[order] = np.minimum.reduceat(np.append(counts, 0), edges)[::2]
    return _Passages(where, least[0], least[1])


def _by_position(corpus: Corpus, again: Repeats) -> tuple[Longs, Longs, Longs]:
    """Give every repeated place, how many documents have its shingle, how often it stands."""
    document = corpus.index.documents_of(again.position)
    new = (np.diff(again.group, prepend=-1) != 0) | (np.diff(document, prepend=-1) != 0)
    n_documents = np.bincount(again.group, weights=new).astype(np.int64)
    times = np.bincount(again.group)
    order = np.argsort(again.position)
    group = again.group[order]
    return again.position[order], n_documents[group], times[group]


def _log_expected(corpus: Corpus, chosen: _Passages, executor: Executor | None) -> Floats:
    """Give the logarithm of the matches that chance would give, for each passage."""
    index, where = corpus.index, chosen.where
    stretches = [
        index.ids[start : start + length]
        for start, length in zip(where.later.tolist(), where.length.tolist(), strict=True)
    ]
    tokens = np.concatenate([*stretches, np.empty(0, np.uint32)]).astype(np.int64)
    begins = np.cumsum(where.length) - where.length
    surprise = -np.log((index.counts + 1.0) / (len(index.ids) + len(index.types) + 1.0))
    counted = []
    for n in (2, 3):
        keys = keys_of(tokens, range(n)) if len(tokens) >= n else np.empty(0, np.uint64)
        wanted, row = np.unique(keys, return_inverse=True)
        which = looked_up(corpus, wanted, range(n), executor=executor)[1]
        times = np.bincount(which, minlength=len(wanted))[row]
        counted.append(np.concatenate([np.zeros(len(tokens) - len(times), np.int64), times]))
    log = np.empty(len(stretches))
    for k, (start, length) in enumerate(zip(begins.tolist(), where.length.tolist(), strict=True)):
        part = slice(start, start + length)
        # The passage must not look habitual because it stands where it was found.
        left = [np.maximum(c[part] - chosen.times[k], 0) for c in (index.counts[tokens], *counted)]
        every = np.arange(length, dtype=np.int64)
        habits = Habits(surprise, left[0], (left[1], left[2]), len(index.ids))
        log[k] = log_expected(Alignment(every, every, 0.0), habits, tokens[part])
        # All pairs of places of the archive were tried, not those of one passage.
        log[k] += np.log(max(1, len(index.ids)) / 2 / max(1, length))
    return log


def _table(corpus: Corpus, chosen: _Passages, kinds: NDArray[np.str_], log: Floats) -> pl.DataFrame:
    later = _cut(corpus, chosen.where.later, chosen.where.length)
    earlier = _cut(corpus, chosen.where.earlier, chosen.where.length)
    numbers = np.unique(chosen.where.earlier, return_inverse=True)[1]
    days = corpus.documents.select("start", "stop").rows()
    dates = _dates(corpus)
    rows: list[dict[str, Any]] = [
        {
            **{"passage": int(numbers[k]) + 1, "kind": str(kinds[k])},
            **dict(zip(("id", "date", "start", "stop", "text"), here[1:], strict=True)),
            **{f"source{'_' * bool(n)}{n}": v for n, v in zip(
                ("", "date", "start", "stop", "text"), there[1:], strict=True)},
            **{"direction": direction(dates[here[0]], *days[there[0]]), "first": True},
            **{"via": None, "n_words": int(chosen.where.length[k]), "n_changed": 0},
            **{"expected": float(np.exp(max(log[k], -690.0)))},
            **{"n_documents": int(chosen.documents[k])},
        }
        for k, (here, there) in enumerate(zip(later, earlier, strict=True))
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=REUSE_SCHEMA).select(REUSE_COLUMNS)


def _dates(corpus: Corpus) -> list[Any]:
    """Give the date span of each document, or None."""
    from toolkit.corpus.dates import DateSpan

    names = ("start", "stop", "precision", "date")
    rows = corpus.documents.select(names).rows()
    return [DateSpan(*row) if row[0] is not None else None for row in rows]


def _cut(corpus: Corpus, position: Longs, length: Longs) -> list[tuple[Any, ...]]:
    """Give document row, id, date, start, stop and text of each stretch of tokens."""
    index = corpus.index
    rows = index.documents_of(position)
    names = corpus.documents.select("id", "date").rows()
    needed = np.unique(rows)
    found: list[tuple[Any, ...]] = [()] * len(position)
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    for at in range(0, len(needed), _AT_A_TIME):
        some = needed[at : at + _AT_A_TIME]
        for row, spans in zip(some.tolist(), corpus.spans_of(some.tolist()), strict=True):
            low, high = np.searchsorted(ordered, [row, row + 1])
            mine = order[low:high]
            text = corpus.text_at(row)
            for k in mine.tolist():
                first = int(position[k] - index.offsets[row])
                start, stop = int(spans[first, 0]), int(spans[first + int(length[k]) - 1, 1])
                found[k] = (row, *names[row], start, stop, text[start:stop])
    return found
