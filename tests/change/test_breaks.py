"""Breaks, trends, bands, bursts, events and leads of planted archives."""

import numpy as np
import polars as pl
import pytest

from toolkit.change.bands import bands
from toolkit.change.breaks import breaks
from toolkit.change.bursts import bursts
from toolkit.change.changes import CHANGE_COLUMNS
from toolkit.change.drift import drift
from toolkit.change.events import event_study
from toolkit.change.frequency import frequency
from toolkit.change.leads import lead
from toolkit.change.rates import rate_difference
from toolkit.change.timeline import timeline
from toolkit.change.trend import trend
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.shapes import explained_by


@pytest.fixture(scope="module")
def moved(make_archive):
    """Make an archive in which `charter` moves in 1920, with slices of five years."""
    return make_archive(3, shift="1920", docs=40)


@pytest.fixture(scope="module")
def fives(moved):
    """Its slices of five years."""
    return slices(moved, every=5)


@pytest.fixture(scope="module")
def series(moved, fives):
    """Measure the drift of the word that moved."""
    return drift("charter", moved, slices=fives, permutations=99, controls=30)


def test_a_planted_break_is_dated(series):
    """The break lies at the edge of 1920, with an interval, a p, a size, and nothing else."""
    found = breaks(series, permutations=199)
    (row,) = found.table.rows(named=True)
    assert found.table.columns == list(CHANGE_COLUMNS)
    assert (row["kind"], row["slice"], row["date"]) == ("break", "1920–1924", "1920-01-01")
    assert row["date_low"] <= "1920-01-01" <= row["date_high"]
    assert row["p_value"] == row["p_floor"] == 1 / 200
    assert row["low"] <= row["value"] <= row["high"]
    assert row["control_percentile"] == 100.0
    assert row["uses_before"] + row["uses_after"] == series.table["n_occurrences"].sum()
    assert "broke with 1920–1924" in found.answer()[0]
    assert "more than comparable words" in found.answer()[0]


def test_a_word_that_stays_has_no_break(moved, fives):
    """A word that keeps its company has none, and the row says with which p."""
    found = breaks("mandate", moved, slices=fives, permutations=99, controls=0)
    (row,) = found.table.rows(named=True)
    assert row["kind"] == "none"
    assert row["p_value"] > 0.05
    assert found.changes == ()
    assert "no break" in found.answer()[0]


def test_too_few_slices_are_not_judged(moved):
    """Three slices leave no split with two on each side: said, not guessed."""
    found = breaks("charter", moved, slices=slices(moved, every=10), permutations=49, controls=0)
    assert found.table["kind"].to_list() == ["not judged"]
    assert any("two on each side" in doubt for doubt in found.doubts)
    assert "could not be searched" in found.answer()[0]


def test_slices_that_overlap_and_series_without_usages_are_refused(moved, series):
    """A date would stand in two slices; a series without its usages has no breaks."""
    from dataclasses import replace

    with pytest.raises(OptionError, match="overlap"):
        breaks("charter", moved, slices=slices(moved, rolling=(10, 5)), controls=0)
    with pytest.raises(ProvenanceError):
        breaks(replace(series, asked=None))
    with pytest.raises(ProvenanceError):
        breaks("charter")


def often(years=range(1900, 1940), since=1920, author=None):
    """Make documents that use `strike` once in a hundred words, since a year four times."""
    rng = np.random.default_rng(0)
    made = []
    for year in years:
        for k in range(6):
            uses = 1 + 3 * (year >= since) + int(rng.integers(2))
            words = ["strike"] * uses + ["other"] * 100
            name = "" if author is None else f"{author} {year // 5}"
            made.append(
                Document(f"{year}-{k}", " ".join(words), parse_date(str(year)), author=name)
            )
    return Corpus.from_documents(made)


