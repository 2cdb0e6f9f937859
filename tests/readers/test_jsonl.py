"""JSON Lines: each line judged by itself, by the standard and not beyond it."""

import gzip
import json

import pytest

from toolkit.errors import ReadError
from toolkit.readers.sources import read_documents

BAD = {
    '{"text": NaN}': "NaN is no number",
    '{"text": -Infinity}': "Infinity is no number",
    '{"text": 1e999}': "1e999 is no number",
    '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}": "nested too deep",
    '{"text": ' + "9" * 5000 + "}": "digits",
    '["text"]': "a list stands there",
    '"text"': "a string stands there",
    "null": "a null stands there",
    "17": "a number stands there",
    '{"text": "x",}': "not a JSON object",
    "{'text': 'x'}": "not a JSON object",
    '{"text": "x"} {"text": "y"}': "Extra data",
    '{"text": "x': "Unterminated string",
    '{"date": 1917}': "has no 'text'",
}


@pytest.mark.parametrize(("line", "why"), BAD.items(), ids=range(len(BAD)))
def test_a_line_that_is_no_object_is_listed_by_its_number(tmp_path, line, why):
    """The lines around it come in."""
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "one"}}\n{line}\n\n{{"text": "two"}}')
    documents, report = read_documents(path)
    assert [d.text for d in documents] == ["one", "two"]
    ((place, reason),) = report.skipped
    assert place == "a.jsonl line 2"
    assert why in reason
    assert len(reason) < 200


def test_values_of_all_kinds_become_text(tmp_path):
    """Pages are joined by lines, authors by semicolons; whole numbers have no point."""
    row = {
        "fullText": ["page one", "page two"],
        "publicationYear": 1917.0,
        "creator": ["Marx", "Engels"],
        "share": 0.5,
        "draft": False,
        "none": None,
        "nested": {"a": [1]},
    }
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (document,) = read_documents(path)[0]
    assert document.text == "page one\npage two"
    assert str(document.date) == "1917"
    assert document.author == "Marx; Engels"
    assert document.variables == {
        "share": "0.5",
        "draft": "false",
        "none": "",
        "nested": '{"a": [1]}',
    }


def test_a_key_that_stands_twice_is_said(tmp_path):
    """The last value is taken, and the line is listed."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a", "text": "b"}\n')
    documents, report = read_documents(path)
    assert [d.text for d in documents] == ["b"]
    assert "stands twice" in report.skipped[0].reason


def test_line_separators_inside_a_string_do_not_end_a_line(tmp_path):
    """U+2028, U+0085 and form feeds belong to the text."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\u2028b\u0085c\x7f"}\r\n{"text": "d"}\n', newline="")
    assert [d.text for d in read_documents(path)[0]] == ["a\u2028b\u0085c\x7f", "d"]


def test_a_file_without_any_object_is_refused(tmp_path):
    """The error names the first line that is wrong, and how many more there are."""
    path = tmp_path / "a.jsonl"
    path.write_text("x\ny\nz\n")
    with pytest.raises(ReadError, match=r"a.jsonl line 1: is not a JSON object.*and 2 more"):
        list(read_documents(path)[0])
