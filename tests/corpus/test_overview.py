"""What stands in each slice, counted a second time by hand."""

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.overview import overview
from toolkit.corpus.slices import slices

ROWS = [
    ("1901-05-01", "Ada", "one two three four five six"),
    ("1902-03", "Ada", "one two"),
    ("1903", "Bo", "one"),
    ("1900/1905", "", "one two three"),
    ("1921", "Cy", "one two three"),
    ("", "Ada", "not dated"),
]


def made():
    """Give the overview of six documents in decades, one of them empty."""
    documents = [
        Document(id=str(n), text=text, author=author, date=parse_date(date) if date else None)
        for n, (date, author, text) in enumerate(ROWS)
    ]
    return overview(slices(Corpus.from_documents(documents), every=10))


def test_documents_tokens_and_authors_are_counted():
    """Each slice has its documents, tokens and named authors; the empty one stays, with zeros."""
    found = made().table.select("slice", "n_documents", "n_tokens", "n_authors").rows()
    assert found == [("1900s", 4, 12, 2), ("1910s", 0, 0, 0), ("1920s", 1, 3, 1)]


def test_dates_are_told_by_how_exact_they_are():
    """A day, a month, a year and a span of years are four kinds, and add up to the documents."""
    table = made().table
    assert table.select("n_day", "n_month", "n_year", "n_wider").row(0) == (1, 1, 1, 1)
    assert table.select("n_day", "n_month", "n_year", "n_wider").row(1) == (0, 0, 0, 0)


def test_a_slice_with_one_voice_is_a_doubt():
    """Ada has 8 of 12 tokens of the 1900s; a slice of one document needs no such doubt."""
    doubts = made().doubts
    assert "1900s: one author (Ada) has 67% of the tokens" in doubts
    assert not any(doubt.startswith("1920s") for doubt in doubts)


def test_the_answer_names_the_fullest_and_the_emptiest():
    """Totals of what is dated, most, fewest and empty slices."""
    assert made().answer() == [
        "5 documents with 15 tokens in 3 slices, 1900s to 1920s.",
        "Most tokens has 1900s (12 in 4 documents), fewest 1920s (3 in 1).",
        "Empty: 1 of 3 slices.",
    ]


def test_nothing_dated_is_said():
    """A corpus without dates has no slices, and the overview says so."""
    corpus = Corpus.from_documents([Document(id="a", text="no date")])
    assert overview(slices(corpus, every=10)).answer() == [
        "No document has a date, so there are no slices."
    ]
