"""The invented country: its words, writers and concepts, drawn once; then document by document."""

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.dates import DateSpan, parse_date
from toolkit.corpus.documents import Document
from toolkit.datasets.authors import Author, choose_author, make_authors
from toolkit.datasets.dice import Dice, cumulative
from toolkit.datasets.grammar import Scribe, read_frames
from toolkit.datasets.names import people, places
from toolkit.datasets.plans import Plan, make_plans
from toolkit.datasets.settings import PlantedSettings
from toolkit.datasets.vocabulary import Vocabulary, make_vocabulary
from toolkit.datasets.writer import Company, Use, Writer

Array = NDArray[np.float64]
# People mentioned who write nothing, and places.
_STRANGERS, _PLACES = 250, 70


class Archive:
    """Everything about one archive that its documents share.

    Parameters
    ----------
    seed : int
        Of all draws.
    settings : PlantedSettings
        The parameters.
    """

    def __init__(self, seed: int, settings: PlantedSettings) -> None:
        self.settings = settings
        self.dice = dice = Dice(np.random.default_rng(seed))
        self.vocabulary: Vocabulary = make_vocabulary(dice, settings)
        n_fields = len(self.vocabulary.fields)
        self.plans: tuple[Plan, ...] = make_plans(dice, settings, n_fields)
        names = people(dice, settings.authors + _STRANGERS)
        self.authors = make_authors(
            dice, settings, names[: settings.authors], (len(self.plans), n_fields)
        )
        self.people = (names, _ranked(dice, len(names)))
        towns = places(dice, _PLACES)
        self.places = (towns, _ranked(dice, len(towns)))
        self.prevalence = _prevalence(dice, settings, n_fields)
        self.writer = Writer(dice, read_frames(), _company(dice, settings, n_fields))
        self.rare: dict[int, int] = {}

    def years(self) -> list[int]:
        """Draw the years of all documents, in order; decades differ in number."""
        settings, rng = self.settings, self.dice.rng
        volume = np.exp(rng.normal(0.0, settings.decade_sd, settings.decades))
        decades = rng.choice(settings.decades, settings.documents, p=volume / volume.sum())
        years = settings.first + 10 * decades + rng.integers(0, 10, settings.documents)
        return sorted(years.tolist())

    def plant_rare(self, n_documents: int) -> None:
        """Choose the documents that use the rare concept, once each."""
        chosen = self.dice.rng.permutation(n_documents)[: self.settings.rare_uses]
        self.rare = dict.fromkeys(chosen.tolist(), 1)

    def document(self, number: int, year: int) -> tuple[Document, list[tuple[object, ...]]]:
        """Write the document of a number, and say what was planted in it."""
        settings, dice = self.settings, self.dice
        author = choose_author(dice, settings, self.authors, year)
        genre = _genre(dice, settings, year)
        decade = (year - settings.first) // 10
        drawn = settings.median_tokens * float(np.exp(dice.rng.normal(0.0, settings.spread)))
        tokens = int(min(max(drawn, settings.least), settings.most))
        wanted = author.topics * self.prevalence[decade]
        topics = dice.rng.dirichlet(settings.document_topics * wanted / wanted.sum() + 1e-3)
        scribe = Scribe(
            dice, self.vocabulary, self.people, self.places, settings.urn, decade, year, author.name
        )
        uses = self._uses(number, year, author, genre, tokens)
        text, planted = self.writer.write(scribe, genre, tokens, topics, uses)
        place = scribe.places[0][dice.index(self.places[1])]
        titled = self.writer.titled(scribe, genre, int(topics.argmax()), place)
        school = settings.schools[author.school]
        document = Document(
            id=f"a{number + 1:04d}",
            text=text,
            date=_date(dice, genre, year),
            title=titled[0],
            author=author.name,
            language="en",
            source=titled[1],
            variables={"genre": genre, "school": school, "place": place},
        )
        return document, [
            (document.id, use.concept, self.vocabulary.fields[use.field], year, school, genre)
            for use in planted
        ]

    def _uses(
        self, number: int, year: int, author: Author, genre: str, tokens: int
    ) -> list[list[Use]]:
        """Draw how often a document uses each concept, and of which field; in clumps."""
        settings, rng = self.settings, self.dice.rng
        rates = np.array([plan.rate_in(year) for plan in self.plans]) * author.liking
        mean = np.maximum(rates * tokens / 1e4, 1e-12)
        shape = settings.clumping
        counts = rng.negative_binomial(shape, shape / (shape + mean))
        groups: list[list[Use]] = []
        for k, (plan, count) in enumerate(zip(self.plans, counts.tolist(), strict=True)):
            n_uses = self.rare.get(number, 0) if plan.kind == "rare" else count
            if n_uses and plan.kind != "absent":
                shares = plan.shares(year, author.school, genre, settings)
                fields = self._fields(plan, shares, author.tilt[k], n_uses)
                uses = [Use(plan.concept, field) for field in fields]
                groups += [uses[at : at + 3] for at in range(0, n_uses, 3)]
        return groups

    def _fields(self, plan: Plan, shares: Array, tilt: Array, n_uses: int) -> list[int]:
        """Draw the fields of a concept's uses in one document."""
        settings, rng = self.settings, self.dice.rng
        own = np.zeros(len(tilt))
        own[list(plan.fields)] = shares[:4]
        own = own * tilt / max(float((own * tilt).sum()), 1e-12)
        held = np.flatnonzero(own)
        mix = settings.split_mix if plan.kind == "split" else settings.document_mix
        drawn = np.zeros(len(tilt))
        drawn[held] = rng.gamma(mix * own[held]) + 1e-9
        anywhere = self.prevalence.mean(axis=0)
        share = float(shares[4])
        drawn = (1.0 - share) * drawn / drawn.sum() + share * anywhere / anywhere.sum()
        chosen: list[int] = rng.choice(len(drawn), n_uses, p=drawn).tolist()
        return chosen


