"""Captions: plain language, and only what the figure shows."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from toolkit.change.base import DriftSeries
from toolkit.errors import OptionError
from toolkit.figures.plot import caption, drift, resemblance
from toolkit.figures.tips import results_of

TRACES = runpy.run_path(str(Path(__file__).parent / "trace_results.py"))


def test_a_drift_caption_explains_each_mark_that_is_there(made):
    """Measure, baseline, blocks, open points and gaps are explained; nothing else is."""
    text = caption(made.drift_series())
    for part in ("debiased cosine distance", "the 1950s", "Grey blocks", "99 comparable words",
                 "below zero: no sign of change", "Gaps", "Nothing is smoothed"):  # fmt: skip
        assert part in text
    assert "beyond" not in text
    assert "Pale blocks" not in caption(made.drift_series(controls=0))


@pytest.mark.parametrize("same", [True, False])
def test_the_caption_names_units_where_they_stand_under_the_axis(made, same):
    """The row of units is left out where it would say the same as that of documents."""
    series = made.drift_series()
    units = pl.col("n_documents") + (0 if same else -1)
    series = replace(series, table=series.table.with_columns(n_units=units))
    rows = [t.get_text() for t in drift(series).texts]
    assert ("units" in rows) != same
    assert ("uses, documents and units" in caption(series)) != same


def test_slices_without_a_comparison_have_no_pale_block(made):
    """Where too few words can be compared, no block is drawn and the caption says why."""
    series = made.drift_series()
    few = pl.col("slice").is_in(["2010s", "2020s"])
    table = series.table.with_columns(
        pl.when(few).then(None).otherwise(pl.col(name)).alias(name)
        for name in ("p_control", "control_percentile")
    )
    thin = DriftSeries("climate", "cosine", "ppmi", table, controls=series.controls)
    (blocks,) = [c for c in drift(thin).containers if c.get_label() == "comparable words"]
    assert sum(np.isfinite(p.get_height()) for p in blocks.patches) == 3
    assert "without a pale block have too few" in caption(thin)


def test_a_figure_without_hits_says_so(made):
    """No hits: the caption is the answer."""
    assert caption(made.empty_series()).startswith("“utopia” does not occur in these 8 slices.")


def test_other_figures_have_captions_and_strangers_none(made):
    """Rates name their unit, neighbours their support; anything else is refused."""
    assert "per million tokens" in caption(made.frequency_series())
    assert "support" in caption(made.neighbour_table())
    with pytest.raises(OptionError, match="no figure"):
        caption(3)


def test_resemblance_speaks_of_resemblance_alone():
    """What a trace finds besides belongs to the other figures of it."""
    (shown,) = results_of(resemblance(TRACES["trace"]("a text")).get_figure())
    text = caption(shown)
    assert text.startswith("As a whole the text speaks like the ")
    assert "quot" not in text
    assert "formulas" not in text
