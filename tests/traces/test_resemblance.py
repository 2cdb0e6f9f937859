"""Resemblance: the estimator against plain loops, and the period found where there is one."""

import numpy as np
import pytest

from tests.traces.worlds import archive, target
from toolkit.concepts.find import find
from toolkit.corpus.slices import slices
from toolkit.errors import ShapeError
from toolkit.spaces.fit import fit
from toolkit.spaces.usages import usages
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.multiple import holm
from toolkit.statistics.resemblance import differ, resemblance
from toolkit.traces.judged import Asked
from toolkit.traces.resemblance import of_concept
from toolkit.traces.target import target_of
from toolkit.traces.vectors import document_vectors, target_usages

CONCEPT = '"people\'s war"'


def plain(direction, sums, counts):
    """Resemblance by a double loop over pairs of different units."""
    pairs = [(i, j) for i in range(len(counts)) for j in range(len(counts)) if i != j]
    inner = sum(sums[i] @ sums[j] for i, j in pairs) / sum(counts[i] * counts[j] for i, j in pairs)
    mean = sum(sums) / sum(counts)
    return direction @ mean / np.linalg.norm(direction) / np.sqrt(inner)


@pytest.fixture(scope="module")
def drawn():
    """Usages of nine units around a mean."""
    rng = np.random.default_rng(0)
    counts = rng.integers(1, 5, 9).astype(float)
    sums = counts[:, None] * (np.ones(6) + rng.normal(size=(9, 6)))
    return rng.normal(size=6) + 1, UnitSums(sums, counts)


def test_resemblance_is_the_mean_over_pairs_written_out(drawn):
    """The shortcut equals the double loop, and the jackknife equals leaving out one by one."""
    direction, units = drawn
    found = resemblance(direction, units)
    assert found.value == pytest.approx(plain(direction, *units))
    left = [
        plain(direction, np.delete(units.sums, k, 0), np.delete(units.counts, k)) for k in range(9)
    ]
    assert found.error == pytest.approx(np.sqrt(8 / 9 * np.sum((left - np.mean(left)) ** 2)))
    assert found.told
    assert found.pseudo == pytest.approx([9 * found.value - 8 * one for one in left])


def test_what_has_no_length_is_not_told(drawn):
    """Units that point anywhere have no mean to resemble; one unit is refused."""
    rng = np.random.default_rng(1)
    nothing = UnitSums(rng.normal(size=(12, 6)), np.ones(12))
    assert not resemblance(drawn[0], nothing).told
    with pytest.raises(ShapeError):
        resemblance(drawn[0], UnitSums(np.ones((1, 6)), np.ones(1)))


def test_chance_gives_small_p_no_more_often_than_it_says(drawn):
    """Two slices of one usage, of other sizes and spreads: p at most .1 in a tenth of cases."""
    direction, _ = drawn
    rng = np.random.default_rng(2)

    def some(mean, n, spread=1.0):
        units = UnitSums(mean + spread * rng.normal(size=(n, 6)), np.ones(n))
        return resemblance(direction, units)

    same = [differ(some(2 * np.ones(6), 12, 2.0), some(2 * np.ones(6), 30), 99, rng)
            for _ in range(200)]  # fmt: skip
    assert np.mean(np.array(same) <= 0.1) <= 0.19


def test_slices_that_point_apart_differ_for_sure(drawn):
    """Opposite usages, whose mixture has no direction at all, are told from each other."""
    direction, _ = drawn
    rng = np.random.default_rng(4)
    mean = 2 * direction / np.linalg.norm(direction)
    sides = [resemblance(direction, UnitSums(m + rng.normal(size=(40, 6)), np.ones(40)))
             for m in (mean, -mean)]  # fmt: skip
    assert differ(*sides, 199, rng) == 1 / 200


def test_holm_steps_down():
    """As multiplied one by one, never decreasing."""
    p = np.array([0.02, 0.01, 0.04, np.nan])
    assert holm(p) == pytest.approx([0.04, 0.03, 0.04, np.nan], nan_ok=True)


@pytest.fixture(scope="module")
def world():
    """Make an archive whose concept keeps other company in every decade."""
    made, corpus = archive(0)
    return made, Asked(corpus, fit("ppmi", corpus), slices(corpus), 10, "auto", 0.95, 199, 7)


def usage_of(asked, document):
    """Usage vectors of a target."""
    chosen = target_of(document, asked.corpus)
    here = find(CONCEPT, chosen.alone)
    return target_usages(chosen, asked.space, here.position, here.length, asked.window)


def test_usages_of_a_target_are_those_of_a_document(world):
    """A document of the archive taken for a target has the usage vectors that it has there."""
    _, asked = world
    hits = find(CONCEPT, asked.corpus)
    row = int(np.bincount(hits.document).argmax())
    known = asked.corpus.documents.row(row, named=True)
    from toolkit.corpus.documents import Document

    document = Document(known["id"], asked.corpus.text_at(row), language="en")
    there = usages(asked.space, asked.corpus, hits.position, hits.length, asked.window)
    here = usage_of(asked, document).sum(axis=0)
    assert here == pytest.approx(there.sums[there.documents == row][0], abs=1e-6)
    vectors = document_vectors(asked.space, asked.corpus)
    assert vectors.shape == (len(asked.corpus), len(asked.space.centre))


def test_the_period_is_found_where_there_is_one(world):
    """Targets in the company of one decade speak like it; everyday words speak like none."""
    made, asked = world
    hits = find(CONCEPT, asked.corpus)
    for topic in (0, 3, 5):
        found = of_concept(asked, hits, usage_of(asked, target(made, topic)))
        assert found.speaks in (None, f"{1900 + 10 * topic}s")
        best = max((r for r in found.rows if r["by"] == "slice"), key=lambda r: r["value"] or -2)
        assert best["label"] == f"{1900 + 10 * topic}s"
        assert best["low"] < best["value"] < best["high"]
        assert found.nearest[0]["value"] >= found.nearest[1]["value"]
    claims = [of_concept(asked, hits, usage_of(asked, target(made, None))).speaks
              for _ in range(5)]  # fmt: skip
    assert claims.count(None) >= 4


def test_authors_of_one_period_do_not_hide_it():
    """Decades whose authors are others, but for those of the next: still told from each other."""
    made, corpus = archive(1, generations=12)
    asked = Asked(corpus, fit("ppmi", corpus), slices(corpus), 10, "auto", 0.95, 199, 7)
    hits = find(CONCEPT, corpus)
    said = [of_concept(asked, hits, usage_of(asked, target(made, topic, 9))).speaks
            for topic in (0, 2, 4)]  # fmt: skip
    assert set(said) <= {None, "1900s", "1920s", "1940s"}
    assert said.count(None) <= 1


def test_too_few_usages_are_not_compared(world):
    """Two uses in the target: nothing is said of them."""
    made, asked = world
    found = of_concept(asked, find(CONCEPT, asked.corpus), usage_of(asked, target(made, 1, 2)))
    assert found == ([], [], None)
