"""Whole sources: dates, sequences, languages, order, and nothing but our own errors."""

import gzip
import json
import random
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import RhetoricError
from toolkit.readers import stem_of
from toolkit.readers.sources import read_documents

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
on_real_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="no shared corpora here")

# Characters that survive every format: no NUL, no halves of pairs.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
RECORDS = st.lists(st.tuples(TEXT, TEXT, st.integers(1000, 2099)), min_size=1, max_size=8).map(
    lambda rows: [(f"d{n}", text, note, str(year)) for n, (text, note, year) in enumerate(rows)]
)


def taken(path, **options):
    """All documents and the report."""
    documents, report = read_documents(path, **options)
    return list(documents), report


def test_a_date_that_is_not_understood_is_listed_and_its_text_kept(tmp_path):
    """The text comes in undated; no date at all is no complaint."""
    path = tmp_path / "a.csv"
    path.write_text("text,date\none,soon\ntwo,\nthree,n.d.\nfour,1917\nfive,6521\n")
    documents, report = taken(path)
    assert [str(d.date) for d in documents] == ["None", "None", "None", "1917", "None"]
    assert [s.source for s in report.skipped] == ["a.csv:1", "a.csv:5"]
    assert report.skipped[0].reason.startswith("the date 'soon' is not understood")
    assert report.skipped[0].reason.endswith("the text came in undated")


def test_a_sequence_stands_in_for_dates(tmp_path):
    """Whole numbers order the texts; what is none is listed."""
    path = tmp_path / "a.csv"
    path.write_text("text,congress\none,83\ntwo,84.0\nthree,x\nfour,9999999\n")
    documents, report = taken(path, sequence="congress")
    assert [d.date and d.date.year for d in documents] == [83.5, 84.5, None, None]
    assert {d.date.precision for d in documents if d.date} == {"sequence"}
    assert len(report.skipped) == 2


def test_seasons_that_may_be_years_are_said(tmp_path):
    """1917-21 is spring 1917 by the standard; the note says how to write the years."""
    path = tmp_path / "a.csv"
    path.write_text("text,date\none,1917-21\n")
    documents, report = taken(path)
    assert documents[0].date.precision == "season"
    assert "write 1917/1921 for years" in report.notes[-1]


def test_languages_are_codes_or_are_left_to_detection(tmp_path):
    """en-US is en; a name is no code, and that is said."""
    path = tmp_path / "a.csv"
    path.write_text("text,lang\none,en-US\ntwo,DE\nthree,English\nfour,\n")
    documents, report = taken(path)
    assert [d.language for d in documents] == ["en", "de", "", ""]
    assert "'English' is no ISO 639-1 code" in report.notes[-1]


def write(path, rows, kind):
    """Write records in a format, in the plainest way."""
    frame = pl.DataFrame(rows, schema=["id", "text", "note", "date"], orient="row")
    if kind == "csv":
        frame.write_csv(path, quote_style="always")
    elif kind == "tsv":
        frame.write_csv(path, separator="\t", quote_style="always")
    elif kind == "csv.gz":
        path.write_bytes(gzip.compress(frame.write_csv(quote_style="always").encode()))
    elif kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, frame.to_dicts())))
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", frame.write_csv(quote_style="always"))
    else:
        frame.write_parquet(path)


@pytest.mark.parametrize("kind", ["csv", "tsv", "csv.gz", "jsonl", "zip"])
@settings(max_examples=25, deadline=None)
@given(rows=RECORDS, seed=st.integers(0, 99))
def test_what_is_written_is_read_back(kind, rows, seed):
    """Any texts in any order come back exactly, whatever the format."""
    comes_back(kind, rows, seed)


@settings(max_examples=5, deadline=None)
@given(rows=RECORDS, seed=st.integers(0, 99))
def test_what_is_written_as_parquet_is_read_back(rows, seed):
    """The same, less often: each file is looked at in a process of its own."""
    comes_back("parquet", rows, seed)


