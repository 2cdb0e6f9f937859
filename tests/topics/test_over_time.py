"""Topics over time: trends, breaks, the profile of a concept, and words that move."""

import numpy as np
import polars as pl
import pytest
from scipy.spatial.distance import jensenshannon

import toolkit as rt
from toolkit.errors import OptionError, ProvenanceError, UnknownNameError
from toolkit.topics.words_over_time import parts_of


def two_topics(before, after):
    """Invent 200 texts of two topics; at 1920 a share, and two words, turn."""
    rng = np.random.default_rng(0)
    first = [a + b for a in ("bar", "dul", "fek") for b in ("ro", "na", "mi", "ta")]
    second = [a + b for a in ("gos", "lim", "pun") for b in ("ro", "na", "mi", "ta")]
    texts = []
    for n in range(200):
        year = 1900 + n // 5
        mean = before if year < 1920 else after
        often = int(rng.binomial(60, rng.beta(2 * mean, 2 * (1 - mean))))
        known = [w for w in first if w != ("barro" if year >= 1920 else "barna")]
        text = [*rng.choice(known, often), *rng.choice(second, 60 - often)]
        texts.append(rt.Document(f"d{n:03}", " ".join(text), rt.parse_date(str(year))))
    corpus = rt.Corpus.from_documents(texts)
    model = rt.fit("gibbs", corpus, topics=2, seed=0, seeds=2, most_common=1.0, min_passages=1)
    return model, int(np.argmax(model.topic_word[:, model.passages.words.index("dulro")]))


@pytest.fixture(scope="module")
def moved():
    """Let the share jump."""
    return two_topics(0.2, 0.7)


@pytest.fixture(scope="module")
def turned():
    """Let the words turn, and the share stay."""
    return two_topics(0.5, 0.5)


def test_a_planted_jump_of_a_share_is_dated(moved):
    """The share breaks at 1920, by about a half; the other topic mirrors it."""
    model, topic = moved
    shares = rt.shares(model, rt.slices(model.corpus, every=5), resamples=99)
    for number, sign in ((topic, 1), (1 - topic, -1)):
        found = rt.breaks(shares, topic=number, permutations=199)
        assert found.of == "share"
        (row,) = found.table.iter_rows(named=True)
        assert row["kind"] == "break"
        assert row["date"] == "1920-01-01"
        assert sign * row["value"] == pytest.approx(0.5, abs=0.1)
        assert "share of" in found.answer()[0]


def test_a_share_that_stays_has_no_break(model, small):
    """The planted fourth topic keeps its share; what chance gives is said."""
    made = rt.shares(model, rt.slices(small.corpus), resamples=99)
    still = made.masses._replace(weighted=np.full_like(made.masses.weighted, 0.25)
                                 * made.masses.words[:, None])  # fmt: skip
    found = rt.breaks(type(made)(made.table, made.labels, masses=still), topic=0, permutations=99)
    assert found.table["kind"].to_list() == ["none"]


def test_breaks_of_shares_ask_for_a_topic_and_its_documents(model, small):
    """Without a topic, without the documents, with groups: one clear error."""
    made = rt.shares(model, rt.slices(small.corpus), resamples=99)
    with pytest.raises(OptionError, match="topic="):
        rt.breaks(made)
    with pytest.raises(UnknownNameError):
        rt.breaks(made, topic=9)
    with pytest.raises(ProvenanceError, match="shares"):
        rt.breaks(type(made)(made.table, made.labels), topic=0)
    with pytest.raises(OptionError, match="one group"):
        rt.breaks(rt.shares(model, by="language", resamples=99), topic=0)
    with pytest.raises(OptionError, match="one group"):
        rt.trend(rt.shares(model, by="language", resamples=99))


