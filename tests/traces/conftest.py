"""The planted archive, made once."""

import sys
from pathlib import Path

import pytest

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from tests.traces.planted import planted  # noqa: E402


@pytest.fixture(scope="session")
def archive():
    """Make a small archive with one target."""
    return planted(0, n_documents=800)
