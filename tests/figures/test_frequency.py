"""The frequency figure: rates and counts as in the table, never smoothed."""

import numpy as np

from toolkit.change.base import FrequencySeries
from toolkit.figures.plot import frequency


def test_the_line_holds_the_rates(made):
    """Rates stand as they are; a slice without tokens is a gap, one without uses is zero."""
    series = made.frequency_series()
    (line,) = [one for one in frequency(series).lines if one.get_label() == "rate"]
    rates = [np.nan if rate is None else rate for rate in series.table["rate"]]
    assert np.array_equal(line.get_ydata(), rates, equal_nan=True)


def test_zero_is_on_the_axis_and_tokens_are_counted(made):
    """Rates are read from zero; uses, documents and tokens stand under the axis."""
    ax = frequency(made.frequency_series())
    assert ax.get_ylim()[0] <= 0
    assert {"uses", "documents", "tokens", "2.0M"} <= {t.get_text() for t in ax.texts}
    assert ax.get_ylabel() == "uses per million tokens"


def test_no_uses_are_said(made):
    """A concept that nobody uses gets a sentence."""
    table = made.frequency_series().table
    none = table.with_columns(n_occurrences=table["n_occurrences"] * 0, rate=table["rate"] * 0)
    ax = frequency(FrequencySeries("utopia", none))
    assert "“utopia” does not occur in these slices" in {t.get_text() for t in ax.texts}
