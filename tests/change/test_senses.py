"""Clusters of usages, and the senses of a concept in planted texts."""

import numpy as np
import polars as pl
import pytest
from scipy.spatial.distance import jensenshannon

from toolkit.change.drift import drift
from toolkit.change.sense_words import log_odds
from toolkit.change.senses import senses
from toolkit.change.topic_metrics import SenseDivergence
from toolkit.change.weighed import Sided, compare_weighed
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError
from toolkit.statistics.clusters import find_clusters, spherical, stability
from toolkit.statistics.compare import Comparison
from toolkit.statistics.debiased import UnitSums


def clouds(seed, sizes, apart=4.0, width=12, per=3):
    """Draw clouds of usages along different axes; three usages a unit."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    points = rng.normal(size=(len(truth), width)) + apart * np.eye(width)[truth]
    return points, np.arange(len(truth)) // per, truth


def test_clouds_are_told_apart_and_ordered_by_size():
    """Three clouds give three clusters, the largest first, each found again."""
    points, units, truth = clouds(0, (60, 150, 90))
    found = find_clusters(points, units, np.random.default_rng(0))
    assert len(found.centres) == 3
    assert [int(np.bincount(truth[found.labels == k]).argmax()) for k in range(3)] == [1, 2, 0]
    assert (np.diff(np.bincount(found.labels)) <= 0).all()
    assert found.strength > 0.8
    assert (found.stability > 0.8).all()


def test_one_cloud_is_one_cluster_however_long():
    """A single cloud is not cut, round or stretched."""
    rng = np.random.default_rng(1)
    cloud = rng.normal(size=(240, 12)) * ([3.0] + [1.0] * 11) + 2.0
    found = find_clusters(cloud, np.arange(240) // 3, rng)
    assert len(found.centres) == 1
    assert not found.labels.any()


def test_centres_are_mean_directions_of_what_is_nearest():
    """Each centre is the direction of the mean of its points, of length 1."""
    points, units, _ = clouds(2, (40, 40))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    centres = spherical(points, 2, np.random.default_rng(0))
    labels = (points @ centres.T).argmax(axis=1)
    for k in range(2):
        mean = points[labels == k].sum(axis=0)
        assert centres[k] == pytest.approx(mean / np.linalg.norm(mean))
    assert stability(points, units, labels, 1, np.random.default_rng(0)) == [1.0]


def test_impossible_numbers_are_refused():
    """Neither no clusters nor more than there are usages."""
    points, units, _ = clouds(3, (10, 10))
    for k in (0, 21):
        with pytest.raises(OptionError):
            find_clusters(points, units, np.random.default_rng(0), k=k)


def test_log_odds_by_hand():
    """The z of a word is its log-odds against the rest, over its spread, with a prior of ten."""
    counts = np.array([[8.0, 2.0], [3.0, 7.0]])
    a = 10 * 11 / 20
    one = np.log((8 + a) / (10 + 10 - 8 - a))
    other = np.log((3 + a) / (10 + 10 - 3 - a))
    z = (one - other) / np.sqrt(1 / (8 + a) + 1 / (3 + a))
    assert log_odds(counts)[0, 0] == pytest.approx(z)
    assert log_odds(counts)[1, 0] == pytest.approx(-z)


FIELDS = {
    "bank": "money loan credit interest teller vault account deposit".split(),
    "river": "water reed mud fish willow boat flood shore".split(),
}
FILLER = [a + b for a in ("bar", "tol", "mer", "sun", "vik") for b in ("an", "eth", "oum", "ild")]


def two_senses(seed=0, shares=(0.2, 0.4, 0.6, 0.8), docs=30):
    """Make texts of four decades; the share of river contexts of `bench` grows; `lamp` stays."""
    rng = np.random.default_rng(seed)
    made, truth = [], []
    for decade, share in enumerate(shares):
        for k in range(docs):
            words = []
            rivers = 0
            for _ in range(3):
                field = "river" if rng.random() < share else "bank"
                rivers += field == "river"
                near = [*rng.choice(FIELDS[field], 6), *rng.choice(FILLER, 4)]
                rng.shuffle(near)
                words += [*near[:5], "bench", *near[5:], *rng.choice(FILLER, 12)]
            for _ in range(2):
                words += [*rng.choice(FILLER, 6), "lamp", *rng.choice(FILLER, 14)]
            truth.append(rivers)
            year = 1900 + 10 * decade + int(rng.integers(10))
            made.append(Document(f"{decade}-{k:02}", " ".join(words), parse_date(str(year))))
    return Corpus.from_documents(made), np.array(truth).reshape(len(shares), docs).mean(axis=1) / 3


@pytest.fixture(scope="module")
def planted():
    """Make the texts once."""
    return two_senses()


def test_planted_senses_have_their_shares_words_and_passages(planted):
    """Two senses are found; shares, words and passages are those planted."""
    corpus, truth = planted
    found = senses("bench", corpus, permutations=99)
    assert found.n_senses == 2
    heads = found.table.unique("sense", keep="first").sort("sense")
    river = next(n for n, words in heads.select("sense", "words").rows() if "reed" in words)
    rows = found.table.filter(pl.col("sense") == river)
    assert np.abs(rows["share"].to_numpy() - truth).max() <= 0.05
    assert (rows["low"].to_numpy() <= rows["share"].to_numpy()).all()
    assert (rows["high"].to_numpy() >= rows["share"].to_numpy()).all()
    both = found.table.group_by("slice").agg(pl.col("share").sum(), pl.col("n_sense").sum())
    assert both["share"].to_numpy() == pytest.approx(np.ones(4))
    assert (both["n_sense"] == 90).all()
    assert rows["p_value"][0] == 0.01
    passages = found.evidence.filter(pl.col("sense") == river)
    for row in passages.iter_rows(named=True):
        near = f"{row['left']} {row['right']}".split()
        assert any(word in FIELDS["river"] for word in near)
        assert corpus.text(row["id"])[row["start"] : row["stop"]] == "bench"
    assert "2 kinds of context" in found.answer()[0]


def test_a_word_of_one_sense_has_one(planted):
    """A word among filler only has a single sense, and its share is everything."""
    found = senses("lamp", planted[0], permutations=49)
    assert found.n_senses == 1
    assert (found.table["share"] == 1.0).all()
    assert "no second one" in found.answer()[0]


def test_few_uses_are_not_told_apart_and_a_forced_number_is_a_doubt(planted):
    """Too few uses give one sense and a doubt; senses asked for that do not hold give a doubt."""
    corpus, _ = planted
    few = senses("bench", two_senses(1, docs=3)[0], permutations=19)
    assert few.n_senses == 1
    assert few.doubts[0].startswith("too few (36 uses in 12 documents")
    none = senses("nowhere", corpus, permutations=19)
    assert none.table["n_occurrences"].sum() == 0
    assert none.table["share"].is_null().all()
    forced = senses("lamp", corpus, k=3, permutations=19)
    assert forced.n_senses == 3
    assert any("reading aid" in doubt for doubt in forced.doubts)


def test_the_divergence_of_senses_is_that_of_their_shares(planted):
    """Equal to scipy's distance of the shares that `senses` gives; beyond chance at the end."""
    corpus, _ = planted
    found = senses("bench", corpus, permutations=99)
    moved = drift("bench", corpus, metric="senses", permutations=199, controls=0)
    shares = found.table.pivot(on="slice", index="sense", values="share").drop("sense")
    first = shares[:, 0].to_numpy()
    for n, row in enumerate(moved.table.iter_rows(named=True)):
        if n:
            plain = jensenshannon(first, shares[:, n].to_numpy(), base=2) ** 2
            assert row["value"] == pytest.approx(plain)
            assert row["low"] <= row["value"] <= row["high"]
    assert moved.table["p_value"][3] <= 0.01
    assert moved.table["value"][3] > moved.table["null_high"][3]
    assert moved.table["low"][3] > 0


