"""Novelty, transience, resonance: hand-worked, by double loops, at the edges, under shuffling."""

import math

import numpy as np
import pytest

import toolkit as rt
from toolkit.errors import OptionError, ShapeError
from toolkit.topics.surprise import distance, shuffled, surprise


def kl(p, q):
    """Divergence in bits, term by term."""
    return sum(a * math.log2(a / b) for a, b in zip(p, q, strict=True))


@pytest.mark.parametrize("window", [1, 3, 7])
def test_equals_the_double_loop(window):
    """The running sum gives what two loops over documents and neighbours give."""
    shares = np.random.default_rng(0).dirichlet(np.ones(5), 20)
    found = surprise(shares, window)
    for i in range(20):
        before = [kl(shares[i], shares[i - d]) for d in range(1, window + 1) if i - d >= 0]
        after = [kl(shares[i], shares[i + d]) for d in range(1, window + 1) if i + d < 20]
        for values, got in ((before, found.novelty[i]), (after, found.transience[i])):
            if len(values) == window:
                assert got == pytest.approx(np.mean(values))
            else:
                assert np.isnan(got)
    assert np.isnan(found.resonance).sum() == min(20, 2 * window)


def test_a_hand_worked_break():
    """From (1/2, 1/2) to (1/4, 3/4) for good: novelty 3/4 log 3 - 1 bits, transience 0."""
    found = surprise(np.array([[0.5, 0.5]] * 2 + [[0.25, 0.75]] * 3), window=2)
    assert found.novelty[2] == pytest.approx(0.75 * math.log2(3) - 1)
    assert found.transience[2] == pytest.approx(0)
    assert found.resonance[2] == pytest.approx(0.75 * math.log2(3) - 1)


def test_a_window_longer_than_the_sequence_gives_no_value():
    """Nothing wraps around, nothing is 0 in place of unknown."""
    found = surprise(np.full((4, 2), 0.5), window=4)
    assert all(np.isnan(part).all() for part in found)


def test_no_distribution_and_no_window_are_refused():
    """Zeros, rows that do not add up, a window of 0."""
    for bad in (np.array([[1.0, 0.0]] * 3), np.full((3, 2), 0.4)):
        with pytest.raises(ShapeError):
            surprise(bad, 1)
    with pytest.raises(OptionError):
        surprise(np.full((3, 2), 0.5), 0)


def test_resonance_in_random_order_is_centred_and_its_p_is_level():
    """In a sequence without order a twentieth of p lies at or below .05."""
    rng = np.random.default_rng(1)
    shares = rng.dirichlet(np.ones(6), 300)
    found = surprise(shares, 10).resonance
    drawn = shuffled(shares, 10, 199, rng)
    judged = np.isfinite(found)
    p = (1 + (drawn[:, judged] >= found[judged]).sum(axis=0)) / (
        1 + np.isfinite(drawn[:, judged]).sum(axis=0)
    )
    assert abs(np.nanmean(drawn)) < 0.01
    # 99 % of binomial draws of 280 at .05 lie within; neighbours share their windows.
    assert 0.01 <= (p <= 0.05).mean() <= 0.1, (p <= 0.05).mean()


@pytest.fixture(scope="module")
def turned():
    """Invent 120 texts; from the 60th on they speak of other things."""
    rng = np.random.default_rng(0)
    worlds = [[a + b for a in ("bar", "dul", "fek") for b in (c + "ro", c + "na")] for c in "aou"]
    texts = []
    for n in range(120):
        main = worlds[0] if n < 60 else worlds[1]
        text = [*rng.choice(main, 60), *rng.choice(worlds[2], 40)]
        day = rt.parse_date(str(1900 + n))
        texts.append(rt.Document(f"d{n:03}", " ".join(text), day, f"text {n}", "ab"[n % 2]))
    corpus = rt.Corpus.from_documents(texts)
    return rt.fit("nmf", corpus, topics=3, seed=0, seeds=2, most_common=1.0)


