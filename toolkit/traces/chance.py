"""How often chance would give a match: the habits of an archive, told by its short phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from toolkit.corpus.shingle_keys import keys_of, looked_up
from toolkit.traces.align import Alignment
from toolkit.traces.target import Codes, Target

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Weight of the shorter phrase when the probability of a word after a longer one is estimated.
SHRINK = 5.0
# Ways in which one word can be changed: replaced, put in, left out.
WAYS = 3


@dataclass(frozen=True, eq=False)
class Habits:
    """How often the words of the target, and its phrases of two and three, stand in the archive.

    Attributes
    ----------
    surprise : array, shape (n_codes,)
        ``-ln p`` of single words.
    counts : pair of arrays, shape (n_tokens,) each
        Places in the archive of the phrase of two, and of three words that ends at each token.
    ones : array, shape (n_tokens,)
        The same for the single words.
    n : int
        Tokens of the archive.
    """

    surprise: Floats
    ones: Longs
    counts: tuple[Longs, Longs]
    n: int

    @property
    def tries(self) -> float:
        """Pairs of a place in the target and one in the archive."""
        return float(max(1, self.n)) * max(1, len(self.ones))


def habits_of(target: Target, codes: Codes, surprise: Floats) -> Habits:
    """Count the words and short phrases of the target in the archive, the target left out."""
    index, words = target.archive.index, target.codes
    by_code = np.bincount(codes, weights=index.counts, minlength=len(surprise)).astype(np.int64)
    ones = np.append(by_code, 0)[np.minimum(words, len(by_code))]
    counted = []
    for n in (2, 3):
        keys = keys_of(words, range(n)) if len(words) >= n else np.empty(0, np.uint64)
        wanted, row = np.unique(keys, return_inverse=True)
        position, which = looked_up(
            target.archive, wanted, range(n), codes, executor=target.executor
        )
        if target.row is not None:
            which = which[index.documents_of(position) != target.row]
        found = np.bincount(which, minlength=len(wanted))[row]
        counted.append(np.concatenate([np.zeros(len(words) - len(found), np.int64), found]))
    return Habits(surprise, ones, (counted[0], counted[1]), len(index.ids))


def without(habits: Habits, matches: Sequence[Alignment]) -> Habits:
    """Leave out of the counts the places of the matches themselves.

    A passage must not look habitual because it stands where it was found. Its words are counted
    everywhere else: a phrase that is common by itself stays common.
    """
    ones, twos, threes = habits.ones.copy(), habits.counts[0].copy(), habits.counts[1].copy()
    for match in matches:
        same = _unbroken(match)
        ones[match.a] -= 1
        twos[match.a[1:][same]] -= 1
        threes[match.a[2:][same[1:] & same[:-1]]] -= 1
    low = [np.maximum(counts, 0) for counts in (ones, twos, threes)]
    return Habits(habits.surprise, low[0], (low[1], low[2]), habits.n)


def log_expected(match: Alignment, habits: Habits, words: Longs) -> float:
    """Give the logarithm of how many matches like this one chance would give.

    The probability of the words that are the same, each after the two before it (where the
    alignment is unbroken), times the pairs of places tried, times the ways in which as many words
    could have been changed. Below ``ln 0.05``, chance is no explanation.

    Parameters
    ----------
    match : Alignment
        Tokens of the target (`a`) and of a stretch of the archive (`b`).
    habits : Habits
        Counts, best those of `without`.
    words : array, shape (n_tokens,)
        Codes of the target.

    Notes
    -----
    A word after others is as likely as their counts say, drawn towards what the shorter phrase
    says (MacKay & Peto 1995), and never less likely than by itself: both make a match look more
    like chance, not less.
    Source: MacKay & Peto 1995, doi:10.1017/S1351324900000218.
    """
    if not len(match.a):
        return float("inf")
    alone = np.exp(-habits.surprise[words[match.a]])
    likely = _likely(match.a, alone, np.append(False, _unbroken(match)), habits)
    return float(np.log(likely).sum()) + float(np.log(habits.tries)) + _log_ways(match)


def habitual(habits: Habits, words: Longs, spared: int) -> Floats:
    """Give the surprise of each word of the target after the two before it, in nats.

    Phrases that stand at most `spared` times in the archive count as never seen: a passage that
    some documents quote must not look habitual for that.

    Returns
    -------
    array, shape (n_tokens,)
        Infinite nowhere; words that the archive lacks have the surprise of its rarest.
    """
    every = np.arange(len(words), dtype=np.int64)
    twos, threes = (np.maximum(counts - spared, 0) for counts in habits.counts)
    known = words < len(habits.surprise)
    alone = np.where(known, habits.surprise[np.where(known, words, 0)], habits.surprise.max())
    fewer = Habits(habits.surprise, habits.ones, (twos, threes), habits.n)
    likely = _likely(every, np.exp(-alone), np.append(False, known[1:]), fewer)
    return np.asarray(-np.log(likely))


def changed(match: Alignment) -> int:
    """Count the words of an alignment that were replaced, put in or left out."""
    gaps = np.maximum(np.diff(match.a), np.diff(match.b)) - 1
    return int(gaps.sum())


def _likely(at: Longs, alone: Floats, same: NDArray[np.bool_], habits: Habits) -> Floats:
    """Give the probability of each word after those before it, where nothing lies between."""
    twice = same & np.append(False, same[:-1])
    twos, threes = habits.counts[0][at], habits.counts[1][at]
    before = np.append(0, habits.ones[at[:-1]])
    after_one = (twos + SHRINK * alone) / (before + SHRINK)
    after_one = np.maximum(np.where(same, after_one, alone), alone)
    pairs = np.append(0, twos[:-1])
    after_two = (threes + SHRINK * after_one) / (pairs + SHRINK)
    return np.maximum(np.where(twice, after_two, after_one), alone)


def _unbroken(match: Alignment) -> NDArray[np.bool_]:
    """Tell which matched tokens directly follow the one before them, on both sides."""
    return np.asarray((np.diff(match.a) == 1) & (np.diff(match.b) == 1))


def _log_ways(match: Alignment) -> float:
    """Count, as a logarithm, in how many ways as many changes could have been made.

    Each replaced word is a change; words put in or left out in a row are one, of some length.
    """
    a, b = np.diff(match.a) - 1, np.diff(match.b) - 1
    replaced, more = np.minimum(a, b), np.abs(a - b)
    changes = int(replaced.sum()) + int(np.count_nonzero(more))
    span = len(match.a) + changes
    chosen = gammaln(span + 1) - gammaln(changes + 1) - gammaln(span - changes + 1)
    return float(chosen) + changes * float(np.log(WAYS)) + float(np.log1p(more).sum())
