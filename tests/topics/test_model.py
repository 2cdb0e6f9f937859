"""Passages, matching of seeds, quality, and changes of a model, against plain second ways."""

from itertools import permutations

import numpy as np
import pytest

import toolkit as rt
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError, UnknownNameError
from toolkit.topics.matching import agreement, cosines, matched
from toolkit.topics.passages import passages_of
from toolkit.topics.quality import coherence, frex


def test_passages_cover_every_token_once():
    """Passages are as even as can be, and their kept words are those of the text."""
    texts = {"a": "bread peace land " * 50, "b": "bread land", "c": "", "d": "the of and"}
    corpus = Corpus.from_documents(Document(n, t, language="en") for n, t in texts.items())
    read = passages_of(corpus, "en", passage=40, min_passages=1, most_common=1.0)
    for row, name in enumerate(corpus.documents["id"]):
        mine = np.flatnonzero(read.document == row)
        sizes = (read.last - read.first)[mine]
        assert sizes.sum() == len(texts[name].split())
        assert len(mine) == max(1, round(len(texts[name].split()) / 40))
        assert sizes.max() - sizes.min() <= 1
        kept = [
            read.words[w] for n in mine for w in read.tokens[read.offsets[n] : read.offsets[n + 1]]
        ]
        assert kept == [w for w in texts[name].split() if w in ("bread", "peace", "land")]
    before = read.tokens.tobytes()
    assert (read.counts.sum(axis=1) == np.diff(read.offsets)).all()
    assert read.tokens.tobytes() == before


def test_a_word_needs_passages_and_must_not_stand_everywhere():
    """Words below `min_passages` and above `most_common` are left out."""
    corpus = Corpus.from_documents(
        Document(str(n), "bread" + " peace" * (n < 4) + " land" * (n < 2), language="en")
        for n in range(10)
    )
    assert passages_of(corpus, "en", min_passages=2, most_common=0.5).words == ["peace", "land"]
    assert passages_of(corpus, "en", min_passages=3, most_common=1.0).words == ["bread", "peace"]


def test_matching_is_the_best_of_all_permutations():
    """No other pairing has a larger sum of cosines."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        a, b = rng.dirichlet(np.ones(30) * 0.2, 5), rng.dirichlet(np.ones(30) * 0.2, 5)
        table = cosines(a, b)
        best = max(sum(table[i, j] for i, j in enumerate(p)) for p in permutations(range(5)))
        assert table[np.arange(5), matched(a, b)].sum() == pytest.approx(best)


def test_stability_is_the_mean_jaccard_and_the_medoid_is_shown():
    """Sets of words compared one by one give the same; the odd run is never shown."""
    rng = np.random.default_rng(1)
    core = rng.dirichlet(np.full(60, 0.1), 4)
    runs = [core * rng.gamma(20, 1 / 20, core.shape) for _ in range(4)]
    runs.insert(0, rng.dirichlet(np.full(60, 0.1), 4))
    found = agreement(runs, top=8)
    assert found.shown != 0
    first = [[set(np.argsort(-row)[:8]) for row in run] for run in runs]
    for topic in range(4):
        values = []
        for other in set(range(5)) - {found.shown}:
            a, b = first[found.shown][topic], first[other][found.partners[other][topic]]
            values.append(len(a & b) / len(a | b))
        assert found.stability[topic] == pytest.approx(np.mean(values))
    means = (found.between.sum(axis=1) - 1) / 4
    assert means[found.shown] == means.max()


def test_frex_is_the_harmonic_mean_of_two_ranks():
    """Ranks counted one by one give the same score."""
    table = np.random.default_rng(2).dirichlet(np.ones(12), 3)
    score = frex(table, exclusive=0.7)
    alone = table / table.sum(axis=0)
    for topic in range(3):
        for word in range(12):
            ranks = [np.mean(part[topic] <= part[topic, word]) for part in (alone, table)]
            assert score[topic, word] == pytest.approx(1 / (0.7 / ranks[0] + 0.3 / ranks[1]))


@pytest.mark.parametrize("measure", ["c_v", "c_npmi"])
def test_planted_topics_are_more_coherent_than_mixed_words(model, measure):
    """Words of one topic stand together, the same words dealt out over topics do not."""
    rng = np.random.default_rng(3)
    mixed = np.array(
        [model.topic_word[:, w][rng.permutation(4)] for w in range(model.topic_word.shape[1])]
    ).T
    own = coherence(model.topic_word, model.passages, measure)
    assert own.mean() > coherence(mixed, model.passages, measure).mean()


def test_merging_adds_shares_and_is_recorded(model):
    """The merged topic has the shares of both, its words the mean by share; nothing else moves."""
    both = rt.merge_topics(model, [1, 3], "joined")
    assert len(both) == 3
    assert both.document_topic[:, 1] == pytest.approx(model.document_topic[:, [1, 3]].sum(axis=1))
    mass = model.passages.lengths @ model.passage_topic
    plain = (mass[1] * model.topic_word[1] + mass[3] * model.topic_word[3]) / (mass[1] + mass[3])
    assert both.topic_word[1] == pytest.approx(plain)
    assert both.topic_word[[0, 2]] == pytest.approx(model.topic_word[[0, 2]])
    assert np.isnan(both.stability[1])
    assert both.labels[1] == "joined"
    assert "joined" in both.changes[0]
    assert "joined" in str(both.provenance.settings["changes"])
    assert model.changes == ()


def test_dropping_divides_by_what_remains(model):
    """Shares of the topics kept add up to 1 again, in the same proportions."""
    left = rt.drop_topics(model, [0])
    shares = model.passage_topic[:, 1:]
    known = shares.sum(axis=1) > 0
    plain = shares[known] / shares[known].sum(axis=1, keepdims=True)
    assert left.passage_topic[known] == pytest.approx(plain)
    assert left.passage_topic.sum(axis=1) == pytest.approx(1.0)
    with pytest.raises(OptionError, match="keep at least one"):
        rt.drop_topics(model, range(4))


def test_topics_are_renamed_by_number_or_label(model):
    """A name replaces the label, is found by it, and an unknown one is refused."""
    named = model.rename({2: "harvest"})
    assert named.topic("harvest") == 2
    assert named.rename({"harvest": "yield"}).labels[2] == "yield"
    with pytest.raises(UnknownNameError, match="harvest"):
        named.topic("harvets")


def test_tables_say_what_the_arrays_hold(model):
    """The views have one row a topic and one a document."""
    table = model.table
    words = model.passages.lengths
    assert table["share"].to_numpy() == pytest.approx((words @ model.passage_topic) / words.sum())
    assert table["exclusivity"].is_between(0, 1).all()
    assert model.documents_table().height == len(model.corpus)
    assert model.words_table(5).height == 5 * len(model)
    assert "4 topics" in str(model)


def test_one_seed_says_that_stability_is_unknown(small):
    """Without a second seed nothing is claimed."""
    one = rt.fit("nmf", small.corpus, topics=4, seeds=1, most_common=1.0)
    assert np.isnan(one.stability).all()
    assert any("one seed" in doubt for doubt in one.doubts)
