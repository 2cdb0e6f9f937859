"""One spelling for two: Russian before its reform as after it, traditional script as simplified."""

import re
from collections.abc import Callable
from functools import lru_cache

from toolkit.corpus.elision import base

# Languages of which this is true.
MERGED = ("ru", "zh")
# Letters that the reform of 1917-18 struck from Russian, and the mute sign at the end of words.
_STRUCK = str.maketrans("ѣіѳѵ", "еифи")
_MUTE = re.compile(r"(?<=[^\Wъ])ъ+(?=-|$)")


def merged(word: str, language: str) -> str:
    """Write a folded word of Russian in modern letters, one of Chinese in simplified script.

    Examples
    --------
    >>> merged("всѣхъ", "ru"), merged("戰爭", "zh"), merged("戰爭", "ja")
    ('всех', '战争', '戰爭')
    """
    known = base(language)
    if known == "ru":
        return _MUTE.sub("", word.translate(_STRUCK))
    return simplified(word) if known == "zh" else word


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
