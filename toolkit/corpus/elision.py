"""Words written together with the word after them, their last vowel left out: l'homme."""

# What French, Italian and Catalan write together with the word after it: l'homme, dell'uomo.
_ELIDED_WORDS = {
    "fr": "c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu entr presqu",
    "it": "l un dell nell all dall sull coll c d m n s t v ch quell quest bell sant anch dov com",
    "ca": "l d m n s t",
}
ELIDED = {language: frozenset(words.split()) for language, words in _ELIDED_WORDS.items()}


def base(language: str) -> str:
    """Give a language without its region: zh of zh-TW."""
    return language.lower().partition("-")[0]


def behind_article(word: str, language: str) -> str:
    """Give what stands behind an elided article or its like; the word itself if there is none.

    Examples
    --------
    >>> behind_article("L'État", "fr"), behind_article("o'clock", "en")
    ('État', "o'clock")
    """
    clitic, apostrophe, rest = word.partition("'")
    is_elided = apostrophe and clitic.casefold() in ELIDED.get(base(language), ())
    return rest if is_elided else word
