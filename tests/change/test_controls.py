"""Control words: comparable on both sides, sampled down, nearest first, no function words."""

import numpy as np
import pytest

from toolkit.change import controls as room
from toolkit.change.drift import drift
from toolkit.concepts.find import find


def counted(corpus, slice_, word):
    """Count uses and documents of a word in a slice, by a plain search."""
    uses = np.bincount(find(word, corpus).document, minlength=len(corpus))[slice_.documents]
    return uses.sum(), (uses > 0).sum()


def test_controls_lie_within_the_caliper_once_sampled_down(shifted, decades):
    """Drawn down to the concept's uses, each control keeps half a log unit of it on both sides."""
    series = drift("charter", shifted, slices=decades, controls=40, permutations=19)
    words = series.controls.filter(slice="1920s")["control"].to_list()
    assert len(words) >= 30
    for label in ("1900s", "1920s"):
        target = counted(shifted, decades[label], "charter")
        for word in words:
            uses, documents = counted(shifted, decades[label], word)
            drawn = min(uses, target[0])
            kept = documents * (1 - (1 - drawn / uses) ** (uses / documents))
            assert abs(np.log(drawn / target[0])) <= 0.5 + 1e-9
            assert abs(np.log(kept / target[1])) <= 0.5 + 1e-9


def test_expected_units_are_those_of_random_draws():
    """Drawing 30 of 120 uses in 40 documents of 3 leaves as many documents as foretold."""
    rng = np.random.default_rng(0)
    owner = np.repeat(np.arange(40), 3)
    drawn = [len(np.unique(rng.choice(owner, 30, replace=False))) for _ in range(400)]
    _, expected = room._sampled_down(np.array([120]), np.array([40]), 30)
    assert expected[0] == pytest.approx(np.mean(drawn), rel=0.03)


def test_no_control_has_more_uses_than_the_concept(shifted, decades, monkeypatch):
    """Uses of a control are sampled down to those of the concept in each slice."""
    seen = []
    original = room._sample

    def spy(corpus, type_id, side, inside, most, rng):
        found = original(corpus, type_id, side, inside, most, rng)
        seen.append((len(found), most))
        return found

    monkeypatch.setattr(room, "_sample", spy)
    drift("charter", shifted, slices=decades, controls=40, permutations=19)
    assert seen
    assert all(n <= most for n, most in seen)
