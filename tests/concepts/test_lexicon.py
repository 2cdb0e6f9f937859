"""Lexicons: found by name or path, read from TOML, refused with the line that is wrong."""

import pytest

from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import Lexicon, lexicon, list_lexicons
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.errors import DateError, PatternError, ReadError, UnknownNameError

OWN = """\
title = "Bread and roses"
gloss = \"\"\"
A lexicon
of two words.\"\"\"
[points]
2 = "Roses"
1 = "Bread"
[concepts.roses]
point = 2
patterns.any = ['rose*']
[concepts."daily bread"]
point = 1
gloss = "Food."
patterns.en = ["baker's bread", 'bread']
patterns.de = 'brot*'
exclude.en = ['bread knife']
[axes.old-new]
gloss = "Age."
[axes.old-new.poles.old]
patterns.en = ['old']
[axes.old-new.poles.new]
patterns.en = ['new']
[[events]]
label = "Strike"
date = 1912
[[events]]
label = "Commune"
date = 1871-03-18
"""


@pytest.fixture
def write(tmp_path):
    """Write a lexicon file and give its path."""

    def write(text, name="own.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_reads_concepts_axes_events_and_points(write):
    """Everything the file holds is there, in the file's order; events in order of time."""
    own = lexicon(write(OWN))
    assert (own.name, own.title, own.gloss) == ("own", "Bread and roses", "A lexicon of two words.")
    assert list(own) == ["roses", "daily bread"]
    assert own["daily bread"] == Concept(
        "daily bread",
        {"en": ["baker's bread", "bread"], "de": ["brot*"]},
        {"en": ["bread knife"]},
        "Food.",
        1,
    )
    assert own["roses"].patterns == {"*": ("rose*",)}
    assert own.points == {1: "Bread", 2: "Roses"}
    assert [pole.name for pole in own.axis("old-new").poles] == ["old", "new"]
    assert own.axes["old-new"].gloss == "Age."
    assert [(e.label, e.date.iso()) for e in own.events] == [
        ("Commune", "1871-03-18/1871-03-19"),
        ("Strike", "1912-01-01/1913-01-01"),
    ]


def test_is_a_mapping_that_suggests_near_names(write):
    """It has a length, items and `in`; a misspelt name is answered with the near ones."""
    own = lexicon(write(OWN))
    assert len(own) == 2
    assert "roses" in own
    assert own.get("tulips") is None
    assert dict(own.items())["roses"].name == "roses"
    with pytest.raises(UnknownNameError, match="Did you mean 'roses'"):
        own["rose"]
    with pytest.raises(UnknownNameError, match="no axis named 'new-old'"):
        own.axis("new-old")


def test_concepts_of_a_file_are_found_in_texts(write):
    """Patterns hold in their language, and exclusions leave out."""
    texts = {
        "en": "Bread and a bread knife, baker's bread.",
        "de": "Brot und Rosen.",
        "fr": "Du brot et du bread.",
    }
    corpus = Corpus.from_documents(Document(key, text, language=key) for key, text in texts.items())
    own = lexicon(write(OWN))
    found = find(own["daily bread"], corpus).table
    assert sorted(zip(found["id"], found["match"], strict=True)) == [
        ("de", "Brot"),
        ("en", "Bread"),
        ("en", "baker's bread"),
    ]
    assert find(own["roses"], corpus).table["match"].to_list() == ["Rosen"]


def test_prints_its_concepts_by_point(write):
    """What is printed lists the concepts under their points."""
    assert str(lexicon(write(OWN))).splitlines() == [
        "Lexicon own: 2 concepts, 1 axis, 2 events",
        "  1 Bread: daily bread",
        "  2 Roses: roses",
        "  axes: old-new",
        "  events: 1871-03-18 Commune … 1912 Strike",
    ]


def test_points_axes_and_events_are_optional(write):
    """One concept is a lexicon, with a byte-order mark as well."""
    one = lexicon(str(write("\ufeff[concepts.war]\npatterns = ['war']\n")))
    assert one["war"].patterns == {"*": ("war",)}
    assert (one.axes, one.events, one.points) == ({}, (), {})
    assert str(one) == "Lexicon own: 1 concept, 0 axes, 0 events\n  war"


def test_shipped_lexicons_are_listed_and_loaded_by_name():
    """`manifesto` is among them; an unknown name is answered with the known ones."""
    assert "manifesto" in list_lexicons()
    assert isinstance(lexicon("manifesto"), Lexicon)
    with pytest.raises(UnknownNameError, match="no lexicon named 'manifest'.*'manifesto'"):
        lexicon("manifest")


@pytest.mark.parametrize(
    ("old", "new", "error", "line", "message"),
    [
        ("point = 2", "point = ", ReadError, 9, "no valid TOML"),
        ("[axes.old-new]", "[concepts.roses]", ReadError, 17, "no valid TOML"),
        ("title", "titel", ReadError, 1, "Did you mean 'title'"),
        ("patterns.any", "pattern.any", ReadError, 10, "Did you mean 'patterns'"),
        ("'bread']", "'\"bread']", PatternError, 14, "quote is left open"),
        ("['bread knife']", "['-\"knife\"']", PatternError, 16, "nothing to look for"),
        ("patterns.de", "patterns.german", PatternError, 15, "'german' is no language"),
        ("patterns.any = ['rose*']", "", PatternError, 8, "no patterns"),
        ("point = 1\n", "point = 3\n", ReadError, 12, "not among the"),
        ("point = 1\n", "point = 'one'\n", ReadError, 11, "'one' is no whole number"),
        ('"Food."', "7", ReadError, 13, "the gloss is 7"),
        ('1 = "Bread"', "1 = 5", ReadError, 7, "a number and its title"),
        ("['new']", "['new',\n'a |']", PatternError, 23, "no word to look up"),
        ("[axes.old-new.poles.new]\npatterns.en = ['new']\n", "", ReadError, 17, "has 1 pole"),
        ("poles.old]", "poles.old]\npoint = 1", ReadError, 20, "no key named 'point'"),
        ("1912", '"in the old days"', DateError, 24, "in the old days"),
        ("date = 1912", "", ReadError, 24, "a label and a date"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(write, old, new, error, line, message):
    """File, line and cause stand in the message."""
    assert OWN.count(old) == 1
    path = write(OWN.replace(old, new))
    with pytest.raises(error, match=message) as caught:
        lexicon(path)
    told = str(caught.value)
    assert "\n" not in told
    assert str(path) in told
    assert f"line {line}" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no concepts, axes or events"),
        ("concepts = 5", "a \\[header\\] of its own"),
        ("events = 5", "one by one"),
        ("[concepts]\nwar = 5", "a \\[header\\] of its own"),
    ],
)
def test_a_file_of_another_shape_is_refused(write, text, message):
    """TOML that is no lexicon is refused, not taken for an empty one."""
    with pytest.raises(ReadError, match=message):
        lexicon(write(text))


def test_missing_and_undecodable_files_are_refused(tmp_path):
    """A path that leads nowhere, a folder, and a file in another encoding: one line each."""
    with pytest.raises(ReadError, match="cannot be read"):
        lexicon(tmp_path / "none.toml")
    with pytest.raises(ReadError, match="cannot be read"):
        lexicon(tmp_path)
    (tmp_path / "old.toml").write_bytes('title = "Führer"'.encode("latin-1"))
    with pytest.raises(ReadError, match="not in UTF-8"):
        lexicon(tmp_path / "old.toml")
