"""The bump chart of collocates: which slices are drawn, and what is said of the others."""

from itertools import pairwise

import polars as pl
import pytest

from toolkit.change.collocates import SCHEMA
from toolkit.change.finding import Finding
from toolkit.figures.collocates import collocates
from toolkit.figures.style import style


def found(filled, of=23):
    """Make decades from 1790 on, of which some have five collocates each."""
    rows = []
    for k in range(of):
        head = dict.fromkeys(SCHEMA) | {"concept": "freedom", "slice": f"{1790 + 10 * k}s"}
        head |= {"start": f"{1790 + 10 * k}-01-01", "stop": f"{1800 + 10 * k}-01-01"}
        head |= {"year": 1795.0 + 10 * k, "n_occurrences": 9, "n_documents": 8}
        words = ("peace", "world", "people", "justice", "independence") if k in filled else ()
        rows += [head | {"collocate": w, "rank": n} for n, w in enumerate(words, 1)] or [head]
    return Finding("collocates", "freedom", pl.DataFrame(rows, schema=SCHEMA), ("Said.",))


def columns(ax):
    """Give the slices drawn."""
    return [tick.get_text() for tick in ax.get_xticklabels()]


@pytest.mark.parametrize("width", ["column", "page", "slide"])
def test_slices_without_collocates_are_left_out_first(width):
    """Two of twenty-three slices have words: these two stand, however much room there is."""
    with style(width):
        ax = collocates(found({3, 22}))
    assert columns(ax) == ["1820s", "2010s"]
    (said,) = [t.get_text() for t in ax.texts if "bold" in t.get_text()]
    assert "the table has all slices" in said
    assert ("1790s to 1810s, 1830s to 2000s (no collocates)" in said) or width == "column"


def test_what_has_no_room_is_named_and_its_place_marked():
    """More slices with words than columns: some are left out evenly, each is accounted for."""
    ax = collocates(found(range(15, 23)))
    drawn = columns(ax)
    assert 2 <= len(drawn) < 8
    assert (drawn[0], drawn[-1]) == ("1940s", "2010s")
    (said,) = [t.get_text() for t in ax.texts if "bold" in t.get_text()]
    assert "1790s to 1930s (no collocates)" in said
    left = [f"{year}s" for year in range(1940, 2020, 10) if f"{year}s" not in drawn]
    broken = sum(line.get_linestyle() == "--" for line in ax.lines)
    assert broken == sum(int(b[:4]) > int(a[:4]) + 10 for a, b in pairwise(drawn))
    assert all(label in said for label in left[:1])
    assert "(no room)" in said


def test_where_all_fit_the_empty_ones_stay():
    """A thin slice among few is a gap that is seen."""
    assert columns(collocates(found({0, 2}, of=3))) == ["1790s", "1800s", "1810s"]
