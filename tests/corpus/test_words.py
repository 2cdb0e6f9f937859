"""Content words: function words, numbers and short words are none, political words are."""

import numpy as np
import pytest

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.rules import Rules, read_stop_words
from toolkit.corpus.words import content_types, stop_words
from toolkit.errors import OptionError


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


def test_of_an_elided_word_what_stands_behind_counts():
    """l'État is a content word as État is; jusqu'à and qu'ils are none."""
    text = "L'État, d’ouvriers, jusqu'à ce qu'ils aient l'autre"
    assert content(text, "fr") == {"l'état", "d'ouvriers"}
    assert content(text, "en") >= {"jusqu'à"}


def test_a_list_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path):
    """By mapping or from a file, folded; other languages keep theirs; the corpus keeps it."""
    path = tmp_path / "mine.toml"
    path.write_text('fr = "Guerre peuple"\n', encoding="utf-8")
    text = "La guerre du peuple dans le monde"
    documents = [Document("a", text, language="fr"), Document("b", "the war", language="en")]
    for given in (path, str(path), {"fr": ["GUERRE", "peuple"]}):
        rules = Rules(stop_words=read_stop_words(given))
        made = Corpus.build(tmp_path / "c", documents, rules=rules, force=True)
        chosen = {
            language: {
                word
                for word, is_content in zip(
                    made.index.types, content_types(made, language), strict=True
                )
                if is_content
            }
            for language in ("fr", "en")
        }
        assert chosen["fr"] == {"dans", "monde", "the", "war"}
        assert "the" not in chosen["en"]
        assert made.hash != Corpus.from_documents(documents).hash


@pytest.mark.parametrize("given", ["no-such-file.toml", {"fr": 3}, {"fr": [1, 2]}])
def test_what_is_no_list_of_words_is_refused(given):
    """The message says how to write one."""
    with pytest.raises(OptionError, match="fr ="):
        read_stop_words(given)
