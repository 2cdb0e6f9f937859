"""What a corpus holds, counted a second time by loops, and what is doubtful about it."""

import polars as pl
import pytest
from hypothesis import given, settings

from tests.corpus import plain
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.days import iso_of
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.tokens import clean
from toolkit.errors import OptionError


def counted(documents):
    """Count documents in the plainest way."""
    tokens = [[plain.fold(w, d.language) for w in plain.words(clean(d.text))] for d in documents]
    dates = [d.date for d in documents if d.date]
    filled = [clean(d.text) for d, found in zip(documents, tokens, strict=True) if found]
    return {
        "documents": len(documents),
        "tokens": sum(map(len, tokens)),
        "types": len({token for found in tokens for token in found}),
        "first": iso_of(min(d.start for d in dates)) if dates else None,
        "last": iso_of(max(d.stop for d in dates) - 1) if dates else None,
        "undated": len(documents) - len(dates),
        "empty": len(documents) - len(filled),
        "duplicates": len(filled) - len(set(filled)),
        "authors": len({d.author for d in documents} - {""}),
    }


@settings(max_examples=40)
@given(plain.archives())
def test_counts_are_those_of_a_loop_in_all_and_by_author(documents):
    """Each number of `describe`, over everything and for each value of a variable."""
    corpus = Corpus.from_documents(documents)
    whole = corpus.describe().drop("languages", "skipped")
    assert whole.rows(named=True) == [counted(documents)]
    by_author = corpus.describe("author").drop("languages", "skipped")
    assert by_author.rows(named=True) == [
        {"author": name} | counted([d for d in documents if d.author == name])
        for name in sorted({d.author for d in documents})
    ]


def test_a_variable_that_some_documents_lack_is_a_row_of_its_own():
    """Documents without the variable are counted too, last; types of columns stay the same."""
    documents = [Document(f"d{i}", "x", variables={"genre": "g"} if i else {}) for i in range(3)]
    table = Corpus.from_documents(documents).describe("genre")
    assert table.select("genre", "documents").rows() == [("g", 2), (None, 1)]
    assert table.schema["first"] == pl.String


def test_many_undated_authors_before_a_dated_one():
    """A column that begins with a hundred nulls is still a column of dates."""
    documents = [Document(f"d{i:03}", "x", author=f"a{i:03}") for i in range(150)]
    documents.append(Document("z", "x", parse_date("1917"), author="z"))
    table = Corpus.from_documents(documents).describe("author")
    assert table["first"].to_list()[-1] == "1917-01-01"


def test_a_variable_named_like_a_count_is_refused():
    """One column cannot have two meanings."""
    corpus = Corpus.from_documents([Document("a", "x", variables={"tokens": "many"})])
    with pytest.raises(OptionError, match="'tokens' is named like a column"):
        corpus.describe("tokens")


def test_doubts_are_sentences_with_their_counts():
    """Undated, empty, repeated, skipped, several languages, one large text, unknown authors."""
    english = "The workers of the mill have nothing to lose and they know that it is so."
    documents = [
        Document("a", english, parse_date("1917"), author="Ana"),
        Document("b", english, parse_date("1918"), author="Bo"),
        Document("c", "", parse_date("1918"), author="Bo"),
        Document("d", "Пролетарии всех стран, соединяйтесь!", author="Bo"),
        Document("e", f"{english} " * 9, parse_date("1918")),
    ]
    said = Corpus.from_documents(documents, [Skipped("x.pdf", "no text")]).check()
    assert said == [
        "undated documents, which are in no slice: 1 of 5",
        "documents that hold no token: 1",
        "documents that repeat the text of another to the letter: 1 (e.g. a, b); "
        "reprints count as usage of their date",
        "inputs skipped, or taken in without their date: 1",
        "documents are in several languages (en 3, ru 1, und 1): "
        "a space is fitted on one of them at a time",
        "one document holds 80% of all tokens: its slice speaks with one voice",
        "documents without an author: 1",
    ]


def test_a_sound_corpus_raises_no_doubt():
    """Dated, different, signed documents of one language and of like size: nothing to say."""
    words = "the workers of the mill have nothing to lose and they know that it is so".split()
    documents = [
        Document(f"d{i}", " ".join(words[i:] + words[:i]), parse_date("1917"), author="Ana")
        for i in range(8)
    ]
    assert Corpus.from_documents(documents).check() == []
