"""Labels beside points: free of each other, or left out."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from toolkit.figures.labels import name_points
from toolkit.figures.style import style

TEXTS = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "texts.py")))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("width", ["column", "page"])
def test_names_of_crowded_points_keep_free_of_each_other(seed, width):
    """However crowded: no name covers another or leaves the Axes, and the first is written."""
    from matplotlib import pyplot

    x, y = np.random.default_rng(seed).normal(size=(2, 60))
    with style(width):
        figure, ax = pyplot.subplots(layout="constrained")
        ax.scatter(x, y)
        written = name_points(ax, x, y, [f"concept {n}" for n in range(60)])
    assert TEXTS.overlapping(figure) == []
    assert TEXTS.clipped(figure) == []
    assert written[0] == "concept 0"
    assert 3 < len(written) < 60
    assert written == [one.get_text() for one in ax.texts]


def test_a_lone_point_is_named_on_its_right():
    """Where there is room the name stands right of its point."""
    from matplotlib import pyplot

    ax = pyplot.subplots()[1]
    ax.set(xlim=(0, 1), ylim=(0, 1))
    assert name_points(ax, [0.5], [0.5], ["strike"]) == ["strike"]
    assert ax.texts[0].get_ha() == "left"
