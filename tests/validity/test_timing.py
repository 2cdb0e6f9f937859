"""Bursts, leads, bands and events: found where they are, and not where they are not."""

import numpy as np
import pytest

import toolkit as rt
from tests.validity.claims import assert_within
from toolkit.change.leads import lead
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.statistics.leads import lagged

FULL = 200


@pytest.fixture
def repetitions(size):
    """Give how often a claim is tried."""
    return FULL if size == "full" else 25


def yearly(seed, *, burst):
    """Write 30 years of texts; each year has a chance of its own, the years of a burst four times.

    Years differ by a beta distribution, which the automaton does not know of.
    """
    rng = np.random.default_rng(seed)
    made = []
    for year in range(1900, 1930):
        chance = rng.beta(8, 92) * (4.0 if burst and 1912 <= year < 1917 else 1.0)
        for k in range(25):
            word = "strike" if rng.random() < chance else "market"
            made.append(Document(f"{year}-{k}", f"the {word} today", parse_date(str(year))))
    return Corpus.from_documents(made)


def test_a_planted_burst_is_found_in_its_years(repetitions):
    """Four times the chance for five years: found in nearly all cases, at those years."""
    found = []
    for seed in range(repetitions):
        hits = rt.find("strike", yearly(seed, burst=True))
        table = rt.bursts(hits, permutations=99, seed=seed).table
        row = (
            table.row(0, named=True) if len(table) else {"p_value": 1.0, "first": "0", "last": "0"}
        )
        near = abs(int(row["first"]) - 1912) <= 1 and abs(int(row["last"]) - 1916) <= 1
        found.append(row["p_value"] <= 0.05 and near)
    assert_within("burst found", np.mean(found), 0.85, 1.0, repetitions, FULL)


def test_years_that_differ_a_little_are_no_burst(repetitions):
    """No burst put in: p ≤ .05 seldom, though years are not quite alike."""
    found = []
    for seed in range(repetitions):
        hits = rt.find("strike", yearly(seed, burst=False))
        table = rt.bursts(hits, permutations=99, seed=seed).table
        found.append(bool(len(table)) and table["p_value"].min() <= 0.05)
    assert_within("burst where none is", np.mean(found), 0.0, 0.25, repetitions, FULL)


def filtered(weights, innovations):
    """Let an autoregression run; its first fifty values are dropped."""
    values = np.zeros(len(innovations))
    for t in range(len(values)):
        past = [w * values[t - k] for k, w in enumerate(weights, 1) if t >= k]
        values[t] = sum(past) + innovations[t]
    return values[50:]


def alone(kind, rng, slices):
    """Draw a series of its own: no estimator here knows the tails, the swings or the spread."""
    heavy = rng.standard_t(4, slices + 50)
    if kind == "walk":
        return heavy[50:].cumsum()
    if kind == "even":
        return rng.normal(size=slices) + 0.3 * np.arange(slices)
    if kind == "slow":
        return filtered([0.8], heavy)
    if kind == "momentum":
        return filtered([0.6], rng.normal(size=slices + 50)).cumsum()
    if kind == "swinging":
        return filtered([1.2, -0.7], rng.normal(size=slices + 50))
    if kind == "thin at first":
        return rng.normal(size=slices) * np.linspace(3, 0.5, slices)
    return rng.poisson(3, slices).astype(float)


def followed(seed, slices):
    """Draw a walk, and one that repeats its steps two slices later, with noise of half the size."""
    rng = np.random.default_rng(seed)
    steps = rng.standard_t(4, slices + 2)
    return steps[2:].cumsum(), (steps[:-2] + rng.normal(0, 0.5, slices)).cumsum()


def least(a, b, lags, seed):
    """Give the least p over the lags, and the lag of the largest correlation."""
    found = lagged(a, b, lags, permutations=199, rng=np.random.default_rng([seed, 1]))
    return found.p_values.min(), found.lags[int(np.abs(found.correlations).argmax())]


