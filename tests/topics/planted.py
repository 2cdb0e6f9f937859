"""Planted topics: a corpus whose topics, shares and trends are known."""

from typing import NamedTuple

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


class Planted(NamedTuple):
    """A corpus and its truth: words (k, V), shares (D, k), expected shares by slice (T, k)."""

    corpus: Corpus
    vocabulary: list[str]
    words: np.ndarray
    shares: np.ndarray
    expected: np.ndarray


def vocabulary(size):
    """Invent words of three syllables, none of them a stop word."""
    rng = np.random.default_rng(0)
    made = dict.fromkeys("".join(rng.choice(SYLLABLES, 3)) for _ in range(2 * size))
    return list(made)[:size]


def prevalence(topics, slices, trends=6):
    """Give the share of each topic in each slice: some rise, some fall, the rest stay."""
    base = np.full((slices, topics), 1 / topics)
    time = np.linspace(-1, 1, slices)
    for topic in range(min(trends, topics)):
        base[:, topic] *= 1 + 0.6 * time * (1 if topic % 2 else -1)
    return base / base.sum(axis=1, keepdims=True)


def planted(seed, documents=2000, tokens=80, topics=10, words=600, slices=5, mix=2.0, truth=None):
    """Draw documents from planted topics, dated by slice; `truth` fixes the words of topics."""
    rng = np.random.default_rng(seed)
    names = vocabulary(words)
    table = rng.dirichlet(np.full(words, 0.05), topics) if truth is None else truth
    expected = prevalence(topics, slices)
    shares, made = [], []
    for n in range(documents):
        part = n * slices // documents
        share = rng.dirichlet(mix * expected[part])
        drawn = rng.multinomial(tokens, share @ table)
        bag = np.repeat(np.arange(words), drawn)
        text = " ".join(names[i] for i in rng.permutation(bag))
        shares.append(share)
        year = 1900 + 10 * part + n % 10
        made.append(Document(f"d{n:05}", text, parse_date(str(year)), language="en"))
    corpus = Corpus.from_documents(made)
    order = [int(name[1:]) for name in corpus.documents["id"]]
    return Planted(corpus, names, table, np.array(shares)[order], expected)


def words_in(model, names):
    """Words of the topics of a model in the order of the planted vocabulary."""
    at = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(model), len(names)))
    table[:, [at[word] for word in model.passages.words]] = model.topic_word
    return table
