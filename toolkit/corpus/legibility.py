"""How legible a text is: the share of its words that no dictionary knows, and odd characters."""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.fitness import LEAST_DOCUMENTS, Check, listed
from toolkit.corpus.sliced import Slices

_LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s|er|e|o|a)?(?:-\d+)*")
# What no text means to hold: characters that stand for lost ones, of private use, controls; and
# the first two letters of UTF-8 that was read as Latin-1 or Windows-1252.
_ODD = re.compile(
    "[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
    "|[ÃÂÐÑ][\x80-\xbf€‚ƒ„†‡ˆ‰Š‹Œ•˜™š›œžŸ]|â€\x9d?|â\x80"
)
# How many times the share of unknown words in one slice must be that of another, and how large.
MORE_UNKNOWN, LEAST_UNKNOWN = 1.5, 0.01


def is_unknown(corpus: Corpus, language: str) -> NDArray[np.bool_]:
    """Tell which types no dictionary of the language knows: names, other spelling, damaged words.

    Numbers count as known; letters mixed with digits (``l9l7``) do not.

    Returns
    -------
    array of bool, shape (n_types,)
        All false where there is no dictionary.
    """

    def make() -> dict[str, NDArray[np.generic]]:
        if language not in _dictionaries():
            return {"is_unknown": np.zeros(len(corpus.index.types), bool)}
        return {"is_unknown": np.array([not _knows(t, language) for t in corpus.index.types])}

    return cached(corpus, "unknown", language, make)["is_unknown"].astype(bool)


def odd_characters(corpus: Corpus) -> NDArray[np.int64]:
    """Count the characters of each document that no text means to hold.

    Replacement characters (U+FFFD), characters of private use, controls, and signs of a misread
    encoding (``Ã©``), each once.

    Returns
    -------
    array of int, shape (n_documents,)
    """

    def make() -> dict[str, NDArray[np.generic]]:
        counts = [len(_ODD.findall(corpus.text_at(row))) for row in range(len(corpus))]
        return {"odd": np.array(counts, np.int64)}

    return np.asarray(cached(corpus, "odd", "characters", make)["odd"], np.int64)


def unknown_share(corpus: Corpus) -> NDArray[np.float64]:
    """Give the share of each document that is not legible: words no dictionary knows, odd letters.

    ``(unknown + odd) / (tokens + odd)``: an odd character counts as one unknown token.

    Returns
    -------
    array, shape (n_documents,)
        Between 0 and 1; nan for an empty document, or a language without a dictionary.

    Notes
    -----
    Larger is less legible: misread letters, but also names and old spelling. Compare it between
    dates of one corpus, not between corpora.
    """
    index, written = corpus.index, corpus.documents["language"].to_numpy()
    sizes, odd = np.diff(index.offsets), odd_characters(corpus)
    found = np.full(len(corpus), np.nan)
    for language in corpus.languages:
        if language in _dictionaries():
            unknown = is_unknown(corpus, language)
            mine = (written == language) & (sizes > 0)
            for row in np.flatnonzero(mine):
                ids = index.ids[index.offsets[row] : index.offsets[row + 1]]
                found[row] = (unknown[ids].sum() + odd[row]) / (len(ids) + odd[row])
    return found


def characters(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Count the characters that no text means to hold."""
    odd = odd_characters(corpus)
    if not odd.any():
        return
    names = corpus.documents["id"].to_list()
    order = np.argsort(-odd, kind="stable")[: int((odd > 0).sum())]
    said = (
        f"{odd.sum():,} characters in {len(order):,} of {len(corpus):,} documents are lost, of "
        "private use, or of a misread encoding, most in "
        f"{listed([f'{names[row]} ({odd[row]:,})' for row in order], 3)}"
    )
    advice = "read these sources again with encoding=, or mend them where that does not help"
    yield Check("characters", int(odd.sum()), said, advice)


def legibility(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find a trend in the words that no dictionary knows."""
    share = unknown_share(corpus)
    middle = {
        part.label: float(np.nanmedian(share[part.documents]))
        for part in slices
        if np.isfinite(share[part.documents]).sum() >= LEAST_DOCUMENTS
    }
    if not middle:
        return
    worst, best = max(middle, key=lambda k: middle[k]), min(middle, key=lambda k: middle[k])
    times = middle[worst] / max(middle[best], 1e-9)
    if middle[worst] - middle[best] >= LEAST_UNKNOWN and times >= MORE_UNKNOWN:
        said = (
            f"words that the dictionary does not know make up {middle[worst]:.1%} ({worst}) or "
            f"{middle[best]:.1%} ({best}) of the usual document: misread letters, names, spelling"
        )
        advice = "read the least legible; compare with words of the same slices (controls)"
        yield Check("legibility", middle[worst], said, advice)


def _knows(word: str, language: str) -> bool:
    from simplemma import is_known

    if not _LETTERS.fullmatch(word):
        return _NUMBER.fullmatch(word) is not None
    if len(word) == 1:
        return True
    parts = {word, *re.split("['-]", word)} - {""}
    known = is_known(word, lang=language) or is_known(word.title(), lang=language)
    return known or (len(parts) > 1 and all(_knows(one, language) for one in parts - {word}))


@cache
def _dictionaries() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)
