"""Encodings: which is taken, what is mended, and that both are said."""

import codecs

import pytest

from toolkit.errors import OptionError
from toolkit.readers.sources import read_documents

SAID = "Café – “Revolución” naïve"


def read_bytes(tmp_path, content, **options):
    """Text and notes of one text file."""
    path = tmp_path / "1917_note.txt"
    path.write_bytes(content)
    documents, report = read_documents(path, **options)
    (document,) = documents
    return document.text, [n for n in report.notes if "file name" not in n]


@pytest.mark.parametrize(
    ("encoding", "mark", "note"),
    [
        ("utf-8", b"", ""),
        ("utf-8", codecs.BOM_UTF8, ""),
        ("utf-16-le", codecs.BOM_UTF16_LE, "read as utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "read as utf-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "read as utf-32"),
        ("cp1252", b"", "6 bytes are not UTF-8 and were read as cp1252"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path, encoding, mark, note):
    """A byte order mark decides, else UTF-8, else cp1252; anything but UTF-8 is said."""
    text, notes = read_bytes(tmp_path, mark + SAID.encode(encoding))
    assert text == SAID
    assert notes == [] if not note else note in notes[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(tmp_path, encoding):
    """Zeros at every other byte give it away."""
    text, notes = read_bytes(tmp_path, ("Bread and peace " * 9).encode(encoding))
    assert text == "Bread and peace " * 9
    assert encoding in notes[0]


def test_a_declared_encoding_is_used_where_no_mark_says_otherwise(tmp_path):
    """What the caller declares is taken; a byte order mark knows better."""
    assert read_bytes(tmp_path, "Земля и воля".encode("koi8-r"), encoding="koi8-r") == (
        "Земля и воля",
        [],
    )
    marked = codecs.BOM_UTF8 + SAID.encode()
    assert read_bytes(tmp_path, marked, encoding="koi8-r")[0] == SAID


def test_a_few_stray_bytes_do_not_spoil_a_file(tmp_path):
    """UTF-8 with some cp1252 in it keeps both, counted."""
    text, notes = read_bytes(tmp_path, "Café ".encode() + b"caf\xe9 \x81")
    assert text == "Café café \x81"
    assert "2 bytes are not UTF-8" in notes[0]


def test_bytes_that_are_not_of_the_declared_encoding_are_counted(tmp_path):
    """They become U+FFFD, and the report says how many."""
    text, notes = read_bytes(tmp_path, b"a\xff\xfeb", encoding="ascii")
    assert text == "a\ufffd\ufffdb"
    assert "2 characters could not be read as ascii" in notes[0]


def test_nul_is_left_out_and_counted(tmp_path):
    """NUL never gets into a text."""
    text, notes = read_bytes(tmp_path, b"br\0ead and \0peace, all power to the councils")
    assert text == "bread and peace, all power to the councils"
    assert "2 NUL characters were left out" in notes[0]


def test_half_a_surrogate_pair_becomes_one_replacement(tmp_path):
    """Halves become U+FFFD and are counted; both halves together are their character."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "half \\ud800, whole \\ud83d\\ude00"}\n')
    documents, report = read_documents(path)
    assert next(documents).text == "half \ufffd, whole 😀"
    assert list(documents) == []
    assert any("1 halves of a surrogate pair" in note for note in report.notes)


@pytest.mark.parametrize("encoding", ["no-such", "base64", "rot13", ""])
def test_an_unknown_encoding_is_refused_at_once(tmp_path, encoding):
    """The name of an encoding is checked before anything is read."""
    path = tmp_path / "a.txt"
    path.write_text("x")
    with pytest.raises(OptionError, match="is not known"):
        read_documents(path, encoding=encoding)
