"""What the page on corpora claims of reprints, at 20,000 documents."""

import pytest

from tests.corpus.reprinted import reprinted, scores
from toolkit.corpus.reprints import reprints


@pytest.mark.validity
@pytest.mark.parametrize("seed", range(3))
def test_reprints_among_20_000_documents(seed):
    """Recall of every kind and precision are .98 or more."""
    planted = reprinted(seed, n_documents=20_000, n_each=400)
    recall, precision = scores(planted, reprints(planted.corpus).table)
    print({kind: round(float(value), 4) for kind, value in recall.items()}, round(precision, 4))
    assert min(recall.values()) >= 0.98
    assert precision >= 0.98
