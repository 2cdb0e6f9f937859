"""The trajectory figure: what is drawn is what the table says."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Ellipse

from toolkit.figures.style import FAINT, INK
from toolkit.figures.tips import tips_of
from toolkit.figures.trajectory import trajectory

WORDS = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("word_results.py"))))


@pytest.fixture
def way():
    """Give a way of five slices, the second without a place."""
    return WORDS.trajectory_table()


def test_places_and_ellipses_are_those_of_the_table(way):
    """Words and slices lie where the table says; an ellipse has twice the half axes."""
    ax = trajectory(way)
    words, slices = (one.get_offsets() for one in ax.collections)
    placed = way.slices.drop_nulls("x")
    assert np.asarray(words) == pytest.approx(way.words.select("x", "y").to_numpy())
    assert np.asarray(slices) == pytest.approx(placed.select("x", "y").to_numpy())
    drawn = [one for one in ax.patches if isinstance(one, Ellipse)]
    found = np.array([(one.width / 2, one.height / 2, one.angle) for one in drawn])
    assert found == pytest.approx(placed.select("major", "minor", "angle").to_numpy())


def test_arrows_lead_over_the_places_and_say_what_chance_gives(way):
    """Dark where q ≤ 0.05, pale where not, broken over the slice without a place."""
    ax = trajectory(way)
    arrows = [one for one in ax.texts if getattr(one, "arrow_patch", None) is not None]
    placed = way.slices.drop_nulls("x")
    assert [one.xy for one in arrows] == placed.select("x", "y").rows()[1:]
    tones = [to_hex(one.arrow_patch.get_edgecolor()).upper() for one in arrows]
    assert tones == [INK if q <= 0.05 else FAINT for q in placed["q_value"][1:]]
    assert [one.arrow_patch.get_linestyle() == "-" for one in arrows] == [False, True, True]


def test_both_axes_have_one_scale(way):
    """A distance is as long upwards as across, but for what the last layout moves."""
    ax = trajectory(way)
    ax.get_figure().draw_without_rendering()
    (x0, y0), (x1, y1) = ax.transData.transform([(0, 0), (1, 1)])
    assert x1 - x0 == pytest.approx(y1 - y0, rel=0.01)


def test_tooltips_give_counts_and_moves(way):
    """A slice says its uses and its move, a word its cosine and support."""
    words, slices = (texts for _, texts in tips_of(trajectory(way).get_figure()))
    assert words[0] == "opinion: cosine 0.90 with 1950s, support 0.80"
    assert slices[0] == "1950s: 420 uses in 210 documents"
    assert slices[-1].endswith("from the 1980s 0.20 (0.10 to 0.30), q 0.300")
