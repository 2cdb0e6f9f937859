"""The words of an invented archive: fields, forms, and how common each word is in each decade."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from toolkit.datasets.dice import Dice, cumulative
from toolkit.datasets.inflect import article, plural, verb
from toolkit.datasets.settings import PlantedSettings

CATEGORIES = ("agents", "things", "masses", "verbs", "qualities", "sites")
# Which kind of word fills a slot.
SLOTS = {
    "agent": "agents",
    "agents": "agents",
    "a_agent": "agents",
    "thing": "things",
    "things": "things",
    "a_thing": "things",
    "mass": "masses",
    "base": "verbs",
    "past": "verbs",
    "part": "verbs",
    "ing": "verbs",
    "quality": "qualities",
    "a_quality": "qualities",
    "site": "sites",
    "a_site": "sites",
}
# The weights that do not change with time stand behind those of the decades.
STEADY = -1

Table = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of the archive.

    Attributes
    ----------
    fields : tuple of str
        Names of the fields.
    forms : for each field: slot -> forms
        ``forms[field]["agents"]`` are the plurals of the people of a field.
    weights : for each decade, and last for all time: for each field: kind -> cumulative weights
        How likely each word of a kind is.
    """

    fields: tuple[str, ...]
    forms: tuple[dict[str, tuple[str, ...]], ...]
    weights: tuple[tuple[Table, ...], ...]

    def field_of(self) -> dict[str, str]:
        """Map every form to its field.

        Returns
        -------
        dict of str to str
        """
        return {
            form.split()[-1]: name
            for name, slots in zip(self.fields, self.forms, strict=True)
            for forms in slots.values()
            for form in forms
        }


def make_vocabulary(dice: Dice, settings: PlantedSettings) -> Vocabulary:
    """Draw how common each word is, and how that drifts.

    Parameters
    ----------
    dice : Dice
        Source of draws.
    settings : PlantedSettings
        `zipf` and `slang` are used.

    Returns
    -------
    Vocabulary
    """
    lists = tomllib.loads(files("toolkit.datasets").joinpath("words.toml").read_text("utf-8"))
    fields = [{kind: text.split() for kind, text in entry.items()} for entry in lists.values()]
    times = [settings.when(settings.first + 10 * k + 5) for k in range(settings.decades)]
    tables: list[list[Table]] = [[] for _ in range(settings.decades + 1)]
    for words in fields:
        words["things"] += [f"{a}-{b}" for b in words["hind"] for a in words["fore"]]
        drawn = {kind: _popularity(dice, words, kind, settings) for kind in CATEGORIES}
        for table, time in zip(tables, [*times, 0.0], strict=True):
            table.append(
                {
                    kind: cumulative((common * np.exp(slope * time)).tolist())
                    for kind, (common, slope) in drawn.items()
                }
            )
    return Vocabulary(
        fields=tuple(lists),
        forms=tuple(_forms(words) for words in fields),
        weights=tuple(tuple(table) for table in tables),
    )


def _popularity(
    dice: Dice, words: dict[str, list[str]], kind: str, settings: PlantedSettings
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Zipf weights in an order of the seed, and slopes of their logarithm; compounds stay rare."""
    n_words = len(words[kind])
    n_plain = n_words - (len(words["hind"]) * len(words["fore"]) if kind == "things" else 0)
    ranks = np.arange(1.0, n_words + 1)
    ranks[:n_plain] = dice.rng.permutation(ranks[:n_plain])
    ranks[n_plain:] = dice.rng.permutation(ranks[n_plain:])
    return ranks**-settings.zipf, dice.rng.normal(0.0, settings.slang, n_words)


def _forms(words: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for noun in ("agent", "thing", "site"):
        pairs = [plural(entry) for entry in words[noun + "s"]]
        forms[noun] = tuple(singular for singular, _ in pairs)
        forms[noun + "s"] = tuple(many for _, many in pairs)
        forms["a_" + noun] = tuple(article(singular) for singular, _ in pairs)
    verbs = [verb(entry) for entry in words["verbs"]]
    for slot, several in zip(
        ("base", "past", "part", "ing"), zip(*verbs, strict=True), strict=True
    ):
        forms[slot] = several
    forms["mass"] = tuple(words["masses"])
    forms["quality"] = tuple(words["qualities"])
    forms["a_quality"] = tuple(article(word) for word in words["qualities"])
    return forms