def test_a_break_of_frequency_is_found():
    """How often a word is used breaks where it was planted, with the difference of rates."""
    corpus = often()
    found = breaks(find("strike", corpus), slices=slices(corpus, every=5), permutations=99)
    (row,) = found.table.rows(named=True)
    assert (row["kind"], row["date"], row["of"]) == ("break", "1920-01-01", "rate")
    counted = find("strike", corpus).document
    early = np.array([corpus.documents["date"][int(n)] < "1920" for n in counted])
    uses = (int(early.sum()), int((~early).sum()))
    assert (row["uses_before"], row["uses_after"]) == uses
    tokens = corpus.documents["n_tokens"].to_numpy()
    half = len(tokens) // 2
    rates = (uses[0] / tokens[:half].sum(), uses[1] / tokens[half:].sum())
    assert row["value"] == pytest.approx(1e6 * (rates[1] - rates[0]))
    assert row["low"] < row["value"] < row["high"]


def test_documents_of_one_author_are_one_unit():
    """Where every author writes in one slice only, authors are exchanged, not documents."""
    corpus = often(range(1900, 1950), author="writer")
    found = breaks(find("strike", corpus), slices=slices(corpus, every=5), permutations=99)
    assert found.table["unit"].to_list() == ["author"]


def test_the_difference_of_rates_has_an_interval_over_units():
    """The interval is that of two clustered rates; one document a side has none."""
    before, after = (
        UnitSums(np.array([[2.0]]), np.array([4.0])),
        UnitSums(np.ones((3, 1)), np.ones(3)),
    )
    assert rate_difference(before, after, 0.95) == (0.5, None, None)


def test_strata_take_the_mix_out(moved):
    """Units at the means of their strata show nothing of a change in the mix."""
    from toolkit.change.timeline import at_stratum_means
    from toolkit.statistics.timed import timed

    rng = np.random.default_rng(0)
    strata = np.array([0] * 8 + [1] * 2 + [0] * 2 + [1] * 8)
    sums = rng.normal(size=(20, 3)) * 0.01 + 5.0 * strata[:, None]
    at = np.repeat([0, 1], 10)
    level = at_stratum_means(UnitSums(sums, np.ones(20)), strata)
    shape = np.array([[0.0], [1.0]])
    raw = explained_by(timed(UnitSums(sums, np.ones(20)), at, 2), shape)[0]
    assert abs(explained_by(timed(level, at, 2), shape)[0]) < 1e-3 * raw


def test_a_timeline_holds_every_use_once(series):
    """Slices without usages are left out, and no use is lost."""
    line = timeline(*series.asked)
    assert line.pool.counts.sum() == series.asked[0].usages.counts.sum()
    assert [part.label for part in line.parts] == series.table["slice"].to_list()


def test_a_trend_has_its_slope_tau_and_both_p(series, moved, fives):
    """The row holds what the plain functions give, and usage follows its date."""
    from toolkit.statistics.trend import mann_kendall, theil_sen

    found = trend(series, permutations=99)
    (row,) = found.table.rows(named=True)
    known = series.table.drop_nulls("value")
    slope = theil_sen(known["year"].to_numpy(), known["value"].to_numpy())
    assert row["slope"] == pytest.approx(10 * slope.value)
    assert row["p_value"] == pytest.approx(mann_kendall(known["value"].to_numpy()).p_value)
    assert row["p_usage"] == row["p_usage_floor"] == 0.01
    assert "follows its date" in found.answer()[1]
    still = trend(drift("mandate", moved, slices=fives, permutations=9, controls=0))
    assert still.table["p_usage"][0] > 0.05


def test_a_trend_of_rates_has_no_usage_and_few_slices_no_trend():
    """A frequency series has a slope only; three slices have none."""
    corpus = often()
    rates = frequency(find("strike", corpus), slices=slices(corpus, every=5))
    assert trend(rates).table["spearman"][0] is None
    few = trend(frequency(find("strike", corpus), slices=slices(corpus, every=20)))
    assert few.table["p_value"][0] is None
    assert "a trend needs 4" in few.doubts[0]


