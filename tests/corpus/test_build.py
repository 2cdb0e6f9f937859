"""Building: the same corpus whatever the order, the batches, and whether at once or bit by bit."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import plain
from toolkit.corpus import build
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import DateSpan
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.tokens import clean
from toolkit.errors import CorpusError

quick = settings(max_examples=30)


def same(one, other):
    """Tell whether two corpora are alike in everything that can be asked of them."""
    assert one.hash == other.hash
    assert one.documents.equals(other.documents)
    assert one.index.types == other.index.types
    for name in ("ids", "offsets", "postings", "type_offsets"):
        assert np.array_equal(getattr(one.index, name), getattr(other.index, name)), name
    assert [one.text_at(i) for i in range(len(one))] == [other.text_at(i) for i in range(len(one))]
    return True


@quick
@given(plain.archives(), st.randoms(use_true_random=False), st.integers(1, 60))
def test_the_order_of_documents_does_not_matter(documents, random, batch):
    """Any order of arrival and any size of batches give the same hash and the same arrays."""
    shuffled = documents[:]
    random.shuffle(shuffled)
    one = Corpus.from_documents(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "BATCH", batch)
        assert same(one, Corpus.from_documents(shuffled))


@quick
@given(plain.archives())
def test_documents_stand_by_date_then_id_and_undated_ones_last(documents):
    """The corpus holds what it was given, in its one order, with tokens counted."""

    def place(document):
        return (document.date is None, document.date.start if document.date else 0, document.id)

    expected = sorted(documents, key=place)
    corpus = Corpus.from_documents(documents)
    assert corpus.documents["id"].to_list() == [d.id for d in expected]
    assert [corpus.text(d.id) for d in expected] == [clean(d.text) for d in expected]
    lengths = [len(plain.scan(clean(d.text))) for d in expected]
    assert corpus.documents["n_tokens"].to_list() == lengths
    assert corpus.n_tokens == sum(lengths)
    for d in expected:
        assert corpus.spans(corpus.row(d.id)).tolist() == [
            list(span) for span in plain.scan(clean(d.text))
        ]


@settings(max_examples=15)
@given(plain.archives(most=6), st.integers(0, 6))
def test_appending_is_reading_everything_at_once(tmp_path_factory, documents, cut):
    """Two parts, one appended to the other, are the corpus of both."""
    folder = tmp_path_factory.mktemp("append") / "c"
    Corpus.build(folder, documents[:cut], [Skipped("x", "why")], ["said"])
    added = Corpus.build(folder, documents[cut:], [Skipped("y", "why")], ["said"], append=True)
    assert same(added, Corpus.from_documents(documents))
    assert added.skipped["source"].to_list() == ["x", "y"]
    assert added.notes == ("said",)


def test_another_text_date_or_variable_is_another_hash():
    """The hash stands for every document with all that is known of it, not for its source."""
    day = DateSpan(0, 1, "day", "1970-01-01")
    variants = [
        Document("a", "text", day, source="here"),
        Document("a", "text.", day),
        Document("a", "text"),
        Document("b", "text", day),
        Document("a", "text", day, title="t"),
        Document("a", "text", day, author="t"),
        Document("a", "text", day, language="tr"),
        Document("a", "text", day, variables={"genre": "t"}),
        Document("a", "text", DateSpan(0, 2, "span", "1970-01-01/1970-01-02")),
    ]
    hashes = [Corpus.from_documents([document]).hash for document in variants]
    assert len(set(hashes)) == len(variants)
    assert hashes[0] == Corpus.from_documents([Document("a", "text", day, source="there")]).hash


def test_two_documents_of_one_id_are_refused_and_both_sources_named():
    """One line that says which id, and where it stands."""
    twice = [Document("a", "one", source="x.txt"), Document("a", "two", source="y.txt")]
    with pytest.raises(CorpusError, match=r"'a' stands twice, in x\.txt and in y\.txt"):
        Corpus.from_documents(twice)


def test_an_id_that_the_corpus_has_already_is_refused_on_appending(tmp_path):
    """Appending the same document again leaves the corpus as it was."""
    Corpus.build(tmp_path / "c", [Document("a", "one", source="x.txt")])
    with pytest.raises(CorpusError, match=r"stands twice, in x\.txt and in another"):
        Corpus.build(tmp_path / "c", [Document("a", "two")], append=True)
    assert Corpus.open(tmp_path / "c").text("a") == "one"


@pytest.mark.parametrize("name", ["id", "start", "n_tokens", "text_hash", "language"])
def test_a_variable_named_like_a_column_is_refused(name):
    """A document variable cannot take the place of a column that every corpus has."""
    with pytest.raises(CorpusError, match=f"{name!r}; give the document variable another name"):
        Corpus.from_documents([Document("a", "x", variables={name: "5"})])


def test_surrogates_and_nul_come_in_everywhere():
    """Ids, titles, authors, variables and their names hold U+FFFD for what cannot be written."""
    odd = Document(
        "\udcffid",
        "peace\x00war \ud800",
        title="t\ud800",
        author="\ud800",
        source="\udc80",
        variables={"v\ud800": "\ud83d\ude00\x00"},
    )
    corpus = Corpus.from_documents([odd])
    assert corpus.text("\ufffdid") == "peace\x00war \ufffd"
    assert corpus.index.types == ["peace", "war"]
    row = corpus.documents.row(0, named=True)
    assert (row["title"], row["author"], row["v\ufffd"]) == ("t\ufffd", "\ufffd", "\U0001f600\x00")


def test_progress_is_told_and_a_generator_is_read_once(tmp_path, monkeypatch):
    """The number of documents so far, after each batch."""
    monkeypatch.setattr(build, "BATCH", 1)
    told = []
    source = (Document(name, "war and peace") for name in "abc")
    assert len(Corpus.build(tmp_path / "c", source, progress=told.append)) == 3
    assert told == [1, 2, 3]


def test_little_is_kept_of_each_document(tmp_path, monkeypatch):
    """While documents are read, Python holds 150 bytes more for each, its id among them."""
    monkeypatch.setattr(build, "BATCH", 2_000)
    held = {}

    def told(n):
        held[n] = tracemalloc.get_traced_memory()[0]

    source = (
        Document(f"document {k}", "war and peace", source=f"speeches.csv:{k}") for k in range(9_000)
    )
    tracemalloc.start()
    Corpus.build(tmp_path / "c", source, progress=told)
    tracemalloc.stop()
    first, last = (sorted(held)[place] for place in (10, -2))
    assert (held[last] - held[first]) / (last - first) < 150
