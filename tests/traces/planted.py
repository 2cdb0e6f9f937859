"""An archive with planted quotations, commonplaces and formulas, made from a seed."""

from typing import NamedTuple

import numpy as np
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

FUNCTION = (
    "the of and to in a that is for it as with was on be by this are or his from at which not have"
    " an they has but we all their were been would there will if more when who what so no them"
).split()
CHANGES = ("exact", "10", "20", "30", "inflected", "split")


class Plant(NamedTuple):
    """One planted passage: its kind, where it stands in the target, which documents have it."""

    kind: str
    start: int
    stop: int
    sources: tuple[str, ...]
    later: tuple[str, ...]


class Planted(NamedTuple):
    """The archive, targets dated 1950, and what was planted in each."""

    corpus: Corpus
    targets: list[Document]
    plants: list[list[Plant]]


class Writer:
    """Writes text whose words are real, Zipf-distributed, and fall into stock phrases."""

    def __init__(self, rng, n_lemmas=12_000, n_phrases=300):
        self.rng = rng
        known = DefaultDictionaryFactory().get_dictionary("en")
        forms = {}
        for form, lemma in known.items():
            plain = form.isascii() and form.isalpha() and form.islower() and 4 <= len(form) <= 12
            if plain and form != lemma and known.get(lemma, lemma) == lemma and lemma.isalpha():
                forms.setdefault(lemma, []).append(form)
        lemmas = sorted(k for k in forms if k.islower() and k.isascii() and len(k) > 3)
        chosen = rng.choice(len(lemmas), n_lemmas, replace=False)
        self.words = FUNCTION + [lemmas[k] for k in chosen]
        self.forms = {name: sorted(forms.get(name, [])) for name in self.words}
        self.common = np.cumsum(1 / (np.arange(len(self.words)) + 3.0))
        phrases = [" ".join(self.draw(rng.integers(3, 6))) for _ in range(n_phrases)]
        self.phrases = phrases
        usual = 1 / (np.arange(n_phrases) + 3.0)
        self.units = np.array(self.words + phrases, object)
        single = np.diff(self.common, prepend=0) / self.common[-1]
        self.cumulated = np.cumsum(np.concatenate([0.92 * single, 0.08 * usual / usual.sum()]))

    def draw(self, n):
        """Draw words one by one."""
        return [
            self.words[k]
            for k in np.searchsorted(self.common, self.rng.random(n) * self.common[-1])
        ]  # noqa: E501

    def text(self, n):
        """Write about `n` words, stock phrases among them; a list of units."""
        picks = np.searchsorted(self.cumulated, self.rng.random(n) * self.cumulated[-1])
        return self.units[np.minimum(picks, len(self.units) - 1)].tolist()

    def changed(self, words, how):
        """Change a quotation as planted."""
        rng = self.rng
        words = list(words)
        if how == "inflected":
            for k in range(len(words)):
                if self.forms.get(words[k]) and rng.random() < 0.6:
                    words[k] = str(rng.choice(self.forms[words[k]]))
            return words
        if how == "split":
            cut = int(rng.integers(5, len(words) - 4))
            return words[:cut] + self.draw(rng.integers(3, 13)) + words[cut:]
        share = 0 if how == "exact" else int(how) / 100
        for k in sorted(rng.choice(len(words), round(share * len(words)), replace=False))[::-1]:
            what = rng.random()
            if what < 0.6:
                words[k : k + 1] = self.draw(1)
            elif what < 0.8:
                del words[k]
            else:
                words[k:k] = self.draw(1)
        return words


def planted(seed=0, n_documents=1500, n_targets=1, n_words=250, carriers=(25, 60)):
    """Make an archive of 1900–1999 and targets of 1950 with 40 + 40 + 20 plants each.

    Quotations are of 12 to 30 words; a quarter of them stand in a second, later document before
    1950, a fifth in documents after 1950 only. Half of the commonplaces are two stock phrases that
    chance brings together, half set phrases of many documents. Formulas have one open slot.
    """
    rng = np.random.default_rng(seed)
    writer = Writer(rng)
    days = np.sort(rng.integers(0, 36_500, n_documents))
    dates = [str(np.datetime64("1900-01-01") + np.timedelta64(day, "D")) for day in days]
    texts = [writer.text(n_words) for _ in range(n_documents)]
    early = np.flatnonzero(np.array(dates) < "1950-01-01")
    late = np.flatnonzero(np.array(dates) > "1950-12-31")
    targets, plants = [], []
    for number in range(n_targets):
        planned = _planned(rng, writer, texts, early, late, carriers)
        text, places = _written(rng, writer, planned)
        targets.append(Document(f"target-{number}", text, parse_date("1950"), language="en"))
        plants.append(places)
    documents = [
        Document(f"d{k:05d}", " ".join(text), parse_date(dates[k]), language="en")
        for k, text in enumerate(texts)
    ]
    return Planted(Corpus.from_documents(documents), targets, plants)


def _put(rng, texts, row, words):
    text = texts[row]
    text.insert(int(rng.integers(0, len(text) + 1)), " ".join(words))


def _planned(rng, writer, texts, early, late, carriers):
    """Plant in the archive; give kind, words for the target, sources before and after."""
    planned = []
    for k in range(40):
        original = writer.draw(rng.integers(12, 31))
        rows = np.sort(rng.choice(late if k % 5 == 4 else early, 2, replace=False))
        rows = rows[: 2 if k % 4 == 0 else 1]
        for row in rows:
            _put(rng, texts, row, original)
        how = CHANGES[k % len(CHANGES)]
        names = tuple(f"d{row:05d}" for row in rows)
        before, after = ((), names) if k % 5 == 4 else (names, ())
        planned.append((how, writer.changed(original, how), before, after))
    for _ in range(20):
        two = writer.phrases[int(rng.integers(0, 8))], writer.phrases[int(rng.integers(0, 8))]
        planned.append(("chance", " ".join(two).split(), (), ()))
        words = writer.draw(rng.integers(7, 11))
        for row in rng.choice(len(texts), int(rng.integers(*carriers)), replace=False):
            _put(rng, texts, row, words)
        planned.append(("set", words, (), ()))
    for _ in range(20):
        frame = writer.draw(rng.integers(8, 12))
        slot = int(rng.integers(3, len(frame) - 3))
        for row in rng.choice(len(texts), int(rng.integers(*carriers)), replace=False):
            _put(rng, texts, row, frame[:slot] + writer.draw(1) + frame[slot + 1 :])
        planned.append(("formula", frame[:slot] + writer.draw(1) + frame[slot + 1 :], (), ()))
    return planned


def _written(rng, writer, planned):
    """Write a target: fresh text, and between it the planned passages in random order."""
    parts, places, at = [], [], 0
    for k in rng.permutation(len(planned)):
        kind, words, before, after = planned[k]
        fresh = " ".join(writer.text(int(rng.integers(15, 40))))
        passage = " ".join(words)
        start = at + len(fresh) + 1
        places.append(Plant(kind, start, start + len(passage), before, after))
        parts += [fresh, passage]
        at = start + len(passage) + 1
    return " ".join(parts), places


def overlap(row, plant):
    """Share of a plant that a row of reuse covers."""
    common = min(row["stop"], plant.stop) - max(row["start"], plant.start)
    return max(0, common) / (plant.stop - plant.start)