def test_the_first_of_a_new_kind_is_the_most_resonant(turned):
    """The document with which a lasting turn begins stands on top, beyond chance."""
    found = rt.novelty(turned, window=20, permutations=199)
    first = found.top(1).row(0, named=True)
    assert first["id"] == "d060"
    assert first["resonance"] > first["null_high"]
    assert first["p_value"] <= 0.025
    assert found.table["novelty"].is_null().to_numpy().nonzero()[0].tolist() == list(range(20))
    assert found.table["transience"].is_null().sum() == 20
    assert "text 60" in found.answer()[0]
    assert found.table["year"][60] == pytest.approx(1960.5, abs=0.01)


def test_authors_are_averaged_over_their_documents(turned):
    """The mean of each author is that of the rows of the table."""
    found = rt.novelty(turned, window=20, permutations=99)
    for name, n, n_beyond, *means in found.by("author").iter_rows():
        rows = found.table.filter(author=name).drop_nulls("resonance")
        assert n == len(rows)
        assert n_beyond == (rows["resonance"] > rows["null_high"]).sum()
        plain = [rows[c].mean() for c in ("novelty", "transience", "resonance")]
        assert means == pytest.approx(plain)


def test_too_few_documents_say_so(turned):
    """A window that nothing fits into gives nulls and a sentence, no error."""
    found = rt.novelty(turned, window=100, permutations=99)
    assert found.table["resonance"].null_count() == 120
    assert "No document" in found.answer()[0]
    with pytest.raises(OptionError, match="at least 99"):
        rt.novelty(turned, permutations=9)


def test_slices_are_averaged_in_order_of_time(turned):
    """The mean of each slice is that of its documents; edges without a value are null."""
    found = rt.novelty(turned, window=20, permutations=99)
    slices = rt.slices(turned.corpus, every=10)
    table = found.by(slices)
    assert table["slice"].to_list() == list(slices.labels)
    for row, part in zip(table.iter_rows(named=True), slices, strict=True):
        ids = turned.corpus.documents["id"][part.documents]
        plain = found.table.filter(found.table["id"].is_in(ids.implode())).drop_nulls("resonance")
        assert row["n_documents"] == len(plain)
        assert row["resonance"] == pytest.approx(plain["resonance"].mean())


@pytest.mark.parametrize("window", [1, 4])
def test_cosine_distances_equal_the_double_loop(window):
    """The running sum gives what two loops over documents and neighbours give."""
    vectors = np.random.default_rng(0).normal(size=(15, 4))
    found = distance(vectors, window)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    for i in range(window, 15 - window):
        before = np.mean([1 - unit[i] @ unit[i - d] for d in range(1, window + 1)])
        after = np.mean([1 - unit[i] @ unit[i + d] for d in range(1, window + 1)])
        assert found.novelty[i] == pytest.approx(before)
        assert found.transience[i] == pytest.approx(after)
        assert found.resonance[i] == pytest.approx(before - after)


def test_words_and_vectors_find_the_turn_too(turned):
    """The planted turn stands on top, or beside it, whatever documents are read as."""
    vectors = rt.document_vectors(turned.corpus)
    for source, of, unit in ((turned, "words", "bits"), (vectors, None, "cosine distance")):
        found = rt.novelty(source, of=of, window=20, permutations=99)
        assert found.unit == unit
        assert found.top(1)["id"].item() in ("d060", "d061"), found
        assert unit in found.answer()[0]
    with pytest.raises(OptionError, match="topics or words"):
        rt.novelty(turned, of="vectors")


def test_smoothed_words_are_those_counted_by_hand(turned):
    """Counts and a thousand words of the corpus, over their sum."""
    from toolkit.topics.sequence import ordered

    line = ordered(turned, "words")
    texts = [turned.corpus.text(name).split() for name in turned.corpus.documents["id"]]
    every = [word for text in texts for word in text]
    at = int(line.rows[5])
    for k in (0, 7, 17):
        word = turned.passages.words[k]
        added = 1000 * every.count(word) / len(every)
        plain = (texts[at].count(word) + added) / (len(texts[at]) + 1000)
        assert line.values[5, k] == pytest.approx(plain)
