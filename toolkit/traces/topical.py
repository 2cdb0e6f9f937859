"""Which period's documents are about what a text is about, by the topics of a model."""

from typing import Any

import numpy as np
import polars as pl

from toolkit.topics.base import TopicModel
from toolkit.topics.infer import infer
from toolkit.traces.judged import Asked, Material
from toolkit.traces.resemblance import Resembled, compared, some_documents
from toolkit.traces.target import Target
from toolkit.traces.trace_table import TOPICS

TOPICS_SCHEMA: dict[str, Any] = {
    **{"topic": pl.Int64, "label": pl.String, "n_words": pl.Int64},
    **dict.fromkeys(("share", "archive", "stability"), pl.Float64),
}
# Fewest words of the text that the model reads.
FEWEST = 20


def of_topics(asked: Asked, target: Target, model: TopicModel) -> Resembled:
    """Compare the topics of the target with those of the documents of slices, and of authors.

    Every document counts once, by its shares of topics less the mean shares of the archive: the
    mean of a slice is what its documents are about more, and less, than those of the archive at
    large. (A divergence of shares, as Jensen and Shannon's, would be larger for slices of fewer
    documents without any difference.) Chance is documents of the archive taken for the target, each
    held against the slices it is not of.

    Parameters
    ----------
    asked : Asked
        How.
    target : Target
        The text.
    model : TopicModel
        Of the archive.

    Returns
    -------
    Resembled
        Nothing where the model reads fewer than twenty words of the target.
    """
    found = infer(model, target.types)
    documents = _documents(target, model)
    if found.n_words < FEWEST or not len(documents):
        return Resembled([], [], None)
    shares = model.document_topic[documents]
    mean = shares.mean(axis=0)
    material = Material(documents, shares - mean, np.ones(len(documents)))
    draws = some_documents(asked, material)
    return compared(asked, TOPICS, material, found.shares - mean, found.n_words, draws)


def topic_table(target: Target, model: TopicModel) -> pl.DataFrame:
    """Give the topics of the target, the largest first, beside those of the archive.

    Columns topic, label, n_words (of the target that the model reads), share (in the target;
    null where it reads none), archive (mean share of the documents there), stability.
    """
    found = infer(model, target.types)
    documents = _documents(target, model)
    archive = model.document_topic[documents].mean(axis=0) if len(documents) else np.nan
    columns = {
        **{"topic": range(len(model)), "label": model.labels, "n_words": found.n_words},
        **{"share": found.shares, "archive": archive, "stability": model.stability},
    }
    table = pl.DataFrame(columns, schema=TOPICS_SCHEMA)
    shares = pl.col("share", "archive", "stability").fill_nan(None)
    return table.with_columns(shares).sort("share", descending=True, nulls_last=True)


def _documents(target: Target, model: TopicModel) -> np.ndarray[Any, Any]:
    """Documents of which the model read words, the target left out."""
    read = model.document_words > 0
    if target.row is not None:
        read[target.row] = False
    return np.flatnonzero(read)
