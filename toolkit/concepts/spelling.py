"""The other names of a type: behind an elided article, in modern spelling, in simplified script."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import polars as pl

from toolkit.corpus.index import TokenIndex

# What French, Italian and Catalan write together with the word after it: l'homme, dell'uomo.
_ELIDED_WORDS = {
    "fr": "c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu entr presqu",
    "it": "l un dell nell all dall sull coll c d m n s t v ch quell quest bell sant anch dov com",
    "ca": "l d m n s t",
}
_ELIDED = {language: frozenset(words.split()) for language, words in _ELIDED_WORDS.items()}
# Letters that the reform of 1917-18 struck from Russian, and the mute sign at the end of words.
_STRUCK = str.maketrans("ѣіѳѵ", "еифи")
_MUTE = re.compile(r"(?<=[^\Wъ])ъ+(?=-|$)")


def base(language: str) -> str:
    """Give a language without its region: zh of zh-TW."""
    return language.lower().partition("-")[0]


def has_names(language: str) -> bool:
    """Tell whether types of a language may have further names."""
    return base(language) in {*_ELIDED, "ru", "zh"}


def asked_for(word: str, language: str) -> str:
    """Give the name under which a folded word of a pattern is looked for.

    Chinese is looked for in simplified script, however the pattern is written.

    Examples
    --------
    >>> asked_for("戰", "zh"), asked_for("戰", "ja")
    ('战', '戰')
    """
    return simplified(word) if base(language) == "zh" else word


def name_of(word: str, language: str) -> str:
    """Give the further name of a type; the type itself where it has none.

    Examples
    --------
    >>> name_of("l'état", "fr"), name_of("dell'uomo", "it"), name_of("c'est-à-dire", "fr")
    ('état', 'uomo', 'est-à-dire')
    >>> name_of("всѣхъ", "ru"), name_of("партій", "ru"), name_of("объект", "ru")
    ('всех', 'партий', 'объект')
    >>> name_of("戰爭", "zh-TW"), name_of("aujourd'hui", "fr"), name_of("l'état", "en")
    ('战争', "aujourd'hui", "l'état")
    """
    known = base(language)
    if known in _ELIDED:
        return behind_article(word, known)
    if known == "ru":
        return _MUTE.sub("", word.translate(_STRUCK))
    return simplified(word) if known == "zh" else word


def behind_article(word: str, language: str) -> str:
    """Give what stands behind an elided article or its like; the word itself if there is none.

    Examples
    --------
    >>> behind_article("L'État", "fr"), behind_article("o'clock", "en")
    ('État', "o'clock")
    """
    clitic, apostrophe, rest = word.partition("'")
    is_elided = apostrophe and clitic.casefold() in _ELIDED.get(base(language), ())
    return rest if is_elided else word


@lru_cache(maxsize=8)
def names_of(index: TokenIndex, language: str) -> pl.DataFrame:
    """List the further names of all types of a corpus.

    Returns
    -------
    polars.DataFrame
        Columns name and type (its number); only where a name differs from its type.
    """
    pairs = list(_names(index, language)) if has_names(language) else []
    return pl.DataFrame(pairs, schema={"name": pl.String, "type": pl.Int64}, orient="row")


def _names(index: TokenIndex, language: str) -> Iterator[tuple[str, int]]:
    for number, word in enumerate(index.types):
        # No letter of ASCII alone is written in another way, but an apostrophe may stand there.
        if not word.isascii() or "'" in word:
            name = name_of(word, language)
            if name != word:
                yield name, number


@lru_cache(maxsize=100_000)
def simplified(word: str) -> str:
    """Write Chinese in simplified script, each character by itself.

    Several traditional characters may share a simplified one (乾 幹 干), which then stands for
    all of them.
    """
    if word.isascii():
        return word
    convert = _converter()
    return "".join(map(convert, word))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    return lru_cache(maxsize=None)(OpenCC("t2s").convert)
