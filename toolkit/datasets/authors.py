"""The writers of an invented archive: when they write, to which school they belong, what of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.datasets.dice import Dice, cumulative
from toolkit.datasets.settings import PlantedSettings

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Author:
    """One writer.

    Attributes
    ----------
    name : str
        Full name.
    school : int
        0 or 1, a place in `PlantedSettings.schools`.
    first, stop : int
        Years of writing, half open.
    fame : float
        Weight among those who write in a year.
    topics : array, shape (n_fields,)
        Shares of the fields the author likes to write about.
    tilt : array, shape (n_concepts, n_fields)
        Factors of mean 1 by which the author's use of a concept differs from everybody's.
    liking : array, shape (n_concepts,)
        Factors of mean 1 by which the author uses a concept more often than others.
    """

    name: str
    school: int
    first: int
    stop: int
    fame: float
    topics: Array
    tilt: Array
    liking: Array


def make_authors(
    dice: Dice, settings: PlantedSettings, names: tuple[str, ...], shape: tuple[int, int]
) -> tuple[Author, ...]:
    """Draw the writers, by turns of one school and the other.

    Parameters
    ----------
    dice : Dice
        Source of draws.
    settings : PlantedSettings
        The parameters.
    names : tuple of str
        One for each author.
    shape : (int, int)
        Numbers of concepts and of fields.

    Returns
    -------
    tuple of Author
    """
    rng = dice.rng
    n_concepts, n_fields = shape
    schools = [rng.dirichlet(np.full(n_fields, settings.topic_tilt)) for _ in settings.schools]
    # Careers begin evenly over the archive and a while before, so that nobody founds it.
    years = np.linspace(settings.first - settings.career, settings.stop - 3, len(names))
    authors = []
    for number, (name, begins) in enumerate(zip(names, years, strict=True)):
        school = number % 2
        first = int(begins + rng.normal(0.0, 2.0))
        authors.append(
            Author(
                name=name,
                school=school,
                first=first,
                stop=first + max(3, round(rng.gamma(3.0, settings.career / 3.0))),
                fame=float(np.exp(rng.normal(0.0, settings.fame))),
                topics=rng.dirichlet(settings.author_topics * schools[school]),
                tilt=tilts(rng, settings.author_tilt, (n_concepts, n_fields)),
                liking=tilts(rng, 4.0, (n_concepts, 1))[:, 0],
            )
        )
    return tuple(authors)


def tilts(rng: np.random.Generator, shape: float, size: tuple[int, ...]) -> Array:
    """Draw gamma factors of mean 1; the smaller `shape`, the wider."""
    return rng.gamma(shape, 1.0 / shape, size)


def choose_author(
    dice: Dice, settings: PlantedSettings, authors: tuple[Author, ...], year: int
) -> Author:
    """Draw who wrote a document: first the school by its share in that year, then the author.

    Parameters
    ----------
    dice : Dice
        Source of draws.
    settings : PlantedSettings
        `school_share` is used.
    authors : tuple of Author
        All of them.
    year : int
        The year of the document.

    Returns
    -------
    Author
    """
    start, end = settings.school_share
    share = start + (end - start) * (settings.when(year) + 1.0) / 2.0
    school = 0 if dice.roll() < share else 1
    mates = [author for author in authors if author.school == school]
    # Where nobody is at work, whoever is nearest in time lends a hand.
    distance = [max(a.first - year, year - a.stop + 1, 0) for a in mates]
    active = [a for a, far in zip(mates, distance, strict=True) if far == min(distance)]
    return active[dice.index(cumulative([author.fame for author in active]))]
