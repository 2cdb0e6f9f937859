"""File names: what they say about date, author and title."""

import pytest

from toolkit.errors import OptionError
from toolkit.readers.names import by_pattern, guessed

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
