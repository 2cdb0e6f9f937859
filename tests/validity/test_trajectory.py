"""What the ellipses of a trajectory claim: they hold the place of the true mean usage."""

import numpy as np
import pytest

from tests.validity.claims import assert_within
from toolkit.change.neighbours import nearest
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.plane import place, plane_of

FULL, SHORT = 400, 30
SLICES, DIM, VOCABULARY, NEAR = 5, 50, 300, 5


def planted(seed, documents):
    """Make words in two fields among many, and usages that turn from one field to the other.

    Uses of a document are as many as a gamma mixture of Poissons gives, share a document effect
    with heavy tails (t with 5 degrees of freedom), and differ.
    """
    rng = np.random.default_rng(seed)
    first, second, always = np.linalg.qr(rng.normal(size=(DIM, DIM)))[0][:3]
    words = rng.normal(size=(VOCABULARY, DIM)) * 0.8 / np.sqrt(DIM)
    words[:20] += 0.6 * first
    words[20:40] += 0.6 * second
    words /= np.linalg.norm(words, axis=1, keepdims=True)
    truths, units = [], []
    for share in np.linspace(0.0, 1.0, SLICES):
        turn = share * np.pi / 2
        mean = 0.44 * (np.cos(turn) * first + np.sin(turn) * second) + 0.33 * always
        counts = 1.0 + rng.poisson(rng.gamma(1.5, 2.0, documents))
        shared = rng.normal(size=(documents, DIM)) * np.sqrt(0.14 / DIM)
        shared *= np.sqrt(3.0 / rng.chisquare(5, size=(documents, 1)))
        noise = rng.normal(size=(documents, DIM)) * np.sqrt(0.56 / DIM * counts)[:, None]
        units.append(UnitSums(counts[:, None] * (mean + shared) + noise, counts))
        truths.append(mean / np.linalg.norm(mean))
    return words, units, truths


def holds(here, truth):
    """Whether an ellipse holds a place, by turning the plane until its axes lie straight."""
    turn = np.radians(here.angle)
    across, up = truth - (here.x, here.y)
    along = across * np.cos(turn) + up * np.sin(turn)
    aside = up * np.cos(turn) - across * np.sin(turn)
    return (along / here.major) ** 2 + (aside / here.minor) ** 2 <= 1.0


@pytest.mark.parametrize("documents", [8, 20, 60])
def test_ellipses_hold_the_true_place(size, documents):
    """Words chosen from the same usages, plane from the words: .95 ellipses hold .92 to .995."""
    repetitions = FULL if size == "full" else SHORT
    held, judged = [], 0
    for seed in range(repetitions):
        words, units, truths = planted(seed, documents)
        rng = np.random.default_rng((seed, 1))
        chosen = {one["neighbour"] for some in units for one in nearest(some, words, NEAR, rng)}
        axes, _ = plane_of(words[sorted(chosen)])
        places = [place(some, axes, rng) for some in units]
        told = [k for k in range(SLICES) if np.isfinite(places[k].x)]
        judged += len(told)
        held += [holds(places[k], axes @ truths[k]) for k in told]
    assert judged >= 0.95 * SLICES * repetitions
    name = f"{documents} documents: ellipse holds"
    assert_within(name, np.mean(held), 0.92, 0.995, repetitions, FULL)
