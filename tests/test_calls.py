"""Calls: how a value was made is kept beside it, in plain values, or why it cannot be said."""

import gc
import pickle
from dataclasses import replace

import pytest

import toolkit as rt
from toolkit import calls
from toolkit.calls import REMEMBERED, call_of, plain
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import ProvenanceError

TEXTS = ("peace and bread", "bread, land and peace", "war")


@pytest.fixture(scope="module")
def corpus():
    """Three texts of three years, two by one author."""
    documents = [
        Document(f"d{n}", text, rt.parse_date(str(1917 + n)), author="AAB"[n])
        for n, text in enumerate(TEXTS)
    ]
    return Corpus.from_documents(documents)


def test_a_value_knows_the_calls_behind_it(corpus):
    """Every argument is there, defaults too; arguments that were made are calls themselves."""
    cut = rt.slices(corpus, edges=range(1917, 1920), where={"author": ["A"]})
    found = call_of(rt.frequency(rt.find("bread", corpus), slices=cut, level=0.9))
    assert found == {
        "call": "frequency",
        "hits": {"call": "find", "concept": "bread"},
        "slices": {"call": "slices", "edges": [1917, 1918, 1919], "where": {"author": ["A"]}},
        "reprints": "keep",
        "level": 0.9,
    }


def test_a_concept_is_written_with_what_it_is_not(corpus):
    """A concept of one's own needs no file: its patterns stand in the call."""
    concept = rt.Concept("bread", {"en": ["bread"]}, exclude="bread roll", point=3)
    said = call_of(rt.find(concept, corpus))["concept"]
    assert said["patterns"] == {"en": ["bread"]}
    assert said["exclude"] == {"*": ["bread roll"]}
    said.pop("call")
    assert rt.Concept(**said) == concept


def test_slices_of_groups_know_their_group(corpus):
    """Each of the slices that one call made says which it is."""
    cut = rt.slices(corpus, every=1, by="author")
    assert {name: call_of(one)["group"] for name, one in cut.items()} == {"A": "A", "B": "B"}


def test_an_axis_and_an_event_are_written_whole():
    """What a lexicon holds can be made again from what is said of it."""
    words = rt.lexicon("manifesto")
    assert call_of(words) == {"call": "lexicon", "source": "manifesto"}
    event = words.events[0]
    date = {name: one for name, one in plain(event)["date"].items() if name != "call"}
    assert rt.DateSpan(**date) == event.date
    axis = next(iter(words.axes.values()))
    assert [one["name"] for one in plain(axis)["poles"]] == [pole.name for pole in axis.poles]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda value: replace(value, level=0.5), "how this FrequencySeries was made"),
        (lambda value: pickle.loads(pickle.dumps(value)), "how this FrequencySeries was made"),
    ],
)
def test_a_value_that_was_changed_has_no_call(corpus, spoil, why):
    """What is not the very value that a function gave back is not said to be."""
    made = rt.frequency(rt.find("bread", corpus))
    assert call_of(made)["call"] == "frequency"
    with pytest.raises(ProvenanceError, match=why):
        call_of(spoil(made))


def test_the_reason_names_the_way_to_what_cannot_be_said(corpus):
    """Slices made behind the public face are not known, nor is what was made of them."""
    made = rt.frequency(rt.find("bread", corpus), slices=slices(corpus, every=1))
    with pytest.raises(ProvenanceError, match="slices=….: how this Slices was made is not known"):
        call_of(made)


def test_a_call_lives_no_longer_than_its_value(corpus):
    """Nothing is held back: where a value goes, its call goes."""
    before = len(calls._KEPT)
    made = rt.find("bread", corpus)
    assert len(calls._KEPT) == before + 1
    del made
    gc.collect()
    assert len(calls._KEPT) == before


@pytest.mark.parametrize("name", REMEMBERED)
def test_a_function_that_remembers_is_still_itself(name):
    """It is one object, found again by its name, with its own documentation."""
    function = getattr(rt, name)
    assert getattr(rt, name) is function
    assert pickle.loads(pickle.dumps(function)) is function
    assert function.__doc__ == function.__wrapped__.__doc__