@pytest.mark.parametrize(("slices", "claim"), [(40, 0.95), (20, 0.75)])
def test_a_planted_lead_is_found_with_its_lag(repetitions, slices, claim):
    """The second follows two slices later: p ≤ .05, and the largest correlation stands there."""
    found = [least(*followed(seed, slices), 4, seed) for seed in range(repetitions)]
    rate = np.mean([p <= 0.05 and lag == 2 for p, lag in found])
    assert_within(f"lead found, {slices} slices", rate, claim, 1.0, repetitions, FULL)


@pytest.mark.parametrize("slices", [20, 40])
def test_series_apart_do_not_lead(size, slices):
    """Two series apart, of any manner, have p ≤ .05 over nine lags in at most .08."""
    repetitions = 400 if size == "full" else 10
    kinds = ("walk", "even", "slow", "momentum", "swinging", "thin at first", "counts")
    rates = []
    for kind in kinds:
        found = []
        for seed in range(repetitions):
            rng = np.random.default_rng(seed)
            a, b = alone(kind, rng, slices), alone(kind, rng, slices)
            found.append(least(a, b, 4, seed)[0] <= 0.05)
        rates.append(float(np.mean(found)))
        if size == "full":
            assert_within(f"{kind}, {slices} slices", rates[-1], 0.0, 0.08, 400, 400)
    many = repetitions * len(kinds)
    assert_within(
        f"lead where none is, {slices}", np.mean(rates), 0.0, 0.08, many, 400 * len(kinds)
    )


def test_rates_of_a_corpus_can_lead():
    """The verb takes rates: `strike` two years before `lockout`, found at that lag."""
    rng = np.random.default_rng(0)
    chance = rng.uniform(0.05, 0.6, 42)
    made = []
    for n, year in enumerate(range(1900, 1940)):
        for k in range(60):
            words = ["market"] * 6
            words[0] = "strike" if rng.random() < chance[n + 2] else "bread"
            words[1] = "lockout" if rng.random() < chance[n] else "bread"
            made.append(Document(f"{year}-{k}", " ".join(words), parse_date(str(year))))
    corpus = Corpus.from_documents(made)
    slices = rt.slices(corpus, every=1)
    series = [rt.frequency(rt.find(name, corpus), slices=slices) for name in ("strike", "lockout")]
    table = lead(*series, lags=3).table
    assert table["lag"][int(table["correlation"].arg_max())] == 2


def spoken(seed, *, event):
    """Write 60 years of texts; if `event`, a charter goes half-way from courts to war in 1920."""
    rng = np.random.default_rng(seed)
    law, war = (
        "court judge statute plea oath writ".split(),
        "rifle trench siege flank drill rout".split(),
    )
    other = [a + b for a in "bdfgk lmnpr".replace(" ", "") for b in ("an", "eth", "ior", "oum")]
    made = []
    for year in range(1890, 1950):
        for k in range(4):
            field = war if event and year >= 1920 else law
            words = list(rng.choice(other, 40))
            for _ in range(3):
                place = int(rng.integers(len(words)))
                words[place:place] = [*rng.choice(law, 2), "charter", *rng.choice(field, 2)]
            words += list(rng.choice(war, 4))
            made.append(Document(f"{year}-{k}", " ".join(words), parse_date(str(year))))
    return Corpus.from_documents(made)


@pytest.mark.parametrize("event", [True, False])
def test_events_stand_out_only_where_something_happened(event, size):
    """Against placebo dates: the true one in all cases, any date in about one of twenty."""
    repetitions = 40 if size == "full" else 6
    found, above = [], []
    for seed in range(repetitions):
        corpus = spoken(seed, event=event)
        slices = rt.slices(corpus, every=5)
        series = rt.drift("charter", corpus, slices=slices, permutations=99, controls=0, seed=seed)
        row = rt.event_study(series, "1920-01-01", years=6).table.row(0, named=True)
        found.append(row["p_placebo"] is not None and row["p_placebo"] <= 0.06)
        band = rt.bands(series, permutations=99, seed=seed).table
        above.append((band["p_series"].drop_nulls() <= 0.05).any())
    bounds = (0.9, 1.0) if event else (0.0, 0.15)
    assert_within("event stands out", np.mean(found), *bounds, repetitions, 40)
    assert_within("band left", np.mean(above), *bounds, repetitions, 40)
