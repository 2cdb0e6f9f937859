"""Captions: plain language, and only what the figure shows."""

import pytest

from toolkit.errors import OptionError
from toolkit.figures.plot import caption


def test_a_drift_caption_explains_each_mark_that_is_there(made):
    """Measure, baseline, blocks, open points and gaps are explained; nothing else is."""
    text = caption(made.drift_series())
    for part in ("debiased cosine distance", "the 1950s", "Grey blocks", "99 comparable words",
                 "below zero: no sign of change", "Gaps", "Nothing is smoothed"):  # fmt: skip
        assert part in text
    assert "arrow head" not in text
    assert "Pale blocks" not in caption(made.drift_series(controls=0))


def test_a_figure_without_hits_says_so(made):
    """No hits: the caption is the answer."""
    assert caption(made.empty_series()).startswith("“utopia” does not occur in these 8 slices.")


def test_other_figures_have_captions_and_strangers_none(made):
    """Rates name their unit, neighbours their support; anything else is refused."""
    assert "per million tokens" in caption(made.frequency_series())
    assert "support" in caption(made.neighbour_table())
    with pytest.raises(OptionError, match="no figure"):
        caption(3)
