"""Planted topics are found, their shares and trends too, and intervals hold what they say."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import toolkit as rt
from toolkit.topics.factors import shares_of
from toolkit.topics.fit import fit_topics
from toolkit.topics.gibbs import Gibbs
from toolkit.topics.matching import cosines, matched
from toolkit.topics.passages import passages_of
from toolkit.topics.resampled import resampled_shares
from toolkit.topics.tomoto import feed, library, train

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "topics" / "planted.py")))
TOPICS, SLICES = 10, 5
SLOW = [pytest.param(name, marks=pytest.mark.validity) for name in ("gibbs", "lda")]
MODELS = ("nmf", *SLOW)


@pytest.mark.parametrize("name", MODELS)
def test_planted_topics_shares_and_trends_are_found(name):
    """Of 10 topics in 2,000 documents 9 are found, shares to .015, all six trends by sign."""
    made = MADE.planted(0)
    model = fit_topics(name, made.corpus, topics=TOPICS, seed=0, seeds=5, most_common=1.0)
    words = MADE.words_in(model, made.vocabulary)
    partner = matched(made.words, words)
    found = cosines(made.words, words)[np.arange(TOPICS), partner]
    table = rt.shares(model, rt.slices(made.corpus), resamples=99).table
    got = table["share"].to_numpy().reshape(SLICES, TOPICS)[:, partner]
    slices = rt.slices(made.corpus)
    true = np.array([made.shares[part.documents].mean(axis=0) for part in slices])
    error = np.abs(got.mean(axis=0) - true.mean(axis=0)).mean()
    trends = np.sign(got[-1] - got[0])[:6] == np.sign(made.expected[-1] - made.expected[0])[:6]
    said = f"{name}: {(found >= 0.9).sum()} found, error {error:.4f}, {trends.sum()} trends"
    assert (found >= 0.9).sum() >= 9, said
    assert error <= 0.015, said
    assert trends.all(), said


def cover(replicates):
    """Share of intervals that hold the fitted model's share, and the planted one.

    The fitted model's share is that of 20 times as many documents of the same slices, read with
    the topics that were fitted.
    """
    model_hits, planted_hits = [], []
    for seed in range(replicates):
        made = MADE.planted(seed, documents=300, topics=5, words=200, slices=3)
        read = passages_of(made.corpus, "en", most_common=1.0)
        fitted = library().LDAModel(k=5, alpha=0.1, eta=0.01, seed=seed)
        held = feed(fitted, read)
        train(fitted, Gibbs().sweeps)
        shares = shares_of(np.array([document.get_topic_dist() for document in fitted.docs]))
        assert len(held) == len(read)
        more = MADE.planted(
            10_000 + seed, documents=6000, topics=5, words=200, slices=3, truth=made.words
        )
        fresh = inferred(fitted, more.corpus, read.words)
        words = MADE.words_in(SimpleTopics(read, fitted), made.vocabulary)
        partner = matched(words, made.words)
        rng = np.random.default_rng(seed)
        for here, there, number in zip(
            rt.slices(made.corpus), rt.slices(more.corpus), range(3), strict=True
        ):
            lengths = read.lengths[here.documents].astype(float)
            found = resampled_shares(
                shares[here.documents] * lengths[:, None], lengths, 999, 0.95, rng
            )
            truth = fresh[there.documents].mean(axis=0)
            model_hits.append((found.low <= truth) & (truth <= found.high))
            planted = made.expected[number][partner]
            planted_hits.append((found.low <= planted) & (planted <= found.high))
    return float(np.mean(model_hits)), float(np.mean(planted_hits))


class SimpleTopics:
    """Words of a bare fitted model, as `words_in` reads them."""

    def __init__(self, read, fitted):
        from toolkit.topics.tomoto import topic_words

        self.passages, self.topic_word = read, topic_words(fitted, len(read.words))

    def __len__(self):
        return len(self.topic_word)


def inferred(fitted, corpus, words):
    """Shares of topics in documents the model has not seen; unknown words are passed over."""
    number = {word: str(i) for i, word in enumerate(words)}
    texts = [corpus.text(name).split() for name in corpus.documents["id"]]
    unseen = [fitted.make_doc([number[w] for w in text if w in number]) for text in texts]
    found, _ = fitted.infer(unseen, iterations=100, workers=1)
    return np.array(found)


@pytest.mark.validity
def test_intervals_of_shares_cover_the_share_of_the_fitted_model():
    """Over 200 corpora of 300 documents, .92 to .98 of the intervals hold it."""
    model, planted = cover(200)
    said = f"cover of the fitted model's share {model:.3f}, of the planted share {planted:.3f}"
    assert 0.92 <= model <= 0.98, said
