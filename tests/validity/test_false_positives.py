"""Where nothing moved, the test says so: with unequal sizes, spreads, lengths, authors, genres."""

import pytest

from tests.validity.claims import assert_within, comparisons, excludes_zero, rejected
from tests.validity.planted import (
    authored,
    by_author,
    by_the_same_authors,
    of_genres,
    of_small_strata,
    pair,
)

FULL, SHORT = 400, 200
BAND = (0.022, 0.078)  # 99 % binomial band of .05 at 400

metrics = pytest.mark.parametrize("metric", ["squared", "cosine"])


def drawn_and_compared(size, draw, **options):
    """Compare the slices of as many seeds, with as many exchanges, as the size asks for."""
    repetitions, permutations = (FULL, 199) if size == "full" else (SHORT, 99)
    return comparisons(draw, repetitions, permutations=permutations, **options)


@metrics
@pytest.mark.parametrize("tails", [False, True])
@pytest.mark.parametrize("documents", [(20, 20), (8, 60)])
def test_documents_exchanged(size, metric, documents, tails):
    """With the document as unit the level is kept, sizes equal or not, tails heavy or not."""
    found = drawn_and_compared(size, lambda seed: pair(seed, documents, tails=tails), metric=metric)
    name = f"{metric} {documents} tails {tails}: rejected"
    assert_within(name, rejected(found), *BAND, len(found), FULL)


@metrics
@pytest.mark.parametrize("documents", [(10, 60), (60, 10)])
def test_unequal_spread(size, metric, documents):
    """The second slice four times as noisy: at most .10 rejected."""
    found = drawn_and_compared(size, lambda seed: pair(seed, documents, noise=4.0), metric=metric)
    name = f"{metric} {documents}, noise 1:4: rejected"
    assert_within(name, rejected(found), 0.0, 0.10, len(found), FULL)


@metrics
def test_authors_exchanged(size, metric):
    """With authors of their own manner in each slice and the author as unit the level is kept."""
    found = drawn_and_compared(size, lambda seed: by_author(authored(seed)), metric=metric)
    assert_within(f"{metric} authors: rejected", rejected(found), *BAND, len(found), FULL)
    away = excludes_zero(found)
    assert_within(f"{metric} authors: interval excludes 0", away, 0.0, 0.08, len(found), FULL)


def test_documents_of_few_authors_deceive(size):
    """The same slices with the document as unit are called changed in more than .4."""
    found = drawn_and_compared(size, authored)
    assert_within("authors, documents exchanged", rejected(found), 0.4, 1.0, len(found), FULL)


@metrics
@pytest.mark.parametrize("documents", [(20, 20), (50, 50)])
@pytest.mark.parametrize("longer", [0.6, 1.5, 2.0])
def test_length_alone(size, metric, documents, longer):
    """A mean of another length and the same direction: the cosine rejects in at most .10."""
    found = drawn_and_compared(
        size, lambda seed: pair(seed, documents, longer=longer), metric=metric
    )
    bounds = (0.0, 0.10) if metric == "cosine" else (0.9, 1.0)
    name = f"{metric} {documents}, {longer} times as long: rejected"
    assert_within(name, rejected(found), *bounds, len(found), FULL)


@metrics
def test_genres_held_fixed(size, metric):
    """With the mix of genres going from 20 to 70 % and strata declared the level is kept."""
    found = drawn_and_compared(
        size, lambda seed: of_genres(seed, 25)[0], code="strata", metric=metric
    )
    assert_within(f"{metric} genres, strata: rejected", rejected(found), *BAND, len(found), FULL)


def test_genres_pooled_deceive(size):
    """The same slices without strata are called changed in more than half."""
    found = drawn_and_compared(size, lambda seed: of_genres(seed, 25)[0])
    assert_within("genres pooled: rejected", rejected(found), 0.5, 1.0, len(found), FULL)


@metrics
def test_authors_in_both_slices_exchanged_within(size, metric):
    """Authors who write in both slices, in other shares: documents exchanged within author."""
    found = drawn_and_compared(
        size, lambda seed: by_the_same_authors(seed), code="blocks", metric=metric
    )
    assert_within(f"{metric} within authors: rejected", rejected(found), *BAND, len(found), FULL)


@metrics
def test_many_small_strata(size, metric):
    """Five strata of three documents a side, the least that is compared: the level is kept."""
    found = drawn_and_compared(
        size, lambda seed: of_small_strata(seed), code="strata", metric=metric
    )
    assert_within(f"{metric} small strata: rejected", rejected(found), *BAND, len(found), FULL)
