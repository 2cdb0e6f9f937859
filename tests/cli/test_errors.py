"""Error lines: what it is about, what was given, what to do next, in one line."""

import errno

import pytest

from toolkit import errors
from toolkit.cli.errors import complain, sentence


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (errors.ReadError("a.csv: no column 'text'"), "a.csv: no column 'text'"),
        (errors.ReadError("nothing to read"), "source: nothing to read"),
        (errors.unknown_name("metric", "cosin", ["cosine"]),
         "metric: no metric named 'cosin'; known: cosine. Did you mean 'cosine'?"),
        (errors.unknown_name("document variable", "x", []),
         "document variable: no document variable named 'x'; known: ."),
        (errors.DateError("Thermidor", "a.csv row 3"),
         "a.csv row 3: the date 'Thermidor' is not understood; write it as 1917, 1917-11-07, "
         "1917~ or 1917/1921, or leave it empty."),
        (OSError(errno.ENOSPC, "No space left on device", "c.csv"),
         "c.csv: no space left on the device; make room, or write elsewhere with -o."),
        (PermissionError(errno.EACCES, "Permission denied", "c"),
         "c: permission denied; choose a place that you may use."),
        (MemoryError(),
         "memory: not enough for this step; read less at once, or use a larger machine."),
        (OSError(errno.ENOMEM, "Cannot allocate memory", "ids.npy"),
         "memory: not enough for this step; read less at once, or use a larger machine."),
    ],
)  # fmt: skip
def test_each_kind_of_error_says_what_it_is_about(problem, line):
    """The line begins with the file, the kind of name or the thing that is wrong."""
    assert sentence(problem) == line


def test_an_unforeseen_error_is_called_a_bug(capsys):
    """An error nobody foresaw is one line too, says so, and how to see more."""
    assert complain(KeyError("x\ny\x1b[2J"), debug=False) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("rhetoric: error: a bug in rhetoric: KeyError: ")
    assert "run again with --debug" in said
    assert "\x1b" not in said


def test_debug_shows_the_traceback_before_the_line(capsys):
    """With --debug the traceback comes first and the line stays last."""
    try:
        msg = "a.csv: empty"
        raise errors.ReadError(msg)
    except errors.ReadError as problem:
        complain(problem, debug=True)
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("Traceback")
    assert said[-1] == "rhetoric: error: a.csv: empty"
