"""Reprints: planted ones found, quotations and stock phrases not; the earliest copy stays."""

import numpy as np
import pytest

from tests.corpus.reprinted import reprinted, scores
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.reprints import SCHEMA, reprints
from toolkit.errors import OptionError

SAID = [f"word{n}" for n in range(60)]
MORE = [f"other{n}" for n in range(90)]


def made(*texts):
    """Make a corpus of (id, date, words)."""
    return Corpus.from_documents(
        Document(name, " ".join(words), parse_date(date) if date else None)
        for name, date, words in texts
    )


@pytest.fixture(scope="module")
def planted():
    """Plant once."""
    return reprinted(seed=0)


def test_planted_reprints_are_found_and_nothing_else(planted):
    """Exact, near and nested copies, each with its source; quotations are no reprints."""
    recall, precision = scores(planted, reprints(planted.corpus).table)
    assert min(recall.values()) >= 0.98
    assert precision >= 0.98


def test_counts_are_those_of_the_texts(planted):
    """Shared words of exact copies are all words; shares are between 0 and 1 and fit the counts."""
    table = reprints(planted.corpus).table
    assert dict(table.schema) == SCHEMA
    exact = table.filter(table["kind"] == "exact")
    assert exact["n_shared"].equals(exact["n_words"], check_names=False)
    assert exact["n_left_out"].equals(exact["n_words"], check_names=False)
    assert table["share"].to_numpy() == pytest.approx(
        table["n_shared"].to_numpy() / table["n_words"].to_numpy()
    )
    assert table["source_share"].is_between(0, 1).all()


@pytest.mark.parametrize(
    ("later", "kind", "left_out"),
    [
        (SAID, "exact", 60),
        (SAID + MORE[:5], "near", 65),
        (SAID[5:35], "part", 30),
        (MORE[:80] + SAID + MORE[80:], "holds", 60),
    ],
)
def test_kinds_and_what_is_left_out(later, kind, left_out):
    """A copy is left out whole; of a document that holds another, the stretch alone."""
    found = reprints(made(("a", "1875", SAID), ("b", "1950", later), ("c", "1960", MORE[:50])))
    rows = [row for row in found.table.iter_rows(named=True) if row["id"] == "b"]
    assert [(row["source"], row["kind"], row["n_left_out"]) for row in rows] == [
        ("a", kind, left_out)
    ]


def test_the_earliest_copy_stays_whatever_the_order_of_reading():
    """Of four copies the earliest counts; an undated one is the last."""
    copies = [("u", "", SAID), ("z", "1875", SAID), ("a", "1950", SAID), ("m", "1900", SAID)]
    for some in (copies, copies[::-1]):
        found = reprints(made(*some))
        assert dict(found.table.select("id", "source").iter_rows()) == dict.fromkeys("mau", "z")
        assert "1 of them has no date" in found.doubts[0]


def test_a_chain_of_changed_copies_leaves_the_first(planted):
    """The third copy resembles the second, not the first: both later ones are still left out."""
    second = [w if k % 9 else f"new{k}" for k, w in enumerate(SAID * 1)]
    third = [w if (k + 4) % 9 else f"newer{k}" for k, w in enumerate(second)]
    found = reprints(made(("a", "1875", SAID), ("b", "1900", second), ("c", "1950", third)))
    assert found.rows.tolist() == [1, 2]


def test_tokens_again_are_those_a_loop_finds():
    """The stretch of a collection begins and ends where the older text does."""
    corpus = made(("a", "1875", SAID), ("b", "1950", MORE[:80] + SAID + MORE[80:]))
    again = reprints(corpus).has(np.arange(corpus.n_tokens))
    wanted = [
        row == 1 and word in SAID
        for row, words in enumerate((SAID, MORE[:80] + SAID + MORE[80:]))
        for word in words
    ]
    assert again.tolist() == wanted


def test_short_texts_are_compared_to_the_letter():
    """Five words are a reprint if all five are the same; empty texts repeat nothing."""
    corpus = made(
        ("a", "1900", SAID[:5]), ("b", "1910", SAID[:5]), ("c", "1920", SAID[:4]),
        ("d", "1930", []), ("e", "1940", []),
    )  # fmt: skip
    assert reprints(corpus).table.select("id", "source", "kind").rows() == [("b", "a", "exact")]


def test_a_series_that_repeats_its_own_wording_is_a_doubt():
    """Where most documents are copies, leaving them out is not what is meant."""
    corpus = made(*((f"s{k}", str(1900 + k), [*SAID, f"end{k}"]) for k in range(5)))
    assert "80% of all documents are copies" in reprints(corpus).doubts[0]


def test_nothing_is_found_in_nothing():
    """Empty corpora and corpora of one document have no reprints."""
    assert len(reprints(Corpus.from_documents([])).table) == 0
    assert reprints(made(("a", "1900", SAID))).answer() == [
        "None of 1 documents repeats an earlier one."
    ]


@pytest.mark.parametrize("options", [{"words": 1}, {"share": 0.0}, {"share": 1.1}])
def test_options_outside_what_is_allowed_are_refused(options):
    """One line says what is allowed."""
    with pytest.raises(OptionError, match="2 words or more"):
        reprints(made(("a", "1900", SAID)), **options)