def comes_back(kind, rows, seed):
    """Write, read and compare."""
    random.Random(seed).shuffle(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        write(path, rows, kind)
        documents, report = taken(path)
    assert [(d.id, d.text, d.variables["note"], str(d.date)) for d in documents] == rows
    assert report.skipped == []


def mutants(content, seeds):
    """Damaged copies: cut, flipped, with bytes put in or taken out."""
    for seed in seeds:
        chance = random.Random(seed)
        bad, place = bytearray(content), chance.randrange(len(content))
        match seed % 4:
            case 0:
                del bad[place:]
            case 1:
                for _ in range(chance.choice((1, 3, 20))):
                    bad[chance.randrange(len(bad))] = chance.randrange(256)
            case 2:
                bad[place:place] = chance.randbytes(chance.randrange(1, 40))
            case 3:
                del bad[place : place + chance.randrange(1, 200)]
        yield bytes(bad)


def survives(tmp_path, kind, seeds):
    """Every mutant gives documents or one line, and nothing else is raised."""
    path = tmp_path / f"a.{kind}"
    rows = [(f"d{n}", "bread and péace " * n, "note", str(1900 + n)) for n in range(30)]
    if kind == "xlsx":
        pl.DataFrame(rows, schema=["id", "text", "note", "date"], orient="row").write_excel(path)
    else:
        write(path, rows, kind)
    outcomes = Counter()
    for bad in mutants(path.read_bytes(), seeds):
        path.write_bytes(bad)
        try:
            documents, report = taken(path)
        except RhetoricError as error:
            message = str(error)
            assert "\n" not in message
            outcomes["refused"] += 1
        else:
            assert report.documents == len(documents) > 0
            outcomes["read"] += 1
    assert outcomes.total() == len(seeds)


KINDS = ["csv", "csv.gz", "jsonl", "zip", "parquet", "xlsx"]


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_give_documents_or_one_line(tmp_path, kind, capfd):
    """No damage raises anything but our errors, nor writes to standard error."""
    survives(tmp_path, kind, range(12 if kind == "parquet" else 60))
    assert capfd.readouterr().err == ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_damaged_files(tmp_path, kind):
    """The same, hundreds to thousands of times for each format."""
    survives(tmp_path, kind, range(1000, 1400 if kind == "parquet" else 3000))


@on_real_corpora
@pytest.mark.parametrize(
    "path", sorted(CORPORA.glob("*/documents.csv.gz")), ids=lambda p: p.parent.name
)
def test_every_real_corpus_reads_whole_and_dated(path):
    """Nothing is skipped, everything is dated, and the count is that of the other reader."""
    documents, report = read_documents(path)
    undated = sum(document.date is None for document in documents)
    assert (undated, report.skipped) == (0, [])
    assert report.documents == pl.read_csv(path, columns=["id"]).height


@on_real_corpora
def test_real_folders_with_their_tables(tmp_path):
    """Raw texts beside their metadata tables are all found in them."""
    for name, table, n in (
        ("sotu_en", "SOTU_metadata.csv", 8),
        ("kropotkin_en", "sources.csv", 13),
    ):
        documents, report = taken(CORPORA / name / f"raw-{name}", metadata=table)
        assert len(documents) == n
        assert all(d.date and d.author for d in documents)
        assert report.skipped == []
    documents, _ = taken(CORPORA / "ungdc_en" / "raw-ungdc_en", pattern="{author}_{session}_{date}")
    assert {(d.author, str(d.date)) for d in documents} >= {("CHN", "1975"), ("USA", "2000")}


@pytest.mark.parametrize("name", ["a.TXT", "a.csv.GZ", "b.a.jsonl"])
def test_endings_are_known_in_any_case(name):
    """The stem of a name is what stands before a known ending."""
    assert stem_of(Path(name)) == name[: name.lower().rindex("a.") + 1]


@given(st.binary(max_size=300), st.sampled_from(["csv", "jsonl", "txt", "csv.gz", "xlsx", "zip"]))
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes_never_escape(content, kind):
    """Any bytes under any ending raise our errors or nothing."""
    with TemporaryDirectory() as folder, suppress(RhetoricError):
        path = Path(folder, f"a.{kind}")
        path.write_bytes(content)
        for document in taken(path)[0]:
            document.text.encode()
