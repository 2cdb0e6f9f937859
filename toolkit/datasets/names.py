"""Invented names of people and places, put together from syllables."""

from toolkit.datasets.dice import Dice

_FORENAMES = (
    "Al Be Cor Da El Fa Gar Hes Il Jo Kel La Mar Ne Or Pel Ro Se Tam Ul Va Wil Yor Zel",
    "ra ven lin mor sa dik na rel tha mon vi ric ne len dra",
)
_SURNAMES = (
    "Ard Bren Cald Dor Esk Fenn Gorl Hald Ister Jarv Kest Lorn Mast Narr Olt Prav Quill Rost "
    "Sarn Tolv Urd Vesp Welk Yarn Zand",
    "ane ell en er ik ick und ovar inger aty olm eth ow ley ault ema",
)
_PLACES = (
    "Or Bel Car Dun Ester Fal Gren Hal Isk Jor Kar Lin Mor Nev Ost Pem Ruv Sel Tor Ulm Ver Wyn "
    "Yest Zar",
    "ane ava den dale eth holm ine mar mouth ney ora wick stead vale gard",
)


def people(dice: Dice, number: int) -> tuple[str, ...]:
    """Draw different full names.

    Examples
    --------
    >>> import numpy as np
    >>> drawn = people(Dice(np.random.default_rng(0)), 300)
    >>> len(set(drawn)), all(len(name.split()) == 2 for name in drawn)
    (300, True)
    """
    first, last = _joined(*_FORENAMES), _joined(*_SURNAMES)
    order = dice.rng.permutation(len(first) * len(last))[:number]
    return tuple(f"{first[k % len(first)]} {last[k // len(first)]}" for k in order.tolist())


def places(dice: Dice, number: int) -> tuple[str, ...]:
    """Draw different names of places."""
    names = _joined(*_PLACES)
    return tuple(names[k] for k in dice.rng.permutation(len(names))[:number].tolist())


def _joined(front: str, back: str) -> list[str]:
    return [a + b for a in front.split() for b in back.split()]
