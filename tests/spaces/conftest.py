"""A small corpus with two fields of words, and a pair of words used alike."""

import numpy as np
import pytest

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import sequence_date
from toolkit.corpus.documents import Document

SEA = "ship harbour sail wave anchor mast cargo port tide captain deck rope".split()
LAND = "field harvest plough barn cattle seed meadow orchard fence wheat hay soil".split()


def sentences(rng, field, own, n):
    """Write n sentences of words of one field around a word of one's own."""
    made = []
    for _ in range(n):
        words = [*rng.choice(field, 7), own, *rng.choice(field, 7)]
        made.append(" ".join([*words, "and", "the", "of"]) + ".")
    return made


@pytest.fixture(scope="session")
def sea_and_land():
    """Documents about the sea (with `skiff` and `dinghy`) and about the land (with `ox`)."""
    rng = np.random.default_rng(0)
    documents = []
    for number in range(60):
        field, own = (SEA, ("skiff", "dinghy")[number % 4 // 2]) if number % 2 else (LAND, "ox")
        text = " ".join(sentences(rng, field, own, 12))
        documents.append(Document(f"d{number:02}", text, sequence_date(1900 + number)))
    return Corpus.from_documents(documents)
