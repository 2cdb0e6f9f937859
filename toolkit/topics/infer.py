"""Topics of a text that a model was not fitted on."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.errors import OptionError
from toolkit.topics import TOPIC_MODELS
from toolkit.topics.base import TopicModel
from toolkit.topics.factors import Factors, Floats

Longs = NDArray[np.int64]


class Inferred(NamedTuple):
    """Shares of topics in a text (k,), and how many of its words the model reads."""

    shares: Floats
    n_words: int


def infer(model: TopicModel, types: Longs) -> Inferred:
    """Infer the topics of a text, those of the model left as they are.

    The text is cut into passages as the documents of the model were, each passage gets its shares
    by the model's own way, and passages are added up by the words that the model reads.

    Parameters
    ----------
    model : TopicModel
        The model, as fitted or with other names.
    types : array, shape (n_tokens,)
        Type of each token of the text in the corpus of the model, -1 where it has none.

    Returns
    -------
    Inferred
        Shares that add up to 1; not a number where the model reads no word of the text.

    Raises
    ------
    OptionError
        If topics were merged or dropped, or move over time.
    """
    settings: Mapping[str, Any] = model.provenance.settings
    if len(model) != settings["topics"]:
        msg = (
            f"{len(model)} topics are left of {settings['topics']} by merging or dropping; to "
            "infer those of another text give the model as it was fitted."
        )
        raise OptionError(msg)
    words = model.passages.words
    index = model.corpus.index
    word_of = np.full(len(index.types) + 1, -1, np.int64)  # the last is for -1
    own = np.array([index.id_of(word) for word in words], np.int64)
    word_of[own] = np.arange(len(words))
    number = max(1, round(len(types) / settings["passage"]))
    passage = np.arange(len(types)) * number // max(1, len(types))
    word = word_of[types]
    kept = word >= 0
    ones = np.ones(int(kept.sum()))
    counts = sp.csr_array((ones, (passage[kept], word[kept])), (number, len(words)))
    lengths = np.asarray(counts.sum(axis=1)).reshape(-1)
    if not lengths.any():
        return Inferred(np.full(len(model), np.nan), 0)
    found = Factors(model.topic_word, model.passage_topic, model.moving, model.prior)
    how = TOPIC_MODELS.get(model.name)(topics=len(model), seed=settings["seed shown"])
    shares = how.infer(counts, model.passages, found)
    return Inferred(lengths @ shares / lengths.sum(), int(lengths.sum()))
