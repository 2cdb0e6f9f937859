"""Parquet and XLSX: types become text, damage becomes one line."""

import datetime

import polars as pl
import pytest
import xlsxwriter

from toolkit.errors import ReadError
from toolkit.readers.sources import read_documents

FRAME = pl.DataFrame(
    {
        "id": ["a", "b"],
        "text": ["Bread", "Peace"],
        "date": [datetime.date(1917, 11, 7), datetime.date(1918, 3, 3)],
        "author": [["Ann", "Bo"], ["Cy"]],
        "n": [1.0, None],
    }
)


def workbook(path, rows, sheets=("Texts",)):
    """Write rows of plain values into the first of some sheets."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        first, *_ = [book.add_worksheet(name) for name in sheets]
        for place, row in enumerate(rows):
            first.write_row(place, 0, row)
    return path


def test_parquet_types_become_text(tmp_path):
    """Dates are ISO, lists are joined, whole floats have no point, nulls are empty."""
    path = tmp_path / "a.parquet"
    FRAME.write_parquet(path)
    first, second = read_documents(path)[0]
    assert (first.id, first.text, str(first.date)) == ("a", "Bread", "1917-11-07")
    assert (first.author, first.variables) == ("Ann; Bo", {"n": "1"})
    assert second.variables == {"n": ""}


def test_parquet_is_read_in_batches_without_loss(tmp_path):
    """More rows than a batch come in once each, in order."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"text": [f"t{n}" for n in range(4001)]}).write_parquet(path)
    assert [d.text for d in read_documents(path)[0]] == [f"t{n}" for n in range(4001)]


def test_xlsx_takes_the_first_sheet_and_says_so(tmp_path):
    """Date cells are dates, numbers of years are years, empty rows are no documents."""
    when = datetime.date(1917, 11, 7)
    rows = [["text", "date", "share"], ["Bread", when, 0.5], [], ["Peace", 1918, None]]
    path = workbook(tmp_path / "a.xlsx", rows, ("Texts", "Notes"))
    documents, report = read_documents(path)
    first, second = documents
    assert (str(first.date), first.variables, first.source) == (
        "1917-11-07",
        {"share": "0.5"},
        "a.xlsx:1",
    )
    assert (str(second.date), second.source) == ("1918", "a.xlsx:3")
    assert "sheet 'Texts' was read, the first of 2" in " ".join(report.notes)


def test_day_counts_of_a_spreadsheet_are_not_taken_for_dates(tmp_path):
    """Unformatted date cells give numbers, of four digits before 1928: both are refused."""
    rows = [["text", "date"], ["Bread", 6521], ["Peace", 43046]]
    documents, report = read_documents(workbook(tmp_path / "a.xlsx", rows))
    assert [d.date for d in documents] == [None, None]
    assert all("day count" in s.reason for s in report.skipped)
    assert len(report.skipped) == 2


def test_texts_as_long_as_a_cell_can_be_are_said_to_be_cut(tmp_path):
    """Excel cuts longer texts; the note says how many cells are full."""
    path = workbook(tmp_path / "a.xlsx", [["text"], ["x" * 32_767], ["y"]])
    documents, report = read_documents(path)
    assert len(list(documents)) == 2
    assert "1 cells have 32767 characters" in " ".join(report.notes)


def test_damage_is_one_line(tmp_path, capfd):
    """Cut, flipped or foreign bytes give a ReadError, and nothing on standard error."""
    parquet = tmp_path / "a.parquet"
    FRAME.write_parquet(parquet)
    xlsx = workbook(tmp_path / "a.xlsx", [["text"], ["Bread"]])
    for path in (parquet, xlsx):
        good = path.read_bytes()
        for bad in (b"", b"PK", b"PAR1", good[:-9], good[:50], good[:9] + b"\xff" * 40 + good[49:]):
            path.write_bytes(bad)
            with pytest.raises(ReadError) as caught:
                list(read_documents(path)[0])
            assert str(caught.value).startswith(f"{path.name}: ")
            assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("rows", [[], [["text", "date"]]])
def test_an_empty_sheet_is_refused(tmp_path, rows):
    """A workbook without a row of data holds no document."""
    with pytest.raises(ReadError, match="empty|no text and no row"):
        list(read_documents(workbook(tmp_path / "a.xlsx", rows))[0])
