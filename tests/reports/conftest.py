"""Results made by hand, shared with the tests of figures."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session")
def made():
    """Functions that make results by hand."""
    path = Path(__file__).parents[1] / "figures" / "results.py"
    return SimpleNamespace(**runpy.run_path(str(path)))
