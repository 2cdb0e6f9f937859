"""From the elements of a pattern to the types of a corpus."""

import re
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.concepts.patterns import Element
from toolkit.concepts.spelling import asked_for, name_of, names_of
from toolkit.corpus.elision import base
from toolkit.corpus.index import TokenIndex
from toolkit.corpus.rules import Rules
from toolkit.corpus.tokens import fold

TypeIds = NDArray[np.int64]


def types_of(element: Element, index: TokenIndex, language: str, rules: Rules) -> TypeIds:
    """Return the types that an element stands for in documents of one language, ascending.

    A type is found by its further names too (`toolkit.concepts.spelling`): ``l'état`` by
    ``état``, ``классъ`` by ``класс``, ``戰`` by ``战`` and the other way round. Whoever writes
    ``l'état`` or ``классъ`` asks for just that.
    """
    if element.kind == "lemma":
        return _inflected(rules.fold(element.text, language), index, language)
    wanted = asked_for(rules.fold(element.text, language), language)
    others = names_of(index, language)
    if element.kind == "glob":
        is_meant = _globbed(wanted, pl.Series(index.types, dtype=pl.String))
        further = others.filter(_globbed(wanted, others["name"]))["type"]
        return np.union1d(is_meant.arg_true().to_numpy(), further.to_numpy()).astype(np.int64)
    found = index.id_of(wanted)
    own = np.array([] if found is None else [found], np.int64)
    if others.is_empty():  # asking an empty table takes longer than the whole lookup
        return own
    further = others.filter(pl.col("name") == wanted)["type"]
    return np.union1d(own, further.to_numpy()).astype(np.int64)


def _globbed(glob: str, names: pl.Series) -> pl.Series:
    wild = {"*": ".*", "?": "."}
    expression = "".join(wild.get(letter) or re.escape(letter) for letter in glob)
    return names.str.contains(f"^(?:{expression})$")


def _inflected(word: str, index: TokenIndex, language: str) -> TypeIds:
    """Types whose lemma is that of `word`, and the word itself.

    A word that is a lemma stands for itself, though it may be a form of another word too:
    Spanish ``estado`` is the state, not every form of ``estar``. In a language without a
    lemmatiser only the word itself.
    """
    asked = asked_for(word, language)
    lemmas = _lemmas(index, language)
    lemma = _lemma(name_of(word, language), language)
    wanted = {asked} if lemma != asked and _is_lemma(asked, language) else {asked, lemma}
    own = [
        i for i, lemma in enumerate(lemmas) if lemma in wanted or index.types[i] in (word, asked)
    ]
    return np.array(own, np.int64)


@lru_cache(maxsize=4)
def _lemmas(index: TokenIndex, language: str) -> list[str]:
    named = list(index.types)
    for name, number in names_of(index, language).rows():
        named[number] = name
    return [_lemma(name, language) for name in named]


@lru_cache(maxsize=1000)
def _is_lemma(word: str, language: str) -> bool:
    """Tell whether the dictionary of a language gives a word as the lemma of any."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    dictionary = DefaultDictionaryFactory().get_dictionary(base(language))
    return any(lemma == word for lemma in dictionary.values())


def _lemma(word: str, language: str) -> str:
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    known = base(language)
    return fold(lemmatize(word, lang=known), known) if known in SUPPORTED_LANGUAGES else word
