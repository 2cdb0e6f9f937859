"""The corpus: saved and opened, asked for what it holds, empty, and refusing what it must."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.corpus import plain
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document, Skipped
from toolkit.errors import CorpusError, UnknownNameError

ARRAYS = ("ids", "offsets", "postings", "type_offsets")
TWO = [
    Document("b", "War, war", parse_date("1917"), author="Ana"),
    Document("a", "Peace", None, author="Bo"),
]


@settings(max_examples=15)
@given(plain.archives())
def test_what_is_saved_is_what_is_opened(tmp_path_factory, documents):
    """A corpus opened from disk gives the same answers as the one in memory, to the bit."""
    folder = tmp_path_factory.mktemp("saved") / "c"
    corpus = Corpus.from_documents(documents, [Skipped("x.txt", "empty")], ["id from the name"])
    corpus.save(folder)
    opened = Corpus.open(folder)
    assert opened.hash == corpus.hash
    assert opened.notes == corpus.notes == ("id from the name",)
    assert opened.documents.equals(corpus.documents)
    assert opened.skipped.equals(corpus.skipped)
    assert opened.index.types == corpus.index.types
    assert opened.describe().equals(corpus.describe())
    for name in ARRAYS:
        assert np.array_equal(getattr(opened.index, name), getattr(corpus.index, name)), name
    for row in range(len(corpus)):
        assert opened.text_at(row) == corpus.text_at(row)
        assert opened.spans(row).tolist() == corpus.spans(row).tolist()
    assert opened.check(deep=True) == corpus.check()


def test_a_corpus_saves_over_itself(tmp_path):
    """A corpus opened from a folder may be written into that folder again."""
    Corpus.build(tmp_path / "c", TWO)
    opened = Corpus.open(tmp_path / "c")
    opened.save(tmp_path / "c", force=True)
    again = Corpus.open(tmp_path / "c")
    assert (again.hash, again.text("b")) == (opened.hash, "War, war")
    assert opened.text("b") == "War, war"


def test_an_empty_corpus_has_everything_but_documents(tmp_path):
    """No documents: no tokens, no types, no language; it is saved, opened, described, checked."""
    Corpus.from_documents([]).save(tmp_path / "c")
    corpus = Corpus.open(tmp_path / "c")
    assert (len(corpus), corpus.n_tokens, corpus.index.types, corpus.languages) == (0, 0, [], [])
    assert corpus.describe().row(0, named=True)["documents"] == 0
    assert corpus.describe("author").columns[:2] == ["author", "documents"]
    assert corpus.check(deep=True) == []
    assert "0 documents" in repr(corpus)
    assert corpus.index.counts_by(np.empty(0, np.int64), 2).shape == (0, 2)


def test_empty_texts_are_documents_without_tokens():
    """A text without tokens keeps its row, its text and its place."""
    texts = {"a": "", "b": "x", "c": "…", "d": "x"}
    corpus = Corpus.from_documents([Document(name, text) for name, text in texts.items()])
    assert corpus.documents["n_tokens"].to_list() == [0, 1, 0, 1]
    assert {name: corpus.text(name) for name in texts} == texts
    assert corpus.index.documents_of(corpus.index.positions(0)).tolist() == [1, 3]
    assert corpus.spans(0).shape == (0, 2)


def test_names_that_are_not_there_are_answered_with_near_ones():
    """A wrong id and a wrong variable name what there is."""
    corpus = Corpus.from_documents(TWO)
    with pytest.raises(UnknownNameError, match="no document named 'c'; known: a, b"):
        corpus.text("c")
    with pytest.raises(UnknownNameError, match="Did you mean 'author'"):
        corpus.describe("autor")


def test_a_corpus_says_what_it_is():
    """Counts, period and languages in one line."""
    assert repr(Corpus.from_documents(TWO)) == (
        "Corpus of 2 documents, 3 tokens, 2 types, 1917-01-01 to 1917-12-31, und"
    )


@pytest.mark.parametrize(
    ("path", "options", "message"),
    [
        ("corpus", {}, "holds a corpus already; say --force"),
        ("new", {"append": True}, "holds no corpus to append to; make one with: rhetoric read"),
        ("file", {}, "is a file, no folder"),
        ("other", {}, "is no corpus and holds 'regen-notes.txt'"),
        ("other", {"force": True}, "is no corpus and holds 'regen-notes.txt'"),
        ("other", {"append": True}, "holds no corpus to append to"),
    ],
)
def test_only_a_corpus_is_written_over_and_only_when_asked(tmp_path, path, options, message):
    """A corpus without force, a file, and a folder of other things stay as they are."""
    Corpus.build(tmp_path / "corpus", TWO)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "regen-notes.txt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CorpusError) as caught:
        Corpus.build(tmp_path / path, [Document("c", "new")], **options)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("path", ["new", "none/such"])
def test_a_folder_that_holds_no_corpus_is_said_so(tmp_path, path):
    """Opening what does not exist or is no corpus says how to make one."""
    (tmp_path / "new").mkdir()
    with pytest.raises(CorpusError, match="make one with: rhetoric read SOURCE -o"):
        Corpus.open(tmp_path / path)


def test_a_folder_that_was_made_beforehand_is_taken(tmp_path):
    """An empty folder is a place for a corpus."""
    (tmp_path / "c").mkdir()
    assert len(Corpus.build(tmp_path / "c", TWO)) == 2


def test_a_failed_beginning_leaves_no_folder(tmp_path):
    """When the very first reading fails nothing is left; an existing empty folder stays empty."""
    twice = [TWO[0], TWO[0]]
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        with pytest.raises(CorpusError, match="stands twice"):
            Corpus.build(tmp_path / name, twice)
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    assert {path.name for path in (tmp_path / "empty").iterdir()} <= {"lock"}
