"""Frequency: pooled rates per million with an interval between documents."""

import polars as pl
import pytest

from toolkit.change.frequency import frequency
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import ProvenanceError


def test_the_rate_is_all_uses_over_all_tokens(shifted, decades):
    """A million times uses over tokens, both as a plain split counts them."""
    table = frequency(find("charter", shifted), slices=decades).table
    for row in table.iter_rows(named=True):
        chosen = shifted.documents.filter(pl.col("date").str.starts_with(row["slice"][:3]))
        words = [w.strip(".") for name in chosen["id"] for w in shifted.text(name).split()]
        assert row["n_tokens"] == len(words)
        assert row["rate"] == pytest.approx(1e6 * words.count("charter") / len(words))
        assert row["low"] <= row["rate"] <= row["high"]


def test_empty_slices_stay():
    """A decade without documents is a row of zeros without a rate."""
    corpus = Corpus.from_documents(
        Document(f"{y}", "bread and peace", parse_date(str(y))) for y in (1900, 1901, 1920, 1921)
    )
    table = frequency(find("bread", corpus)).table
    assert table["slice"].to_list() == ["1900s", "1910s", "1920s"]
    assert table["n_tokens"].to_list() == [6, 0, 6]
    assert table["rate"].is_null().to_list() == [False, True, False]


def test_undated_uses_are_a_doubt():
    """Uses in undated documents are counted aloud, with the rate of these documents as a group."""
    dated = Document("a", "bread", parse_date("1900"))
    for text, said in (
        ("bread bread peace land", "2 uses stand in undated documents and in no slice: 500,000"),
        ("bread peace", "1 use stands in undated documents and in no slice: 500,000"),
    ):
        corpus = Corpus.from_documents([dated, Document("b", text)])
        (doubt,) = frequency(find("bread", corpus)).doubts
        assert doubt == f"{said} per million of their {len(text.split())} tokens"


def test_slices_of_another_corpus_are_refused(shifted):
    """Counts and tokens must come from one corpus."""
    other = Corpus.from_documents([Document("a", "bread", parse_date("1900"))])
    with pytest.raises(ProvenanceError):
        frequency(find("charter", shifted), slices=slices(other))
