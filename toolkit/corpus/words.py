"""Which types are content words: no function word of their language, no number, not too short."""

import re
import tomllib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.elision import base, behind_article
from toolkit.resources import data_path

_LETTERS = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)*|[\u3400-\u9fff]+")


def stop_words(language: str) -> frozenset[str]:
    """Give the function words of a language, folded; none where no list is known.

    Examples
    --------
    >>> "the" in stop_words("en"), "state" in stop_words("en"), stop_words("xx")
    (True, False, frozenset())
    """
    language, known = base(language), _lists()
    if language in known["only"]:
        return frozenset(known["only"][language].split())
    from stop_words import LANGUAGE_MAPPING, get_stop_words

    if language not in LANGUAGE_MAPPING:
        return frozenset()
    more, less = (known[kind].get(language, "").split() for kind in ("more", "except"))
    return frozenset(get_stop_words(language)).union(more) - {*less}


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(data_path("function_words.toml").read_text(encoding="utf-8"))


def function_words(corpus: Corpus, language: str) -> frozenset[str]:
    """Give the function words of a language in a corpus: its own list, or else the shipped one."""
    own = corpus.rules.stop_words.get(language)
    return stop_words(language) if own is None else frozenset(own.split())


def content_types(corpus: Corpus, language: str) -> NDArray[np.bool_]:
    """Tell which types are content words of a language.

    Returns
    -------
    array of bool, shape (n_types,)
        Letters, three or more (or Han characters), and no function word. A copy.
    """

    def make() -> dict[str, NDArray[np.generic]]:
        stop = function_words(corpus, language)
        # Of l'état what counts is état, of jusqu'à it is à.
        named = [(t, behind_article(t, language)) for t in corpus.index.types]
        chosen = [bool(_LETTERS.fullmatch(n)) and not {t, n} & stop for t, n in named]
        return {"is_content": np.array(chosen, bool)}

    return np.array(cached(corpus, "content", f"elided {language}", make)["is_content"], bool)
