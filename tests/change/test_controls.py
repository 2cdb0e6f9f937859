"""Control words: comparable on both sides, sampled down, nearest first, no function words."""

import numpy as np
import pytest

from tests.statistics import plain
from toolkit.change import controls as room
from toolkit.change.drift import drift
from toolkit.concepts.find import find
from toolkit.statistics.debiased import UnitSums


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


def test_nearest_comparable_words_come_first(shifted, decades, monkeypatch):
    """All words that a plain search finds within the caliper, in the order of their distance."""
    seen = {}
    original = room.comparable_types

    def spy(question, pair):
        found = original(question, pair)
        seen[len(seen)] = [question.corpus.index.types[i] for i in found]
        return found

    monkeypatch.setattr(room, "comparable_types", spy)
    two = {"1900s": decades["1900s"], "1920s": decades["1920s"]}
    drift("charter", shifted, slices=decades, controls=40, permutations=19)
    distances = {}
    for word in seen[1]:
        distances[word] = 0.0
        for label in two:
            ours, theirs = (counted(shifted, two[label], one) for one in ("charter", word))
            distances[word] += sum(abs(np.log(x / y)) for x, y in zip(theirs, ours, strict=True))
    assert list(distances.values()) == pytest.approx(sorted(distances.values()))
    assert len(distances) > 40


def test_a_control_with_fewer_uses_has_the_value_of_its_own_drift(shifted, decades):
    """Nothing is drawn from it, so that all its uses count, as in a drift of its own."""
    by = {"unit": "document", "permutations": 19}
    series = drift("charter", shifted, slices=decades, controls=40, **by)
    ours = [counted(shifted, decades[label], "charter")[0] for label in ("1900s", "1920s")]
    whole = 0
    for row in series.controls.filter(slice="1920s").iter_rows(named=True):
        uses = [counted(shifted, decades[x], row["control"])[0] for x in ("1900s", "1920s")]
        if all(theirs <= most for theirs, most in zip(uses, ours, strict=True)):
            own = drift(row["control"], shifted, slices=decades, controls=0, **by)
            assert own.table.filter(slice="1920s")["value"][0] == pytest.approx(row["value"])
            whole += 1
    assert whole > 3


@pytest.mark.parametrize("weights", ["occurrence", "unit"])
@pytest.mark.parametrize("metric", ["squared", "cosine"])
def test_a_plain_value_is_that_of_double_loops(rng, metric, weights):
    """By occurrences or by units; one stratum is none; a side with one unit has no value."""
    a, b = (
        UnitSums(rng.normal(size=(n, 3)) + [2, 0, at], rng.integers(1, 5, n).astype(float))
        for n, at in ((7, 0), (9, 1))
    )
    sides = [a, b]
    if weights == "unit":
        sides = [UnitSums(s.sums / s.counts[:, None], np.ones(len(s.counts))) for s in sides]
    expected = getattr(plain, metric)(*sides)
    assert room.plain_value(metric, a, b, None, weights) == pytest.approx(expected)
    same = np.zeros(16, int)
    assert room.plain_value(metric, a, b, same, weights) == pytest.approx(expected)
    apart = np.arange(16) // 7
    assert np.isnan(room.plain_value(metric, a, b, apart, weights))
    two = UnitSums(b.sums[:2], b.counts[:2])
    assert np.isfinite(room.plain_value("squared", a, two, None, weights))
    one = UnitSums(b.sums[:1], b.counts[:1])
    assert np.isnan(room.plain_value(metric, a, one, None, weights))
