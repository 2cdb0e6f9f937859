"""A small corpus in which a word changes its company in 1950, and one does not."""

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

BEFORE = ("workers", "strike", "party", "union", "factory", "wages")
AFTER = ("nations", "states", "peace", "assembly", "border", "treaty")
BREAK = 1950


def texts(documents=300, seed=0):
    """Give id, year, author and text of invented speeches, 1920 to 1979."""
    rng = np.random.default_rng(seed)
    invented = [f"{a}{b}{c}" for a in "bdfgkl" for b in "aeiou" for c in ("n", "ran", "tor")]
    words = np.array(["the", "of", "and", "to", "in", "that", "is", "for", "with", *invented])
    # Word n is used in proportion to 1/n, and each text has a fourth of them four times as often.
    usual = 1 / np.arange(1, len(words) + 1)
    for n in range(documents):
        year = 1920 + n * 60 // documents
        own = usual * np.where(np.arange(len(words)) % 4 == rng.integers(4), 4, 1)
        text = rng.choice(words, 120, p=own / own.sum()).tolist()
        for place in rng.integers(40, 115, rng.integers(0, 4)):
            company = BEFORE if year < BREAK else AFTER
            text[place - 4 : place + 4] = rng.choice(company, 8).tolist()
            text[place] = "front"
        if n % 2:
            text[10:14] = [*rng.choice(BEFORE, 2), "league", rng.choice(AFTER)]
        yield f"s{n}", year, f"Speaker {n % 11}", " ".join(text)


def corpus(**options):
    """Make the corpus of these speeches."""
    return Corpus.from_documents(
        [
            Document(name, text, parse_date(str(year)), title=f"Speech {name}", author=author)
            for name, year, author, text in texts(**options)
        ]
    )
