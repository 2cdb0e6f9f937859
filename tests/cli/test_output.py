"""Tables on their way out: what each format keeps, and that a file is replaced whole."""

import io
import json
import os

import polars as pl
import pytest

from toolkit.cli.output import FORMATS, choose, emit
from toolkit.cli.render import rich
from toolkit.errors import OptionError, UnknownNameError

TABLE = pl.DataFrame(
    {
        "id": ["=1+1", "b & c_1", "專\x1b[31m"],
        "n": [1, 2, None],
        "value": [0.5, float("nan"), float("-inf")],
    }
)
EXACT = [
    {"id": "=1+1", "n": 1, "value": 0.5},
    {"id": "b & c_1", "n": 2, "value": None},
    {"id": "專\x1b[31m", "n": None, "value": None},
]


def written(capsysbinary, form, table=TABLE):
    """Bytes on stdout."""
    emit(table, form, None)
    return capsysbinary.readouterr().out


def test_json_is_a_list_of_rows_with_nulls_and_no_nan(capsysbinary):
    """Every row has every column; what is no finite number is null; text is exact."""
    text = written(capsysbinary, "json").decode()
    refuse = pytest.fail
    assert json.loads(text, parse_constant=refuse) == EXACT


def test_jsonl_is_one_row_a_line(capsysbinary):
    """Each line is a row by itself."""
    lines = written(capsysbinary, "jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == EXACT


def test_csv_and_parquet_on_stdout_are_exact(capsysbinary):
    """No prefix, no escaping on stdout: scripts read what is there."""
    csv = pl.read_csv(io.BytesIO(written(capsysbinary, "csv")))
    parquet = pl.read_parquet(io.BytesIO(written(capsysbinary, "parquet")))
    assert csv.rows(named=True) == parquet.rows(named=True) == EXACT


def test_a_plain_table_keeps_every_column_whatever_the_width(capsysbinary):
    """No column and no cell is cut when the output is no terminal."""
    wide = pl.DataFrame({f"column_{k}": ["x" * 30] for k in range(40)})
    head, row = written(capsysbinary, "table", wide).decode().splitlines()
    assert head.split() == wide.columns
    assert row.split() == ["x" * 30] * 40


def test_a_plain_table_spells_control_characters(capsysbinary):
    """A cell cannot steer the terminal; a missing value is a dash."""
    text = written(capsysbinary, "table").decode()
    assert "\x1b" not in text
    assert r"專\x1b[31m" in text
    assert text.splitlines()[2].split()[-1] == "–"


def test_latex_escapes_and_has_a_line_for_every_row(capsysbinary):
    """A tabular that compiles: special signs escaped, as many ends of row as rows and head."""
    text = written(capsysbinary, "latex").decode()
    assert r"b \& c\_1" in text
    assert text.count(r"\\") == 1 + TABLE.height
    assert text.startswith("\\begin{tabular}{lrr}\n\\toprule")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_table_without_rows_keeps_its_columns(form, capsysbinary):
    """Every format can say that there is nothing."""
    out = written(capsysbinary, form, TABLE.clear())
    if form == "json":
        assert json.loads(out) == []
    elif form == "csv":
        assert out == b"id,n,value\n"
    elif form == "parquet":
        assert pl.read_parquet(io.BytesIO(out)).columns == TABLE.columns
    else:
        assert out == b"" if form == "jsonl" else b"id" in out


def test_a_csv_file_cannot_run_as_a_formula(tmp_path):
    """With -o a text cell that begins like a formula gets an apostrophe; numbers do not."""
    table = TABLE.with_columns(pl.Series("value", [-0.5, 1.0, 2.0]))
    emit(table, "csv", tmp_path / "t.csv")
    found = pl.read_csv(tmp_path / "t.csv")
    assert found["id"].to_list() == ["'=1+1", "b & c_1", "專\x1b[31m"]
    assert found["value"].to_list() == [-0.5, 1.0, 2.0]


def test_the_other_files_are_exact(tmp_path):
    """Only CSV is opened by spreadsheets: JSON and Parquet files keep every cell."""
    emit(TABLE, "json", tmp_path / "t.json")
    emit(TABLE, "parquet", tmp_path / "t.parquet")
    assert json.loads((tmp_path / "t.json").read_text("utf-8")) == EXACT
    assert pl.read_parquet(tmp_path / "t.parquet").rows(named=True) == EXACT


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    """When the disk fails at the last step the old file is there, and nothing else."""
    path = tmp_path / "t.csv"
    path.write_text("old")

    def fail(*_):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        emit(TABLE, "csv", path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["t.csv"]


def test_a_device_is_written_to_and_not_replaced():
    """-o /dev/null writes there."""
    from pathlib import Path

    emit(TABLE, "csv", Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_the_suffix_chooses_the_format_unless_one_is_named(tmp_path):
    """-o drift.csv is CSV, --format json wins, an unknown suffix is refused with the formats."""
    assert choose(None, tmp_path / "a.CSV") == "csv"
    assert choose("json", tmp_path / "a.csv") == "json"
    with pytest.raises(
        OptionError, match=r"'\.doc' names no format; add --format, one of table, csv"
    ):
        choose(None, tmp_path / "a.doc")
    with pytest.raises(UnknownNameError, match="Did you mean 'csv'"):
        choose("cvs", None)


def test_on_a_terminal_no_column_is_lost(capsys, monkeypatch):
    """Constant columns are said once, long texts fold, what is too wide goes on below."""
    monkeypatch.setenv("COLUMNS", "60")
    names = [f"column_{k}" for k in range(12)]
    table = pl.DataFrame({name: [k, k + 1] for k, name in enumerate(names)})
    table = table.with_columns(same=pl.lit("constant"), text=pl.Series(["word " * 20, "[bold]x"]))
    rich(table)
    shown = capsys.readouterr().out
    assert "same constant" in shown
    assert [name for name in [*names, "text"] if name not in shown] == []
    assert "[bold]x" in shown
    assert all(len(line) <= 60 for line in shown.splitlines())