def test_the_band_of_a_series_is_wider_than_that_of_a_slice(series, moved, fives):
    """The moved word leaves the band, the word that stays does not."""
    found = bands(series, permutations=199)
    inside = found.table.drop_nulls("band_high")
    assert len(inside) == len(series.table.drop_nulls("value"))
    late = inside.filter(pl.col("slice").str.starts_with("192"))
    assert (late["p_series"] == 1 / 200).all()
    assert (inside["p_series"] >= inside["p_value"]).all()
    still = drift("mandate", moved, slices=fives, permutations=49, controls=0)
    assert bands(still, permutations=199).table["p_series"].drop_nulls().min() > 0.05
    with pytest.raises(OptionError):
        bands(drift("charter", moved, slices=fives, against="previous", permutations=9, controls=0))


def test_a_burst_is_dated_and_has_its_chance():
    """Documents that use a word crowd into 1910 to 1914: one burst, at its floor."""
    rng = np.random.default_rng(0)
    made = [
        Document(
            f"{year}-{k}",
            "strike" if rng.random() < (0.9 if 1910 <= year < 1915 else 0.1) else "calm",
            parse_date(str(year)),
        )
        for year in range(1900, 1930)
        for k in range(20)
    ]
    corpus = Corpus.from_documents(made)
    found = bursts(find("strike", corpus), permutations=49)
    (row,) = found.table.rows(named=True)
    assert (row["first"], row["last"]) == ("1910", "1914")
    assert row["n_documents"] == 100
    assert row["p_value"] == row["p_floor"] == 1 / 50
    assert len(bursts(find("nowhere", corpus)).table) == 0
    assert "no burst" in bursts(find("nowhere", corpus)).answer()[0]


def test_an_event_is_set_beside_placebo_dates(moved, series):
    """The change of 1920 is larger than at the placebo dates that can be judged."""
    found = event_study(series, "1920", years=4)
    event = found.table.row(0, named=True)
    others = found.table.filter(pl.col("kind") == "placebo")
    assert event["kind"] == "event"
    assert event["value"] > others["value"].max()
    assert event["p_value"] == event["p_floor"]
    assert event["p_placebo"] is None  # too few placebo dates in thirty years
    assert "too few" in found.doubts[0]
    middles = [int(day[:4]) for day in others["date"]]
    assert all(abs(year - 1920) >= 4 for year in middles)


def test_with_enough_placebos_an_event_has_a_p(make_archive):
    """With thirty years of other dates the share of larger changes is counted."""
    decades = ("1900", "1910", "1920", "1930")
    archive = make_archive(5, shift="1920", docs=30, decades=decades)
    made = drift("charter", archive, permutations=19, controls=0)
    found = event_study(made, "1920-01-01", years=4)
    values = found.table["value"].to_list()
    least = (1 + sum(v >= values[0] for v in values[1:])) / len(values)
    assert found.table["p_placebo"][0] == pytest.approx(least)
    assert least == 1 / len(values)
    assert "moved more at 1920-01-01" in found.answer()[0]


def test_two_series_of_one_corpus_are_compared_by_lag():
    """The finding names who leads, or that nobody does."""
    corpus = often()
    years = slices(corpus, every=1)
    a, b = (frequency(find(word, corpus), slices=years) for word in ("strike", "other"))
    found = lead(a, b, lags=2)
    assert found.table["lag"].to_list() == [-2, -1, 0, 1, 2]
    assert found.answer()
    with pytest.raises(OptionError, match="same slices"):
        lead(a, frequency(find("other", corpus), slices=slices(corpus, every=5)))
    rolled = frequency(find("other", corpus), slices=slices(corpus, rolling=(5, 1)))
    with pytest.raises(OptionError, match="overlap"):
        lead(rolled, rolled)
