"""The token rule: how a text is cut into tokens, and how a token is folded into its type."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Letters, marks and digits, joined inside by an apostrophe or a hyphen. Han is cut into single
# characters, each with its marks, until a segmenter does better. The syntax is that of Rust's
# regex, which polars uses; \p{Han} alone would let in radicals, which are symbols.
HAN = r"[\p{L}\p{M}\p{N}&&\p{Han}]\p{M}*"
_WORD = r"[\p{L}\p{M}\p{N}&&[^\p{Han}]]"
TOKEN = rf"{HAN}|{_WORD}+(?:['’-]{_WORD}+)*"
_SPACE = re.compile(r"\s")

# Languages in which I and İ are the capitals of ı and i.
DOTLESS = frozenset({"tr", "az"})
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})


def is_dotless(language: str) -> bool:
    """Tell whether I is the capital of ı in a language: tr, az, and their regions (tr-CY)."""
    return language.lower().partition("-")[0] in DOTLESS


def fold(token: str, language: str = "") -> str:
    """Fold a token into its type: no case, one form of every character, one apostrophe.

    Full Unicode case folding (ß is ss, final ς is σ); in Turkish and Azeri I folds to ı.

    Examples
    --------
    >>> fold("Straße"), fold("ΛΌΓΟΣ"), fold("People’s"), fold("ILIK", "tr")
    ('strasse', 'λόγοσ', "people's", 'ılık')
    """
    if is_dotless(language):
        token = unicodedata.normalize("NFC", token).translate(_DOTLESS)
    return unicodedata.normalize("NFC", token.casefold().replace("’", "'"))


def clean(text: str) -> str:
    r"""Give the text that a corpus keeps: NFC, without lone surrogates (each becomes U+FFFD).

    Examples
    --------
    >>> len(clean("e\u0301")), clean("a\ud800b")
    (1, 'a�b')
    """
    return text if text.isascii() else unicodedata.normalize("NFC", paired(text))


def paired(text: str) -> str:
    r"""Join surrogate pairs into their character and make every lone one U+FFFD.

    Examples
    --------
    >>> paired("\ud83d\ude00") == "\U0001f600", paired("\udcff")
    (True, '�')
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def surface_tokens(texts: Iterable[str]) -> pl.Series:
    """Cut texts into tokens as they stand: one list of strings a text.

    Examples
    --------
    >>> surface_tokens(["The people’s war, 1917."]).to_list()
    [['The', 'people’s', 'war', '1917']]
    """
    return pl.Series("text", list(texts), dtype=pl.String).str.extract_all(TOKEN)


def pieces(text: str, size: int) -> Iterator[str]:
    """Cut a text into pieces of about `size` characters that have the same tokens.

    They end before white space, which stands in no token; a text without any stays whole.

    Examples
    --------
    >>> list(pieces("one two three", 4))
    ['one two', ' three']
    """
    start = 0
    while start < len(text):
        found = _SPACE.search(text, start + size)
        stop = found.start() if found else len(text)
        yield text[start:stop]
        start = stop


def spans_of(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    """Find where the tokens of each text stand in it.

    Returns
    -------
    list of array, shape (n_tokens, 2)
        First character and the one after the last, in code points.

    Examples
    --------
    >>> [spans.tolist() for spans in spans_of(["a -- bc", ""])]
    [[[0, 1], [5, 7]], []]
    """
    # Each token put between two signs that occur nowhere else: where the signs stand, less the
    # signs before them, is where the tokens begin and end.
    signs = (s for s in map(chr, (0, 1, *range(0xE000, 0xF900))) if not any(s in t for t in texts))
    begin, end = next(signs), next(signs)
    marked = pl.Series(texts, dtype=pl.String).str.replace_all(TOKEN, f"{begin}$0{end}")
    found = []
    for text in marked:
        letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        places = [np.flatnonzero(letters == ord(sign)) for sign in (begin, end)]
        found.append(np.column_stack(places) - np.arange(2 * len(places[0])).reshape(-1, 2))
    return found


def token_spans(text: str, tokens: Sequence[str]) -> NDArray[np.int64]:
    """Find where the tokens of a text stand in it.

    Parameters
    ----------
    text : str
        The text.
    tokens : sequence of str
        All its tokens in order, as `surface_tokens` gives them.

    Returns
    -------
    array, shape (n_tokens, 2)
        First character and the one after the last, in code points.

    Examples
    --------
    >>> token_spans("a -- a", ["a", "a"]).tolist()
    [[0, 1], [5, 6]]
    """
    spans = np.empty((len(tokens), 2), np.int64)
    at = 0
    for i, token in enumerate(tokens):
        # The next match of the rule begins at the next token character, so the first place
        # where its string stands from here on is the match itself.
        start = text.find(token, at)
        at = start + len(token)
        spans[i] = start, at
    return spans
