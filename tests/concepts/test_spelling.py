"""Further names of types: behind an elided article, modern spelling, the other Chinese script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.plain import fold, scan
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.spelling import name_of
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.elision import behind_article


def matches(pattern, text, language):
    """Give what is found in one text, as it stands there."""
    corpus = Corpus.from_documents([Document("a", text, language=language)])
    return find(pattern, corpus).table["match"].to_list()


@pytest.mark.parametrize(
    ("pattern", "text", "language", "expected"),
    [
        ("État", "L'État, d’État, un état; létat", "fr", ["L'État", "d’État", "état"]),
        ("État", "L'État, un état", "en", ["état"]),
        ("l'État", "L'État, un état", "fr", ["L'État"]),
        ("dictature de État", "la dictature de l'État", "fr", ["dictature de l'État"]),
        ("hui", "aujourd'hui", "fr", []),
        ("homme*", "l'homme, qu'hommes, prud'homme", "fr", ["l'homme", "qu'hommes"]),
        ("*'homme", "l'homme, prud'homme", "fr", ["l'homme", "prud'homme"]),
        ("lemma:homme", "l'homme et d'hommes", "fr", ["l'homme", "d'hommes"]),
        ("lemma:ouvrier", "les ouvrières, l'ouvrier", "fr", ["ouvrières", "l'ouvrier"]),
        ("lemma:estado", "los estados, el estado, está", "es", ["estados", "estado"]),
        ("lemma:ran", "they ran and run", "en", ["ran", "run"]),
        ("case:ONU", "l'ONU, l'onu, L’ONU", "fr", ["l'ONU", "L’ONU"]),
        ("uomo", "l'uomo, dell'uomo, nell’uomo", "it", ["l'uomo", "dell'uomo", "nell’uomo"]),
        ("people", "the people's war", "en", []),
        ("класс", "Классъ и класс", "ru", ["Классъ", "класс"]),
        ("классъ", "Классъ и класс", "ru", ["Классъ"]),
        ("всех партий", "всѣхъ партій", "ru", ["всѣхъ партій"]),
        ("всех", "всѣхъ", "uk", []),
        ("*демократ", "соціалъ-демократъ", "ru", ["соціалъ-демократъ"]),
        ("социал-демократ", "соціалъ-демократъ", "ru", ["соціалъ-демократъ"]),
        ("объект", "объектъ, объект", "ru", ["объектъ", "объект"]),
        ("lemma:класс", "классовъ, классов", "ru", ["классовъ", "классов"]),
        ("case:Класс", "Классъ, Класс", "ru", ["Класс"]),
        ("人民战争", "人民戰爭與人民战争", "zh", ["人民戰爭", "人民战争"]),
        ("人民戰爭", "人民戰爭與人民战争", "zh-TW", ["人民戰爭", "人民战争"]),
        ("case:戰", "戰战", "zh", ["戰"]),
        ("戰", "戰战", "ja", ["戰"]),
    ],
)
def test_a_word_is_found_by_all_its_names(pattern, text, language, expected):
    """Elision, old Russian and both Chinese scripts; whoever writes the longer name asks for it."""
    assert matches(pattern, text, language) == expected


WORDS = st.sampled_from(["l'état", "État", "qu’il", "il", "aujourd'hui", "d'", "c'est-à-dire", "'"])


@given(st.lists(WORDS, max_size=8), st.sampled_from(["état", "il", "hui", "est-à-dire"]))
def test_hits_behind_an_article_are_those_of_a_plain_loop(words, wanted):
    """Cut at the first apostrophe where the word before it is one that elides."""
    text = " ".join(words)
    expected = [
        text[a:b]
        for a, b in scan(text)
        if wanted in (fold(text[a:b]), behind(fold(text[a:b]), ("l", "qu", "d", "c")))
    ]
    assert matches(wanted, text, "fr") == expected


def behind(word, clitics):
    """Give what stands behind an article, letter by letter."""
    for clitic in clitics:
        if word.startswith(f"{clitic}'"):
            return word[len(clitic) + 1 :]
    return word


@given(st.text(alphabet="ѣіѳѵъабв-", max_size=8))
def test_modern_spelling_is_a_fixed_point(word):
    """What is modern has no further name, and no struck letter."""
    modern = name_of(word, "ru")
    assert name_of(modern, "ru") == modern
    assert not set("ѣіѳѵ") & set(modern)


def test_a_corpus_of_several_languages_keeps_their_rules_apart():
    """One pattern for all languages is read by the rules of each document's language."""
    texts = {"fr": "l'état", "en": "l'état", "ru": "миръ", "uk": "миръ", "zh": "戰", "ja": "戰"}
    corpus = Corpus.from_documents(
        [Document(name, text, language=name) for name, text in texts.items()]
    )
    found = find(Concept("c", ["état", "мир", "战"]), corpus)
    assert found.table["id"].to_list() == ["fr", "ru", "zh"]


def test_the_article_keeps_its_capitals():
    """What stands behind is given as it is written."""
    assert behind_article("QU'Ils", "fr") == "Ils"
