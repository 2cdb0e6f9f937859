"""Metrics beside the debiased ones: plain computations, and the whole way through drift."""

import numpy as np
import polars as pl
import pytest

from toolkit.change import METRICS
from toolkit.change.company_metrics import CollocateDivergence, NeighbourOverlap
from toolkit.change.drift import drift
from toolkit.change.materials import UnitCounts, UnitVectors
from toolkit.change.rate_metrics import DispersionChange, FrequencyRatio, JuillandChange
from toolkit.change.usage_metrics import AveragePairwiseDistance, EnergyDistance
from toolkit.change.weighed import CLOSED
from toolkit.errors import OptionError
from toolkit.statistics.debiased import UnitSums
from toolkit.topics.fit import fit

OTHERS = sorted(set(METRICS) - set(CLOSED))
OF_USAGE = ["apd", "collocates", "energy", "neighbours", "prt"]
QUICK = {"permutations": 199, "controls": 40}


def needed(metric, corpus):
    """Give what a metric asks for besides: topics, where it reads their shares."""
    if METRICS.get(metric).needs != "shares":
        return {}
    return {"topics": fit("nmf", corpus, topics=4, seed=0)}


def vectors(seed, units=8, dim=4):
    """Make usage vectors of length 1 with their units."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units), 1 + rng.integers(3, size=units))
    found = rng.normal(size=(len(unit), dim))
    return UnitVectors(found / np.linalg.norm(found, axis=1, keepdims=True), unit)


def test_energy_is_that_of_a_double_loop():
    """Twice the mean distance across, less the mean distances within, no pair of one unit."""
    a, b = vectors(0), vectors(1)

    def mean(x, y, same):
        pairs = [
            np.linalg.norm(x.vectors[i] - y.vectors[j])
            for i in range(len(x.unit))
            for j in range(len(y.unit))
            if not (same and x.unit[i] == y.unit[j])
        ]
        return np.mean(pairs)

    expected = 2 * mean(a, b, False) - mean(a, a, True) - mean(b, b, True)
    assert EnergyDistance()(a, b)[0] == pytest.approx(expected)


def test_energy_is_unbiased_without_change():
    """Over 200 pairs of samples of one distribution the mean is 0 within 3 standard errors."""
    values = np.array([EnergyDistance()(vectors(s), vectors(s + 500))[0] for s in range(200)])
    assert abs(values.mean()) < 3 * values.std() / np.sqrt(200), values.mean()


def test_average_pairwise_distance_is_that_of_a_double_loop():
    """The mean of one less the cosine over all pairs across."""
    a, b = vectors(0), vectors(1)
    sums = [
        UnitSums(
            np.array([one.vectors[one.unit == k].sum(axis=0) for k in range(8)]),
            np.bincount(one.unit).astype(float),
        )
        for one in (a, b)
    ]
    expected = np.mean([1 - x @ y for x in a.vectors for y in b.vectors])
    assert AveragePairwiseDistance()(*sums)[0] == pytest.approx(expected)


def test_divergence_is_that_of_scipy():
    """The square of the Jensen-Shannon distance of the pooled shares, to base 2."""
    from scipy.spatial.distance import jensenshannon

    rng = np.random.default_rng(0)
    a, b = (UnitCounts(rng.poisson(1.0, (6, 12)).astype(float)) for _ in range(2))
    expected = jensenshannon(a.table.sum(axis=0), b.table.sum(axis=0), base=2) ** 2
    assert CollocateDivergence()(a, b)[0] == pytest.approx(expected)


def test_neighbours_are_compared_as_sets():
    """One less the share of the nearest words that both slices have."""
    rng = np.random.default_rng(0)
    directions = rng.normal(size=(50, 5))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    a, b = (UnitSums(rng.normal(size=(6, 5)), np.ones(6)) for _ in range(2))
    near = [set(np.argsort(-(directions @ one.sums.sum(axis=0)))[:10]) for one in (a, b)]
    expected = 1 - len(near[0] & near[1]) / 10
    assert NeighbourOverlap(directions, 10)(a, b)[0] == pytest.approx(expected)


def test_rates_are_counted_plainly():
    """Ratio of pooled rates, deviation of proportions and Juilland's D by their formulas."""
    rng = np.random.default_rng(0)
    sides = []
    for _ in range(2):
        tokens = rng.integers(50, 150, 9).astype(float)
        sides.append(UnitSums(rng.poisson(3.0, (9, 1)).astype(float), tokens))
    (uses_a, tokens_a), (uses_b, tokens_b) = sides
    ratio = (uses_b.sum() / tokens_b.sum()) / (uses_a.sum() / tokens_a.sum())
    assert FrequencyRatio()(*sides)[0] == pytest.approx(np.log2(ratio))

    def proportions(uses, tokens):
        parts = zip(uses[:, 0], tokens, strict=True)
        return sum(abs(u / uses.sum() - t / tokens.sum()) for u, t in parts) / 2

    expected = proportions(uses_b, tokens_b) - proportions(uses_a, tokens_a)
    assert DispersionChange()(*sides)[0] == pytest.approx(expected)

    def juilland(uses, tokens):
        rates = uses[:, 0] / tokens
        mean = np.average(rates, weights=tokens)
        spread = np.sqrt(np.average((rates - mean) ** 2, weights=tokens))
        return 1 - spread / mean / np.sqrt(len(rates) - 1)

    expected = juilland(uses_b, tokens_b) - juilland(uses_a, tokens_a)
    assert JuillandChange()(*sides)[0] == pytest.approx(expected)


