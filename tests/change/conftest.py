"""Planted corpora for the tests of change: known contexts, known authors, known dates."""

import numpy as np
import pytest

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices

FIELDS = {
    "law": "court judge statute petition clerk seal verdict plea oath bench writ appeal".split(),
    "war": "rifle trench march siege captain powder flank sabre column drill camp rout".split(),
    "farm": "plough barn harvest meadow cattle orchard wheat fence seed hay soil mill".split(),
}
FILLER = [
    first + last
    for first in ("bar", "tol", "mer", "sun", "vik", "pel")
    for last in ("an", "eth", "ior", "oum", "ask", "ild", "orn", "ule", "ynd", "axe")
]
TREES = "alder birch cedar dogwood elm fir gorse hazel ivy juniper kelp larch maple nettle"
# Control words: each tree in each field, as one word.
CONTROLS = [(tree + field, field) for field in FIELDS for tree in TREES.split(" ")]


def sentence(rng, word, field):
    """Put a word among words of a field and of no field."""
    around = [*rng.choice(FIELDS[field], 6), *rng.choice(FILLER, 5)]
    rng.shuffle(around)
    return " ".join([*around[:5], word, *around[5:]]) + "."


def text(rng, uses):
    """Write a text: for each word and field so many sentences, in random order."""
    made = [sentence(rng, word, field) for word, field, n in uses for _ in range(n)]
    rng.shuffle(made)
    return " ".join(made)


def archive(seed, *, shift, comparable=34, docs=24, decades=("1900", "1910", "1920"), authors=40):
    """Make documents of three decades; `charter` goes from law to war in the decade `shift`.

    `mandate` stays with law, the control words stay where they are and serve as controls.
    """
    rng = np.random.default_rng(seed)
    documents = []
    many = docs if isinstance(docs, tuple) else (docs,) * len(decades)
    for decade, n in zip(decades, many, strict=True):
        for k in range(n):
            field = "war" if shift and decade >= shift else "law"
            uses = [("charter", field, 1 + int(rng.integers(3))), ("mandate", "law", 2)]
            uses += [
                (*CONTROLS[i], 2) for i in rng.choice(len(CONTROLS), comparable, replace=False)
            ]
            year = str(int(decade) + int(rng.integers(10)))
            author = f"author {rng.integers(authors)}"
            documents.append(
                Document(f"{decade}-{k:03}", text(rng, uses), parse_date(year), author=author)
            )
    return Corpus.from_documents(documents)


@pytest.fixture(scope="session")
def shifted():
    """Make an archive in which `charter` moves in the 1920s."""
    return archive(0, shift="1920")


@pytest.fixture(scope="session")
def decades(shifted):
    """Its decades."""
    return slices(shifted, every=10)


@pytest.fixture(scope="session")
def fields():
    """Give the words of each field."""
    return FIELDS


@pytest.fixture(scope="session")
def make_archive():
    """Give the maker of archives."""
    return archive
