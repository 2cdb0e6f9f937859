"""Names of passages for a coder: they say nothing, yet the corpus can tell which is meant."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.errors import ProvenanceError

Longs = NDArray[np.int64]
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: none is mistaken for another
_BITS, _SIGNS = 45, 9
_CHECK = 8  # bits that are right by chance in one of 256 names of another corpus


def code_of(corpus: Corpus, position: int) -> str:
    """Name the passage at a token of a corpus, in nine signs.

    The place is scrambled by a number made from the hash of the corpus: neighbouring passages have
    names without likeness. It hides, and does not protect.
    """
    factor, shift, check = _key(corpus)
    mixed = ((position << _CHECK | check) * factor + shift) % (1 << _BITS)
    return "".join(_LETTERS[mixed >> 5 * k & 31] for k in range(_SIGNS))


def position_of(corpus: Corpus, code: str) -> int:
    """Find the token that `code_of` named.

    Raises
    ------
    ProvenanceError
        If it is no such name, or one of another corpus.
    """
    factor, shift, check = _key(corpus)
    signs = [_LETTERS.find(sign) for sign in code.strip().lower()]
    if len(signs) == _SIGNS and min(signs) >= 0:
        mixed = sum(sign << 5 * k for k, sign in enumerate(signs))
        plain = (mixed - shift) * pow(factor, -1, 1 << _BITS) % (1 << _BITS)
        position = plain >> _CHECK
        if plain & ((1 << _CHECK) - 1) == check and position < corpus.n_tokens:
            return position
    msg = (
        f"{code[:40]!r} names no passage of this corpus; give the corpus that the sample was drawn "
        "from, and leave the column `passage` as it was."
    )
    raise ProvenanceError(msg)


def hits_at(hits: Occurrences, positions: Longs) -> Longs:
    """Find the numbers of the occurrences that begin at some tokens.

    Raises
    ------
    ProvenanceError
        If none begins there.
    """
    at = np.searchsorted(hits.position, positions)
    inside = np.minimum(at, max(0, len(hits) - 1))
    if not len(hits) or (hits.position[inside] != positions).any():
        msg = (
            f"a coded passage is no use of {hits.concept.name!r}; give the concept that was drawn."
        )
        raise ProvenanceError(msg)
    return inside


def _key(corpus: Corpus) -> tuple[int, int, int]:
    digest = hashlib.sha256(f"passages {corpus.hash}".encode()).digest()
    factor = int.from_bytes(digest[:5], "big") | 1
    return factor, int.from_bytes(digest[5:10], "big"), digest[10]
