"""Neighbours: the new company of a word that moved, listed only with support."""

import polars as pl

from toolkit.change.neighbours import neighbours
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document


def test_neighbours_follow_the_planted_change(shifted, decades, fields):
    """Words of law stand nearest before the change, words of war after it."""
    table = neighbours("charter", shifted, slices=decades, n=5).table
    for label, field in (("1900s", "law"), ("1910s", "law"), ("1920s", "war")):
        words = table.filter(pl.col("slice") == label)["neighbour"].drop_nulls().to_list()
        assert words
        assert all(w in fields[field] or w.endswith(field) for w in words), (label, words)


def test_only_supported_words_are_listed(shifted, decades):
    """Each listed word comes back in at least half of the resamples; ranks run from 1."""
    table = neighbours("charter", shifted, slices=decades).table.drop_nulls("neighbour")
    assert (table["support"] >= 0.5).all()
    assert table["similarity"].is_between(-1, 1).all()
    for part in table.partition_by("slice"):
        assert part["rank"].to_list() == list(range(1, len(part) + 1))
    assert "charter" not in table["neighbour"].to_list()


def test_thin_slices_keep_a_row_without_a_word():
    """Too few documents: the counts stay, no word is listed, the doubt says why."""
    corpus = Corpus.from_documents(
        Document(f"{k}", "bread and peace and land for bread " * 4, parse_date("1900"))
        for k in range(3)
    )
    found = neighbours("bread", corpus)
    assert found.table["neighbour"].to_list() == [None]
    assert found.table["n_occurrences"].to_list() == [24]
    assert "too few" in found.doubts[0]
