"""The token rule and the folding of tokens into types."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.corpus import plain
from toolkit.corpus.tokens import clean, fold, paired, pieces, spans_of, surface_tokens, token_spans


@given(plain.TEXTS)
@example("democracy's five-year 'plan'-- of 1917-18: it’s -x- a--b a'-b o'’o")
@example("人民's 战争︀ ⺀ 〇 々 a人b")
def test_tokens_and_their_places_are_those_of_a_scanner(text):
    """Tokens and offsets equal those that a letter-by-letter scanner finds by the rule."""
    text = clean(text)
    (tokens,) = surface_tokens([text]).to_list()
    assert token_spans(text, tokens).tolist() == [list(span) for span in plain.scan(text)]
    assert tokens == plain.words(text)


@given(plain.TEXTS)
def test_a_token_is_what_stands_at_its_place(text):
    """`text[start:stop]` is the token, for every token."""
    text = clean(text)
    (tokens,) = surface_tokens([text]).to_list()
    assert [text[a:b] for a, b in token_spans(text, tokens)] == tokens


@given(st.lists(plain.TEXTS, max_size=6))
@example([])
@example(["", "a\x00b", "\x00\ue000c"])
def test_texts_are_cut_one_by_one(texts):
    """A batch of texts gives what each text alone gives; an empty text no token."""
    texts = [clean(text) for text in texts]
    assert [spans.tolist() for spans in spans_of(texts)] == [
        [list(span) for span in plain.scan(text)] for text in texts
    ]
    assert surface_tokens(texts).to_list() == [plain.words(text) for text in texts]


@given(st.text(st.characters(categories=["Cs", "Lu", "Mn", "So"]), max_size=20))
@example("\ud83d\ude00 \ude00\ud83d \ud800")
def test_lone_surrogates_are_replaced_one_by_one(text):
    """What a corpus keeps is NFC, and each lone surrogate has become one U+FFFD."""
    kept = clean(text)
    assert kept == unicodedata.normalize("NFC", kept)
    assert not any(0xD800 <= ord(letter) < 0xE000 for letter in kept)
    # Second way: a pair is one character, any other surrogate is one replacement.
    plainly, i = "", 0
    while i < len(text):
        high = ord(text[i]) - 0xD800
        low = ord(text[i + 1]) - 0xDC00 if i + 1 < len(text) else -1
        is_pair = 0 <= high < 0x400 and 0 <= low < 0x400
        lone = "\ufffd" if 0 <= high < 0x800 else text[i]
        plainly += chr(0x10000 + high * 0x400 + low) if is_pair else lone
        i += 1 + is_pair
    assert paired(text) == plainly
    assert kept == unicodedata.normalize("NFC", plainly)


@pytest.mark.parametrize(
    ("token", "language", "type_"),
    [
        ("Straße", "de", "strasse"),
        ("STRASSE", "de", "strasse"),
        ("STRAẞE", "de", "strasse"),
        ("ISPARTA", "tr", "ısparta"),
        ("İzmir", "tr", "izmir"),
        ("I\u0307zmir", "tr", "izmir"),
        ("IRAK", "tr-CY", "ırak"),
        ("IRAK", "en", "irak"),
        ("ΛΌΓΟΣ", "el", "λόγοσ"),
        ("λόγος", "el", "λόγοσ"),
        ("ЕЩЁ", "ru", "ещё"),
        ("Ещё", "ru", "ещё"),
        ("People’s", "en", "people's"),
        ("ＮＡＴＯ", "en", "ｎａｔｏ"),
        ("e\u0301tat", "fr", "état"),
    ],
)
def test_case_is_folded_as_each_script_has_it(token, language, type_):
    """ß and SS are one, Turkish I is ı, both sigmas are one, one apostrophe, NFC."""
    assert fold(token, language) == type_


@given(plain.TEXTS, st.sampled_from(["", "de", "tr"]))
def test_folding_once_is_enough(text, language):
    """Folding equals the plain letter-by-letter folding, and a type folds to itself."""
    for token in plain.words(clean(text)):
        folded = fold(token, language)
        assert folded == plain.fold(token, language)
        assert fold(folded, language) == folded


@given(st.text(alphabet="ab’-'é 中\n\u3000\u00a0.", max_size=60), st.integers(1, 9))
def test_pieces_of_a_text_have_its_tokens(text, size):
    """A long text may be cut into tokens piece by piece."""
    parts = list(pieces(text, size))
    assert "".join(parts) == text
    whole = surface_tokens([text]).to_list()[0]
    assert [token for own in surface_tokens(parts).to_list() for token in own] == whole