def test_comparable_words_are_cut_into_as_many_senses(planted):
    """Each has a value of its own, counted from its clusters; `bench` is above them."""
    corpus, _ = planted
    moved = drift("bench", corpus, metric="senses", permutations=99)
    last = moved.controls.filter(pl.col("slice") == moved.table["slice"][3])
    assert len(last) > 0
    assert last["value"].is_between(0, 1).all()
    assert (last["value"] < moved.table["value"][3]).all()


def test_one_sense_is_not_judged_and_a_centre_by_slice_refused(planted):
    """`lamp` has one kind of context: counts and a doubt, no value."""
    corpus, _ = planted
    still = drift("lamp", corpus, metric="senses", permutations=99, controls=0)
    assert still.table["value"].null_count() == 4
    assert any("no second sense" in doubt for doubt in still.doubts)
    none = drift("absent", corpus, metric="senses", permutations=99, controls=0)
    assert none.table["n_occurrences"].sum() == 0
    with pytest.raises(OptionError, match="leave it out"):
        drift("bench", corpus, metric="senses", center="slice")


def sense_counts(rng, share, documents):
    """Draw uses by sense in documents that lean to one sense each (Dirichlet-multinomial)."""
    lean = rng.dirichlet(1.5 * np.array([share, 0.7 - share, 0.3]), documents)
    uses = 1 + rng.integers(5, size=documents)
    counts = np.array([rng.multinomial(n, p) for n, p in zip(uses, lean, strict=True)], float)
    return UnitSums(counts, counts.sum(axis=1))


def rejected(share, replicates=400):
    """Share of comparisons with p up to .05; slices of 12 and 30 documents."""
    found = []
    for seed in range(replicates):
        rng = np.random.default_rng(seed)
        sides = Sided(
            sense_counts(rng, 0.4, 12), sense_counts(rng, share, 30), np.zeros(42, np.int64)
        )
        result = compare_weighed(
            SenseDivergence(), sides, Comparison(n_units=(12, 30), neff=(9.0, 24.0), flags=()),
            permutations=199, rng=rng, level=0.95,
        )  # fmt: skip
        found.append(result.p_value <= 0.05)
    return float(np.mean(found))


@pytest.mark.validity
def test_senses_that_stay_are_called_moved_at_the_stated_rate():
    """Documents that lean to a sense make no change: the 99% band of .05; a real one is seen."""
    assert 0.022 <= rejected(0.4) <= 0.078
    assert rejected(0.1) >= 0.5
