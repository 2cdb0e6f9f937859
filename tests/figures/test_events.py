"""Dated events above a figure: names while there is room, else numbers with a key."""

import runpy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from matplotlib import pyplot
from matplotlib.text import Annotation

from toolkit.figures.events import EDGE
from toolkit.figures.groups import convergence
from toolkit.figures.panels import panels
from toolkit.figures.senses import senses
from toolkit.figures.series import drift
from toolkit.figures.style import style
from toolkit.figures.timing import bands, bursts
from toolkit.reports.parts import drawn

WORDS = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "word_results.py")))
TEXTS = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "texts.py")))
MANY = [(f"conference number {n}", 1950.5 + 1.4 * n) for n in range(30)]


def size(ax):
    """Width and height of an Axes in inches, as drawn."""
    figure = ax.get_figure()
    figure.draw_without_rendering()
    box = ax.get_window_extent()
    return box.width / figure.dpi, box.height / figure.dpi


def numbers(text):
    """Write out the numbers of a label such as ``3–5, 8``."""
    found = []
    for run in text.split(", "):
        first, _, last = run.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize("figure", ["drift", "bands", "bursts"])
@pytest.mark.parametrize("width", ["column", "page"])
def test_many_events_leave_the_figure_its_size_and_all_are_named(made, figure, width):
    """Thirty events: the Axes lose at most a line of height, every event is numbered and named."""
    draw, result = {
        "drift": (drift, made.drift_series()),
        "bands": (bands, WORDS.band_table()),
        "bursts": (bursts, WORDS.burst_table()),
    }[figure]
    with style(width):
        alone = size(draw(result))
        ax = draw(result, events=MANY)
    figure = ax.get_figure()
    assert size(ax)[0] >= alone[0] - 0.01
    assert size(ax)[1] >= 0.9 * alone[1]
    assert TEXTS.overlapping(figure) == []
    assert TEXTS.clipped(figure) == []
    key = figure.get_supxlabel()
    inside = [label for label, year in MANY if year < 2000]
    assert len(inside) > 20
    assert [key.count(f"{n} {label}, ") for n, label in enumerate(inside, 1)] == [1] * len(inside)
    texts = [one for one in ax.texts if isinstance(one, Annotation) and one.get_text()]
    above = [one.get_text() for one in texts if one.xy[1] == 1.0 and one.xyann[1] == 3]
    assert [n for text in above for n in numbers(text)] == list(range(1, len(inside) + 1))


def test_panels_share_one_key_and_keep_their_size(made):
    """An event has one number in all panels; the sheet is longer by the key alone."""
    series = [made.drift_series() for _ in range(4)]
    plain, full = (panels(series, columns=2, events=some) for some in ((), MANY))
    for bare, with_events in zip(plain.axes, full.axes, strict=True):
        assert size(with_events)[1] >= 0.9 * size(bare)[1]
    assert full.get_supxlabel().count("conference number 3,") == 1
    assert TEXTS.clipped(full) == []
    assert TEXTS.overlapping(full) == []


def test_a_sheet_of_the_caller_keeps_its_size(made):
    """The key takes its room from the Axes where the figure is not ours to enlarge."""
    figure, ax = pyplot.subplots(figsize=(6, 5), layout="constrained")
    drift(made.drift_series(), ax=ax, events=MANY)
    assert figure.get_size_inches().tolist() == [6, 5]
    assert TEXTS.overlapping(figure) == []


def test_few_events_are_named_above(made):
    """Where names have room there are no numbers and no key."""
    ax = drift(made.drift_series(), events=MANY[:3])
    assert ax.get_figure().get_supxlabel() == ""
    assert [label for label, _ in MANY[:3]] == [
        t.get_text() for t in ax.texts if "conf" in t.get_text()
    ]


def test_a_series_without_a_band_says_so(made):
    """Where too few exchanges have a value, no broken strokes are promised."""
    full = WORDS.band_table()
    gone = [pl.lit(None, pl.Float64).alias(name) for name in ("band_low", "band_high")]
    bare = replace(full, table=full.table.with_columns(gone))
    notes = [[t.get_text() for t in bands(one).texts] for one in (full, bare)]
    assert "broken: band of the whole series" in notes[0]
    assert any(text.startswith("no band") for text in notes[1])


def full_height(ax):
    """List what stands behind the series from edge to edge: lines of events, bands of periods."""
    behind = [*ax.lines, *ax.patches]
    tall = [one for one in behind if one.get_transform() is not ax.transData and one.zorder < 1]
    return [one for one in tall if np.ptp(one.get_path().vertices[:, 1]) == 1]


def test_many_events_leave_the_series_free(made):
    """Marks that have numbers stand at the upper edge; those with names go through."""
    assert len(full_height(drift(made.drift_series(), events=MANY))) == 0
    assert len(full_height(drift(made.drift_series(), events=MANY[:3]))) == 3


def test_a_long_period_is_no_ground_for_the_series(made):
    """A band of forty years in seventy stands at the edge; one of ten lies behind the series."""
    ages = [("age", (1955.0, 1995.0)), ("decade", (1960.0, 1970.0))]
    ax = drift(made.drift_series(), events=ages)
    bands = [one for one in ax.patches if one.get_label() == "_period"]
    heights = {one.get_width(): one.get_height() for one in bands}
    assert heights[40.0] < 0.05
    assert heights[10.0] == 1
    assert TEXTS.overlapping(ax.get_figure()) == []


def test_a_figure_of_a_report_keeps_its_size(made):
    """The sheets of a page are our own: they grow by the key, the Axes stay as they are."""
    alone, full = (drawn(made.drift_series(), some)().axes[0] for some in ((), tuple(MANY)))
    assert size(full)[1] >= 0.9 * size(alone)[1]
    assert TEXTS.overlapping(full.get_figure()) == []


def test_notes_inside_stand_free_of_the_marks(made):
    """What is written in a corner of the Axes begins below the marks of many events."""
    for draw, result in ((senses, made.sense_series()), (convergence, made.convergence())):
        figure = draw(result, events=MANY).get_figure()
        figure.draw_without_rendering()
        (ax,) = figure.axes
        edge = ax.transAxes.transform((0, EDGE))[1]
        notes = [one for one in ax.texts if one.get_transform() == ax.transAxes]
        assert notes
        assert all(one.get_window_extent().y1 <= edge + 2 for one in notes)