def test_trends_of_shares_are_those_of_each_column(moved):
    """Slope and p of a topic are those of scipy on its column; q is over all topics."""
    from scipy.stats import false_discovery_control, kendalltau, theilslopes

    model, _ = moved
    shares = rt.shares(model, rt.slices(model.corpus, every=5), resamples=99)
    found = rt.trend(shares)
    for row in found.table.iter_rows(named=True):
        mine = shares.table.filter(pl.col("topic") == row["topic"])
        assert row["slope"] == pytest.approx(10 * theilslopes(mine["share"], mine["year"])[0])
        assert row["p_value"] == pytest.approx(
            kendalltau(mine["year"], mine["share"], method="exact").pvalue
        )
    q = false_discovery_control(found.table["p_value"])
    assert found.table["q_value"].to_numpy() == pytest.approx(q)
    assert "topics rise or fall" in found.answer()[0]


def test_the_divergence_of_topics_is_that_of_two_profiles(model, small):
    """The value is the squared Jensen-Shannon distance of the shares `of` the concept."""
    word = model.words(0)[0]
    slices = rt.slices(small.corpus)
    drift = rt.drift(word, small.corpus, slices=slices, metric="topics", topics=model,
                     permutations=19, controls=0)  # fmt: skip
    shares = rt.shares(model, slices, of=rt.find(word, small.corpus), resamples=99).table
    profile = {s: shares.filter(slice=s)["share"].to_numpy() for s in slices.labels}
    judged = drift.table.drop_nulls("value")
    assert len(judged) == 3
    for row in judged.iter_rows(named=True):
        plain = jensenshannon(profile[row["baseline"]], profile[row["slice"]], base=2) ** 2
        assert row["value"] == pytest.approx(plain)
        assert row["low"] <= row["value"] <= row["high"]


def test_a_concept_that_changes_topics_is_found_and_a_steady_one_not():
    """A word of both worlds that moves from one to the other, beside one that does not."""
    rng = np.random.default_rng(1)
    worlds = [[a + b for a in ("bar", "dul") for b in ("ro", "na", "mi")],
              [a + b for a in ("gos", "lim") for b in ("ro", "na", "mi")]]  # fmt: skip
    texts = []
    for n in range(160):
        year = 1900 + n // 8
        both = [list(rng.choice(world, 30)) for world in worlds]
        both[int(year >= 1910)].append("mover")
        both[n % 2].append("stayer")
        for k in (0, 1):
            day = rt.parse_date(str(year))
            texts.append(rt.Document(f"d{n:03}{k}", " ".join(both[k]), day))
    corpus = rt.Corpus.from_documents(texts)
    model = rt.fit("nmf", corpus, topics=2, seed=0, seeds=2, most_common=1.0)
    p = {}
    for word in ("mover", "stayer"):
        found = rt.drift(word, corpus, slices=rt.slices(corpus), metric="topics", topics=model,
                         permutations=199, controls=0)  # fmt: skip
        p[word] = found.table["p_value"].drop_nulls().item()
    assert p["mover"] <= 0.01
    assert p["stayer"] > 0.05


def test_topics_go_with_the_metric_that_reads_them(model, small):
    """Without a model, with another metric, of another corpus: one clear error."""
    with pytest.raises(OptionError, match="topics="):
        rt.drift("x", small.corpus, metric="topics")
    with pytest.raises(OptionError, match="topics="):
        rt.drift("x", small.corpus, topics=model)
    other = rt.Corpus.from_documents([rt.Document("a", "bread", rt.parse_date("1917"))])
    with pytest.raises(ProvenanceError, match="another corpus"):
        rt.drift("bread", other, metric="topics", topics=model)


def test_parts_of_a_topic_are_the_plain_products(model, small):
    """A loop over tokens gives the same part of each word and of the topic."""
    chosen = np.array([0, 3, 7])
    part, total = parts_of(model, 1, chosen, rt.slices(small.corpus))
    passages = model.passages
    for n in range(0, len(passages), 20):
        plain = np.zeros(len(passages.words))
        for word in passages.tokens[passages.offsets[n] : passages.offsets[n + 1]]:
            each = model.passage_topic[n] * model.topic_word[:, word]
            plain[word] += each[1] / each.sum() if each.sum() else 0
        row = passages.document[n]
        assert part[row] == pytest.approx(plain[chosen])
        assert total[row] == pytest.approx(plain.sum())


