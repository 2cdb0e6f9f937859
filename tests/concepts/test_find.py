"""Finding: every hit that plain loops over token lists find, and no other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.concepts import plain
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document

WORDS = (
    "war",
    "War",
    "WAR",
    "people’s",
    "people's",
    "class-war",
    "Straße",
    "a",
    "b",
    "人民",
    "ISI",
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", ", ", ".\n", "-", "’"])),
    max_size=14,
).map(lambda pairs: "".join(word + after for word, after in pairs))
CORPORA = st.lists(st.tuples(TEXTS, st.sampled_from(["en", "tr", "und"])), min_size=1, max_size=4)

WORD = st.sampled_from(["war", "PEOPLE'S", "strasse", "a", "b", "ısı", "isi", "class-war"])
GLOB = st.sampled_from(["w*", "*a*", "?", "??r", "*'s", "class-*", "str*e", "i?i", "*-w?r"])
SOLID = st.one_of(
    WORD.map(lambda text: ("word", text)),
    GLOB.map(lambda text: ("glob", text)),
    st.sampled_from(["war", "War", "people's", "Straße"]).map(lambda text: ("case", text)),
)
LOOSE = st.one_of(SOLID, st.just(("any", "")), st.integers(0, 3).map(lambda n: ("gap", n)))
PHRASE = st.one_of(
    st.tuples(SOLID),
    st.tuples(SOLID, SOLID),
    st.tuples(SOLID, LOOSE, SOLID),
    st.tuples(SOLID, LOOSE, LOOSE, SOLID),
    st.tuples(st.just(("any", "")), SOLID, st.just(("any", ""))),
)
PHRASES = st.lists(PHRASE, min_size=1, max_size=3)


def made(documents):
    """Make a corpus of texts and their languages."""
    return Corpus.from_documents(
        [Document(f"d{i}", text, language=name) for i, (text, name) in enumerate(documents)]
    )


def spans(found):
    """Give id, start and stop of every hit, and check what stands there."""
    table = found.table
    for name, start, stop, match in table.select("id", "start", "stop", "match").rows():
        assert found.corpus.text(name)[start:stop] == match
    return table.select("id", "start", "stop").rows()


def expected(documents, by_language):
    """Give id, start and stop of every hit by plain loops."""
    return [
        (f"d{i}", *span)
        for i, (text, language) in enumerate(documents)
        for span in plain.hits(*by_language(language), text, language)
    ]


@settings(max_examples=150)
@given(CORPORA, PHRASES, st.lists(PHRASE, max_size=2))
def test_hits_are_those_of_plain_loops(documents, phrases, exclusions):
    """Words, globs, gaps, spelling, alternatives, exclusions, the longest-hit rule, all at once."""
    pattern = " | ".join(map(plain.written, phrases))
    pattern += "".join(f' -"{plain.written(phrase)}"' for phrase in exclusions)
    corpus, wanted = made(documents), expected(documents, lambda _: (phrases, exclusions))
    assert spans(find(pattern, corpus)) == wanted
    with ThreadPoolExecutor(1) as executor:
        assert spans(find(pattern, corpus, executor=executor)) == wanted


@settings(max_examples=60)
@given(CORPORA, PHRASES, PHRASES, st.lists(PHRASE, max_size=2))
def test_each_document_is_searched_with_the_patterns_of_its_language(
    documents, english, any_language, exclusions
):
    """Patterns hold in their language and where it is unknown; so do exclusions; "*" everywhere."""
    concept = Concept(
        "c",
        {"en": map(plain.written, english), "*": map(plain.written, any_language)},
        exclude={"tr": [plain.written(phrase) for phrase in exclusions]},
    )

    def by_language(language):
        phrases = any_language + (english if language != "tr" else [])
        return phrases, (exclusions if language != "en" else [])

    assert spans(find(concept, made(documents))) == expected(documents, by_language)


def test_a_hit_never_crosses_documents():
    """The end of one text and the beginning of the next are no phrase."""
    corpus = made([("united", "en"), ("front united", "en"), ("", "en"), ("front", "en")])
    assert spans(find("united front | united * front | front *1 front", corpus)) == []


def test_of_overlapping_hits_the_longest_counts_whichever_pattern_it_is_of():
    """Over the whole concept; of equally long ones the first; each token counts once."""
    text = "the united front party and the united front and a front party"
    corpus = made([(text, "en")])
    concept = Concept("c", ["united front", '"front party" | party', "united front party"])
    assert [text[a:b] for _, a, b in spans(find(concept, corpus))] == [
        "united front party",
        "united front",
        "front party",
    ]
    corpus = made([("a a a a a", "en")])
    assert [a for _, a, _ in spans(find("a a", corpus))] == [0, 4]


def test_a_long_run_of_overlapping_hits_is_no_trap():
    """Twenty thousand times the same word: every second pair counts, at once."""
    assert len(find("a a", made([("a " * 20_001, "en")]))) == 10_000


def test_an_exclusion_of_an_exclusion_counts():
    """What a concept leaves out is itself found as a pattern is."""
    corpus = made([("cold war", "en"), ("the cold war museum", "en")])
    concept = Concept("war", "war", exclude=['"cold war" -"cold war museum"'])
    assert spans(find(concept, corpus)) == [("d1", 9, 12)]


def test_lemmas_are_those_of_the_language_of_the_document():
    """Forms of a lemma in its language; a language without lemmatiser knows the word itself."""
    texts = [("they ran and run", "en"), ("running", "en-GB"), ("ran run", "und"), ("run", "xx")]
    assert spans(find("lemma:run", made(texts))) == [
        ("d0", 5, 8),
        ("d0", 13, 16),
        ("d1", 0, 7),
        ("d2", 4, 7),
        ("d3", 0, 3),
    ]


def test_a_lemma_in_an_exclusion_is_of_the_language_of_the_document():
    """Exclusions for every language that ask for a lemma are read language by language."""
    corpus = made([("he ran home", "en"), ("er ging nach haus", "de"), ("sie gehen", "de")])
    concept = Concept("c", ["ran", "ging"], exclude=["lemma:gehen"])
    assert spans(find(concept, corpus)) == [("d0", 3, 6)]


@pytest.mark.parametrize("order", [("en", "tr"), ("tr", "en")])
def test_capital_i_is_folded_by_the_language_of_each_document(order):
    """One pattern finds IRAK in English as irak and in Turkish as ırak, whichever is commoner."""
    texts = [("IRAK", order[0]), ("IRAK irak", order[0]), ("IRAK irak", order[1])]
    both = spans(find("Irak", made(texts)))
    turkish = [f"d{i}" for i, (_, language) in enumerate(texts) if language == "tr"]
    for name, start, _ in both:
        assert name not in turkish or start == 0
    assert len(both) == 5 - len([i for i in turkish if i != "d0"])


def test_spelling_that_was_asked_for_is_kept():
    """case: tells SPD from spd; the apostrophe may be either; decomposed letters are composed."""
    corpus = made([("SPD Spd spd People’s people's État", "en")])
    assert [a for _, a, _ in spans(find("case:SPD", corpus))] == [0]
    assert [a for _, a, _ in spans(find("case:People's", corpus))] == [12]
    assert [a for _, a, _ in spans(find("case:E\u0301tat", corpus))] == [30]


def test_han_is_found_character_by_character():
    """A phrase of Han is a sequence of characters, with or without punctuation between."""
    text = "人民战争是人民的战争。人民,战争"
    assert [text[a:b] for _, a, b in spans(find("人民战争", made([(text, "zh")])))] == [
        "人民战争",
        "人民,战争",
    ]
    assert len(find("人民 *1 战争", made([(text, "zh")]))) == 3


def test_a_corpus_without_documents_has_no_hits():
    """Nothing to search is no error."""
    assert len(find("war | peac* | case:SPD | lemma:run", made([]))) == 0
