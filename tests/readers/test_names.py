"""File names: what they say about date, author and title."""

import pytest

from toolkit.errors import OptionError
from toolkit.readers.names import by_pattern, guessed
from toolkit.readers.preview import preview

GUESSES = [
    ("1917_lenin_state-and-revolution", "1917", "lenin", "state and revolution"),
    ("1917-11-07_lenin_to_the_citizens", "1917-11-07", "lenin", "to the citizens"),
    ("1917-11 appeal", "1917-11", "", "appeal"),
    ("1789-Washington", "1789", "", "Washington"),
    ("1917_lenin_on-1905", "1917", "lenin", "on 1905"),
    ("19171107", "1917-11-07", "", ""),
    ("ALB_30_1975", "1975", "", "ALB 30"),
    ("Redna-021-1998-11-25", "1998-11-25", "", "Redna 021"),
    ("su1790b", "1790", "", "su b"),
    ("from-1848-to-1871", "", "", "from 1848 to 1871"),
    ("chapter-12", "", "", "chapter 12"),
    ("item 99999999", "", "", "item 99999999"),
    ("report 43046", "", "", "report 43046"),
    ("0099_x_y", "", "", "0099 x y"),
]


@pytest.mark.parametrize(("stem", "date", "author", "title"), GUESSES)
def test_a_guess_needs_one_likely_date(stem, date, author, title):
    """A date at the start or the only one there is; otherwise none, rather than a wrong one."""
    assert guessed(stem) == {"date": date, "author": author, "title": title}


def test_a_pattern_takes_a_name_apart():
    """Fields end where the next sign of the pattern stands; the last takes the rest."""
    found = by_pattern("CHN_30_1975_b_c", "{country}_{session}_{date}_{title}.txt")
    assert found == {"country": "CHN", "session": "30", "date": "1975", "title": "b_c"}
    assert by_pattern("19171107-x", "{date}-{title}")["date"] == "1917-11-07"
    assert by_pattern("none", "{date}_{title}") is None


@pytest.mark.parametrize("pattern", ["", "date_author", "{date}_{date}", "{date", "{da te}", "{1}"])
def test_a_pattern_that_is_none_is_refused(pattern):
    """The message shows what a pattern looks like."""
    with pytest.raises(OptionError, match="pattern"):
        by_pattern("x", pattern)


def test_a_preview_shows_what_names_say_and_reads_nothing(tmp_path):
    """One row a text, in order, with the span of its date; misfits and bad dates are listed."""
    for name in ("1917_lenin_state.txt", "1848~_marx_manifesto.pdf", "x.txt", "1917-13_a_b.md"):
        (tmp_path / name).write_bytes(b"\0 not a document of any kind")
    (tmp_path / "table.csv").write_text("text\nx\n")
    table, report = preview(tmp_path, pattern="{date}_{author}_{work}")
    assert table.columns == ["file", "date", "author", "title", "work", "span"]
    assert table.rows() == [
        ("1848~_marx_manifesto.pdf", "1848~", "marx", None, "manifesto", "1846-01-01/1851-01-01"),
        ("1917-13_a_b.md", "1917-13", "a", None, "b", None),
        ("1917_lenin_state.txt", "1917", "lenin", None, "state", "1917-01-01/1918-01-01"),
        ("x.txt", None, None, None, None, None),
    ]
    assert [skipped.source for skipped in report.skipped] == ["1917-13_a_b.md", "x.txt"]
    guesses, _ = preview(tmp_path)
    assert guesses["date"].to_list() == ["1848", "1917-13", "1917", ""]
