"""Regular English inflection, for word lists written by hand: plurals, verb forms, articles."""

VOWELS = "aeiou"
SIBILANTS = ("s", "x", "z", "ch", "sh")
# Words whose first sound is not that of their first letter.
AN = ("hour", "honest", "heir", "x-ray")
A = ("union", "universit", "uniform", "useful", "one", "euro")


def plural(entry: str) -> tuple[str, str]:
    """Give singular and plural of an entry ``noun`` or ``singular:plural``.

    Examples
    --------
    >>> [plural(noun)[1] for noun in ("levy", "day", "trench", "loaf:loaves", "hill-chapel")]
    ['levies', 'days', 'trenches', 'loaves', 'hill-chapels']
    """
    singular, _, irregular = entry.partition(":")
    if irregular:
        return singular, irregular
    if singular.endswith("y") and singular[-2] not in VOWELS:
        return singular, singular[:-1] + "ies"
    return singular, singular + ("es" if singular.endswith(SIBILANTS) else "s")


def verb(entry: str) -> tuple[str, str, str, str]:
    """Give base, past, participle and ing-form of ``base:past:participle:ing``.

    What is left out is regular; a past in a doubled consonant and "ed" gives its ing-form.

    Examples
    --------
    >>> verb("seal")
    ('seal', 'sealed', 'sealed', 'sealing')
    >>> verb("annul:annulled")
    ('annul', 'annulled', 'annulled', 'annulling')
    >>> verb("drive:drove:driven"), verb("carry")[1]
    (('drive', 'drove', 'driven', 'driving'), 'carried')
    """
    base, *given = entry.split(":")
    past = given[0] if given else _past(base)
    participle = given[1] if len(given) > 1 else past
    doubled = past.endswith(base[-1] * 2 + "ed") and len(past) == len(base) + 3
    stem = past[:-2] if doubled else base
    if base.endswith("e") and not base.endswith(("ee", "oe")):
        stem = base[:-1]
    return base, past, participle, given[2] if len(given) > 2 else stem + "ing"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def article(word: str) -> str:
    """Put the indefinite article before a word.

    Examples
    --------
    >>> article("oath"), article("union"), article("honest clerk"), article("tram")
    ('an oath', 'a union', 'an honest clerk', 'a tram')
    """
    an = word.startswith(AN) or (word[0] in VOWELS and not word.startswith(A))
    return ("an " if an else "a ") + word
