"""The neighbour figure: words by rank, with their support."""

import polars as pl
import pytest

from toolkit.change.base import NeighbourTable
from toolkit.figures.plot import neighbours, style


def test_words_stand_by_rank_in_the_column_of_their_slice(made):
    """What is written at a rank and column is the neighbour of that rank and slice."""
    result = made.neighbour_table(n=3)
    ax = neighbours(result)
    found = {
        (int(t.get_position()[0]), t.get_position()[1]): t.get_text().removeprefix("+ ")
        for t in ax.texts
        if t.get_transform() == ax.transData and t.get_text() != "none"
    }
    labels = ["1950s", "1960s", "1970s"]
    known = result.table.drop_nulls("neighbour")
    wanted = {(labels.index(r["slice"]), r["rank"]): r["neighbour"] for r in known.rows(named=True)}
    assert found == wanted


def test_the_bar_under_a_word_is_its_support(made):
    """Bars are as long, in parts of the full length, as the support says."""
    result = made.neighbour_table(n=1)
    bars = [line for line in neighbours(result).lines if line.get_label() == "support"]
    full = 0.86
    lengths = [(bar.get_xdata()[1] - bar.get_xdata()[0]) / full for bar in bars]
    assert lengths == pytest.approx(result.table["support"].to_list())


def test_slices_left_out_for_room_are_said(made):
    """In a narrow figure fewer slices are drawn, and the figure says how many."""
    with style("column"):
        ax = neighbours(made.neighbour_table(n=24))
    said = [t.get_text() for t in ax.texts if "all are in the table" in t.get_text()]
    assert len(said) == 1
    assert "of 24 slices" in said[0]


def test_no_neighbours_are_said(made):
    """A concept without neighbours gets a sentence."""
    some = made.neighbour_table().table
    gone = ["neighbour", "rank", "similarity", "support"]
    none = some.with_columns(pl.lit(None, some[name].dtype).alias(name) for name in gone)
    ax = neighbours(NeighbourTable("utopia", none))
    assert "no neighbours of “utopia” in any slice" in [t.get_text() for t in ax.texts]
