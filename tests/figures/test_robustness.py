"""The specification curve: every judged specification in order of value."""

import numpy as np
import pytest

from toolkit.figures.robustness import robustness


def test_points_are_the_values_in_order(made):
    """One point a specification, from the least value to the largest."""
    found = made.specifications()
    ax = robustness(found)
    offsets = np.vstack(
        [
            np.array(one.get_offsets())
            for one in ax.collections
            if len(one.get_offsets()) > 1 and one.get_label() != "_chosen"
        ]
    )
    assert offsets[:, 1] == pytest.approx(np.sort(found.table["value"].to_numpy()))


def test_only_choices_with_options_are_listed(made):
    """A choice that was the same throughout takes no row."""
    texts = [one.get_text() for one in robustness(made.specifications()).texts]
    assert "window 5" in texts
    assert "window 10" in texts
    assert not any("unit" in text for text in texts)
