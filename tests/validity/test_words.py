"""What the measures of words claim: chance is chance, and intervals hold the truth."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from tests.validity.claims import assert_within

MADE = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[1] / "change" / "words_planted.py"))
)
FULL, SHORT = 100, 12
EVERY = {"permutations": 99}


@pytest.fixture(scope="module")
def truth():
    """Give logDice in so many documents that it is nearly known."""
    table = rt.collocates(
        "charter",
        MADE.archive(10_000, moves=False, docs=1500, slices=2),
        window=2,
        permutations=1,
    ).table
    first = table.filter(pl.col("slice") == "1900s").drop_nulls("collocate")
    return dict(first.select("collocate", "log_dice").iter_rows())


def test_without_change_little_is_found_and_intervals_hold(size, truth):
    """No move: p ≤ .05 in about .05 of rows, log ratios hold 0, logDice holds what is known."""
    repetitions = FULL if size == "full" else SHORT
    p = {"collocates": [], "keyness": [], "shift": [], "turnover": []}
    held, ratios, found = [], [], []
    for seed in range(repetitions):
        corpus = MADE.archive(seed, moves=False)
        some = rt.collocates("charter", corpus, window=2, most=6, seed=seed, **EVERY).table
        for row in some.drop_nulls("collocate").iter_rows(named=True):
            p["collocates"].append(row["p_value"])
            if row["collocate"] in truth:
                held.append(row["low"] <= truth[row["collocate"]] <= row["high"])
        key = rt.keyness(corpus, most=None, min_count=10, seed=seed, **EVERY).table
        p["keyness"] += key["p_value"].to_list()
        ratios += ((key["low"] <= 0) & (key["high"] >= 0)).to_list()
        found.append(bool((key["q_value"] <= 0.1).any()))
        parts = rt.shift("charter", corpus, window=2, seed=seed, **EVERY).table
        p["shift"].append(parts["divergence_p"][0])
        near = rt.turnover("charter", corpus, window=2, most=6, seed=seed, **EVERY).table
        p["turnover"] += near["p_value"].to_list()
    claims = {"collocates": 0.08, "keyness": 0.065, "shift": 0.1, "turnover": 0.1}
    for name, most in claims.items():
        rate = float(np.mean(np.array(p[name]) <= 0.05))
        assert_within(f"{name}: p at most .05", rate, 0.0, most, repetitions, FULL)
    assert_within("keyness: any word found", np.mean(found), 0.0, 0.2, repetitions, FULL)
    assert_within("keyness: interval holds 0", np.mean(ratios), 0.92, 0.99, repetitions, FULL)
    assert_within("logDice: interval holds", np.mean(held), 0.90, 0.99, repetitions, FULL)


def held_in_years(seed, wanted):
    """Compare single years with the decades that they are part of: which truths lie inside.

    An archive of 300 documents a decade is drawn once; the truth is that of its decades, and
    each year is a sample of about thirty documents of it, in the same space.
    """
    corpus = MADE.archive(seed, moves=True, docs=300, slices=2)
    space = rt.fit("ppmi", corpus, seed=seed)
    asked = {"window": 2, "permutations": 1, "seed": seed}
    measures = {
        "change": lambda **cut: rt.turnover("charter", corpus, space=space, most=8, **cut),
        "contribution": lambda **cut: rt.shift("charter", corpus, **cut),
    }
    years = rt.slices(corpus, every=1)
    held = {name: [] for name in measures}
    for name, measure in measures.items():
        truth = dict(measure(**asked).table.select("word", name).iter_rows())
        for year in range(10):
            two = {"slice": str(1910 + year), "against": str(1900 + year)}
            table = measure(slices=years, **two, **asked).table.filter(pl.col("word").is_in(wanted))
            held[name] += [
                row["low"] <= truth[row["word"]] <= row["high"]
                for row in table.iter_rows(named=True)
                if row["word"] in truth
            ]
    return held


def test_intervals_of_shift_and_turnover_hold_the_truth(size):
    """Contributions and changes of the words that come and go lie in their intervals."""
    repetitions = 20 if size == "full" else 2
    wanted = list(MADE.EARLY + MADE.LATE)
    found = [held_in_years(seed, wanted) for seed in range(repetitions)]
    for name in ("change", "contribution"):
        held = np.concatenate([one[name] for one in found])
        # The words of one year share its documents: years count, not words.
        years = 10 * repetitions
        assert_within(f"{name}: interval holds", np.mean(held), 0.90, 0.99, years, 200)


@pytest.mark.parametrize("docs", [30, 100])
@pytest.mark.parametrize("moves", [True, False])
def test_the_interval_of_a_divergence_holds_it(size, docs, moves):
    """What is left of a divergence without chance is that of fifteen hundred documents."""
    repetitions = FULL if size == "full" else SHORT
    many = MADE.archive(10_000, moves=moves, docs=1500, slices=2)
    truth = rt.shift("charter", many, window=2, permutations=1).table["divergence"][0]
    held = []
    for seed in range(repetitions):
        corpus = MADE.archive(seed, moves=moves, docs=docs, slices=2)
        row = rt.shift("charter", corpus, window=2, permutations=49, seed=seed).table
        held.append(row["divergence_low"][0] <= truth <= row["divergence_high"][0] + 1e-9)
    name = f"divergence, {docs} documents, {'moved' if moves else 'still'}: interval holds"
    assert_within(name, np.mean(held), 0.87, 1.0, repetitions, FULL)
