"""What is planted: each concept's fields and frequency, as a function of year, school and genre."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.datasets.dice import Dice
from toolkit.datasets.settings import PlantedSettings

Array = NDArray[np.float64]

# Plain political words that stand nowhere else in the archive; all go with "the".
PHRASES = (
    "league", "charter", "levy", "mandate", "commons", "union", "republic", "compact", "tithe",
    "franchise", "federation", "partition", "reform", "amnesty", "covenant", "senate",
    "plebiscite", "embargo", "common store", "free assembly", "home guard", "open council",
    "fair share", "common cause", "public trust", "popular vote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One concept and what happens to it.

    Attributes
    ----------
    concept : str
        A word or phrase.
    kind : str
        One of `EXPECTED`.
    fields : (int, int, int, int)
        Main field, the field it moves to or the second sense, and two lesser fields.
    begins, ends : int
        Years of the change, half open; equal to the bounds of the archive if there is none.
    size : float
        Share of the uses whose field moves; for frequency the fold, negative for a fall.
    rate : float
        Uses per 10,000 tokens, at the start.
    """

    concept: str
    kind: str
    fields: tuple[int, int, int, int]
    begins: int
    ends: int
    size: float
    rate: float

    def progress(self, year: int) -> float:
        """Say how far the change has gone, from 0 to 1."""
        if self.ends <= self.begins:
            return float(year >= self.begins)
        return min(max((year + 0.5 - self.begins) / (self.ends - self.begins), 0.0), 1.0)

    def rate_in(self, year: int) -> float:
        """Give the uses per 10,000 tokens in a year."""
        if self.kind == "newborn":
            return self.rate * (year >= self.begins)
        if self.kind != "frequency":
            return self.rate
        power = self.progress(year) if self.size > 0 else -self.progress(year)
        return float(self.rate * abs(self.size) ** power)

    def shares(self, year: int, school: int, genre: str, settings: PlantedSettings) -> Array:
        """Share of each field in the uses of one document, before authors tilt them.

        Parameters
        ----------
        year, school, genre
            Of the document.
        settings : PlantedSettings
            `main`, `sides` are used.

        Returns
        -------
        array, shape (4,), or (5,) with the share of "any field" last
        """
        sides = settings.sides
        mix = np.array([settings.main, 0.0, *sides, 0.0])
        if self.kind in ("sudden", "gradual"):
            return _moved(mix, self.size * self.progress(year))
        if self.kind == "split":
            share = self.size * self.progress(year)
            return _joined(mix, share, 1)
        if self.kind == "authors":
            return _moved(mix, (settings.main - self.size) / 2.0 + self.size * school)
        if self.kind == "genre":
            part = {"letter": 0.0, "newspaper": 1.0}.get(genre, 0.5)
            return _moved(mix, self.size * part)
        if self.kind == "length":
            share = self.size * self.progress(year)
            return _joined(mix, share, 4)
        return mix


def _moved(mix: Array, share: float) -> Array:
    """Move a share of all uses from the main field to the second."""
    return np.array([mix[0] - share, mix[1] + share, *mix[2:]])


def _joined(mix: Array, share: float, place: int) -> Array:
    """Let something else take a share of all uses, at the cost of each field alike."""
    joined: Array = (1.0 - share) * mix
    joined[place] += share
    return joined


def make_plans(dice: Dice, settings: PlantedSettings, n_fields: int) -> tuple[Plan, ...]:
    """Draw which concept does what, when and how much.

    Parameters
    ----------
    dice : Dice
        Source of draws.
    settings : PlantedSettings
        The parameters.
    n_fields : int
        Number of fields to choose from.

    Returns
    -------
    tuple of Plan
        In the order of `PlantedSettings.planted`.
    """
    rng = dice.rng
    names = iter(rng.permutation(np.array(PHRASES)).tolist())
    kinds = [(kind, k) for kind, number in settings.planted for k in range(number)]
    fields = _field_sets(rng, n_fields)
    return tuple(_plan(dice, settings, (next(names), kind, k), next(fields)) for kind, k in kinds)


def _field_sets(rng: np.random.Generator, n_fields: int) -> Iterator[tuple[int, int, int, int]]:
    while True:
        a, b, c, d = rng.permutation(n_fields)[:4].tolist()
        yield a, b, c, d


def _plan(
    dice: Dice,
    settings: PlantedSettings,
    who: tuple[str, str, int],
    fields: tuple[int, int, int, int],
) -> Plan:
    concept, kind, number = who
    low, high = np.log(settings.rate)
    rate = float(np.exp(low + (high - low) * dice.roll()))
    early, late = (year // 10 for year in settings.changes)
    year = 10 * dice.between(early, late)
    span = {"sudden": (year, year), "length": (year, year), "newborn": (year, year)}
    span |= {"gradual": (year - 10, year + 20), "split": (year - 10, year + 20)}
    span |= {"frequency": (settings.first + 10, settings.stop - 10)}
    size = 0.0
    if kind in ("sudden", "gradual", "split"):
        ranges = {"sudden": settings.sudden_size, "gradual": settings.gradual_size}
        bounds = ranges.get(kind, settings.split_size)
        size = bounds[0] + (bounds[1] - bounds[0]) * dice.roll()
    elif kind in ("authors", "genre"):
        size, rate = settings.mix_size, settings.mix_rate
    elif kind == "length":
        size = settings.length_share
    elif kind == "frequency":
        size = settings.fold if number % 2 == 0 else -settings.fold
        rate *= settings.fold**-0.5 if size > 0 else settings.fold**0.5
    elif kind == "thin":
        rate = settings.thin_rate
    elif kind in ("rare", "absent"):
        rate = 0.0
    begins, ends = span.get(kind, (settings.first, settings.stop))
    return Plan(concept, kind, fields, begins, ends, size, rate)
