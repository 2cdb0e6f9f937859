"""`read`: from a source to a corpus that keeps what was skipped and said."""

import random

import pytest

from toolkit.errors import ReadError
from toolkit.readers.read import read


def test_the_corpus_keeps_what_reading_found(tmp_path):
    """Skipped inputs and notes are those known when the last document was read."""
    path = tmp_path / "a.csv"
    path.write_text("text,year\nBread and peace,1917\nLand,soon\nshort\n")
    corpus = read(path)
    assert len(corpus) == 2
    assert corpus.skipped["source"].to_list() == ["a.csv line 4", "a.csv:2"]
    assert "text from column 'text', date from column 'year'" in " ".join(corpus.notes)
    assert corpus.documents["date"].to_list() == ["1917", ""]


def test_the_order_of_rows_changes_nothing(tmp_path):
    """The same rows in another order are the same corpus, hash for hash."""
    rows = [f"d{n},text {n} of many,{1900 + n % 7}" for n in range(40)]
    hashes = set()
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        path = tmp_path / "a.csv"
        path.write_text("\n".join(["id,text,date", *rows]))
        hashes.add(read(path).hash)
    assert len(hashes) == 1


def test_an_unusable_source_is_a_read_error(tmp_path):
    """No corpus is made of nothing."""
    path = tmp_path / "a.csv"
    path.write_text("text,date\n")
    with pytest.raises(ReadError, match=r"a.csv: no document could be read"):
        read(path)