def _ranked(dice: Dice, number: int) -> tuple[float, ...]:
    """Zipf weights in an order of the seed."""
    return cumulative((1.0 / (1.0 + dice.rng.permutation(number))).tolist())


def _prevalence(dice: Dice, settings: PlantedSettings, n_fields: int) -> Array:
    """How much is written about each field in each decade, shape (n_decades, n_fields)."""
    times = np.array([settings.when(settings.first + 10 * k + 5) for k in range(settings.decades)])
    base = dice.rng.normal(0.0, settings.topic_sd, n_fields)
    slope = dice.rng.normal(0.0, settings.topic_drift, n_fields)
    weights: Array = np.exp(base + slope * times[:, None])
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def _company(dice: Dice, settings: PlantedSettings, n_fields: int) -> Company:
    """Draw two neighbours of each field, one of which gives way to the other."""
    others = [[k for k in range(n_fields) if k != one] for one in range(n_fields)]
    pairs = [dice.rng.permutation(np.array(rest))[:2].tolist() for rest in others]
    signs = dice.rng.choice([-1.0, 1.0], n_fields) * settings.company_drift
    times = [settings.when(settings.first + 10 * k + 5) for k in range(settings.decades)]
    second = [(1.0 / (1.0 + np.exp(-signs * time))).tolist() for time in times]
    return Company([(a, b) for a, b in pairs], second, settings.company)


def _genre(dice: Dice, settings: PlantedSettings, year: int) -> str:
    time = (settings.when(year) + 1.0) / 2.0
    weights = [start + (end - start) * time for _, start, end in settings.genres]
    return settings.genres[dice.index(cumulative(weights))][0]


def _date(dice: Dice, genre: str, year: int) -> DateSpan:
    """Pamphlets bear a year, everything else a day."""
    if genre == "pamphlet":
        return parse_date(str(year))
    return parse_date(f"{year}-{dice.between(1, 12):02d}-{dice.between(1, 28):02d}")
