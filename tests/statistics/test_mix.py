"""Cramér's V without bias."""

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from toolkit.statistics.mix import cramers_v


def test_chi_squared_and_p_are_those_of_scipy():
    """The chance is that of the chi-squared test; empty rows and columns do not count."""
    table = np.array([[10.0, 3.0, 0.0], [2.0, 9.0, 0.0], [0.0, 0.0, 0.0], [5.0, 5.0, 0.0]])
    kept = chi2_contingency(table[[0, 1, 3]][:, :2], correction=False)
    found = cramers_v(table)
    assert found.p_value == pytest.approx(kept.pvalue)
    n, phi2 = table.sum(), kept.statistic / table.sum()
    corrected = max(0.0, phi2 - 2 * 1 / (n - 1))
    assert found.v == pytest.approx(np.sqrt(corrected / (2 - 1 / (n - 1) - 1)))


def test_without_association_it_is_small_however_sparse():
    """Forty kinds over eight slices by luck alone: plain V .3, this one under .1."""
    plain, found = [], []
    for seed in range(50):
        rng = np.random.default_rng(seed)
        table = np.zeros((8, 40))
        np.add.at(table, (rng.integers(0, 8, 400), rng.integers(0, 40, 400)), 1)
        found.append(cramers_v(table).v)
        chi2 = chi2_contingency(table[:, table.sum(axis=0) > 0], correction=False).statistic
        plain.append(np.sqrt(chi2 / 400 / 7))
    assert np.mean(plain) > 0.25
    assert np.mean(found) < 0.1


def test_one_row_or_column_has_no_association():
    """Nothing can go with what does not vary."""
    assert cramers_v(np.array([[3.0, 4.0]])).v == 0.0
    assert cramers_v(np.array([[3.0], [4.0]])).v == 0.0
