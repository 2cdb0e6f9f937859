"""Documents in order of time, in the form that novelty reads."""

from typing import NamedTuple

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ShapeError
from toolkit.topics.base import TopicModel
from toolkit.topics.factors import Floats
from toolkit.topics.passages import Longs
from toolkit.topics.vectors import DocumentVectors

# Words added to every topic of every document, so that none has a share of 0.
PRIOR = 1.0
# Words added to every document, dealt out as in the corpus, so that none is missing.
# Source: Zhai & Lafferty 2004, doi:10.1145/984321.984322.
SMOOTHING = 1_000.0
# Documents times words: with more, each random order would take seconds.
MOST_ENTRIES = 20_000_000


class Ordered(NamedTuple):
    """Dated documents with words: ``rows`` of the corpus, ``middle`` of their dates doubled.

    ``values`` (n, k) are distributions above 0, or vectors; ``words`` (n,) says how long each is.
    """

    corpus: Corpus
    rows: Longs
    middle: Floats
    values: Floats
    words: Floats


def ordered(source: TopicModel | DocumentVectors, of: str) -> Ordered:
    """Put the documents in order of time; ties by row.

    Raises
    ------
    OptionError
        If `of` does not fit the source, or there are too many words.
    ShapeError
        If fewer than two documents are dated and read.
    """
    allowed = ("topics", "words") if isinstance(source, TopicModel) else ("vectors",)
    if of not in allowed:
        msg = f"novelty of {of!r}; of {type(source).__name__} give {' or '.join(allowed)}."
        raise OptionError(msg)
    documents = source.corpus.documents
    if isinstance(source, TopicModel):
        words = source.document_words
        has = words > 0
    else:
        words = documents["n_tokens"].to_numpy().astype(float)
        has = np.isin(np.arange(len(source.corpus)), source.rows)
    rows = np.flatnonzero(documents["start"].is_not_null().to_numpy() & has)
    if len(rows) < 2:
        msg = f"{len(rows)} dated documents with words; novelty needs documents before and after."
        raise ShapeError(msg)
    middle = (documents["start"] + documents["stop"]).to_numpy()[rows]
    order = np.argsort(middle, kind="stable")
    rows, middle = rows[order], middle[order]
    if isinstance(source, DocumentVectors):
        values = source.vectors[np.searchsorted(source.rows, rows)]
    elif of == "topics":
        values = source.document_topic[rows] * words[rows, None] + PRIOR
        values /= values.sum(axis=1, keepdims=True)
    else:
        values = _word_shares(source)[rows]
    return Ordered(source.corpus, rows, middle, values, words[rows])


def _word_shares(topics: TopicModel) -> Floats:
    """Share of every word that the model reads in every document, smoothed by the corpus."""
    passages = topics.passages
    size = (len(topics.corpus), len(passages.words))
    if size[0] * size[1] > MOST_ENTRIES:
        msg = (
            f"novelty of {size[1]:,} words in {size[0]:,} documents; at most {MOST_ENTRIES:,} "
            "entries: raise min_passages of the topic model, or take the topics."
        )
        raise OptionError(msg)
    place = np.repeat(passages.document, passages.lengths)
    counts = np.zeros(size)
    np.add.at(counts, (place, passages.tokens), 1.0)
    counts += SMOOTHING * counts.sum(axis=0) / max(counts.sum(), 1.0)
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))
