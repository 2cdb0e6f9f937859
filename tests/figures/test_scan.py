"""The scan figure: what is drawn is what the table says."""

import numpy as np
import polars as pl
import pytest

from toolkit.figures.scan import scan
from toolkit.figures.tips import tables_of, tips_of


def points(ax):
    """Give every point of the figure."""
    return np.vstack([one.get_offsets() for one in ax.collections])


def test_every_judged_word_is_a_point(made):
    """A point lies at value less the median of comparable words, and at minus log10 of q."""
    table = made.scan_table()
    x = (table.table["value"] - table.comparable["median"]).to_numpy()
    y = -np.log10(table.table["q_value"].to_numpy())
    expected = np.array(sorted(zip(x, y, strict=True)))
    found = np.array(sorted(map(tuple, points(scan(table)))))
    assert found == pytest.approx(expected)


def test_words_apart_are_named_with_their_counts(made):
    """The list names what moved more and what held still; a tooltip says from when to when."""
    table = made.scan_table()
    drawn = scan(table)
    texts = [one.get_text() for one in drawn.texts]
    assert {"moved more (1)", "held still (1)", "climate", "420"} <= set(texts)
    tips = [tip for _, some in tips_of(drawn.figure) for tip in some]
    assert len(tips) == 2
    assert all("uses in" in tip for tip in tips)
    assert tables_of(drawn.figure)[0].equals(table.table)


def test_a_scan_without_comparable_words_says_so(made):
    """Nothing to set beside: words instead of points."""
    some = made.scan_table()
    bare = some.comparable.with_columns(median=pl.lit(None, pl.Float64))
    ax = scan(type(some)(some.table, bare, some.metric, some.space))
    assert any("no word has comparable words" in one.get_text() for one in ax.texts)
