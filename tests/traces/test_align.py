"""Alignment: the score of the plain recurrence, tokens that are the same, nothing invented."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toolkit.traces.align import GAP, REPLACED, align, align_many

SURPRISE = np.array([0.5, 2.0, 4.0, 7.0])
SEQUENCES = st.lists(st.integers(0, 5), max_size=12)


def plain(a, b):
    """Best local score by the recurrence, cell by cell."""
    best = 0.0
    table = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            same = a[i - 1] == b[j - 1] and a[i - 1] < len(SURPRISE)
            step = SURPRISE[a[i - 1]] if same else -REPLACED
            gaps = max(table[i - 1][j], table[i][j - 1]) - GAP
            table[i][j] = max(0.0, table[i - 1][j - 1] + step, gaps)
            best = max(best, table[i][j])
    return best


def tokens(sequence, strange):
    """Make codes; those beyond the archive's differ on the two sides."""
    return np.array([c if c < len(SURPRISE) else c + strange for c in sequence], np.int64)


@given(SEQUENCES, SEQUENCES)
def test_the_score_is_that_of_the_recurrence(a, b):
    """The table filled row by row holds what the plain recurrence gives."""
    found = align(tokens(a, 10), tokens(b, 20), SURPRISE)
    assert abs(found.score - plain(a, b)) < 1e-4


@given(SEQUENCES, SEQUENCES)
def test_paired_tokens_are_the_same_and_in_order(a, b):
    """Each pair is one word; both sides ascend; their surprise is at least the score."""
    one, other = tokens(a, 10), tokens(b, 20)
    found = align(one, other, SURPRISE)
    assert (one[found.a] == other[found.b]).all()
    assert (np.diff(found.a) > 0).all()
    assert (np.diff(found.b) > 0).all()
    assert SURPRISE[one[found.a]].sum() >= found.score - 1e-4


@given(st.lists(st.tuples(SEQUENCES, SEQUENCES), max_size=9))
def test_many_pairs_at_a_time_are_each_as_alone(pairs):
    """Filling shorter sequences up changes nothing."""
    given_ = [(tokens(a, 10), tokens(b, 20)) for a, b in pairs]
    for (a, b), found in zip(given_, align_many(given_, SURPRISE), strict=True):
        alone = align(a, b, SURPRISE)
        assert abs(found.score - alone.score) < 1e-4
