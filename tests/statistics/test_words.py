"""Measures of single words: known answers, second ways, limits and refusals."""

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.stats import chi2_contingency

from toolkit.errors import ShapeError
from toolkit.statistics.words import divergence_parts, log_dice, log_likelihood, rates_between


@pytest.mark.parametrize(
    "cells", [(12, 188, 30, 9770), (0, 50, 9, 441), (7, 3, 7, 3), (1, 0, 2, 5)]
)
def test_log_likelihood_is_that_of_a_table_of_two_by_two(cells):
    """The same G2 as scipy gives for the table word or not, near or far."""
    a, b, c, d = map(float, cells)
    found = log_likelihood(np.array(a), np.array(a + b), np.array(c), np.array(c + d))
    known = chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood")
    assert float(found) == pytest.approx(known.statistic, abs=1e-9)


def test_log_dice_written_out():
    """Three of nine uses stand with a word used fifteen times: 14 + log2(6 / 24) = 12."""
    assert float(log_dice(np.array(3.0), np.array(9.0), np.array(15.0))) == pytest.approx(12.0)
    assert float(log_dice(np.array(0.0), np.array(9.0), np.array(15.0))) == -np.inf


def test_parts_add_up_to_the_divergence():
    """To 1e-12 the parts of 5,000 words are the divergence that scipy computes."""
    from scipy.spatial.distance import jensenshannon

    rng = np.random.default_rng(0)
    first, second = rng.poisson(rng.gamma(0.2, 20.0, (2, 5000)))
    parts = divergence_parts(first, second)
    assert parts.min() >= -1e-15
    assert parts.sum() == pytest.approx(jensenshannon(first, second, 2.0) ** 2, abs=1e-12)


def test_one_part_written_out():
    """A word of share 1/4 and 3/4 adds (1/4 log 1/4 + 3/4 log 3/4)/2 - 1/2 log 1/2."""
    part = divergence_parts(np.array([1.0, 3.0]), np.array([3.0, 1.0]))[0]
    assert part == pytest.approx((-0.5 + 0.75 * np.log2(0.75)) / 2 + 0.5)


def test_sides_without_words_are_refused():
    """Shares of nothing are no shares."""
    with pytest.raises(ShapeError):
        divergence_parts(np.zeros(3), np.ones(3))


def test_rates_are_those_of_a_double_loop():
    """Ratio, clustered error and z of every word and row of sides, written out."""
    rng = np.random.default_rng(1)
    counts = rng.poisson(rng.gamma(0.5, 4.0, (9, 4))).astype(float)
    tokens = rng.integers(80, 200, 9).astype(float)
    sides = np.array([[1, 1, 1, 1, 0, 0, 0, 0, 0], [1, 0, 1, 0, 1, 0, 1, 0, 0]], float)
    found = rates_between(sp.csr_array(counts), tokens, sides)
    for row, side in enumerate(sides):
        for word in range(4):
            logs, errors, rates, plain = [], [], [], []
            for chosen in (side == 1, side == 0):
                h, n = counts[chosen, word], tokens[chosen]
                rate, size = h.sum() / n.sum(), len(h)
                scatter = size / (size - 1) * sum((h - rate * n) ** 2)
                logs.append(np.log2((h.sum() + 0.5) / n.sum()))
                errors.append(max(scatter / (h.sum() + 0.5) ** 2, 1 / (h.sum() + 0.5)))
                rates.append(rate)
                plain.append(scatter / n.sum() ** 2)
            assert found.log_ratio[row, word] == pytest.approx(logs[1] - logs[0])
            assert found.error[row, word] == pytest.approx(np.sqrt(sum(errors)) / np.log(2))
            assert found.z[row, word] == pytest.approx((rates[1] - rates[0]) / np.sqrt(sum(plain)))


def test_a_side_without_tokens_is_refused():
    """No rate without tokens."""
    with pytest.raises(ShapeError):
        rates_between(sp.csr_array(np.ones((2, 1))), np.ones(2), np.ones((1, 2)))
