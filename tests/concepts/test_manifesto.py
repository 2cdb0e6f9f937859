"""The shipped lexicon `manifesto`: complete, and every pattern hits what it should."""

import tomllib
from pathlib import Path

import pytest

from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import lexicon
from toolkit.concepts.patterns import parse
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document

MANIFESTO = lexicon("manifesto")
TRANSLATED = ("de", "fr", "es", "ru", "zh")
WITH_POLES = dict(MANIFESTO) | {
    f"{axis.name}: {pole.name}": pole for axis in MANIFESTO.axes.values() for pole in axis.poles
}
SENTENCES = tomllib.loads(
    Path(__file__).with_name("manifesto_sentences.toml").read_text(encoding="utf-8")
)
LISTS = [(name, language) for name, concept in WITH_POLES.items() for language in concept.patterns]

each_list = pytest.mark.parametrize(("name", "language"), LISTS, ids=lambda part: part)


@pytest.fixture(scope="module")
def corpus():
    """Every sentence a document: its id says for which list it was written, and which it is."""
    return Corpus.from_documents(
        Document(f"{name}|{language}|{kind}|{number}", text, language=language)
        for name, languages in SENTENCES.items()
        for language, both in languages.items()
        for kind, texts in (("hits", both["hits"]), ("not", [both["not"]]))
        for number, text in enumerate(texts)
    )


@pytest.fixture(scope="module")
def documents_with(corpus):
    """Ids of the documents in which a concept occurs, each concept looked up once."""
    found = {}

    def look_up(concept):
        if concept not in found:
            ids = corpus.documents["id"].to_list()
            found[concept] = {ids[row] for row in find(concept, corpus).document}
        return found[concept]

    return look_up


def test_has_all_eight_points_and_enough_concepts():
    """The eight points are there, each with concepts; 24 or more are in six languages."""
    assert list(MANIFESTO.points) == list(range(1, 9))
    assert {concept.point for concept in MANIFESTO.values()} == set(range(1, 9))
    in_six = [c for c in MANIFESTO.values() if {"en", *TRANSLATED} <= set(c.patterns)]
    assert len(MANIFESTO) >= 36
    assert len(in_six) >= 24
    assert {concept.point for concept in in_six} == set(range(1, 9))


def test_names_are_lower_case_english_and_every_concept_has_gloss_and_english_patterns():
    """A name is plain lower-case ASCII; the gloss is there; English is never missing."""
    for name, concept in MANIFESTO.items():
        assert name == concept.name == name.lower()
        assert name.isascii()
        assert concept.gloss.endswith(".")
        assert concept.patterns["en"]


def test_axes_have_two_different_poles_in_all_six_languages():
    """At least six axes; no pattern stands at both ends of one of them."""
    assert len(MANIFESTO.axes) >= 6
    for axis in MANIFESTO.axes.values():
        low, high = axis.poles
        assert set(low.patterns) == set(high.patterns) == {"en", *TRANSLATED}
        for language in low.patterns:
            assert not set(low.patterns[language]) & set(high.patterns[language])


def test_events_stand_in_order_of_time_from_1848_to_1991():
    """The dates are understood, and the years of the tradition are among them."""
    starts = [event.date.start for event in MANIFESTO.events]
    assert starts == sorted(starts)
    years = {event.date.iso()[:4] for event in MANIFESTO.events}
    assert {"1848", "1871", "1917", "1949", "1956", "1966", "1989"} <= years


@each_list
def test_every_pattern_parses(name, language):
    """No pattern or exclusion of the list is refused by the grammar."""
    concept = WITH_POLES[name]
    for pattern in (*concept.patterns[language], *concept.exclude.get(language, ())):
        assert parse(pattern).phrases


def test_every_list_has_its_sentences_and_no_sentence_is_without_a_list():
    """The sentences and the lexicon name the same concepts and languages."""
    assert {(name, language) for name in SENTENCES for language in SENTENCES[name]} == set(LISTS)


@each_list
def test_the_concept_is_found_where_it_stands_and_not_in_the_near_miss(
    name, language, documents_with
):
    """All sentences written for a list are found, the near miss is not."""
    found = documents_with(WITH_POLES[name])
    own = {key for key in found if key.startswith(f"{name}|{language}|")}
    hits = SENTENCES[name][language]["hits"]
    assert own == {f"{name}|{language}|hits|{number}" for number in range(len(hits))}


@each_list
def test_every_single_pattern_hits_a_sentence(name, language, documents_with):
    """No pattern of a list is there in vain."""
    concept = WITH_POLES[name]
    for pattern in concept.patterns[language]:
        alone = Concept(name, {language: [pattern]}, concept.exclude)
        hit = [key for key in documents_with(alone) if key.startswith(f"{name}|{language}|hits|")]
        assert hit, pattern


@pytest.mark.parametrize(
    ("name", "language"),
    [(name, language) for name, c in WITH_POLES.items() for language in c.exclude],
    ids=lambda part: part,
)
def test_exclusions_are_needed(name, language, documents_with):
    """Without its exclusions the concept would be found in the near miss."""
    bare = Concept(name, {language: WITH_POLES[name].patterns[language]})
    assert f"{name}|{language}|not|0" in documents_with(bare)
