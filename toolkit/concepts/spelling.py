"""The other names of a type: behind an elided article, in modern spelling, in simplified script."""

from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from toolkit.corpus.elision import ELIDED, base, behind_article
from toolkit.corpus.index import TokenIndex
from toolkit.corpus.spelling import merged, simplified


def has_names(language: str) -> bool:
    """Tell whether types of a language may have further names."""
    return base(language) in {*ELIDED, "ru", "zh"}


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
    return behind_article(word, known) if known in ELIDED else merged(word, known)


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
