"""Debates as plain text: a speech a line, and a table beside that says who speaks."""

import csv
import io

import pytest

from toolkit.cli.main import main
from toolkit.readers.read import read

FIRST, SECOND = "ParlaMint-XX_1921-03-08-lower", "ParlaMint-XX_1921-03-09-lower"
COLUMNS = (
    *("Text_ID", "ID", "Title", "Date", "Term", "Lang", "Speaker_role", "Party_status"),
    *("Speaker_party", "Speaker_ID", "Speaker_name", "Speaker_gender", "Speaker_birth"),
)
SPEECHES = {
    FIRST: [
        ("u1", "I open the sitting. [[Applause]] The bread question [[Noise]]comes first.", "Aye"),
        ("u2", "Bread and peace, and nothing else.", "Bly"),
        ("u3", "No bread without land.", ""),
    ],
    SECOND: [("u1", "Peace at last.", "Bly")],
}
PERSONS = {
    "Aye": ("Chairperson", "-", "-", "AdaAye", "Aye, Ada Maria", "F", "1870"),
    "Bly": ("Regular", "Opposition", "LND", "BoBly", "Bly, Bo", "M", "-"),
    "": ("Guest", "-", "-", "-", "-", "-", "-"),
}


def table(name, speeches):
    """Write the table of a text."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for own, _, who in speeches:
        role, status, party, *person = PERSONS[who]
        head = [name, f"{name}.{own}", f"Minutes of {name}", name[13:23], "3", "English"]
        writer.writerow([*head, role, status, party, *person])
    return made.getvalue()


@pytest.fixture
def debates(tmp_path):
    """Two sittings in folders of their years, with tables in two languages and a text beside."""
    folder = tmp_path / "debates"
    (folder / "1921").mkdir(parents=True)
    for name, speeches in SPEECHES.items():
        lines = [f"{name}.{own}\t{words}\n" for own, words, _ in speeches]
        (folder / "1921" / f"{name}.txt").write_text("".join(lines), encoding="utf-8")
        for ending in ("-meta.tsv", "-meta-en.tsv"):
            path = folder / "1921" / f"{name}{ending}"
            path.write_text(table(name, speeches), encoding="utf-8")
    (folder / "1919_rules.txt").write_text("Rules of the\thouse.", encoding="utf-8")
    return folder


def test_each_speech_is_a_document_with_its_row(debates):
    """Dates, names and variables from the table, comments apart; other texts as ever."""
    corpus = read(debates)
    rows = {row["id"]: row for row in corpus.documents.iter_rows(named=True)}
    whole = f"1921/{FIRST}/{FIRST}"
    assert set(rows) == {
        "1919_rules", f"1921/{SECOND}/{SECOND}.u1", *(f"{whole}.u{n}" for n in (1, 2, 3))
    }  # fmt: skip
    assert not len(corpus.skipped)
    one, two, three = (rows[f"{whole}.u{n}"] for n in (1, 2, 3))
    assert corpus.text(one["id"]) == "I open the sitting. The bread question comes first."
    assert one["notes"] == "Applause\nNoise"
    assert [row["date"] for row in (one, two, three)] == ["1921-03-08"] * 3
    assert [row["author"] for row in (one, two, three)] == ["Ada Maria Aye", "Bo Bly", ""]
    said = ("role", "gender", "birth", "party", "speaker_id", "Party_status", "Term")
    assert [one[name] for name in said] == [
        "Chairperson", "F", "1870", None, "AdaAye", None, "3"
    ]  # fmt: skip
    assert [two[name] for name in said] == [
        "Regular", "M", None, "LND", "BoBly", "Opposition", "3"
    ]  # fmt: skip
    assert two["title"] == f"Minutes of {FIRST}"
    assert corpus.text("1919_rules") == "Rules of the\thouse."


def test_a_sitting_can_be_one_document_that_names_its_speakers(debates):
    """Texts one below the other; variables that all speeches share."""
    corpus = read(debates, speakers="variables")
    row = corpus.documents.row(corpus.row(f"1921/{FIRST}"), named=True)
    assert row["speakers"] == "Ada Maria Aye; Bo Bly"
    assert (row["author"], row["date"], row["Term"], row["role"]) == ("", "1921-03-08", "3", None)
    assert corpus.text(row["id"]).splitlines()[1] == "Bread and peace, and nothing else."


def test_speeches_without_a_row_and_lines_that_are_none_are_listed(debates, capsys):
    """They come in dated by the name of the file, and the exit is 1; a broken line does not."""
    path = debates / "1921" / f"{FIRST}.txt"
    path.write_text(f"{path.read_text()}{FIRST}.u9\tLate words.\n\nno speech\n", encoding="utf-8")
    target = debates.parent / "c"
    assert main(["read", str(debates), "-o", str(target)]) == 1
    said = capsys.readouterr().err
    assert f"1921/{FIRST}.txt#{FIRST}.u9: {FIRST}-meta.tsv has no row for this speech" in said
    assert f"1921/{FIRST}.txt line 6: is no speech" in said
    corpus = read(debates)
    late = corpus.documents.row(corpus.row(f"1921/{FIRST}/{FIRST}.u9"), named=True)
    assert (late["date"], late["author"]) == ("1921-03-08", "")


def test_one_text_alone_is_read_with_the_table_beside_it(debates):
    """A file named by itself, and one whose table is there in English only."""
    path = debates / "1921" / f"{SECOND}.txt"
    path.with_name(f"{SECOND}-meta.tsv").unlink()
    corpus = read(path)
    assert corpus.documents.select("id", "author").rows() == [(f"{SECOND}/{SECOND}.u1", "Bo Bly")]


def test_a_table_beside_a_text_of_prose_is_a_table_like_any_other(tmp_path):
    """Lines without ids are no speeches: the text is one document, the table is not lost."""
    (tmp_path / "1917_a.txt").write_text("Bread. Peace.", encoding="utf-8")
    (tmp_path / "1917_a-meta.tsv").write_text("id\ttext\nx\tland\n", encoding="utf-8")
    assert sorted(read(tmp_path).documents["id"]) == ["1917_a", "x"]
