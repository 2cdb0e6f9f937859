"""Scales of values: plain numbers, a light grid, no hidden cut."""

import pytest
from matplotlib.figure import Figure

from toolkit.figures.scales import CUT, Plain, Years, value_axis, wrapped


def axes(low, high):
    """Make Axes with these limits of values."""
    ax = Figure().subplots()
    ax.set_ylim(low, high)
    return ax


@pytest.mark.parametrize(
    ("ticks", "written"),
    [
        ([0, 5000, 10000], ["0", "5,000", "10,000"]),
        ([-0.5, 0, 0.25], ["−0.50", "0.00", "0.25"]),
        ([1e6, 2e6], ["1,000,000", "2,000,000"]),
        ([0.001, 0.002], ["0.001", "0.002"]),
        ([0.1 + 0.2, 0.4], ["0.3", "0.4"]),
    ],
)
def test_ticks_are_written_as_people_write_numbers(ticks, written):
    """Thousands have commas, minus is a minus, all ticks the same decimals."""
    assert Plain().format_ticks(ticks) == written


def test_shares_are_written_in_per_cent():
    """A share of one half is 50%."""
    assert Plain("%", 100).format_ticks([0, 0.5, 1]) == ["0%", "50%", "100%"]


def test_years_have_no_thousands_mark():
    """1917 is a year, 1917.5 is not."""
    assert [Years()(year) for year in (1917.0, -44.0, 1917.5)] == ["1917", "−44", ""]


@pytest.mark.parametrize(("low", "high", "cut"), [(0, 1, False), (-1, 1, False), (2, 3, True),
                                                  (-3, -2, True), (3, 2, True)])  # fmt: skip
def test_a_scale_without_zero_is_marked(low, high, cut):
    """Two strokes stand at the end of the axis nearer to zero, and only where zero is missing."""
    ax = axes(low, high)
    value_axis(ax)
    strokes = [line for line in ax.get_children() if line.get_label() == CUT]
    assert len(strokes) == (2 if cut else 0)
    if cut:
        at_bottom = strokes[0].get_ydata()[0] < 0.5
        bottom, top = ax.get_ylim()
        assert at_bottom == (abs(bottom) < abs(top))


def test_strokes_do_not_move_the_limits():
    """Marking the cut leaves the view as it was."""
    ax = axes(2, 3)
    before = ax.get_xlim(), ax.get_ylim()
    value_axis(ax)
    assert (ax.get_xlim(), ax.get_ylim()) == before


def test_a_long_name_is_broken_into_lines():
    """No line is longer than the axis, and given breaks stay."""
    text = wrapped("debiased cosine distance less the median of comparable words\nnext", 120)
    assert "\nnext" in text
    assert max(map(len, text.split("\n"))) <= 120 / (0.56 * 10) + 1