@pytest.mark.parametrize("metric", OTHERS)
def test_drift_takes_every_metric(make_archive, metric):
    """No value without interval, chance, p, controls; the interval holds the value."""
    # Few words a document, or all of them would stand everywhere and mark no topic.
    corpus = make_archive(0, shift="1920", comparable=12)
    more = needed(metric, corpus)
    series = drift("charter", corpus, metric=metric, **QUICK, **more)
    judged = series.table.drop_nulls("value")
    assert judged["slice"].to_list() == ["1910s", "1920s"]
    assert (judged["low"] <= judged["value"]).all()
    assert (judged["value"] <= judged["high"]).all()
    for name in ("null_low", "null_high", "z", "p_value", "p_floor", "q_value", "p_control"):
        assert judged[name].null_count() == 0, name
    assert set(judged["metric"]) == {metric}


@pytest.mark.parametrize("metric", OF_USAGE)
def test_a_planted_change_of_company_is_found(shifted, decades, metric):
    """The decade in which the word moved is told from chance and from comparable words."""
    table = drift("charter", shifted, slices=decades, metric=metric, **QUICK).table
    rows = {row["slice"]: row for row in table.iter_rows(named=True)}
    assert rows["1920s"]["p_value"] == rows["1920s"]["p_floor"]
    assert rows["1920s"]["control_percentile"] >= 95
    assert rows["1910s"]["p_value"] > 0.01


@pytest.mark.parametrize("metric", OTHERS)
def test_no_change_is_rarely_called_change(make_archive, metric):
    """Of 12 archives without change at most 4 give p <= .05 (binomial, over 99 %)."""
    called = 0
    for seed in range(12):
        corpus = make_archive(seed, shift=None, comparable=8, docs=16)
        more = needed(metric, corpus)
        table = drift("charter", corpus, metric=metric, permutations=99, controls=0, **more).table
        p_value = table["p_value"][2]
        # One sense alone cannot change its share: there nothing is judged.
        assert p_value is not None or metric == "senses"
        called += p_value is not None and p_value <= 0.05
    assert called <= 4, f"{called} of 12 called changed"


def test_the_frequency_ratio_is_that_of_plain_counts(shifted, decades):
    """Uses over tokens of the slice, by those of the baseline."""
    table = drift("charter", shifted, slices=decades, metric="frequency", **QUICK).table
    tokens = dict(zip(decades.table["slice"], decades.table["n_tokens"], strict=True))
    rates = {
        row["slice"]: row["n_occurrences"] / tokens[row["slice"]]
        for row in table.iter_rows(named=True)
    }
    value = table.filter(pl.col("slice") == "1920s")["value"][0]
    assert value == pytest.approx(np.log2(rates["1920s"] / rates["1900s"]))


@pytest.mark.parametrize("wrong", [{"strata": "author"}, {"weights": "unit"}])
def test_what_a_metric_cannot_hold_fixed_is_refused(shifted, decades, wrong):
    """Strata and unit weights belong to the debiased distances."""
    with pytest.raises(OptionError, match="apd"):
        drift("charter", shifted, slices=decades, metric="apd", **wrong)
