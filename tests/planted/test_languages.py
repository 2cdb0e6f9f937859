"""Five languages: every form, spelling and script is found, and drift where it was planted."""

from collections import Counter

import numpy as np
import pytest

from tests.planted.languages import TONGUES, written
from toolkit.change.drift import drift
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.rules import Rules
from toolkit.corpus.slices import slices

KINDS = ("concept", "control", "phrase")
WORDS = Rules(chinese="words", spelling="merged")
WAYS = [(name, Rules()) for name in TONGUES] + [("zh", WORDS), ("ru", WORDS)]
# Where half of an age is spelt in another way, spelling is a change of company too.
APART = [(name, rules) for name, rules in WAYS if name != "ru" or rules == WORDS]

each_way = pytest.mark.parametrize(("language", "rules"), WAYS)
each_apart = pytest.mark.parametrize(("language", "rules"), APART)


def archive(language, rules, seed=0, **how):
    """Make a corpus of one invented archive; give the truth beside it."""
    documents, truth = written(TONGUES[language], seed, **how)
    return Corpus.from_documents(documents, rules=rules), truth


def concept(language, kind):
    """Give the concept as a user would write it, for its language."""
    return Concept(kind, {language: TONGUES[language].patterns[KINDS.index(kind)]})


def counted(found, n):
    """Count hits by document."""
    return np.bincount(found.document, minlength=n).tolist()


@each_way
def test_hits_are_what_was_written(language, rules):
    """In each document, each concept and phrase, over all forms, spellings and segments."""
    corpus, truth = archive(language, rules)
    for kind in KINDS:
        found = find(concept(language, kind), corpus)
        assert counted(found, len(corpus)) == [uses[kind] for uses in truth], kind


@each_way
def test_every_text_tells_its_language(language, rules):
    """No language was given; each is detected."""
    corpus, _ = archive(language, rules)
    assert corpus.languages == [language]


@each_apart
def test_drift_is_found_where_it_was_planted_and_not_in_the_control(language, rules):
    """The concept changes its company in 1950, the control never does."""
    corpus, _ = archive(language, rules, documents=80)
    halves = slices(corpus, edges=[1900, 1950, 2000])
    quick = {"slices": halves, "permutations": 199, "controls": 0}
    moved = drift(concept(language, "concept"), corpus, **quick).table.row(1, named=True)
    stayed = drift(concept(language, "control"), corpus, **quick).table.row(1, named=True)
    assert moved["low"] > 0.1
    assert moved["p_value"] <= 0.01
    assert stayed["value"] < moved["low"]
    assert stayed["p_value"] > 0.01


def test_a_reform_of_spelling_looks_like_a_change_of_company():
    """Left as printed, old spelling moves a control that stays; merged, as rarely as stated."""
    called = Counter()
    for spelling in ("printed", "merged"):
        for seed in range(5):
            corpus, _ = archive("ru", Rules(spelling=spelling), seed, documents=80)
            halves = slices(corpus, edges=[1900, 1950, 2000])
            found = drift(
                concept("ru", "control"), corpus, slices=halves, permutations=199, controls=0
            )
            called[spelling] += found.table["p_value"][1] <= 0.05
    assert called["printed"] >= 4
    assert called["merged"] <= 2  # binomial, 99 %


@pytest.mark.validity
@each_apart
def test_where_nothing_moves_drift_is_found_as_rarely_as_stated(language, rules):
    """Of 20 archives in which nothing moves at most 4 give p <= .05 (binomial, 99 %)."""
    called = 0
    for seed in range(20):
        corpus, _ = archive(language, rules, seed, moves=False)
        halves = slices(corpus, edges=[1900, 1950, 2000])
        found = drift(
            concept(language, "concept"), corpus, slices=halves, permutations=99, controls=0
        )
        called += found.table["p_value"][1] <= 0.05
    assert called <= 4, f"{called} of 20 called changed"


def test_one_corpus_of_all_languages_keeps_them_apart():
    """Patterns of a language hit its own documents only, as often as in a corpus of their own."""
    documents, expected = [], Counter()
    for language, tongue in TONGUES.items():
        own, truth = written(tongue, 1, documents=12)
        documents += own
        expected[language] = sum(uses["concept"] for uses in truth)
    corpus = Corpus.from_documents(documents, rules=Rules(chinese="words"))
    assert corpus.documents["language"].value_counts()["count"].to_list() == [12] * 5
    everywhere = Concept("all", {name: one.patterns[0] for name, one in TONGUES.items()})
    found = find(everywhere, corpus)
    languages = corpus.documents["language"].gather(found.document)
    assert Counter(languages.to_list()) == expected
    ids = corpus.documents["id"].gather(found.document)
    assert all(name[:2] == language for name, language in zip(ids, languages, strict=True))
