"""Folders: which files, in which order, what is left out, and the table beside them."""

import os
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from toolkit.errors import OptionError, ReadError
from toolkit.readers.sources import read_documents


def filled(folder, **texts):
    """Write text files; a double underscore in a name is a folder."""
    for name, text in texts.items():
        path = folder / (name.replace("__", "/") + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def taken(path, **options):
    """All documents and the report."""
    documents, report = read_documents(path, **options)
    return list(documents), report


def test_a_folder_of_texts_is_read_by_name(tmp_path):
    """Dates and authors come from the names, ids are the paths, the order that of the names."""
    filled(tmp_path, _1918_ann_peace="Peace", b___1917_bo_bread="Bread")
    for name in ("_1918_ann_peace.txt", "b/_1917_bo_bread.txt"):
        path = tmp_path / name
        path.rename(path.with_name(path.name[1:]))
    documents, report = taken(tmp_path)
    assert [(d.id, str(d.date), d.author, d.title) for d in documents] == [
        ("1918_ann_peace", "1918", "ann", "peace"),
        ("b/1917_bo_bread", "1917", "bo", "bread"),
    ]
    assert report.notes == [
        "1918_ann_peace.txt and 1 more: date, author and title from the file name; "
        "pattern= can say it better."
    ]


def test_a_single_text_is_a_source(tmp_path):
    """One file gives one document; an empty one is a document without tokens."""
    filled(tmp_path, x1917="")
    (document,), _ = taken(tmp_path / "x1917.txt")
    assert (document.id, document.text, str(document.date)) == ("x1917", "", "1917")


def test_a_pattern_is_followed_and_misfits_are_listed(tmp_path):
    """A name that does not fit comes in undated, with its reason."""
    filled(tmp_path, CHN_1975="China", other="Other")
    documents, report = taken(tmp_path, pattern="{author}_{date}")
    assert [(d.author, str(d.date)) for d in documents] == [("CHN", "1975"), ("", "None")]
    assert report.skipped == [
        ("other.txt", "the name does not fit '{author}_{date}'; nothing was taken from there")
    ]


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    """It is listed with its reason; the good ones come in, whatever their formats."""
    filled(tmp_path, x1917="Bread")
    (tmp_path / "t.csv").write_text("text,date\nPeace,1918\n")
    pl.DataFrame({"text": ["Land"], "year": [1919]}).write_parquet(tmp_path / "p.parquet")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1")
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    (tmp_path / "scan.tiff").write_bytes(b"II")
    (tmp_path / ".hidden").write_text("x")
    documents, report = taken(tmp_path)
    assert [d.text for d in documents] == ["Land", "Peace", "Bread"]
    reasons = dict(report.skipped)
    assert set(reasons) == {"bad.parquet", "bad.csv", "scan.tiff"}
    assert "no reader" in reasons["scan.tiff"]


@pytest.mark.parametrize("content", [None, "a,b\n1,2\n"])
def test_a_folder_without_a_document_is_refused(tmp_path, content):
    """An empty folder, and one where nothing can be read, are errors that say so."""
    if content:
        (tmp_path / "bad.csv").write_text(content)
    with pytest.raises(ReadError, match="no document could be read"):
        taken(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_stay_inside_the_folder(tmp_path):
    """Links out of the folder, in circles or to nowhere are listed; each file is read once."""
    root = filled(tmp_path / "root", a1917="Inside")
    (root / ".store").mkdir()
    (root / ".store" / "blob").write_text("Stored")
    (tmp_path / "secret.txt").write_text("Outside")
    for name, target in {
        "out.txt": tmp_path / "secret.txt",
        "again.txt": root / "a1917.txt",
        "stored1918.txt": root / ".store" / "blob",
        "loop": root,
        "nowhere.txt": root / "gone",
        "self.txt": root / "self.txt",
    }.items():
        os.symlink(target, root / name)
    documents, report = taken(root)
    assert [d.text for d in documents] == ["Inside", "Stored"]
    reasons = dict(report.skipped)
    assert set(reasons) == {"out.txt", "again.txt", "loop", "nowhere.txt", "self.txt"}
    assert "out of the folder" in reasons["out.txt"]
    assert "circle" in reasons["self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_not_waited_for(tmp_path):
    """What is no regular file is listed, or refused when it stands alone."""
    filled(tmp_path, x1917="Bread")
    os.mkfifo(tmp_path / "pipe.txt")
    documents, report = taken(tmp_path)
    assert len(documents) == 1
    assert report.skipped == [("pipe.txt", "is no regular file")]
    with pytest.raises(ReadError, match="no regular file"):
        read_documents(tmp_path / "pipe.txt")


def test_a_table_can_describe_the_files(tmp_path):
    """The column that names the files is found; the rest says date, author and variables."""
    filled(tmp_path, su1="One", su2="Two", su3="Three")
    (tmp_path / "about.csv").write_text(
        'President,Date,filename,party\nAnn,"January 8, 1790",su1.txt,F\nBo,1791,./x\\su2.txt,G\n'
        "Cy,1792,su9.txt,H\nDo,1800,su2,H\n"
    )
    documents, report = taken(tmp_path, metadata="about.csv")
    assert [(d.id, str(d.date), d.author, d.variables) for d in documents] == [
        ("su1", "January 8, 1790", "Ann", {"party": "F"}),
        ("su2", "1800", "Do", {"party": "H"}),
        ("su3", "None", "", {}),
    ]
    assert report.skipped == [
        ("su3.txt", "about.csv has no row for this file; the text came in undated")
    ]
    assert "column 'filename' names the files; 2 of 4 rows have one" in report.notes[0]


def test_a_table_that_names_no_file_or_one_twice_is_refused(tmp_path):
    """Both are errors that name the table and an example."""
    filled(tmp_path, a="One")
    (tmp_path / "about.csv").write_text("name,year\nb,1917\n")
    with pytest.raises(ReadError, match=r"no column names the files, such as 'a.txt'"):
        taken(tmp_path, metadata="about.csv")
    (tmp_path / "about.csv").write_text("name,year\na,1917\na,1918\n")
    with pytest.raises(ReadError, match="two rows are about the file 'a'"):
        taken(tmp_path, metadata="about.csv")


def test_options_that_cannot_hold_are_refused_at_once(tmp_path):
    """Nothing is read when options contradict each other or the source."""
    table = tmp_path / "a.csv"
    table.write_text("text,date\nx,1917\n")
    (tmp_path / "a.tiff").write_text("")
    with pytest.raises(OptionError, match="date= and sequence="):
        read_documents(table, date="date", sequence="n")
    with pytest.raises(OptionError, match="pattern= and metadata="):
        read_documents(tmp_path, pattern="{date}", metadata="a.csv")
    with pytest.raises(OptionError, match="pattern= is about the names of text files"):
        read_documents(table, pattern="{date}")
    with pytest.raises(ReadError, match="no such metadata table"):
        read_documents(tmp_path, metadata="gone.csv")
    with pytest.raises(ReadError, match="no such file or folder"):
        read_documents(tmp_path / "gone.csv")
    with pytest.raises(ReadError, match="no such file or folder"):
        read_documents("a\0b")
    with pytest.raises(ReadError, match="no reader for this kind"):
        read_documents(tmp_path / "a.tiff")


def test_an_archive_is_read_in_memory(tmp_path):
    """Tables and texts inside a ZIP come in; hostile names write nothing anywhere."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("t.csv", "text,date\nBread,1917\n")
        archive.writestr("../../1918_x_out.txt", "Peace")
        archive.writestr("__MACOSX/t.csv", "junk")
        archive.writestr("picture.png", "junk")
    documents, report = taken(path)
    assert [(d.text, str(d.date)) for d in documents] == [("Peace", "1918"), ("Bread", "1917")]
    assert [s.source for s in report.skipped] == ["a.zip/picture.png"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path):
    """More than two hundred times the size of the archive is not read."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x1917.txt", b"a" * (60 << 20))
    with pytest.raises(ReadError, match="200 times its size"):
        taken(path)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_no_text_do_no_harm(tmp_path):
    """Bytes of a name that are no UTF-8 never reach an id or a message."""
    with open(os.fsencode(tmp_path) + b"/r\xe9volution1917.txt", "w") as opened:
        opened.write("Bread")
    (document,), _ = taken(tmp_path)
    assert document.id.encode()
    assert document.source.encode()
    assert str(document.date) == "1917"


def test_files_read_elsewhere_are_read_the_same(tmp_path):
    """Texts, order, notes and what is left out, in tables and archives too."""
    filled(tmp_path, _1918_ann_peace="Peace", b__1917_bo_bread="Bread", b__no_date="Land")
    (tmp_path / "bad.html").write_bytes(b"")
    (tmp_path / "broken.epub").write_bytes(b"PK\x03\x04 no book")
    (tmp_path / "odd.txt").write_bytes("Peuple dés".encode("latin-1"))
    (tmp_path / "table.csv").write_text("id,text,date\nx,War,1914\ny,More war,never\n")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("1919_cy_land.txt", "Land")
    here, said = taken(tmp_path)
    with ThreadPoolExecutor(3) as executor:
        there, also_said = taken(tmp_path, executor=executor)
    assert there == here
    assert len(here) >= 7
    assert said.skipped
    assert (also_said.skipped, also_said.notes) == (said.skipped, said.notes)
