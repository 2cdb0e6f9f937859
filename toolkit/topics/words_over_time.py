"""How the vocabulary of one topic moves: shares of its words by slice, under a fixed model."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
import scipy.sparse as sp

from toolkit.corpus.days import iso_of
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError, unknown_name
from toolkit.provenance import Provenance
from toolkit.statistics.intervals import checked_level
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.permutation import p_of
from toolkit.topics.base import TopicModel
from toolkit.topics.factors import Floats
from toolkit.topics.passages import Longs
from toolkit.topics.resampled import Resampled, resampled_shares
from toolkit.topics.word_table import SCHEMA, WORD_COLUMNS, TopicWords

_OF_WORD = ("topic", "word", "p_value", "q_value")
ROWS: dict[str, Any] = {"place": pl.UInt32} | {
    name: kind for name, kind in SCHEMA.items() if name not in _OF_WORD
}
# Words of a topic that are looked at when none are named.
CANDIDATES = 100
# Entries of the table of words and topics that are weighed at a time: bounds memory.
AT_A_TIME = 200_000


def topic_words(
    topics: TopicModel,
    topic: int | str,
    slices: Slices | None = None,
    *,
    words: Sequence[str] = (),
    n: int = 10,
    resamples: int = 999,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> TopicWords:
    """Follow the words of a topic through the slices, with intervals over documents.

    The model stays fixed: each token of a passage is shared out over the topics by the passage's
    topics and the topics' words (in a model whose topics move and over its own slices, by their
    words there), and the topic's part is added up by word and slice.

    Parameters
    ----------
    topics : TopicModel
        The topics.
    topic : int or str
        Which, by number or label.
    slices : Slices, optional
        Without them decades.
    words : sequence of str
        Words to follow; without them the `n` of its hundred most frequent that move most surely.
    n : int
        How many.
    resamples, permutations : int
        Draws of documents behind intervals; exchanges of documents between slices behind p.
    level : float
        Of the intervals.
    seed : int
        Of the draws.

    Returns
    -------
    TopicWords

    Raises
    ------
    UnknownNameError
        If there is no such topic, or a word is not one the model reads.
    ProvenanceError
        If the slices belong to another corpus.
    OptionError
        If an option lies outside what is allowed.
    """
    slices = make_slices(topics.corpus) if slices is None else slices
    if slices.corpus.hash != topics.corpus.hash:
        msg = "the slices were made from another corpus than the topics; make them anew."
        raise ProvenanceError(msg)
    if min(resamples, permutations) < 99 or n < 1:
        msg = f"resamples {resamples}, permutations {permutations}, n {n}; at least 99, 99 and 1."
        raise OptionError(msg)
    checked_level(level)
    number = topics.topic(topic)
    chosen = _numbers(topics, number, words)
    part, total = parts_of(topics, number, chosen, slices)
    p = _chances(part, total, slices, permutations, np.random.default_rng((seed, 1)))
    q = benjamini_hochberg(p)
    order = np.arange(len(chosen)) if words else np.lexsort((-_moved(part, total, slices), p))[:n]
    rows = []
    for at, (one, here) in enumerate(zip(slices, _read(slices, total), strict=True)):
        rng = np.random.default_rng((seed, 2, at))
        drawn = resampled_shares(part[here][:, order], total[here], resamples, level, rng)
        rows += _rows(one, drawn, (len(here), float(total[here].sum())), len(order))
    names = [topics.passages.words[chosen[word]] for word in order]
    told = {
        "topic": [topics.labels[number]] * len(order),
        **{"word": names, "p_value": p[order], "q_value": q[order]},
    }
    known = pl.DataFrame(told).with_row_index("place").fill_nan(None)
    table = pl.DataFrame(rows, ROWS).join(known, on="place").sort("place", maintain_order=True)
    said = [] if words else [f"the {len(order)} words that move most of {len(chosen)} looked at"]
    settings = {**topics.provenance.settings, "topic": number, "slices": " ".join(slices.labels)}
    return TopicWords(
        topics.labels[number],
        table.select(WORD_COLUMNS),
        level,
        (*topics.doubts, *said, "given the topic model: its own uncertainty is not in the bars"),
        Provenance(topics.corpus.hash, settings, seed, dated=topics.corpus.dated),
    )


def _rows(
    one: Slice, drawn: Resampled | None, counts: tuple[int, float], n: int
) -> list[dict[str, Any]]:
    """Give the rows of one slice: a word each, numbered by `place`."""
    counted = {
        **{"slice": one.label, "start": iso_of(one.start), "stop": iso_of(one.stop)},
        **{"year": one.year, "n_documents": counts[0], "n_tokens": round(counts[1])},
    }
    return [
        counted
        | {
            "place": place,
            "share": None if drawn is None else float(drawn.value[place]),
            "low": None if drawn is None else float(drawn.low[place]),
            "high": None if drawn is None else float(drawn.high[place]),
        }
        for place in range(n)
    ]


def _numbers(topics: TopicModel, topic: int, words: Sequence[str]) -> Longs:
    """Give the numbers of the words to follow: those named, or the most frequent of the topic."""
    known = topics.passages.words
    for word in words:
        if word not in known:
            unknown = unknown_name("word of the topic model", word, known)
            raise unknown
    if words:
        return np.array([known.index(word) for word in words])
    row = topics.topic_word[topic]
    return np.argsort(-row, kind="stable")[: min(CANDIDATES, int((row > 0).sum()))]


def parts_of(
    topics: TopicModel, topic: int, chosen: Longs, slices: Slices
) -> tuple[Floats, Floats]:
    """Tokens of a topic in every document: of some words (D, n_chosen), and of all words (D,).

    A token of word w in passage p is of topic k by ``theta_pk phi_kw / sum_j theta_pj phi_jw``.
    """
    passages, shares = topics.passages, topics.passage_topic
    column = np.full(len(passages.words), -1)
    column[chosen] = np.arange(len(chosen))
    part = np.zeros((len(topics.corpus), len(chosen)))
    total = np.zeros(len(topics.corpus))
    for rows, words in _tables(topics, slices):
        for some in np.array_split(rows, 1 + passages.lengths[rows].sum() // AT_A_TIME):
            held = passages.counts[some].tocoo()
            place, word = some[held.coords[0]], held.coords[1]
            of_all = shares[place] * words[:, word].T
            whole = of_all.sum(axis=1)
            mine = held.data * of_all[:, topic] / np.where(whole > 0, whole, 1.0)
            document = passages.document[place]
            total += np.bincount(document, mine, minlength=len(total))
            known = column[word] >= 0
            np.add.at(part, (document[known], column[word[known]]), mine[known])
    return part, total


def _tables(topics: TopicModel, slices: Slices) -> list[tuple[Longs, Floats]]:
    """Passages, and the words of the topics there."""
    passages = topics.passages
    if not len(topics.moving) or topics.slices != slices.labels:
        return [(np.arange(len(passages)), topics.topic_word)]
    return [
        (np.flatnonzero(passages.group == group), np.nan_to_num(words))
        for group, words in enumerate(topics.moving)
    ]


def _read(slices: Slices, total: Floats) -> list[Longs]:
    """Documents of every slice that hold the topic at all."""
    return [part.documents[total[part.documents] > 0] for part in slices]


def _moved(part: Floats, total: Floats, slices: Slices) -> Floats:
    """How far the share of each word moves: squared distances of slices from all, by tokens."""
    inside = _read(slices, total)
    added = np.array([part[rows].sum(axis=0) for rows in inside])
    tokens = np.array([total[rows].sum() for rows in inside])
    return _spread(added, tokens[:, None])


def _spread(added: Floats, tokens: Floats) -> Floats:
    """``sum over slices of (x_s - N_s x / N)^2 / N_s``, for the words of the last axis."""
    mean = added.sum(axis=-2, keepdims=True) / max(float(tokens.sum(axis=-2).max()), 1e-12)
    return np.asarray(((added - tokens * mean) ** 2 / np.maximum(tokens, 1e-12)).sum(axis=-2))


def _chances(
    part: Floats, total: Floats, slices: Slices, permutations: int, rng: np.random.Generator
) -> Floats:
    """Chance that documents exchanged between slices move the share of each word as far."""
    inside = _read(slices, total)
    rows = np.concatenate([np.empty(0, np.int64), *inside])
    at = np.repeat(np.arange(len(inside)), [len(some) for some in inside])
    if len(np.unique(at)) < 2:
        return np.full(part.shape[1], np.nan)
    table = np.column_stack([part[rows], total[rows]])
    found = []
    for draw in range(permutations + 1):
        where = rng.permutation(at) if draw else at
        chosen = sp.csr_array(
            (np.ones(len(rows)), (where, np.arange(len(rows)))), (len(inside), len(rows))
        )
        added = chosen @ table
        found.append(_spread(added[:, :-1], added[:, -1:]))
    return np.array([p_of(column) for column in np.array(found).T])
