"""The empty corpus, the empty slice, the concept nobody uses: through every verb."""

import json
import re

import polars as pl
import pytest

from toolkit.cli.main import main
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

WORDS = "the people of the mill and the market saw bread and peace and land in the morning"
QUICK = ("--permutations", "99", "--controls", "0")
COUNTING = ("kwic", "freq")
MEASURING = ("drift", "neighbours")


@pytest.fixture
def rhetoric(capsys):
    """Run one command line; whatever it was given, it must not call itself a bug."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "a bug in rhetoric" not in err
        assert "Traceback" not in err
        return code, out, err

    return run


def saved(documents, folder):
    """Save documents as a corpus folder."""
    Corpus.from_documents(documents).save(folder)
    return folder


@pytest.fixture(scope="module")
def gap(tmp_path_factory):
    """Make forty texts of the 1900s and 1920s; nothing is left of the 1910s."""
    documents = [
        Document(f"{year}-{n}", f"{WORDS} {n} {WORDS}", parse_date(str(year)), author=f"a{n}")
        for year in (*range(1900, 1905), *range(1925, 1930))
        for n in range(4)
    ]
    return saved(documents, tmp_path_factory.mktemp("gap") / "c")


@pytest.fixture(scope="module")
def nothing(tmp_path_factory):
    """Make a corpus without a document."""
    return saved([], tmp_path_factory.mktemp("nothing") / "c")


def options(verb):
    """Give flags that keep a verb short."""
    return QUICK if verb in ("drift", "figure", "report") else ()


def test_an_empty_corpus_is_described_as_empty(nothing, rhetoric):
    """Zero documents, zero tokens, no dates; whole."""
    code, out, _ = rhetoric("describe", nothing, "--format", "json")
    (row,) = json.loads(out)
    assert (code, row["documents"], row["tokens"], row["first"]) == (0, 0, 0, None)
    assert rhetoric("check", nothing, "--deep")[0] == 0


@pytest.mark.parametrize("verb", COUNTING)
def test_counting_in_an_empty_corpus_gives_no_rows(verb, nothing, rhetoric):
    """No rows, a plain sentence, exit 0."""
    code, out, err = rhetoric(verb, nothing, "bread", "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert re.search("“bread” (does not occur in|cannot be followed)", err)


@pytest.mark.parametrize("verb", MEASURING)
def test_measuring_in_an_empty_corpus_is_refused_in_one_line(verb, nothing, rhetoric):
    """There is nothing to fit a space to: exit 2, and the line says so."""
    code, out, err = rhetoric(verb, nothing, "bread", *options(verb))
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("verb", [*COUNTING, *MEASURING])
def test_a_concept_nobody_uses_is_an_answer(verb, gap, rhetoric):
    """Zero hits: exit 0, valid output, a sentence on stderr."""
    code, out, err = rhetoric(verb, gap, "zzz", *options(verb), "--format", "json")
    assert code == 0
    assert all(not row.get("n_occurrences") for row in json.loads(out))
    assert "zzz" in err


@pytest.mark.parametrize("name", ["drift", "frequency", "neighbours"])
def test_an_empty_series_is_drawn_as_an_empty_figure(name, gap, tmp_path, rhetoric):
    """A figure of a concept nobody uses is a figure all the same."""
    path = tmp_path / "f.svg"
    assert rhetoric("figure", name, gap, "zzz", *QUICK, "-o", path)[0] == 0
    assert "zzz" in path.read_text("utf-8")


def test_a_report_on_a_concept_nobody_uses_says_so(gap, tmp_path, rhetoric):
    """The page is made, and the sentence stands on it."""
    path = tmp_path / "r.html"
    assert rhetoric("report", gap, "zzz", *QUICK, "-o", path)[0] == 0
    assert "zzz" in path.read_text("utf-8")


@pytest.mark.parametrize("verb", ["freq", *MEASURING])
def test_an_empty_slice_stays(verb, gap, rhetoric):
    """The 1910s have no document: their row is there, with counts of 0 and nulls."""
    code, out, _ = rhetoric(verb, gap, "bread", *options(verb), "--format", "json")
    rows = {row["slice"]: row for row in json.loads(out)}
    assert code == 0
    assert list(rows) == ["1900s", "1910s", "1920s"]
    assert (rows["1910s"]["n_documents"], rows["1910s"]["n_occurrences"]) == (0, 0)
    measured = {"freq": "rate", "drift": "value", "neighbours": "neighbour"}[verb]
    assert rows["1910s"][measured] is None


@pytest.mark.parametrize("name", ["drift", "frequency", "neighbours"])
def test_an_empty_slice_is_drawn_as_a_gap(name, gap, tmp_path, rhetoric):
    """The figure names the slice, its table keeps the row."""
    path = tmp_path / "f.svg"
    assert rhetoric("figure", name, gap, "bread", *QUICK, "-o", path)[0] == 0
    table = pl.read_csv(tmp_path / "f.csv")
    assert "1910s" in table["slice"].to_list()


def test_documents_without_dates_are_in_no_slice(tmp_path, rhetoric):
    """A corpus without any date: uses are found, series have no slice, and it is said."""
    place = saved([Document(f"d{n}", WORDS) for n in range(9)], tmp_path / "c")
    assert len(json.loads(rhetoric("kwic", place, "bread", "--format", "json")[1])) == 9
    code, out, err = rhetoric("freq", place, "bread", "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert "without a date" in err


def test_a_text_without_a_token_is_counted(tmp_path, rhetoric):
    """An empty text is a document of 0 tokens, and a doubt."""
    place = saved([Document("a", "", parse_date("1917")), Document("b", "bread")], tmp_path / "c")
    (row,) = json.loads(rhetoric("describe", place, "--format", "json")[1])
    assert (row["documents"], row["empty"]) == (2, 1)
    code, out, _ = rhetoric("check", place, "--format", "csv")
    assert code == 0
    assert "1 of 2 documents hold no word" in out
