"""An archive of 1900–1999 with formulas whose first and last documents are known."""

from typing import NamedTuple

import numpy as np

from tests.traces.planted import Writer
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document


class Planted(NamedTuple):
    """One formula: its words, which of them is the slot if any, its years, its carriers."""

    words: list
    slot: int | None
    born: int
    dead: int
    carriers: list


def formulaic(seed=0, n_documents=1500, n_formulas=20, n_words=120, spread=(30, 60)):
    """Make an archive; half of the formulas are frames with one open slot.

    A formula lives for 20 to 60 years; its carriers are drawn from all documents of these years.
    """
    rng = np.random.default_rng((seed, 77))
    writer = Writer(rng, n_phrases=1)
    days = np.sort(rng.integers(0, 36_500, n_documents))
    dates = [str(np.datetime64("1900-01-01") + np.timedelta64(day, "D")) for day in days]
    years = np.array([int(date[:4]) for date in dates])
    texts = [writer.draw(n_words) for _ in range(n_documents)]
    planted = []
    for k in range(n_formulas):
        born = int(rng.integers(1900, 1960))
        dead = born + int(rng.integers(20, 40))
        rows = np.flatnonzero((years >= born) & (years <= dead))
        rows = np.sort(rng.choice(rows, int(rng.integers(*spread)), replace=False))
        words = _content(writer, rng, int(rng.integers(5, 9)))
        slot = int(rng.integers(2, len(words) - 2)) if k % 2 else None
        fillers = _content(writer, rng, 8)
        for row in rows:
            said = list(words)
            if slot is not None:
                said[slot] = str(rng.choice(fillers))
            text = texts[row]
            at = int(rng.integers(0, len(text) + 1))
            text[at:at] = [" ".join(said)]
        planted.append(Planted(words, slot, born, dead, [f"d{row:05d}" for row in rows]))
    documents = [
        Document(f"d{k:05d}", " ".join(text), parse_date(dates[k]), f"t{k}", f"a{k % 50}", "en")
        for k, text in enumerate(texts)
    ]
    return Corpus.from_documents(documents), planted


def shuffled(corpus, seed):
    """Put the words of every document of an archive into random order."""
    rng = np.random.default_rng((seed, 78))
    rows = corpus.documents.select("id", "date").rows()
    texts = [corpus.text_at(k).split() for k in range(len(corpus))]
    return Corpus.from_documents(
        Document(name, " ".join(rng.permutation(text)), parse_date(date), language="en")
        for (name, date), text in zip(rows, texts, strict=True)
    )


def found(table, planted):
    """Give the row of a planted formula: the one with all its fixed words in order, or none."""
    wanted = ["*" if k == planted.slot else word for k, word in enumerate(planted.words)]
    rows = [row for row in table.iter_rows(named=True) if row["formula"].split() == wanted]
    return rows[0] if rows else None


def _content(writer, rng, n):
    """Draw usual words that are no function words."""
    return [str(word) for word in rng.choice(writer.words[60:2000], n, replace=False)]
