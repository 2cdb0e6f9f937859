"""False discovery rates: scipy's numbers, rows not judged, and findings out of reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from toolkit.errors import OptionError
from toolkit.statistics.multiple import benjamini_hochberg, benjamini_yekutieli, none_within_reach

rows = st.lists(st.floats(0.001, 1), min_size=1, max_size=40).map(np.array)


@given(rows)
def test_q_values_are_scipys(p):
    """Both adjustments agree with scipy."""
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))
    assert benjamini_yekutieli(p) == pytest.approx(false_discovery_control(p, method="by"))


@given(rows)
def test_rows_not_judged_do_not_count(p):
    """A nan stays nan and leaves the others alone."""
    found = benjamini_hochberg(np.append(p, np.nan))
    assert np.isnan(found[-1])
    assert found[:-1] == pytest.approx(benjamini_hochberg(p))


@pytest.mark.parametrize("p", [[], [np.nan, np.nan]])
def test_nothing_judged_gives_nothing(p):
    """No rows, or none judged, is no error."""
    assert np.isnan(benjamini_hochberg(np.array(p))).all()
    assert not none_within_reach(np.array(p), 0.01)


@pytest.mark.parametrize("at_floor", [0, 3, 4, 5, 9])
def test_a_finding_needs_m_over_q_times_p_rows_at_the_floor(at_floor):
    """With 500 rows, 999 permutations and q = .1, five rows at 1/1000 are needed."""
    p = np.append(np.full(at_floor, 0.001), np.full(500 - at_floor, 0.6))
    assert none_within_reach(p, 0.001) == (at_floor < 5)


def test_bad_p_and_q_are_refused():
    """A p above 1 and a rate of 10 (percent) are mistakes."""
    with pytest.raises(OptionError):
        benjamini_hochberg(np.array([1.5]))
    with pytest.raises(OptionError):
        none_within_reach(np.array([0.5]), 0.01, q=10)
