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
