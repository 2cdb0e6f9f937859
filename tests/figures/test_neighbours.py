"""The neighbour figure: words by rank, with their support."""

from dataclasses import replace

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


def test_slices_without_neighbours_are_left_out_first(made):
    """Of twenty-four slices two have words: these two stand, and a broken line between them."""
    result = made.neighbour_table(n=24)
    known = result.table.drop_nulls("neighbour")["slice"].unique(maintain_order=True).to_list()
    words = pl.col("slice").is_in([known[0], known[-1]])
    bare = [pl.when(words).then(name).alias(name) for name in ("neighbour", "rank", "similarity")]
    few = replace(result, table=result.table.with_columns(*bare))
    ax = neighbours(few)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == [known[0], known[-1]]
    assert [line.get_linestyle() for line in ax.lines if line.get_xdata()[0] == 1] == ["--"]


def test_slices_left_out_for_room_are_said(made):
    """In a narrow figure fewer slices are drawn, and the figure says how many."""
    with style("column"):
        ax = neighbours(made.neighbour_table(n=24))
    said = [t.get_text() for t in ax.texts if "the table has all slices" in t.get_text()]
    assert len(said) == 1
    assert "of 24 slices" in said[0]


def test_no_neighbours_are_said(made):
    """A concept without neighbours gets a sentence."""
    some = made.neighbour_table().table
    gone = ["neighbour", "rank", "similarity", "support"]
    none = some.with_columns(pl.lit(None, some[name].dtype).alias(name) for name in gone)
    ax = neighbours(NeighbourTable("utopia", none))
    assert "no neighbours of “utopia” in any slice" in [t.get_text() for t in ax.texts]
