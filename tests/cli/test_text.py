"""Text for terminals: nothing that a document says can steer the screen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli.text import pad, visible, width


@given(st.text(st.characters(), max_size=40))
def test_what_is_shown_holds_no_control_character(text):
    """Whatever the text: one line, no control, no mark of direction, valid UTF-8."""
    shown = visible(text)
    shown.encode()
    kinds = {unicodedata.category(letter) for letter in shown}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(
        shown
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
        ("a\r\n\tb", "a b"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("caf\udce9", r"caf\udce9"),
        ("Диктатура 專政 é", "Диктатура 專政 é"),
    ],
)
def test_controls_are_spelt_out_and_letters_stay(text, shown):
    """Escapes, line breaks, marks of direction and broken bytes are spelt; letters are not."""
    assert visible(text) == shown


def test_wide_letters_count_double_and_marks_nothing():
    """Columns line up whatever the script."""
    assert width("專政") == 4
    assert width("é") == width("e\u0301") == 1
    assert pad("專政", 6) == "專政  "
    assert pad("12", 4, right=True) == "  12"