def test_a_word_that_leaves_a_topic_is_found_and_a_steady_one_not(turned):
    """The planted words that go and come are told, with intervals; another word is not."""
    model, topic = turned
    slices = rt.slices(model.corpus)
    found = rt.topic_words(model, topic, slices, words=["barro", "barna", "dulmi"])
    for word, before, after in (("barro", 1 / 11, 0.0), ("barna", 0.0, 1 / 11)):
        rows = found.table.filter(word=word)
        assert rows["q_value"][0] <= 0.005
        for share, planted in zip(rows["share"], [before, before, after, after], strict=True):
            assert share == pytest.approx(planted, abs=0.035)
    assert found.table.filter(word="dulmi")["q_value"][0] > 0.05
    assert (found.table["low"] <= found.table["share"]).all()
    assert (found.table["share"] <= found.table["high"]).all()
    most = rt.topic_words(model, topic, slices, n=2)
    assert set(most.table["word"]) == {"barro", "barna"}
    with pytest.raises(UnknownNameError):
        rt.topic_words(model, topic, words=["unheard"])


def test_words_of_a_topic_that_do_not_move_are_rarely_called_moved(model):
    """In planted topics that stand still few of forty words have q up to .05."""
    found = rt.topic_words(model, 0, n=40, permutations=199, resamples=99)
    q = found.table.unique("word")["q_value"]
    assert (q <= 0.05).mean() <= 0.1, q.sort().to_list()[:5]


def test_numbers_of_topics_are_compared(small):
    """Too many topics are less stable than the planted number; more than passages is a doubt."""
    found = rt.choose_topics(small.corpus, [2, 4, 9, 500], seed=0, seeds=3, most_common=1.0)
    assert found.table["topics"].to_list() == [2, 4, 9]
    assert found.table["stability"][1] > 0.8 > found.table["stability"][2]
    assert any("500 topics left out" in doubt for doubt in found.doubts)
    assert "Most stable" in found.answer()[0]
    one = rt.fit("nmf", small.corpus, topics=4, seed=0, seeds=3, most_common=1.0)
    row = found.table.row(1, named=True)
    assert row["stability"] == pytest.approx(one.stability.mean())
    assert row["coherence"] == pytest.approx(one.table["coherence"].mean())
    with pytest.raises(OptionError, match="2 seeds"):
        rt.choose_topics(small.corpus, seeds=1)


def test_typical_passages_hold_most_of_a_topic(model, small):
    """The largest shares, one a document, in the slice asked for, with their text."""
    slices = rt.slices(small.corpus)
    found = rt.typical_passages(model, 1, slice=slices[1], n=4)
    inside = slices[1].documents
    best = sorted(model.document_topic[inside, 1], reverse=True)[:4]
    assert found["share"].to_list() == pytest.approx(best)
    for row in found.iter_rows(named=True):
        text = small.corpus.text(row["id"])
        assert text[row["start"] : row["stop"]] == row["text"] == text
    with pytest.raises(OptionError, match="at least 1"):
        rt.typical_passages(model, 1, n=0)


def test_cards_put_together_what_is_known_of_each_topic(model, small):
    """Words, shares and passages are those of the model, of `shares`, of `typical_passages`."""
    slices = rt.slices(small.corpus)
    found = rt.topic_cards(model, slices, passages=3, words=5, resamples=99)
    assert found.table.height == 3 * len(model)
    assert found.shares.table.equals(rt.shares(model, slices, resamples=99).table)
    for topic in range(len(model)):
        rows = found.table.filter(topic=topic)
        passages = rt.typical_passages(model, topic, n=3)
        assert rows.select(passages.columns).equals(passages)
        assert rows["words"][0].split(", ") == model.words(topic, 5)
        assert found.words.filter(topic=topic)["word"].to_list() == model.words(topic, 5)
    assert found.answer() == found.shares.answer()
    with pytest.raises(OptionError, match="at least 1"):
        rt.topic_cards(model, slices, passages=0)
