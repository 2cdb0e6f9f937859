"""The verb `reuse`: columns that scripts rely on, zero hits, unusable input."""

import json

import pytest

from toolkit.cli.main import main
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.traces.base import REUSE_COLUMNS

WORDS = "the seven granaries of our quiet valley stood open until the frost came over the hill"


@pytest.fixture
def folder(tmp_path):
    """Save two documents that share a sentence."""
    Corpus.from_documents(
        [Document(year, f"{year} {WORDS}", parse_date(year)) for year in ("1900", "1910")]
    ).save(tmp_path / "c")
    return tmp_path


def rhetoric(capsys, *arguments):
    """Run one command line; give code, rows and talk."""
    code = main([*map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_an_archive_against_itself_gives_the_contract(folder, capsys):
    """One row, all columns in their order."""
    code, out, err = rhetoric(capsys, "reuse", folder / "c", "--format", "json")
    (row,) = json.loads(out)
    assert (code, list(row)) == (0, list(REUSE_COLUMNS))
    assert (row["source"], row["id"], row["text"]) == ("1900", "1910", WORDS)
    assert "looked through" in err


def test_a_target_without_a_shared_passage_is_an_answer(folder, capsys):
    """Zero hits: exit 0, an empty list, a sentence."""
    (folder / "t.txt").write_text("Nothing here was ever said by anyone.", "utf-8")
    target = ("--target", folder / "t.txt")
    code, out, err = rhetoric(capsys, "reuse", folder / "c", *target, "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert "No passage" in err


@pytest.mark.parametrize(
    "flags", [["--target", "nowhere.txt"], ["--words", "1"], ["--date", "1917"]]
)
def test_what_cannot_be_used_is_refused_in_one_line(folder, flags, capsys):
    """A missing target, a passage of one word: exit 2."""
    code, out, err = rhetoric(capsys, "reuse", folder / "c", *flags)
    assert (code, out, err.count("\n")) == (2, "", 1)
