"""The pattern grammar: what is understood, how, and what is refused in one line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.corpus.plain import LETTERS, words
from toolkit.concepts.patterns import ANY, LONGEST, parse
from toolkit.corpus.tokens import clean
from toolkit.errors import PatternError


def read(source):
    """Give the phrases and exclusions of a pattern as strings, with the kind where it matters."""

    def shown(element):
        plain = element.kind in ("word", "any")
        return element.text if plain else f"{element.kind}:{element.text}"

    pattern = parse(source)
    return tuple(
        [" ".join(map(shown, phrase)) for phrase in phrases]
        for phrases in (pattern.phrases, pattern.exclusions)
    )


@pytest.mark.parametrize(
    ("source", "phrases", "exclusions"),
    [
        ("united front", ["united front"], []),
        ('"united front"', ["united front"], []),
        ("“united front”", ["united front"], []),
        ("»united« front", ["united front"], []),
        ("'united front'", ["united front"], []),
        ("class-war, not peace!", ["class-war not peace"], []),
        ("people’s war", ["people’s war"], []),
        ("communis*", ["glob:communis*"], []),
        ("wom?n", ["glob:wom?n"], []),
        ("*-war", ["glob:*-war"], []),
        ("class * struggle", ["class * struggle"], []),
        ("class *, struggle", ["class * struggle"], []),
        ("class ** struggle", ["class * struggle"], []),
        ("war *", ["war *"], []),
        ("class *2 struggle", ["class struggle", "class * struggle", "class * * struggle"], []),
        ("class *0 struggle", ["class struggle"], []),
        ("war | peace", ["war", "peace"], []),
        ("war|peace|war", ["war", "peace"], []),
        ('war -"war crimes"', ["war"], ["war crimes"]),
        ('-"war crimes" war', ["war"], ["war crimes"]),
        (
            'war | peace -"cold war" -"peace *1 corps"',
            ["war", "peace"],
            [
                "cold war",
                "peace corps",
                "peace * corps",
            ],
        ),
        ("lemma:run", ["lemma:run"], []),
        ("case:SPD und lemma:gehen", ["case:SPD und lemma:gehen"], []),
        ('case:"Third World"', ["case:Third case:World"], []),
        ('-"case:May" may', ["may"], ["case:May"]),
        ('may -case:"May Day"', ["may"], ["case:May case:Day"]),
        ("chapter: one", ["chapter one"], []),
        ("人民战争", ["人 民 战 争"], []),
        ("人民 *1 战争", ["人 民 战 争", "人 民 * 战 争"], []),
        ("1917", ["1917"], []),
        ("e\u0301tat", ["état"], []),
        ("war\ud800peace", ["war peace"], []),
    ],
)
def test_what_is_written_is_understood(source, phrases, exclusions):
    """The grammar by example: phrases, globs, gaps, alternatives, exclusions, lemma, case, Han."""
    assert read(source) == (phrases, exclusions)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "holds no word"),
        ("  ", "holds no word"),
        ("…!", "holds no word"),
        ('""', "holds no word"),
        ("*", "holds no word"),
        ("** *", "holds no word"),
        ("*3", "holds no word"),
        ("war |", "holds no word"),
        ("| war", "holds no word"),
        ('war -""', "holds no word"),
        ('"war', "a quote is left open"),
        ("war ”", "a quote is left open"),
        ('-"cold war"', "nothing to look for"),
        ('"war | peace"', "a | inside quotes"),
        ("war *2", "a gap needs a word on either side"),
        ("*2 war", "a gap needs a word on either side"),
        ("war *11 peace", r"wider than \*10"),
        (f"war *{'9' * 5000} peace", "are the most"),
        (f"war *{'9' * 500} peace", r"wider than \*10"),
        ("a *10 b *10 c *10 d", "allow 1331 phrases"),
        ("a " + "*10 b " * 100, f"allow {11**100} phrases"),
        ("lemma:run*", "takes a whole word"),
        ("case:S?D", "takes a whole word"),
        ("case:*", "takes a whole word"),
        ("lemma: run", "takes the word that follows it"),
        ("the case: SPD", "takes the word that follows it"),
        ("lemma:", "takes the word that follows it"),
        ('war-"war crimes"', "write a blank before"),
        ("war -crime", "with the quotes"),
        ("x" * (LONGEST + 1), f"{LONGEST} are the most"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_one_line(source, message):
    """Each refusal names the pattern and says what to write instead."""
    with pytest.raises(PatternError, match=message) as caught:
        parse(source)
    assert "\n" not in str(caught.value)


SIGNS = st.text(alphabet="ab ABéß*?|\"'’-:.,3 09“lemmacase\n\x00人\ud800")


@given(st.one_of(SIGNS, st.text(alphabet=LETTERS), st.text()))
@example("lemma:case:x")
@example("*³ a")
def test_anything_is_a_pattern_or_a_pattern_error(source):
    """No text makes the parser fail otherwise; what it gives can be looked up."""
    try:
        pattern = parse(source)
    except PatternError as error:
        said = str(error)
    else:
        said = ""
        assert pattern.phrases
        for phrase in (*pattern.phrases, *pattern.exclusions):
            assert any(element != ANY for element in phrase)
            assert all(element.text for element in phrase)
    assert "\n" not in said


@given(st.text(alphabet=LETTERS.replace("\ud800", "")))
def test_a_text_without_signs_is_the_phrase_of_its_tokens(text):
    """A pattern is cut by the token rule, whatever punctuation stands between."""
    plain = "".join(" " if letter in '*?|:"“”„«»-' else letter for letter in text)
    expected = [word for chunk in plain.split() for word in words(clean(chunk))]
    if expected:
        (phrase,) = parse(plain).phrases
        assert [element.text for element in phrase] == expected
