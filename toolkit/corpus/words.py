"""Which types are content words: no function word of their language, no number, not too short."""

import re
import tomllib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.resources import data_path

_LETTERS = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)*|[\u3400-\u9fff]")


def stop_words(language: str) -> frozenset[str]:
    """Give the function words of a language, folded; none where no list is known.

    Examples
    --------
    >>> "the" in stop_words("en"), "state" in stop_words("en"), stop_words("xx")
    (True, False, frozenset())
    """
    known = _lists()
    if language in known["only"]:
        return frozenset(known["only"][language].split())
    from stop_words import LANGUAGE_MAPPING, get_stop_words

    if language not in LANGUAGE_MAPPING:
        return frozenset()
    return frozenset(get_stop_words(language)) - {*known["except"].get(language, "").split()}


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(data_path("function_words.toml").read_text(encoding="utf-8"))


def content_types(corpus: Corpus, language: str) -> NDArray[np.bool_]:
    """Tell which types are content words of a language.

    Returns
    -------
    array of bool, shape (n_types,)
        Letters, three or more (or a Han character), and no function word. A copy.
    """

    def make() -> dict[str, NDArray[np.generic]]:
        stop = stop_words(language)
        chosen = [bool(_LETTERS.fullmatch(t)) and t not in stop for t in corpus.index.types]
        return {"is_content": np.array(chosen, bool)}

    return np.array(cached(corpus, "content", language, make)["is_content"], bool)
