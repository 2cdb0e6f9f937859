"""The passages that hold most of a topic."""

import numpy as np
import polars as pl

from toolkit.corpus.sliced import Slice
from toolkit.errors import OptionError
from toolkit.topics.base import TopicModel

TYPICAL = {
    **dict.fromkeys(("id", "date", "title", "author"), pl.String),
    **{"start": pl.Int64, "stop": pl.Int64, "share": pl.Float64, "text": pl.String},
}


def typical_passages(
    topics: TopicModel, topic: int | str, *, slice: Slice | None = None, n: int = 3
) -> pl.DataFrame:
    """Give the passages in which a topic has the largest share, one a document.

    Only passages of at least half the usual length are looked at: in a few words any topic may
    hold all.

    Parameters
    ----------
    topics : TopicModel
        The topics.
    topic : int or str
        Which, by number or label.
    slice : Slice, optional
        Only documents of this slice, as ``slices["1960s"]``.
    n : int
        At most so many.

    Returns
    -------
    polars.DataFrame
        id, date, title, author, start, stop (characters), share of the topic in [0, 1], text; the
        largest share first.

    Raises
    ------
    UnknownNameError
        If there is no such topic.
    OptionError
        If fewer than one is asked for.
    """
    if n < 1:
        msg = f"{n} passages; ask for at least 1."
        raise OptionError(msg)
    passages, corpus = topics.passages, topics.corpus
    share = topics.passage_topic[:, topics.topic(topic)]
    held = passages.lengths[passages.lengths > 0]
    chosen = passages.lengths >= (np.median(held) / 2 if len(held) else 1)
    if slice is not None:
        chosen &= np.isin(passages.document, slice.documents)
    order = np.flatnonzero(chosen)[np.argsort(-share[chosen], kind="stable")]
    _, first = np.unique(passages.document[order], return_index=True)
    best = order[np.sort(first)[:n]]
    rows = []
    for one in best:
        row = int(passages.document[one])
        known = corpus.documents.row(row, named=True)
        text = corpus.text_at(row)
        spans = corpus.spans(row)
        begin = int(corpus.index.offsets[row])
        start = int(spans[passages.first[one] - begin, 0])
        stop = int(spans[passages.last[one] - begin - 1, 1])
        rows.append(
            {name: known[name] for name in ("id", "date", "title", "author")}
            | {"start": start, "stop": stop, "share": float(share[one]), "text": text[start:stop]}
        )
    return pl.DataFrame(rows, TYPICAL)
