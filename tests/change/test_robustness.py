"""Robustness: the planted change survives, and what makes a difference is named."""

import polars as pl
import pytest

from toolkit.change import controls
from toolkit.change.drift import drift
from toolkit.change.robustness import robustness, sentence, weightiest
from toolkit.errors import OptionError


@pytest.fixture(scope="module")
def charter(shifted, decades):
    """Measure the word that moves."""
    return drift("charter", shifted, slices=decades, controls=40, permutations=99)


@pytest.fixture(scope="module")
def asked(charter):
    """Ask again in slices of ten years, in two windows, two spaces, centres and weights."""
    return robustness(charter, every=(10,), windows=(5, 10), permutations=49)


def test_a_planted_change_survives(asked):
    """At least 95 % of the aligned specifications agree in sign and in the verdict."""
    aligned = asked.table.filter(pl.col("offset") == 0)
    assert len(aligned) == 2 * 2 * 2 * 2
    # Where the other space tells the word from the corpus is not planted; here it is.
    plain = aligned.filter((pl.col("center") == "corpus") & (pl.col("space") == "ppmi"))
    assert plain["value"].null_count() == 0
    assert aligned["same_sign"].mean() >= 0.95
    assert aligned["same_verdict"].mean() >= 0.95


def test_the_specification_of_the_series_gives_its_value(charter, asked):
    """Same slices, window, space, centre and weights: the same number."""
    mine = asked.table.filter(
        (pl.col("offset") == 0)
        & (pl.col("window") == 10)
        & (pl.col("space") == "ppmi")
        & (pl.col("center") == "corpus")
        & (pl.col("weights") == "occurrence")
    )
    (row,) = mine.iter_rows(named=True)
    theirs = charter.table.row(2, named=True)
    for name in ("value", "low", "high", "n_units", "n_occurrences"):
        assert row[name] == pytest.approx(theirs[name]), name


def test_sharing_the_comparable_words_changes_no_number(charter, monkeypatch):
    """Centres and weights share the uses drawn of comparable words; asked alone, the same comes."""
    drawn = []
    counted = controls._unit_sums
    monkeypatch.setattr(controls, "_unit_sums", lambda *a: drawn.append(1) or counted(*a))
    options = {"every": (10,), "windows": (5,), "spaces": ("ppmi",), "permutations": 19}
    options |= {"strata": (None, "author"), "metrics": ("cosine", "squared")}
    together = robustness(charter, **options).table
    shared = len(drawn)
    monkeypatch.setattr(
        "toolkit.change.robustness.alike", lambda asked: [[n] for n in range(len(asked))]
    )
    alone = robustness(charter, **options).table
    assert together.equals(alone)
    assert alone["p_control"].null_count() < len(alone)
    assert len(drawn) - shared > 2 * shared > 0


def test_the_sentence_counts_what_the_table_holds(charter, asked):
    """Numbers of specifications and shares are those of the rows."""
    judged = asked.table.drop_nulls("value")
    (said,) = asked.answer()
    assert f"Of {len(judged)} other specifications" in said
    assert f"{judged['same_sign'].mean():.0%} agree in sign" in said
    none = asked.table.clear()
    assert "None of 0" in sentence(none, "charter", charter.table.row(2, named=True))


def test_the_choice_that_matters_is_named():
    """A finding that stands in one space only is that space's."""
    rows = [
        {
            **{"every": 10, "offset": 0, "window": w, "space": s, "center": "corpus"},
            **{"weights": "occurrence", "unit": "auto", "strata": "none", "metric": "cosine"},
            **{"reprints": "keep"},
            **{
                "same_sign": True,
                "same_size": s == "ppmi",
                "same_verdict": None,
                "same_test": True,
            },
        }
        for w in (5, 10)
        for s in ("ppmi", "alc")
    ]
    assert weightiest(pl.DataFrame(rows)) == ("space", pytest.approx(1.0))


def test_robustness_needs_a_judged_slice(charter):
    """The baseline was not judged."""
    with pytest.raises(OptionError, match="1900s"):
        robustness(charter, slice="1900s")
