"""Content words: function words, numbers and short words are none, political words are."""

import numpy as np
import pytest

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.words import content_types, stop_words


def content(text, language):
    """List the content words of a text, as the index folds them."""
    corpus = Corpus.from_documents([Document("a", text, language=language)])
    chosen = content_types(corpus, language)
    return {w for w, is_content in zip(corpus.index.types, chosen, strict=True) if is_content}


def test_function_words_numbers_and_short_words_are_left_out():
    """What is left of a sentence are its content words."""
    text = "The people and the 1917 revolution of a new century would not only go on"
    assert content(text, "en") == {"people", "revolution", "new", "century"}


@pytest.mark.parametrize("word", ["state", "front", "order", "world", "power", "members", "system"])
def test_words_that_politics_turns_on_are_content(word):
    """Stop lists made for the web take these for noise; here they are not."""
    assert content(f"the {word}", "en") == {word}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "Die Diktatur des Proletariats und der Staat",
            {"diktatur", "proletariats", "staat"},
        ),
        ("fr", "La guerre du peuple dans le monde", {"guerre", "peuple", "monde"}),
        ("es", "El estado de los trabajadores y el trabajo", {"estado", "trabajadores", "trabajo"}),
        ("ru", "Война и мир для людей", {"война", "мир", "людей"}),
        ("xx", "any word", {"any", "word"}),
    ],
)
def test_other_languages_have_their_own_lists(language, text, expected):
    """Articles and prepositions go, nouns stay; a language without a list keeps every word."""
    assert content(text, language) == expected


def test_asking_twice_does_not_change_what_a_content_word_is():
    """The answer is a copy: changing it changes no later answer."""
    corpus = Corpus.from_documents([Document("a", "bread and peace", language="en")])
    first = content_types(corpus, "en")
    before = first.copy()
    first[:] = False
    assert np.array_equal(content_types(corpus, "en"), before)


def test_stop_words_are_folded_as_the_index_folds():
    """No stop word holds a capital or a typographic apostrophe."""
    for language in ("en", "de", "fr", "es", "ru"):
        assert all(word == word.casefold() for word in stop_words(language) if "ß" not in word)
