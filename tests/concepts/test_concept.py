"""Concepts and axes: the shapes they take, which patterns hold where, and what is refused."""

import copy
import pickle

import pytest

from toolkit.concepts.concept import Axis, Concept, Event
from toolkit.corpus.dates import parse_date
from toolkit.errors import PatternError, RhetoricError

BREAD = Concept(
    "bread",
    {"en": ["bread", "loaf"], "de": ["brot*"], "*": ["panis"]},
    exclude={"en": ["bread knife"], "*": ["panis angelicus"]},
    gloss="What is eaten.",
    point=2,
)


@pytest.mark.parametrize(
    "given", [['"a b"', "c*"], ('"a b"', "c*"), {"*": ['"a b"', "c*"]}, iter(['"a b"', "c*"])]
)
def test_every_shape_of_patterns_ends_in_one(given):
    """Lists, tuples, iterators and mappings are stored as language to tuple."""
    assert Concept("x", patterns=given).patterns == {"*": ('"a b"', "c*")}


def test_a_single_string_is_one_pattern_not_its_letters():
    """The slip of giving a string for a list does no harm."""
    assert Concept("x", patterns="war").patterns == {"*": ("war",)}
    assert Concept("x", patterns={"de": "krieg"}).patterns == {"de": ("krieg",)}


def test_repeated_patterns_stand_once():
    """A pattern written twice is looked up once; EN is en."""
    assert Concept("x", {"EN": ["war", "war"]}).patterns == {"en": ("war",)}


@pytest.mark.parametrize(
    ("language", "patterns", "exclusions"),
    [
        ("en", ("bread", "loaf", "panis"), ("bread knife", "panis angelicus")),
        ("de", ("brot*", "panis"), ("panis angelicus",)),
        ("de-AT", ("brot*", "panis"), ("panis angelicus",)),
        ("fr", ("panis",), ("panis angelicus",)),
        ("", ("bread", "loaf", "brot*", "panis"), ("bread knife", "panis angelicus")),
        ("und", ("bread", "loaf", "brot*", "panis"), ("bread knife", "panis angelicus")),
    ],
)
def test_a_language_has_its_own_patterns_and_those_of_any(language, patterns, exclusions):
    """A known language sees its own and *, an undetermined one sees all."""
    assert BREAD.patterns_for(language) == patterns
    assert BREAD.exclusions_for(language) == exclusions


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ([], "no patterns"),
        ({"en": []}, "no patterns"),
        (['"people war'], "quote is left open"),
        (["war |"], "no word to look up"),
        ([7], "no string"),
        (7, "list of strings"),
        ({"en": {"de": "krieg"}}, "list of strings"),
        ({"german": ["krieg"]}, "no language"),
    ],
)
def test_patterns_that_cannot_be_looked_up_are_refused_in_one_line(patterns, message):
    """The message names the concept and what is wrong with it."""
    with pytest.raises(PatternError, match=message) as error:
        Concept("people's war", patterns)
    assert "people's war" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_bad_exclusion_is_refused_too():
    """Exclusions are patterns and are checked like them."""
    with pytest.raises(PatternError, match="quote is left open"):
        Concept("x", "war", exclude=['"war'])


@pytest.mark.parametrize("point", [0, -1, 1.5, "3", True])
def test_a_point_is_a_positive_whole_number(point):
    """Anything else is refused."""
    with pytest.raises(RhetoricError, match="point"):
        Concept("x", "war", point=point)


@pytest.mark.parametrize("name", ["", "  ", None])
def test_a_concept_has_a_name(name):
    """An empty name is refused."""
    with pytest.raises(RhetoricError, match="needs a name"):
        Concept(name, "war")


def test_prints_name_point_gloss_and_patterns():
    """What is printed is enough to see what is looked for."""
    assert str(BREAD).splitlines() == [
        "bread (point 2): What is eaten.",
        "  en: bread, loaf",
        "  de: brot*",
        "  any language: panis",
        "  en, not inside: bread knife",
        "  any language, not inside: panis angelicus",
    ]
    assert repr(Concept("war", "war")) == "war\n  any language: war"


def test_equal_concepts_are_one_key_and_travel_between_processes():
    """Equality is by content, and survives copying and pickling."""
    other = Concept(
        "bread",
        {"*": ["panis"], "de": ["brot*"], "en": ["bread", "loaf"]},
        {"*": ["panis angelicus"], "en": ["bread knife"]},
        "What is eaten.",
        2,
    )
    assert {BREAD, other, copy.deepcopy(BREAD), pickle.loads(pickle.dumps(BREAD))} == {BREAD}
    assert Concept("bread", "bread") != BREAD


def test_a_concept_cannot_be_changed():
    """Values are not changed in place."""
    with pytest.raises(AttributeError):
        BREAD.name = "cake"


def test_axes_and_events_print_what_they_are():
    """An axis names its ends, an event its date."""
    axis = Axis("old-new", (Concept("old", "old"), Concept("new", "new")), "What is looked to.")
    assert repr(axis) == "old-new: from old to new. What is looked to."
    assert str(Event("Paris Commune", parse_date("1871"))) == "1871 Paris Commune"
