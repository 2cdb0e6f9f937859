"""CSV and TSV: what comes in, what is listed, where a file breaks."""

import gzip
import re

import pytest

from toolkit.errors import ReadError, UnknownNameError
from toolkit.readers.sources import read_documents


def taken(path, **options):
    """All documents and the report."""
    documents, report = read_documents(path, **options)
    return list(documents), report


def written(tmp_path, content, name="speeches.csv"):
    """Write a small file and return its path."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_columns_are_guessed_said_and_the_rest_become_variables(tmp_path):
    """The usual names are found in any case and spelling; the choice stands in the notes."""
    path = written(tmp_path, 'Speech,YEAR,party\n"Bread,\nand peace",1917,b\n')
    (document,), report = taken(path)
    assert document.text == "Bread,\nand peace"
    assert document.date.iso() == "1917-01-01/1918-01-01"
    assert document.variables == {"party": "b"}
    assert (document.id, document.source) == ("speeches.csv:1", "speeches.csv:1")
    assert report.notes == ["speeches.csv: text from column 'Speech', date from column 'YEAR'."]
    assert report.documents == 1
    assert report.skipped == []


def test_columns_can_be_named(tmp_path):
    """What the caller names is taken, whatever else looks likelier."""
    path = written(tmp_path, "text,body,date,written,who\nno,yes,1900,1917,Ann\n")
    (document,), report = taken(path, text="body", date="written", author="who")
    assert (document.text, str(document.date), document.author) == ("yes", "1917", "Ann")
    assert document.variables == {"given_text": "no", "given_date": "1900"}
    assert "column 'date' is kept as variable 'given_date'" in " ".join(report.notes)


@pytest.mark.parametrize(
    ("header", "text", "date"),
    [
        ("Discurso;Fecha", "Discurso", "Fecha"),
        ("Rede\tErscheinungsjahr", "Rede", "Erscheinungsjahr"),
        ("Текст|Год", "Текст", "Год"),
        ("full_text,publicationYear", "full_text", "publicationYear"),
    ],
)
def test_names_in_other_languages_and_other_delimiters(tmp_path, header, text, date):
    """Column names of several languages are known; the delimiter is found in the first line."""
    mark = re.search(r"[;\t|,]", header)[0]
    path = written(tmp_path, f"{header}\nBread{mark}1917\n")
    (document,), report = taken(path)
    assert (document.text, str(document.date)) == ("Bread", "1917")
    assert f"text from column {text!r}, date from column {date!r}" in " ".join(report.notes)


def test_rows_with_a_wrong_number_of_cells_are_listed_by_line(tmp_path):
    """A row that does not fit its header is left out, counted and named by its line."""
    path = written(tmp_path, 'text,date\n"two\nlines",1917\nshort\nlong,1918,x\nlast,1919\n')
    documents, report = taken(path)
    assert [d.text for d in documents] == ["two\nlines", "last"]
    assert [s.source for s in report.skipped] == ["speeches.csv line 4", "speeches.csv line 5"]
    assert "has 1 cells where the header has 2" in report.skipped[0].reason


def test_a_quote_that_is_never_closed_is_no_silent_loss(tmp_path):
    """What stands before the open quote is read; how far the damage reaches is said."""
    path = written(tmp_path, 'text,date\none,1917\n"two,1918\nthree,1919\n')
    documents, report = taken(path)
    assert [d.text for d in documents] == ["one"]
    assert report.skipped[0].source == "speeches.csv line 3"
    assert "never closed; lines 3 to 4 not read" in report.skipped[0].reason


def test_a_quote_inside_a_quoted_cell_costs_its_row_only(tmp_path):
    """A row with a broken quote is listed, and reading goes on with the next line."""
    path = written(tmp_path, 'text,date\n"a "b" c",1917\ntwo,1918\n')
    documents, report = taken(path)
    assert [d.text for d in documents] == ["two"]
    assert "a quote is broken" in report.skipped[0].reason


def test_a_packed_file_cut_short_gives_what_came_before(tmp_path):
    """A truncated gzip is read to where it breaks, and the place is listed."""
    rows = "".join(f"text number {n} of many,{1800 + n % 200}\n" for n in range(20_000))
    packed = gzip.compress(f"text,date\n{rows}".encode())
    path = written(tmp_path, packed[: len(packed) // 2], "speeches.csv.gz")
    documents, report = taken(path)
    assert 1000 < len(documents) < 19_000
    assert documents[-1].text == f"text number {len(documents) - 1} of many"
    assert report.skipped[0].source == f"speeches.csv.gz line {len(documents) + 2}"
    assert "cut off" in report.skipped[0].reason


def test_packed_parts_may_follow_each_other(tmp_path):
    """Two gzip files put one after the other are one file, as gunzip has it."""
    packed = gzip.compress(b"text,date\none,1917\n") + gzip.compress(b"two,1918\n")
    documents, _ = taken(written(tmp_path, packed, "speeches.csv.gz"))
    assert [d.text for d in documents] == ["one", "two"]


def test_a_packed_bomb_is_stopped(tmp_path):
    """What unpacks to two hundred times its size is not read to the end."""
    packed = gzip.compress(b"text,date\n" + b"a" * (100 << 20))
    with pytest.raises(ReadError, match="200 times its size"):
        taken(written(tmp_path, packed, "speeches.csv.gz"))


def test_a_cell_may_hold_a_book(tmp_path):
    """A text of millions of characters is one cell."""
    book = "word " * 1_000_000
    (document,), _ = taken(written(tmp_path, f'text,date\n"{book}",1917\n'))
    assert document.text == book


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is empty"),
        ("text,date\n", "holds no text and no row"),
        ("a,b\n1,2\n", "no column looks like the text; name one of 'a', 'b'"),
        ("text,date,date\nx,1,2\n", "two columns are called 'date'"),
        ("text,date\nonly one cell\n", "line 2: has 1 cells"),
        (b"\x1f\x8b\x08\x00 no gzip", "no document|no column|is empty|cannot be read"),
    ],
)
def test_a_table_without_any_document_is_refused_in_one_line(tmp_path, content, why):
    """A single source that gives nothing is a ReadError that names the file and says why."""
    with pytest.raises(ReadError, match=why) as caught:
        taken(written(tmp_path, content))
    assert str(caught.value).startswith("speeches.csv: ")
    assert "\n" not in str(caught.value)


def test_a_missing_column_names_what_there_is(tmp_path):
    """A column that is not there is named together with those that are."""
    path = written(tmp_path, "text,date\nx,1917\n")
    with pytest.raises(UnknownNameError, match=r"no column 'when' for the date; it has 'text'"):
        taken(path, date="when")


def test_ids_that_stand_twice_name_both_places(tmp_path):
    """Two documents with one id stop the reading; numbering the rows is the way out."""
    path = written(tmp_path, "id,text\na,x\nb,y\na,z\n")
    with pytest.raises(ReadError, match=r"'a' stands twice, in speeches.csv:1 and in speeches"):
        taken(path)
    assert [d.id for d in taken(path, id="")[0]] == [f"speeches.csv:{n}" for n in (1, 2, 3)]


def test_a_column_without_a_name_is_called_by_its_number(tmp_path):
    """The unnamed first column that data frames write does not stop the reading."""
    (document,), _ = taken(written(tmp_path, ",text,date\n0,x,1917\n"))
    assert document.variables == {"column 1": "0"}
