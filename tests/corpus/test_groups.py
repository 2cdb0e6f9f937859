"""Groups of values as a document variable."""

import polars as pl
import pytest

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.groups import grouped, kinds, list_groups, read_groups
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ReadError, UnknownNameError

NAMES = ("USA", "RUS", "IND", "")


@pytest.fixture
def letters():
    """Make four documents, the last without an author."""
    return Corpus.from_documents(
        Document(f"{n}", f"bread {n}", parse_date(str(1950 + n)), author=name)
        for n, name in enumerate(NAMES)
    )


def test_shipped_groups_become_a_variable(letters):
    """The variable is called as its file, all others are the rest, the unknown are in no group."""
    found = grouped(letters, "cold-war")
    assert found.values("cold-war").to_list() == [
        *("North Atlantic Treaty", "Warsaw Treaty", "other states", ""),
    ]
    assert found.hash == letters.hash
    assert "cold-war" not in letters.documents.columns
    assert kinds(found, "cold-war") == ["North Atlantic Treaty", "Warsaw Treaty", "other states"]


def test_groups_can_be_named_wherever_a_variable_can(letters):
    """Slices by group, and only the documents of a group."""
    found = grouped(letters, {"east": ["RUS"], "south": ["IND"]}, name="side", rest="west")
    assert sorted(slices(found, every=10, by="side")) == ["east", "south", "unknown", "west"]
    one = slices(found, every=10, where={"side": "east"})
    assert [len(part.documents) for part in one] == [1]
    assert found.text("1") == "bread 1"


def test_a_file_of_groups_is_read(letters, tmp_path):
    """A file names its variable and the rest; what is given in the call goes first."""
    path = tmp_path / "sides.toml"
    path.write_text('of = "id"\nrest = "late"\n[groups]\n"early" = ["0", "1"]\n', encoding="utf-8")
    assert grouped(letters, path).values("sides").to_list() == ["early", "early", "late", "late"]
    none = grouped(letters, str(path), rest="")
    assert none.values("sides").to_list() == ["early", "early", "", ""]


@pytest.mark.parametrize("text", ["groups = 1", "[groups]\na = 'b'", "[groups", "x = 1"])
def test_a_file_without_groups_is_refused(text, letters, tmp_path):
    """What cannot be understood is told with the file."""
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=r"bad\.toml"):
        grouped(letters, path)


def test_misspelt_twofold_and_empty_groups_are_refused(letters):
    """Each refusal says what is there."""
    with pytest.raises(UnknownNameError, match="cold-war"):
        grouped(letters, "cold-wra")
    with pytest.raises(UnknownNameError, match="author"):
        grouped(letters, "cold-war", of="autor")
    with pytest.raises(OptionError, match="'IND' is in 'a' and in 'b'"):
        grouped(letters, {"a": ["IND"], "b": ["IND"]})
    with pytest.raises(OptionError, match="no author is in any"):
        grouped(letters, {"a": ["FRA"]})
    with pytest.raises(OptionError, match="already"):
        grouped(letters, {"a": ["IND"]}, name="title")


@pytest.mark.parametrize("name", list_groups())
def test_shipped_groups_hold_codes_once(name):
    """Every value is a code of three capitals and stands in one group only."""
    groups = read_groups(name).groups
    codes = [code for values in groups.values() for code in values]
    assert len(codes) == len(set(codes)) > 20
    assert pl.Series(codes).str.contains("^[A-Z]{3}$").all()
    assert all(list(values) == sorted(values) for values in groups.values())
