"""Uses and units of types in a set of documents, as plain counting gives them."""

import numpy as np

from toolkit.change.spread import spread


def test_uses_and_units_are_those_of_plain_sets(shifted):
    """For each type: tokens in the documents, and how many different units have any."""
    rng = np.random.default_rng(0)
    rows = np.sort(rng.choice(len(shifted), 30, replace=False))
    codes = rng.integers(0, 7, len(shifted))
    uses, units = spread(shifted, rows, codes)
    index = shifted.index
    for i in range(len(index.types)):
        where = [
            r for r in rows for t in index.ids[index.offsets[r] : index.offsets[r + 1]] if t == i
        ]
        assert uses[i] == len(where)
        assert units[i] == len({codes[r] for r in where})


def test_an_empty_slice_has_no_uses(shifted):
    """No documents, no uses and no units."""
    uses, units = spread(shifted, np.empty(0, np.int64), np.arange(len(shifted)))
    assert not uses.any()
    assert not units.any()
