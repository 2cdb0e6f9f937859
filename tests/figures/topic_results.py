"""Results about topics made by hand for tests of figures, with the cases that occur."""

import numpy as np
import polars as pl

from toolkit.topics.cards import CARD_COLUMNS, TopicCards
from toolkit.topics.choose import CHOICE_COLUMNS, TopicChoice
from toolkit.topics.map import MAP_COLUMNS, DocumentMap
from toolkit.topics.novelty import COLUMNS, Novelty
from toolkit.topics.share_table import SHARE_COLUMNS, TopicShares


def topic_shares(concept="climate", n=8, topics=4):
    """Make shares of four topics, one of them unstable, with a slice that is not judged."""
    labels = (concept, *(f"topic {k}" for k in range(1, topics)))
    rows = []
    for k in range(n):
        share = np.arange(1, topics + 1) + 3.0 * (np.arange(topics) == k % topics)
        share /= share.sum()
        documents = [210, 60, 31, 122, 0, 240, 410, 602][k % 8]
        for topic in range(topics):
            value = None if k % 8 == 4 else float(share[topic])
            ends = (None, None) if value is None else (value * 0.8, min(1.0, value * 1.2))
            stability = [0.9, 0.2, 0.7, None][topic % 4]
            start = 1950 + 10 * k
            rows.append(
                (f"{start}s", f"{start}-01-01", f"{start + 10}-01-01", start + 5.0, topic)
                + (labels[topic], value, *ends, stability, documents, documents * 2)
            )
    schema = {
        name: pl.String if name in ("slice", "start", "stop", "label")
        else pl.Int64 if name in ("topic", "n_documents", "n_tokens") else pl.Float64
        for name in SHARE_COLUMNS
    }  # fmt: skip
    return TopicShares(pl.DataFrame(rows, schema=schema, orient="row"), labels)


def novelty_table(concept="climate", n=8):
    """Make 60 documents with ten unjudged at each end, one of them beyond chance."""
    rng = np.random.default_rng(0)
    size = 60
    novel, transient = rng.uniform(0.2, 1.0, (2, size))
    novel[30], transient[30] = 1.2, 0.2
    table = pl.DataFrame(
        {
            "id": [f"d{k}" for k in range(size)],
            "date": [f"{1900 + k}" for k in range(size)],
            "title": [concept] * size,
            "author": [""] * size,
            "year": 1900.5 + np.arange(size),
            "n_tokens": [500] * size,
            "novelty": novel,
            "transience": transient,
            "resonance": novel - transient,
            "null_low": [-0.9] * size,
            "null_high": [0.9] * size,
            "p_value": [0.5] * size,
        }
    )
    edge = (pl.int_range(pl.len()) < 10) | (pl.int_range(pl.len()) >= size - 10)
    hidden = [pl.when(~edge).then(pl.col(c)).alias(c) for c in COLUMNS[8:]]
    return Novelty(table.with_columns(hidden).select(COLUMNS), 10)


def topic_choice(concept="climate", n=8):
    """Make what four numbers of topics give, the second the most stable."""
    rows = [(20 + 20 * k, 0.9 - 0.1 * abs(k - 1), 0.6 - 0.1 * k, 0.98, 18 - k, 0.5 + 0.02 * k, 0.1,
             0.8, 5000) for k in range(min(n, 4))]  # fmt: skip
    return TopicChoice(concept, pl.DataFrame(rows, CHOICE_COLUMNS, orient="row"))


def document_map(concept="climate", n=8):
    """Make 60 documents of two groups, a third of them with the concept, one undated."""
    rng = np.random.default_rng(0)
    size = 60
    columns = {
        **{"id": [f"d{k}" for k in range(size)], "date": [f"{1900 + k}" for k in range(size)]},
        "year": [None, *(1900.5 + np.arange(1, size))],
        **{"title": [concept] * size, "author": [""] * size, "group": [None] * size},
        **{"x": rng.normal(size=size), "y": rng.normal(size=size), "n_tokens": [500] * size},
        "n_occurrences": [int(k % 3 == 0) for k in range(size)],
    }
    texts = dict.fromkeys(("id", "date", "title", "author", "group"), pl.String)
    counts = dict.fromkeys(("n_tokens", "n_occurrences"), pl.Int64)
    schema = {c: (texts | counts).get(c, pl.Float64) for c in MAP_COLUMNS}
    return DocumentMap(pl.DataFrame(columns, schema), "mean", (0.4, 0.1), of=concept)


def topic_cards(concept="climate", n=8):
    """Make cards of four topics, the second unstable, two passages each."""
    shares = topic_shares(concept, n)
    firm = [0.9, 0.2, 0.7, None]
    rows = [
        (k, shares.labels[k], firm[k], "one, other", rank, f"d{rank}", "1955", concept, "", 0, 9)
        + (0.8, concept)
        for k in range(4)
        for rank in (1, 2)
    ]  # fmt: skip
    texts = dict.fromkeys(("label", "words", "id", "date", "title", "author", "text"), pl.String)
    whole = dict.fromkeys(("topic", "rank", "start", "stop"), pl.Int64)
    schema = {c: (texts | whole).get(c, pl.Float64) for c in CARD_COLUMNS}
    words = [(k, shares.labels[k], rank, concept[:20] or "x", 0.1 / rank) for k in range(4)
             for rank in range(1, 7)]  # fmt: skip
    columns = ["topic", "label", "rank", "word", "share"]
    return TopicCards(
        pl.DataFrame(rows, schema=schema, orient="row"),
        pl.DataFrame(words, columns, orient="row"),
        shares,
    )
