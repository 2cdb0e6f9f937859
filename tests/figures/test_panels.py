"""Small multiples: one panel for each result, comparable with each other."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from toolkit.errors import OptionError
from toolkit.figures.plot import panels

TEXTS = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "texts.py")))


def test_every_kind_of_result_can_be_multiplied(made):
    """Drift, rates, neighbours, breaks and senses each get the figure that is theirs."""
    for make in (made.drift_series, made.frequency_series, made.neighbour_table, made.changes,
                 made.sense_series, made.scan_table, made.power_curve):  # fmt: skip
        figure = panels([make(), make("terror")])
        assert len(figure.axes) == 2


def test_groups_stand_as_titles(made):
    """The keys of a mapping are the titles, in their order."""
    figure = panels({"East": made.drift_series(), "West": made.drift_series()})
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["East", "West"]


@pytest.mark.parametrize("same", [True, False])
def test_panels_share_their_scale_unless_told_otherwise(made, same):
    """A rare and a frequent concept can be compared, or each be read by itself."""
    rare = made.frequency_series(n=5)
    ends = {ax.get_ylim() for ax in panels([rare, made.frequency_series()], same_scale=same).axes}
    assert len(ends) == (1 if same else 2)


def test_no_global_state_is_left(made):
    """Drawing panels opens no window and leaves nothing to be closed."""
    from matplotlib import pyplot

    panels([made.drift_series()])
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("width", ["column", "page", "slide"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_no_text_of_any_panel_covers_another(made, columns, width):
    """However many panels stand beside each other, all can be read."""
    if (columns, width) == (3, "column"):
        pytest.skip("three panels with counts do not fit into a column of print")
    results = {f"group {n}": made.drift_series(f"concept {n}") for n in range(4)}
    events = [("Charter", 1971), ("Summit", 1992)]
    figure = panels(results, columns=columns, width=width, events=events)
    assert TEXTS.overlapping(figure) == []
    assert TEXTS.clipped(figure) == []


@pytest.mark.parametrize(("results", "columns", "said"), [([], 1, "0 results"), ([3], 1, "int")])
def test_nothing_to_draw_is_refused(results, columns, said):
    """No results, or something that has no figure."""
    with pytest.raises(OptionError, match=said):
        panels(results, columns=columns)
