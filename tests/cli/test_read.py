"""`rhetoric read`: what comes in, what is said, and that a corpus is never lost."""

import hashlib
import json
from pathlib import Path

import pytest

from toolkit.corpus.corpus import Corpus


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder with its hash."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.fixture
def texts(tmp_path):
    """Make a folder of three good texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for year in (1917, 1918, 1919):
        (folder / f"{year}_someone_title.txt").write_text(f"Bread and peace in {year}.")
    return folder


def test_reading_says_what_came_in(source, tmp_path, rhetoric):
    """The counts are data on stdout; columns guessed and the summary are said on stderr."""
    code, out, err = rhetoric("read", source, "-o", tmp_path / "c", "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    assert (row["documents"], row["first"], row["undated"]) == (90, "1900-01-01", 0)
    assert err.splitlines()[-1] == f"90 documents, 1900–1959, {row['tokens']:,} tokens"
    assert "text" in err
    assert "date" in err


def test_the_corpus_holds_what_the_source_held(archive):
    """Ninety rows of CSV are ninety documents with their variables."""
    corpus = Corpus.open(archive)
    assert len(corpus) == 90
    assert {"id", "date", "author", "genre"} <= set(corpus.documents.columns)


def test_an_existing_corpus_is_not_replaced_unasked(source, texts, tmp_path, rhetoric):
    """Without --force exit 2 and not one byte changed; with it the new one stands there."""
    place = tmp_path / "c"
    rhetoric("read", source, "-o", place)
    before = fingerprint(place)
    code, out, err = rhetoric("read", texts, "-o", place)
    assert (code, out) == (2, "")
    assert "--force" in err
    assert fingerprint(place) == before
    assert (
        rhetoric("read", texts, "-o", place, "--force", "--pattern", "{date}_{author}_{title}").code
        == 0
    )
    assert len(Corpus.open(place)) == 3


def test_appending_adds_documents(source, texts, tmp_path, rhetoric):
    """--append keeps the old documents and adds the new ones; counts are of both."""
    place = tmp_path / "c"
    rhetoric("read", source, "-o", place)
    outcome = rhetoric("read", texts, "--append", place, "--format", "json")
    assert outcome.code == 0
    assert json.loads(outcome.out)[0]["documents"] == 93


def test_appending_the_same_again_is_refused(source, tmp_path, rhetoric):
    """The same ids twice: exit 2, and the corpus is as it was."""
    place = tmp_path / "c"
    rhetoric("read", source, "-o", place)
    before = fingerprint(place)
    code, _, err = rhetoric("read", source, "--append", place)
    assert code == 2
    assert err.count("rhetoric: error:") == 1
    assert fingerprint(place) == before


def test_a_file_that_cannot_be_read_is_skipped_and_named(texts, tmp_path, rhetoric):
    """One bad file in a folder: the others come in, it is named with its reason, exit 1."""
    (texts / "broken.xlsx").write_bytes(b"PK\x03\x04 no table")
    (texts / "empty.txt").write_bytes(b"")
    code, _, err = rhetoric("read", texts, "-o", tmp_path / "c")
    skipped = [line for line in err.splitlines() if line.startswith("skipped: ")]
    assert code == 1
    assert len(Corpus.open(tmp_path / "c")) >= 3
    assert any("broken.xlsx: " in line for line in skipped)


def test_strict_makes_skipped_inputs_exit_3(texts, tmp_path, rhetoric):
    """With --strict the same reading exits 3; the corpus is made all the same."""
    (texts / "broken.xlsx").write_bytes(b"PK\x03\x04 no table")
    assert rhetoric("read", texts, "-o", tmp_path / "c", "--strict").code == 3
    assert len(Corpus.open(tmp_path / "c")) >= 3


def test_a_date_that_is_not_understood_is_said(source, tmp_path, rhetoric):
    """A bad date: the document comes in undated, is named with its row, exit 1."""
    bad = tmp_path / "bad.csv"
    bad.write_text("id,date,text\na,1917,one two\nb,Thermidor,three four\n")
    code, out, err = rhetoric("read", bad, "-o", tmp_path / "c", "--format", "json")
    assert code == 1
    assert (json.loads(out)[0]["documents"], json.loads(out)[0]["undated"]) == (2, 1)
    assert "Thermidor" in err


@pytest.mark.parametrize(
    ("content", "flags", "says"),
    [
        ("id,date,text\na,1917,one\n", ["--text", "txt"], "txt"),
        ("id,date,text\na,1917,one\n", ["--date", "dat"], "dat"),
        ("id,when\na,1917\n", [], "text"),
        ("", [], "bad.csv"),
        ("id,date,text\n", [], "bad.csv"),
        (b"PK\x03\x04 no zip", [], "bad.csv"),
    ],
)
def test_a_source_that_cannot_be_used_is_one_line_and_exit_2(
    content, flags, says, source, tmp_path, rhetoric
):
    """Missing column, nothing inside, not a table: exit 2, one line, an old corpus untouched."""
    place = tmp_path / "c"
    rhetoric("read", source, "-o", place)
    before = fingerprint(place)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, out, err = rhetoric("read", bad, "-o", place, "--force", *flags, "--quiet")
    assert (code, out) == (2, "")
    assert err.startswith("rhetoric: error: ")
    assert err.count("\n") == 1
    assert says in err
    assert fingerprint(place) == before


def test_a_source_that_is_not_there_leaves_nothing_behind(tmp_path, rhetoric):
    """No source: exit 2, and no corpus folder is made."""
    code, _, err = rhetoric("read", tmp_path / "nowhere.csv", "-o", tmp_path / "c")
    assert code == 2
    assert "nowhere.csv" in err
    assert not (tmp_path / "c").exists()


def test_hostile_ids_and_titles_do_not_reach_the_terminal(tmp_path, rhetoric):
    """Escapes in ids, titles and texts are spelt out in tables and on stderr."""
    bad = tmp_path / "bad.csv"
    bad.write_text(
        "id,date,title,text\n"
        '"a\x1b]0;owned\x07",1917,"\u202etitle","war \x1b[2J here"\n'
        '"b\x1b[31m",nodate,"x","war"\n'
    )
    read = rhetoric("read", bad, "-o", tmp_path / "c")
    assert r"\x1b" in read.err or "nodate" in read.err
    shown = rhetoric("kwic", tmp_path / "c", "war")
    assert "\x1b" not in shown.out
    assert "\x07" not in shown.out
    assert "war" in shown.out


def test_quiet_silences_notes_but_no_skipped_input(texts, tmp_path, rhetoric):
    """--quiet: no notes and no summary; what was skipped is still named."""
    (texts / "broken.xlsx").write_bytes(b"PK\x03\x04 no table")
    err = rhetoric("read", texts, "-o", tmp_path / "c", "--quiet").err
    assert all(line.startswith("skipped: ") for line in err.splitlines())
    assert err


def test_a_table_that_is_skipped_leaves_no_traceback_behind(texts, tmp_path, shell):
    """A table without a text in a folder of texts is one line, in a process of its own too."""
    (texts / "list.csv").write_text("name,party\nx,y\n" * 50)
    done = shell("read", texts, "-o", tmp_path / "c", "--quiet")
    assert done.returncode == 1
    assert done.stderr.startswith("skipped: list.csv: ")
    assert done.stderr.count("\n") == 1


def test_appending_gives_what_reading_everything_at_once_gives(tmp_path, rhetoric):
    """Two tables with other columns, one after the other or together: one hash, one row."""
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "one.csv").write_text("date,text,genre\n1917,bread and peace,a\n1918,war,b\n")
    (folder / "two.csv").write_text("date,text,author\n1916,more bread,me\n,no date,you\n")
    rhetoric("read", folder / "one.csv", "-o", tmp_path / "c")
    added = rhetoric("read", folder / "two.csv", "--append", tmp_path / "c", "--format", "json")
    whole = rhetoric("read", folder, "-o", tmp_path / "whole", "--format", "json")
    assert (added.code, added.out) == (0, whole.out)
    opened, wanted = Corpus.open(tmp_path / "c"), Corpus.open(tmp_path / "whole")
    assert opened.hash == wanted.hash
    assert [opened.text(name) for name in wanted.documents["id"]] == [
        wanted.text(name) for name in wanted.documents["id"]
    ]
    assert len(list((tmp_path / "c").glob("gen-*"))) == 1


def test_rules_are_kept_with_the_corpus_and_said(tmp_path, rhetoric):
    """--clean and --chinese are part of the corpus; each change is counted on stderr."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "1917_ada_bread.txt").write_text("The resolu-\ntion of the sovi\xadets", "utf-8")
    code, _, err = rhetoric("read", folder, "-o", tmp_path / "c", "--clean", "all")
    assert code == 0
    assert "put together: 2 in 1 of 1 documents" in err
    corpus = Corpus.open(tmp_path / "c")
    assert {"resolution", "soviets"} <= set(corpus.index.types)
    assert corpus.rules.clean == ("hyphens", "numbers", "heads", "repeated")
    code, _, err = rhetoric("read", folder, "--append", tmp_path / "c", "--clean", "all")
    assert (code, "keeps its rules" in err) == (2, True)


