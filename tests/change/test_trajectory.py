"""Trajectories: planted moves are seen on the plane, thin slices said, refusals."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from toolkit.errors import OptionError, ShapeError

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("words_planted.py"))))
FAST = {"window": 2, "controls": 0, "permutations": 99}


@pytest.fixture(scope="module")
def moved():
    """Follow `charter` from words of the farm to words of war, in 1910."""
    return rt.trajectory("charter", MADE.archive(0, moves=True), n=4, **FAST)


def middle(words):
    """Give the middle of some words of a trajectory."""
    return words.select("x", "y").to_numpy().mean(axis=0)


def nearer(way, label):
    """Say how much nearer a slice is to the late words than to the early ones, on the plane."""
    fields = [way.words.filter(pl.col("name").is_in(field)) for field in (MADE.EARLY, MADE.LATE)]
    here = way.slices.filter(pl.col("name") == label).select("x", "y").to_numpy()[0]
    early, late = (np.linalg.norm(here - middle(field)) for field in fields)
    return early - late


def test_a_concept_moves_from_one_word_field_to_the_other(moved):
    """Before the planted date it lies by the farm, after it by the war; both fields are words."""
    assert {*MADE.EARLY, *MADE.LATE} <= set(moved.words["name"])
    assert nearer(moved, "1900s") < 0 < nearer(moved, "1910s")
    assert nearer(moved, "1920s") > 0
    first, second = moved.slices["q_value"][1:]
    assert first <= 0.05 < second
    assert "1 of 2 moves" in moved.answer()[0]
    assert all(word in moved.answer()[1] for word in (*MADE.EARLY, *MADE.LATE))


def test_what_does_not_move_stays_within_its_ellipse():
    """Without a move all slices lie in each other's reach and no move is found."""
    way = rt.trajectory("charter", MADE.archive(1, moves=False), n=4, **FAST)
    places = way.slices.select("x", "y").to_numpy()
    reach = way.slices["major"].to_numpy()
    for k in range(1, 3):
        assert np.linalg.norm(places[k] - places[k - 1]) < reach[k] + reach[k - 1]
    assert way.slices["q_value"].drop_nulls().min() > 0.05


def test_words_lie_where_their_vectors_do(moved):
    """Distances on the plane are at most those of the vectors; the axes are ordered."""
    places = moved.words.select("x", "y").to_numpy()
    assert np.linalg.norm(places, axis=1).max() <= 1.0 + 1e-9
    assert moved.words["support"].min() >= 0.5
    assert moved.explained[0] >= moved.explained[1] > 0


def test_moves_are_those_of_drift_against_the_slice_before(moved):
    """The numbers of the moves are a drift series, with its passages."""
    series = rt.drift("charter", moved.moves.asked[1].corpus, against="previous", **FAST)
    for name in ("value", "low", "high", "p_value", "null_low", "null_high"):
        assert moved.slices[name].equals(series.table[name])
    assert not moved.evidence.is_empty()


def test_thin_slices_have_counts_and_no_place():
    """The documents of one year are too few: said, and kept."""
    corpus = MADE.archive(2, moves=True)
    slices = rt.slices(corpus, edges=["1900", "1909", "1910", "1920", "1930"])
    thin = slices[1]
    way = rt.trajectory("charter", corpus, slices=slices, n=4, **FAST)
    row = way.slices.row(1, named=True)
    assert len(thin.documents) < 5
    assert row["n_occurrences"] > 0
    assert row["x"] is None
    assert any(doubt.startswith(f"{thin.label}: too few to be placed") for doubt in way.doubts)


def test_a_concept_nobody_uses_has_no_way(moved):
    """No place, no word, no error."""
    way = rt.trajectory("nowhere", moved.moves.asked[1].corpus, **FAST)
    assert way.words.is_empty()
    assert way.slices["x"].null_count() == len(way.slices)
    assert "0 slices that can be placed" in way.answer()[0]


def test_wrong_options_and_tables_are_refused(moved):
    """One word makes no plane; a place takes its ellipse, a slice its counts."""
    with pytest.raises(OptionError, match="n=1"):
        rt.trajectory("charter", moved.moves.asked[1].corpus, n=1)
    for gone in ("major", "n_occurrences"):
        bare = moved.table.with_columns(pl.lit(None, moved.table.schema[gone]).alias(gone))
        with pytest.raises(ShapeError):
            type(moved)("charter", bare, moved.explained)


def test_same_seed_same_table(moved):
    """Two runs give the same numbers."""
    again = rt.trajectory("charter", moved.moves.asked[1].corpus, n=4, **FAST)
    assert again.table.equals(moved.table)
