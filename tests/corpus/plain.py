"""The token rule, the index and the documents once more, in the plainest way."""

import unicodedata

from hypothesis import strategies as st

from toolkit.corpus.dates import DateSpan
from toolkit.corpus.documents import Document

# Characters of the script Han that are letters, marks or numbers (Unicode, Scripts.txt).
_HAN = (
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3038, 0x303B),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAD9),
    (0x16FE2, 0x16FF1),
    (0x20000, 0x3FFFF),
)


def is_han(letter):
    """Tell whether a character belongs to the script Han."""
    return any(first <= ord(letter) <= last for first, last in _HAN)


def is_word(letter):
    """Tell whether a character is a letter, a mark or a number, and not Han."""
    return unicodedata.category(letter)[0] in "LMN" and not is_han(letter)


def scan(text):
    """Cut a text into tokens, letter by letter; give where each begins and ends."""
    spans, i = [], 0
    while i < len(text):
        begin = i
        if is_han(text[i]) and unicodedata.category(text[i])[0] in "LMN":
            i += 1
            while i < len(text) and unicodedata.category(text[i])[0] == "M":
                i += 1
            spans.append((begin, i))
            continue
        while i < len(text) and is_word(text[i]):
            i += 1
            joined = i + 1 < len(text) and text[i] in "'’-" and is_word(text[i + 1])
            i += joined
        if i > begin:
            spans.append((begin, i))
        i = max(i, begin + 1)
    return spans


def words(text):
    """Give the tokens of a text as they stand in it."""
    return [text[start:stop] for start, stop in scan(text)]


def fold(token, language=""):
    """Fold a token letter by letter."""
    if language in ("tr", "az"):
        token = "".join({"I": "ı", "İ": "i"}.get(letter, letter) for letter in token)
    token = "".join("'" if letter == "’" else letter.casefold() for letter in token)
    return unicodedata.normalize("NFC", token)


# Text that is hard to cut: scripts, marks, apostrophes, hyphens, pictures, invisible characters.
LETTERS = (
    "aAbBißẞıİIςσΣеЁжЖ人民〇々⺀０１２5½²ﬁǆｶカあ한"
    "'’`´-–—_.,!?🙂👩 \t\n\x00\xa0\xad\u0301\u0308\u0307\u200b\u200d\ufe00\ufeff"
)
SHORT = st.text(alphabet=LETTERS, max_size=40)
# Whatever has been a character since long, so that every table of characters knows it.
ANY = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cn", "Co"]).filter(
        lambda letter: unicodedata.ucd_3_2_0.category(letter) != "Cn"
    ),
    max_size=40,
)
TEXTS = st.one_of(SHORT, ANY, st.sampled_from(["", "Straße – STRASSE", "l’État c'est-à-dire"]))


@st.composite
def archives(draw, most=8):
    """Draw documents with dates, gaps in what is known, and texts that share words."""
    ids = draw(st.lists(st.text("abcdé/. 人", min_size=1, max_size=4), unique=True, max_size=most))
    vocabulary = st.sampled_from(
        ["war", "War", "people’s", "peace", "Straße", "人民", "İI", "-", "1917"]
    )
    texts = st.one_of(TEXTS, st.lists(vocabulary, max_size=12).map(" ".join))
    made = []
    for name in ids:
        start = draw(st.none() | st.integers(-400_000, 40_000))
        date = None if start is None else DateSpan(start, start + 1, "day", f"day {start}")
        made.append(
            Document(
                name,
                draw(texts),
                date,
                author=draw(st.sampled_from(["", "Ana", "Bo"])),
                language=draw(st.sampled_from(["en", "tr", "de", ""])),
                variables=draw(st.dictionaries(st.sampled_from(["genre", "party"]), SHORT)),
            )
        )
    return made
