"""Planted corpora and fitted models that several tests read."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from toolkit.topics.fit import fit_topics

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "planted.py")))


@pytest.fixture(scope="session")
def small():
    """Plant four topics in 200 documents."""
    return MADE.planted(0, documents=200, tokens=60, topics=4, words=120, slices=4)


@pytest.fixture(scope="session")
def model(small):
    """Fit them with three seeds."""
    return fit_topics("nmf", small.corpus, topics=4, seed=0, seeds=3, most_common=1.0)
