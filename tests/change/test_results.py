"""Results of measuring change: none without counts, interval and chance; plain sentences."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
from toolkit.change.doubts import of_flags
from toolkit.change.sentences import drift
from toolkit.errors import ShapeError

PATH = Path(__file__).parents[1] / "figures" / "results.py"
made = SimpleNamespace(**runpy.run_path(str(PATH)))


@pytest.mark.parametrize("gone", ["low", "high", "null_low", "null_high", "p_value"])
def test_a_value_cannot_stand_without_its_interval_chance_and_p(gone):
    """A judged row that lacks one of them is refused."""
    table = made.drift_series().table.with_columns(pl.lit(None, pl.Float64).alias(gone))
    with pytest.raises(ShapeError, match=gone):
        DriftSeries("climate", "cosine", "ppmi", table)


def test_counts_and_columns_are_needed():
    """A table without a column, or with an unknown count, is refused."""
    for kind, some in (
        (lambda t: DriftSeries("c", "cosine", "ppmi", t), made.drift_series().table),
        (lambda t: FrequencySeries("c", t), made.frequency_series().table),
        (lambda t: NeighbourTable("c", t), made.neighbour_table().table),
    ):
        with pytest.raises(ShapeError, match="needs the columns"):
            kind(some.drop("slice"))
        with pytest.raises(ShapeError, match="unknown n_occurrences"):
            kind(some.with_columns(n_occurrences=pl.lit(None, pl.Int64)))


def test_a_level_is_a_share():
    """A level of 95 is refused."""
    with pytest.raises(ShapeError, match="0.95"):
        FrequencySeries("c", made.frequency_series().table, level=95)


def test_the_baseline_is_one_label_or_previous():
    """One label for all rows is the baseline; different ones mean the slice before."""
    series = made.drift_series()
    assert series.baseline == "1950s"
    before = series.table.with_columns(baseline=pl.col("slice").shift(1))
    assert DriftSeries("c", "cosine", "ppmi", before).baseline == "previous"
    assert made.empty_series().baseline == ""


def said(p_control, percentile):
    """Give the sentences for a table whose judged rows all stand so among comparable words."""
    table = made.drift_series().table.with_columns(
        p_control=pl.lit(p_control, pl.Float64), control_percentile=pl.lit(percentile, pl.Float64)
    )
    return drift("climate", "cosine", table, "1950s", 0.95)


@pytest.mark.parametrize(
    ("p_control", "percentile", "words"),
    [
        (0.05, 96.0, "moved more than comparable words"),
        (0.051, 95.0, "moved no more than comparable words"),
        (1.0, 5.0, "held still while comparable words moved"),
        (1.0, 5.1, "moved no more than comparable words"),
        (None, None, "could not be compared with other words"),
    ],
)
def test_the_first_sentence_is_about_comparable_words(p_control, percentile, words):
    """The verdict turns at p_control .05 and at the 5th percentile."""
    where = "the 1970s, the 1980s and the 2000s to the 2020s"
    wanted = f"Measured from the 1950s: in {where} “climate” {words}."
    assert said(p_control, percentile)[0] == wanted


def test_the_largest_value_comes_with_all_that_belongs_to_it():
    """Interval, chance, counts and percentile stand in the same sentence."""
    (sentence,) = [one for one in said(0.01, 99.0) if one.startswith("The largest")]
    for part in ("1.02 in the 2020s", "95% interval 1.01 to 1.03", "unchanged usage would give",
                 "85,706 uses in 6,021 documents", "99th percentile"):  # fmt: skip
        assert part in sentence


def test_what_was_not_judged_is_said():
    """Thin and empty slices are named; the baseline is neither."""
    sentences = said(0.5, 50.0)
    assert sentences[-2].endswith(": the 1960s.")
    assert sentences[-1] == "No use at all: the 1990s."


def test_without_a_date_nothing_is_said_to_be_absent():
    """No slice at all is no absence of the concept: the missing dates are named."""
    dateless = "No document has a date, so “utopia” cannot be followed over time."
    empty = made.empty_series().table.clear()
    assert DriftSeries("utopia", "cosine", "ppmi", empty).answer() == [dateless]
    assert FrequencySeries("utopia", made.frequency_series().table.clear()).answer() == [dateless]


def test_what_has_no_value_is_not_said_to_be_judged():
    """A slice of few units that lies at the corpus mean is not judged, with care or without."""
    both = ("thin", "no cosine: too few uses")
    told = [text for _, text in of_flags("1950s", both, 5, 3.3, "document")]
    assert told == ["too few uses to tell its contexts from the corpus: not judged"]
    (alone,) = of_flags("1950s", ("thin",), 5, 3.3, "document")
    assert alone[1].endswith("judged, but read it with care")


def test_no_use_and_too_few_uses_are_plain_answers():
    """Zero hits and hits below the floor are said in one sentence with their counts."""
    assert made.empty_series().answer() == ["“utopia” does not occur in these 8 slices."]
    table = made.empty_series().table.with_columns(n_occurrences=pl.lit(1), n_documents=pl.lit(1))
    assert DriftSeries("utopia", "cosine", "ppmi", table).answer() == [
        "“utopia” is judged in no slice (8 uses in 8 documents, over 8 slices): "
        "too few units, or contexts like those of the corpus at large."
    ]


def test_printing_shows_counts_and_doubts():
    """A printed series holds its rows, uses and doubts."""
    text = str(made.drift_series())
    for part in ("climate: cosine against 1950s", "85706", "doubt: 1960s: too few"):
        assert part in text
