"""From the elements of a pattern to the types of a corpus."""

import re
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.concepts.patterns import Element
from toolkit.corpus.index import TokenIndex
from toolkit.corpus.tokens import fold

TypeIds = NDArray[np.int64]


def types_of(element: Element, index: TokenIndex, language: str) -> TypeIds:
    """Return the types that an element stands for in documents of one language, ascending."""
    if element.kind == "glob":
        return _globbed(fold(element.text, language), index)
    if element.kind == "lemma":
        return _inflected(fold(element.text, language), index, language)
    found = index.id_of(fold(element.text, language))
    return np.array([] if found is None else [found], np.int64)


def _globbed(glob: str, index: TokenIndex) -> TypeIds:
    wild = {"*": ".*", "?": "."}
    expression = "".join(wild.get(letter) or re.escape(letter) for letter in glob)
    hits = pl.Series(index.types, dtype=pl.String).str.contains(f"^(?:{expression})$")
    return hits.arg_true().to_numpy().astype(np.int64)


def _inflected(word: str, index: TokenIndex, language: str) -> TypeIds:
    """Types whose lemma is that of `word`, and the word itself.

    In a language without a lemmatiser only the word itself.
    """
    lemmas = _lemmas(tuple(index.types), language)
    wanted = {word, _lemma(word, language)}
    own = [i for i, lemma in enumerate(lemmas) if lemma in wanted or index.types[i] == word]
    return np.array(own, np.int64)


@lru_cache(maxsize=4)
def _lemmas(types: tuple[str, ...], language: str) -> list[str]:
    return [_lemma(name, language) for name in types]


def _lemma(word: str, language: str) -> str:
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    known = language.lower().partition("-")[0]
    return fold(lemmatize(word, lang=known), known) if known in SUPPORTED_LANGUAGES else word
