"""Krippendorff's alpha: published examples, a plain second way, limits."""

import numpy as np
import pytest

from toolkit.errors import ShapeError
from toolkit.statistics.agreement import MISSING, coincidences, krippendorff_alpha


def read(*coders):
    """Read one line a coder, a point for no label; give one row a passage."""
    names = sorted({sign for line in coders for sign in line} - {".", " "})
    lines = [[MISSING if s == "." else names.index(s) for s in line.split()] for line in coders]
    return np.array(lines).T


PUBLISHED = {
    # Krippendorff, Computing Krippendorff's alpha-reliability (2011), examples A, B and C.
    0.095: ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"),
    0.692: ("a a b b d c c c e d d a", "b a b b b c c c e d d d"),
    0.743: (
        *("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3"),
        *(". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."),
    ),
}


@pytest.mark.parametrize("alpha", PUBLISHED)
def test_published_examples(alpha):
    """Two coders with two labels, two with five, four with gaps."""
    assert krippendorff_alpha(read(*PUBLISHED[alpha])) == pytest.approx(alpha, abs=0.0005)


def test_equals_the_disagreements_counted_pair_by_pair():
    """Observed over expected disagreement, in loops over all pairs of values."""
    rng = np.random.default_rng(0)
    labels = rng.integers(-1, 3, (30, 3))
    units = [[v for v in row if v >= 0] for row in labels.tolist()]
    units = [row for row in units if len(row) > 1]
    values = [v for row in units for v in row]
    n = len(values)
    observed = (
        sum(
            (a != b) / (len(row) - 1)
            for row in units
            for i, a in enumerate(row)
            for j, b in enumerate(row)
            if i != j
        )
        / n
    )
    expected = sum(a != b for a in values for b in values) / (n * (n - 1))
    assert krippendorff_alpha(labels) == pytest.approx(1 - observed / expected)


def test_one_label_only_is_not_agreement():
    """Where nothing could be disagreed on, alpha is not a number."""
    assert np.isnan(krippendorff_alpha(np.zeros((5, 2), int)))
    assert krippendorff_alpha(np.array([[0, 0], [1, 1]])) == 1.0


def test_wrong_labels_are_refused():
    """A number beyond the categories; a single list."""
    with pytest.raises(ShapeError):
        coincidences(np.array([[0, 3]]), 2)
    with pytest.raises(ShapeError):
        coincidences(np.array([0, 1]), 2)
