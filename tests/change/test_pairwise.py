"""All pairs of slices: the same numbers as series against each slice, on planted truth."""

import polars as pl
import pytest

from toolkit.change.drift import drift
from toolkit.change.pairwise import pairwise
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.slices import slices
from toolkit.datasets.planted import planted_archive
from toolkit.errors import OptionError
from toolkit.statistics.multiple import benjamini_hochberg

QUICK = {"permutations": 99, "controls": 0}


@pytest.fixture(scope="module")
def planted():
    """Invent an archive, cut into slices of twenty years, with its truth."""
    made = planted_archive(seed=0, documents=500)
    corpus = Corpus.from_documents(made.documents)
    return made.truth, corpus, slices(corpus, every=20)


def measured(planted, kind):
    """Measure all pairs for the first concept of a kind."""
    truth, corpus, cut = planted
    row = truth.filter(pl.col("kind") == kind).row(0, named=True)
    series = drift(row["pattern"], corpus, slices=cut, **QUICK)
    return row, series, pairwise(series)


def test_a_column_is_the_series_against_that_slice(planted):
    """Value and interval of each pair are those of a drift series against the earlier slice."""
    truth, corpus, cut = planted
    row, series, found = measured(planted, "sudden")
    assert len(found.table) == len(cut) * (len(cut) - 1) // 2
    for label in cut.labels[:-1]:
        other = drift(row["pattern"], corpus, slices=cut, against=label, **QUICK).table
        mine = found.table.filter(pl.col("baseline") == label)
        theirs = other.filter(pl.col("slice").is_in(mine["slice"].to_list()))
        for name in ("slice", "value", "low", "high", "n_occurrences"):
            assert mine[name].to_list() == pytest.approx(theirs[name].to_list())


def test_pairs_with_the_first_slice_are_the_series_to_the_last_digit(planted):
    """Also the p that permutation gives: the same exchanges are drawn."""
    _, series, found = measured(planted, "sudden")
    first = series.baseline
    mine = found.table.filter(pl.col("baseline") == first)
    theirs = series.table.filter(pl.col("slice").is_in(mine["slice"].to_list()))
    assert mine["p_value"].to_list() == theirs["p_value"].to_list()


def test_false_discoveries_are_borne_over_all_pairs(planted):
    """Q is that of all p together, not of one column."""
    _, _, found = measured(planted, "sudden")
    judged = found.table.drop_nulls("p_value")
    again = benjamini_hochberg(judged["p_value"].to_numpy())
    assert judged["q_value"].to_list() == pytest.approx(again.tolist())


def test_a_sudden_change_parts_the_slices_into_two_blocks(planted):
    """Pairs across the planted date are further apart than pairs on one side of it."""
    row, _, found = measured(planted, "sudden")
    change = int(row["when"][:4])
    judged = found.table.drop_nulls("value").with_columns(
        across=(pl.col("baseline").str.slice(0, 4).cast(int) + 20 <= change)
        & (pl.col("slice").str.slice(0, 4).cast(int) >= change)
    )
    across, within = judged.filter("across")["value"], judged.filter(~pl.col("across"))["value"]
    assert len(across) >= 2
    assert across.min() > within.median()


def test_both_sides_are_counted(planted):
    """The counts of the earlier slice stand beside those of the later one."""
    _, series, found = measured(planted, "stable")
    counts = dict(series.table.select("slice", "n_occurrences").rows())
    for row in found.table.iter_rows(named=True):
        assert row["baseline_occurrences"] == counts[row["baseline"]]


def test_what_cannot_be_paired_is_refused():
    """A series without its question, or of one slice, says what to give."""
    from toolkit.change.base import DRIFT_COLUMNS, DriftSeries
    from toolkit.change.series import SCHEMA

    bare = DriftSeries(
        "war", "cosine", "ppmi", pl.DataFrame(schema={n: SCHEMA[n] for n in DRIFT_COLUMNS})
    )
    with pytest.raises(OptionError, match="two slices"):
        pairwise(bare)
