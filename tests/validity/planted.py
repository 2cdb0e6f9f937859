"""Usage vectors whose truth is known, from a model that the estimators do not assume.

A usage vector is mean + document deviation + its own deviation, in `WIDTH` dimensions with a
falling spectrum. Documents have bursty sizes (Poisson with gamma-mixed means, so a few hold most
of the uses) and, on request, heavy tails: each document's deviations are stretched by a factor of
its own (Student's t with 5 degrees of freedom, same variance). The estimators know nothing of
spectra, sizes, or tails; they see sums and counts.
"""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.debiased import UnitSums

WIDTH = 100
LENGTH = 0.3  # squared length of the mean: the cosine of two usages is about .3
TRACE = 0.7  # total variance of one usage
DECAY = 0.7  # spectrum falls as rank ** -DECAY
SHARED = 0.2  # share of the variance that the uses of a document have in common


class Pair(NamedTuple):
    """Two slices, with the group (author or genre) of every unit where the model has one."""

    a: UnitSums
    b: UnitSums
    groups: np.ndarray | None = None


def spread(decay=DECAY):
    """Give the standard deviation of a usage vector along each axis."""
    spectrum = np.arange(1, WIDTH + 1.0) ** -decay
    return np.sqrt(TRACE * spectrum / spectrum.sum())


def mean_usage(rng):
    """Draw a mean usage vector of the agreed length in a random direction."""
    direction = rng.normal(size=WIDTH)
    return direction * np.sqrt(LENGTH) / np.linalg.norm(direction)


def turned(mean, distance, rng):
    """Turn a vector to a given cosine distance from itself, in a random plane."""
    length = np.linalg.norm(mean)
    aside = rng.normal(size=WIDTH)
    aside -= (aside @ mean) * mean / length**2
    aside *= length / np.linalg.norm(aside)
    cosine = 1.0 - distance
    return cosine * mean + np.sqrt(1.0 - cosine**2) * aside


def sizes(documents, uses, rng):
    """Draw uses per document: at least one, `uses` on average, in bursts."""
    return 1.0 + rng.poisson(rng.gamma(1.0, uses - 1.0, documents))


def slice_of(mean, documents, rng, *, uses=3, noise=1.0, tails=False):
    """Draw one slice.

    Parameters
    ----------
    mean : array, shape (WIDTH,) or (documents, WIDTH)
    documents : int
    uses : float, mean number of uses a document
    noise : float, factor on the variance
    tails : bool, whether documents have deviations with t(5) tails
    """
    counts = sizes(documents, uses, rng)
    axes = spread() * np.sqrt(noise)
    common = rng.normal(size=(documents, WIDTH)) * axes * np.sqrt(SHARED) * counts[:, None]
    single = rng.normal(size=(documents, WIDTH)) * axes * np.sqrt((1 - SHARED) * counts)[:, None]
    stretch = np.sqrt(0.6 * 5 / rng.chisquare(5, documents)) if tails else np.ones(documents)
    return UnitSums(mean * counts[:, None] + stretch[:, None] * (common + single), counts)


def pair(seed, documents, *, drift=0.0, longer=1.0, noise=1.0, uses=3, tails=False):
    """Draw two slices a cosine distance `drift` apart, the second mean `longer` times as long."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    other = longer * turned(mean, drift, rng)
    a = slice_of(mean, documents[0], rng, uses=uses, tails=tails)
    return Pair(a, slice_of(other, documents[1], rng, uses=uses, noise=noise, tails=tails))


def authored(seed, *, authors=6, works=5, effect=0.1):
    """Draw two slices without drift, each by authors of its own with a manner of their own."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    writer = np.repeat(np.arange(authors), works)
    scale = spread() * np.sqrt(effect)
    found = []
    for _ in range(2):
        manner = rng.normal(size=(authors, WIDTH)) * scale
        found.append(slice_of(mean + manner[writer], len(writer), rng))
    return Pair(*found, np.concatenate([writer, authors + writer]))


def by_author(drawn):
    """Add up the documents of each author."""
    cut = len(drawn.a.counts)
    found = []
    for side, writer in ((drawn.a, drawn.groups[:cut]), (drawn.b, drawn.groups[cut:])):
        inside = (np.unique(writer)[:, None] == writer).astype(float)
        found.append(UnitSums(inside @ side.sums, inside @ side.counts))
    return Pair(*found)


def of_genres(seed, documents, *, shares=(0.2, 0.7), drift=0.0, exact=False):
    """Draw two slices whose mix of two genres differs, with the same drift within both genres.

    Returns
    -------
    Pair, with the genre of every document, and the squared distance within each genre.
    """
    rng = np.random.default_rng(seed)
    first = mean_usage(rng)
    second = turned(first, 0.3, rng)
    step = turned(first, drift, rng) - first
    found, genres = [], []
    for time, share in enumerate(shares):
        if exact:
            genre = (np.arange(documents) < round(documents * share)).astype(int)
        else:
            genre = (rng.random(documents) < share).astype(int)
            genre[:2] = (0, 1)
        means = np.where(genre[:, None] == 1, second, first) + time * step
        found.append(slice_of(means, documents, rng))
        genres.append(genre)
    return Pair(*found, np.concatenate(genres)), float(step @ step)


def by_the_same_authors(seed, effect=0.1):
    """Draw two slices by the same six authors, two of whom write mostly in one of them."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    manner = rng.normal(size=(6, WIDTH)) * spread() * np.sqrt(effect)
    works = ([8, 2, 5, 5, 5, 5], [2, 8, 5, 5, 5, 5])
    writers = [np.repeat(np.arange(6), number) for number in works]
    found = [slice_of(mean + manner[writer], len(writer), rng) for writer in writers]
    return Pair(*found, np.concatenate(writers))


def of_small_strata(seed, strata=5, documents=3):
    """Draw two slices without drift in strata of different usage, a few documents in each."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    centres = np.array([turned(mean, 0.3, rng) for _ in range(strata)])
    stratum = np.repeat(np.arange(strata), documents)
    found = [slice_of(centres[stratum], len(stratum), rng) for _ in range(2)]
    return Pair(*found, np.tile(stratum, 2))