def test_the_axis_is_chosen_once(tmp_path, rhetoric):
    """--dated-by is kept, said by `read` and `describe`, and holds for what is added."""
    for name in ("one", "two"):
        head = f"id,text,date,date_published\n{name},bread,"
        (tmp_path / f"{name}.csv").write_text(f"{head}1900,1920\n{name}-b,bread,1900,\n")
    place = tmp_path / "c"
    code, _, err = rhetoric(
        "read", tmp_path / "one.csv", "-o", place, "--dated-by", "published,date"
    )
    assert code == 0
    assert "dated by first publication; of 2 documents 1 by the usual date" in err
    code, _, err = rhetoric(
        "read", tmp_path / "two.csv", "--append", place, "--dated-by", "published"
    )
    assert (code, "--dated-by" in err, err.count("\n")) == (2, True, 1)
    assert rhetoric("read", tmp_path / "two.csv", "--append", place).code == 0
    dates = Corpus.open(place).documents.sort("id")["date"].to_list()
    assert dates == ["1920", "1900", "1920", "1900"]
    _, _, err = rhetoric("describe", place)
    assert "dated by first publication; of 4 documents 2 by the usual date." in err


@pytest.mark.parametrize(
    ("flag", "value"), [("--clean", "heds"), ("--chinese", "x"), ("--spelling", "x")]
)
def test_a_rule_that_is_not_known_is_refused(texts, tmp_path, rhetoric, flag, value):
    """Exit 2 and one line with what is allowed; no folder is made."""
    code, out, err = rhetoric("read", texts, "-o", tmp_path / "c", flag, value)
    assert (code, out) == (2, "")
    assert value in err
    assert not (tmp_path / "c").exists()


def test_a_study_of_undated_texts_says_so_at_once(tmp_path, rhetoric):
    """Texts without a date in their names: `init` writes the study and names the missing dates."""
    (tmp_path / "notes").mkdir()
    for name in ("one", "two"):
        (tmp_path / "notes" / f"{name}.txt").write_text("bread and peace and land", "utf-8")
    assert rhetoric("read", tmp_path / "notes", "-o", tmp_path / "c").code == 0
    code, _, err = rhetoric("init", tmp_path / "c", "bread", "-o", tmp_path / "s.toml")
    assert code == 0
    assert "no document has a date" in err
    assert "--pattern" in err
