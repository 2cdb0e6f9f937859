"""The drift figure: what is drawn equals the table."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from matplotlib.collections import LineCollection, PathCollection

from toolkit.change.base import DriftSeries
from toolkit.figures.plot import drift, style


def column(series, name):
    """Give a column of the table with nan where it is null."""
    return np.array([np.nan if v is None else v for v in series.table[name]], float)


def points(ax):
    """Find the points of the estimate."""
    (found,) = [c for c in ax.collections if isinstance(c, PathCollection)]
    return found


def written(ax):
    """List all texts and annotations."""
    return [one.get_text() for one in ax.texts]


def test_the_line_holds_the_values_and_gaps_where_nothing_is_judged(made):
    """The line data are the values; thin and empty slices and the baseline are nan, no bridge."""
    series = made.drift_series()
    (line,) = [one for one in drift(series).lines if one.get_label() == "estimate"]
    assert np.array_equal(line.get_ydata(), column(series, "value"), equal_nan=True)
    assert np.array_equal(line.get_xdata(), series.table["year"])
    assert np.isnan(line.get_ydata()[[0, 1, 4]]).all()


def test_bars_run_from_low_to_high(made):
    """Each interval is one vertical from low to high at its slice, also for an open point."""
    series = made.drift_series()
    judged = series.table.drop_nulls("value")
    (bars,) = [c for c in drift(series).collections if c.get_label() == "interval"]
    assert isinstance(bars, LineCollection)
    found = [s for s in bars.get_segments() if len(s) and np.isfinite(s).all()]
    wanted = judged.select("year", "low", "high").rows()
    assert [(s[0][0], s[0][1], s[1][1]) for s in found] == [pytest.approx(w) for w in wanted]


def test_a_point_below_zero_is_open(made):
    """Filled points are at or above zero, open ones below."""
    series = made.drift_series()
    values = series.table["value"].drop_nulls().to_list()
    white = [tuple(face[:3]) == (1.0, 1.0, 1.0) for face in points(drift(series)).get_facecolors()]
    assert white == [value < 0 for value in values]
    assert any(white)
    assert not all(white)


@pytest.mark.parametrize(("label", "low", "high"), [("unchanged usage", "null_low", "null_high")])
def test_grey_blocks_are_what_chance_gives(made, label, low, high):
    """One block for each judged slice, from null_low to null_high, inside its slice."""
    series = made.drift_series()
    judged = series.table.drop_nulls("value")
    (blocks,) = [c for c in drift(series).containers if c.get_label() == label]
    drawn = [p for p in blocks.patches if np.isfinite(p.get_height())]
    assert [p.get_y() for p in drawn] == pytest.approx(judged[low].to_list())
    assert [p.get_y() + p.get_height() for p in drawn] == pytest.approx(judged[high].to_list())
    assert all(9 < p.get_width() < 10 for p in drawn)


def verdicts(series, label, block):
    """Give for many values where they stand to the block, and what the verdict would be."""
    moved = series.controls.filter(pl.col("slice") == label)["value"].to_numpy()
    tried = np.concatenate([moved, moved + 1e-9, moved - 1e-9])
    for value in tried:
        more = (1 + (moved >= value).sum()) / (len(moved) + 1) <= 0.05
        still = 100 * (moved < value).mean() <= 5
        top = block.get_y() + block.get_height()
        yield value > top + 1e-12, more, value <= block.get_y() + 1e-12, still


@pytest.mark.parametrize("controls", [31, 60, 99, 120])
def test_control_blocks_end_where_the_verdict_turns(made, controls):
    """Above the pale block a value moved more than comparable words; at its foot it held still."""
    series = made.drift_series(controls=controls)
    (blocks,) = [c for c in drift(series).containers if c.get_label() == "comparable words"]
    drawn = [p for p in blocks.patches if np.isfinite(p.get_height())]
    for patch, label in zip(drawn, series.table.drop_nulls("value")["slice"], strict=True):
        for above, more, below, still in verdicts(series, label, patch):
            assert above == more
            assert below == still


def test_slices_are_named_and_counted_under_the_axis(made):
    """Tick labels are slice labels; uses and documents stand beneath; units when they differ."""
    series = made.drift_series()
    ax = drift(series)
    assert [t.get_text() for t in ax.get_xticklabels()] == series.table["slice"].to_list()
    assert {"uses", "documents", "86k", "3"} <= set(written(ax))
    assert "units" not in written(ax)
    authors = series.table.with_columns(n_units=pl.col("n_documents") // 2)
    other = DriftSeries(series.concept, series.metric, series.space, authors)
    assert "units" in written(drift(other))


@pytest.mark.parametrize("width", ["column", "page", "slide"])
@pytest.mark.parametrize(("n", "step"), [(3, 20), (24, 10), (120, 1)])
def test_texts_under_the_axis_never_overlap(made, width, n, step):
    """However many slices there are, no label and no count touches another."""
    with style(width):
        ax = drift(made.drift_series(first=1790, n=n, step=step))
        figure = ax.get_figure()
        figure.draw_without_rendering()
    below = [t for t in [*ax.texts, *ax.get_xticklabels()] if t.get_text()]
    boxes = [t.get_window_extent() for t in below]
    boxes = [b for b in boxes if b.y1 < ax.bbox.y0]
    assert len(boxes) > 6
    clashes = [
        (a, b) for k, a in enumerate(boxes) for b in boxes[k + 1 :]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1.5
    ]  # fmt: skip
    assert not clashes


@pytest.mark.parametrize("width", ["column", "page"])
def test_event_labels_keep_free_of_each_other_and_of_lines(made, width):
    """Crowded events are stacked; those outside the series are left out."""
    crowd = [(f"event {year}", year) for year in (1871, 1961, 1963, 1966, 1968, 1989, 1991, 2029)]
    with style(width):
        ax = drift(made.drift_series(), events=crowd)
        ax.get_figure().draw_without_rendering()
    labels = [t for t in ax.texts if t.get_text().startswith("event")]
    assert len(labels) == 7
    boxes = [t.get_window_extent() for t in labels]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])


def test_measure_and_baseline_are_named(made):
    """The value axis says what is measured and from where."""
    assert drift(made.drift_series()).get_ylabel() == "debiased cosine distance\nfrom the 1950s"


def test_points_lead_to_their_passages(made):
    """A link becomes the address of its point, and of no other."""
    series = made.drift_series()
    labels = series.table.drop_nulls("value")["slice"].to_list()
    ax = drift(series, link={labels[2]: "#there"})
    assert points(ax).get_urls() == [None, None, "#there", None, None]


def test_a_concept_that_nobody_uses_gets_a_figure_that_says_so(made):
    """No hits: the slices with their zeros, and a sentence instead of a curve."""
    ax = drift(made.empty_series())
    assert "“utopia” does not occur in these slices" in written(ax)
    assert [t.get_text() for t in ax.get_xticklabels()][0] == "1950s"
    assert "0" in written(ax)


def test_no_slices_at_all_are_said(made):
    """A table without rows is a sentence, not a crash."""
    series = made.drift_series()
    none = DriftSeries("utopia", "cosine", "ppmi", series.table.clear())
    assert "no slices, so nothing to show for utopia" in written(drift(none))


def test_one_very_wide_bar_does_not_flatten_the_rest(made):
    """An interval far beyond the values is cut at the frame and marked."""
    series = made.drift_series()
    wide = series.table.with_columns(
        high=pl.when(pl.col("slice") == "1980s").then(60.0).otherwise(pl.col("high"))
    )
    ax = drift(DriftSeries("climate", "cosine", "ppmi", wide))
    assert ax.get_ylim()[1] < 3
    (mark,) = [line for line in ax.lines if line.get_label() == "_bar goes on"]
    assert list(mark.get_xdata()) == [1985.0]


def test_a_lone_surrogate_in_a_title_is_replaced(made):
    """What no font and no file can hold is drawn as the sign for it."""
    assert drift(made.drift_series(), title="\ud800 lone").get_title(loc="left") == "� lone"


def test_a_series_judged_nowhere_says_so(made):
    """Uses, but no value in any slice: the reason stands where the series would."""
    series = made.drift_series()
    nothing = dict.fromkeys(("value", "low", "high", "null_low", "null_high", "p_value"))
    bare = [pl.lit(None, pl.Float64).alias(name) for name in nothing]
    ax = drift(replace(series, table=series.table.with_columns(bare)))
    assert any("judged in no slice" in text for text in written(ax))
