"""The power curve: points at the table's numbers, the smallest change marked."""

import numpy as np
import pytest

from toolkit.change.power import smallest
from toolkit.figures.power import power


def test_points_lie_at_change_and_rate(made):
    """Every share is a point at its change and its rate of detection."""
    found = made.power_curve()
    ax = power(found)
    expected = found.table.select("value", "power").to_numpy()
    (dots,) = (one for one in ax.collections if len(one.get_offsets()) == len(expected))
    assert np.array(dots.get_offsets()) == pytest.approx(expected)


def test_the_smallest_change_is_marked(made):
    """A line stands where the curve crosses four in five; without a crossing there is none."""
    found = made.power_curve()
    lines = [line for line in power(found).lines if len(set(line.get_xdata())) == 1]
    assert any(line.get_xdata()[0] == pytest.approx(smallest(found.table)) for line in lines)
    weak = type(found)("power", "x", found.table.head(4), ("Not.",))
    assert not any("smallest" in one.get_text() for one in power(weak).texts)
