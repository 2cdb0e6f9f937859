"""Merging and dropping topics: explicit, and recorded in the model."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.topics.base import TopicModel, label_of


def merge_topics(
    model: TopicModel, topics: Iterable[int | str], name: str | None = None
) -> TopicModel:
    """Make one topic of several: shares are added up, words averaged by share.

    The merged topic stands where the first of them stood; the numbers behind move up. Its
    stability is unknown, for no seed was asked about it.

    Parameters
    ----------
    model : TopicModel
        The model; it stays as it is.
    topics : iterable of int or str
        At least two topics, by number or label.
    name : str, optional
        What the merged topic is called; without it its most characteristic words.

    Returns
    -------
    TopicModel

    Raises
    ------
    OptionError
        If fewer than two different topics are given.
    UnknownNameError
        If there is no such topic.
    """
    chosen = sorted({model.topic(which) for which in topics})
    if len(chosen) < 2:
        msg = f"{len(chosen)} topics to merge; give at least two different ones."
        raise OptionError(msg)
    onto = np.zeros((len(model), len(model)))
    target = np.arange(len(model))
    target[chosen] = chosen[0]
    onto[np.arange(len(model)), target] = 1
    onto = onto[:, np.unique(target)]
    mass = model.passages.lengths @ model.passage_topic
    share = np.divide(onto * mass[:, None], mass @ onto, where=mass @ onto > 0, out=onto.copy())
    topic_word = share.T @ model.topic_word
    at = chosen[0]
    labels = [model.labels[topic] for topic in np.unique(target)]
    labels[at] = name or label_of(topic_word, model.passages.words)[at]
    stability = model.stability[np.unique(target)]
    stability[at] = np.nan
    said = "topics " + ", ".join(f"{t} “{model.labels[t]}”" for t in chosen) + " merged"
    return _recorded(
        model,
        f"{said} into {at} “{labels[at]}”",
        topic_word=topic_word,
        passage_topic=model.passage_topic @ onto,
        labels=tuple(labels),
        stability=stability,
        moving=np.einsum("kj,tkw->tjw", share, model.moving),
    )


def drop_topics(model: TopicModel, topics: Iterable[int | str]) -> TopicModel:
    """Leave topics out; what remains is divided by its sum, so that shares add up to 1 again.

    Parameters
    ----------
    model : TopicModel
        The model; it stays as it is.
    topics : iterable of int or str
        Topics by number or label; at least one other must remain.

    Returns
    -------
    TopicModel
        A passage of nothing but dropped topics gets equal shares.

    Raises
    ------
    OptionError
        If no topic would remain.
    UnknownNameError
        If there is no such topic.
    """
    gone = sorted({model.topic(which) for which in topics})
    kept = np.setdiff1d(np.arange(len(model)), gone)
    if not len(kept):
        msg = f"all {len(model)} topics would be dropped; keep at least one."
        raise OptionError(msg)
    left = model.passage_topic[:, kept]
    total = left.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, left / np.where(total > 0, total, 1), 1 / len(kept))
    said = ", ".join(f"{t} “{model.labels[t]}”" for t in gone)
    return _recorded(
        model,
        f"topics dropped: {said}",
        topic_word=model.topic_word[kept],
        passage_topic=shares,
        labels=tuple(model.labels[topic] for topic in kept),
        stability=model.stability[kept],
        moving=model.moving[:, kept],
    )


def _recorded(model: TopicModel, said: str, **fields: object) -> TopicModel:
    changes = (*model.changes, said)
    known = model.provenance
    settings = {**known.settings, "changes": "; ".join(changes)}
    made = Provenance(known.corpus, settings, known.seed, known.versions, dated=known.dated)
    return replace(model, changes=changes, provenance=made, **fields)  # type: ignore[arg-type]
