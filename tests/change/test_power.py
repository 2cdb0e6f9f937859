"""Power: what is put in is found as often as it should be, and nothing as rarely."""

import numpy as np
import polars as pl
import pytest

from toolkit.change.drift import drift
from toolkit.change.power import _true, power, smallest
from toolkit.change.power_sample import Donor, donors_of, drawn_pair, pool_of
from toolkit.errors import OptionError
from toolkit.statistics.debiased import UnitSums, cosine


@pytest.fixture(scope="module")
def still(shifted, decades):
    """Measure the word that stays where it is."""
    return drift("mandate", shifted, slices=decades, controls=40, permutations=99)


@pytest.fixture(scope="module")
def curve(still):
    """Find its power in the last decade."""
    return power(still, repetitions=60, permutations=99)


def test_no_replacement_is_found_as_rarely_as_the_level_says(curve):
    """Without donor usages p <= .05 in at most 9 of 60 (binomial, 99 %)."""
    first = curve.table.row(0, named=True)
    assert first["share"] == first["value"] == 0
    assert first["power"] <= 9 / 60


def test_a_full_replacement_is_always_found(curve):
    """All usages of another company are told from the word's own; the rates rise with the share."""
    table = curve.table
    assert table["power"][-1] >= 58 / 60
    assert (np.diff(table["value"].to_numpy()) > 0).all()
    assert (np.diff(table["power"].to_numpy()) > -0.15).all()
    assert ((table["low"] <= table["power"]) & (table["power"] <= table["high"])).all()


def test_the_smallest_change_lies_between_the_rates_around_four_fifths(curve):
    """Power is below .8 at the share before it and not below at the share after."""
    least = smallest(curve.table)
    below = curve.table.filter(pl.col("value") < least)["power"]
    above = curve.table.filter(pl.col("value") > least)["power"]
    assert below[-1] < 0.8 <= above[0]
    assert f"{least:.2f}" in curve.answer()[0]


def test_fewer_documents_show_less(make_archive):
    """A third of the documents cannot show what all of them show."""
    least = []
    for docs in (8, 24):
        corpus = make_archive(0, shift=None, docs=docs)
        series = drift("charter", corpus, controls=0, permutations=49)
        least.append(smallest(power(series, repetitions=40, permutations=99).table) or np.inf)
    assert least[0] > least[1]


def test_the_true_change_of_a_mixture_is_that_of_its_means(still):
    """Value of a share: cosine distance of the mean and of the mixed mean, debiased."""
    pool = pool_of(still.asked, "1900s", "1920s")
    donor = donors_of(still.asked, pool, 1, 7)[0]
    for share in (0.2, 1.0):
        # Every unit lends its sums twice: once as it is, once mixed by weights.
        own, other = pool.sums, donor.sums
        means = [one.sums.sum(axis=0) / one.counts.sum() for one in (own, other)]
        assert _true(pool, donor, share, "cosine") > 0
        plain = (1 - share) * means[0] + share * means[1]
        rough = 1 - means[0] @ plain / np.linalg.norm(means[0]) / np.linalg.norm(plain)
        assert _true(pool, donor, share, "cosine") == pytest.approx(rough, abs=0.1)
    exact = cosine(pool.sums, donor.sums)[0]
    assert _true(pool, donor, 1.0, "cosine") == pytest.approx(exact)


def test_only_usages_of_the_second_side_are_replaced():
    """Units keep their numbers of usages; those of side a keep their sums."""
    rng = np.random.default_rng(0)
    unit = np.repeat(np.arange(10), 3)
    vectors = rng.normal(size=(30, 4))
    sums = UnitSums(vectors.reshape(10, 3, 4).sum(axis=1), np.full(10, 3.0))
    in_a = np.arange(10) < 5
    pool = type("P", (), {"vectors": vectors, "unit": unit, "blocks": np.zeros(10, int)})()
    donor = Donor(np.full((4, 4), 9.0), np.array([0, 2, 4]), sums)
    drawn = drawn_pair(pool, in_a, donor, 1.0, rng)
    assert drawn.a.sums == pytest.approx(sums.sums[:5])
    assert drawn.b.sums == pytest.approx(np.full((5, 4), 27.0))
    assert (drawn.b.counts == 3).all()


def test_power_needs_a_judged_slice(still, shifted, decades):
    """A slice that was not judged, or a measure without closed form, is refused."""
    with pytest.raises(OptionError, match="1900s"):
        power(still, slice="1900s")
    other = drift("mandate", shifted, slices=decades, metric="apd", controls=0, permutations=19)
    with pytest.raises(OptionError, match="apd"):
        power(other)
