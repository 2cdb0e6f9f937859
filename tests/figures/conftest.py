"""Results made by hand, and figures closed after each test."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import pytest

mpl.use("Agg")


@pytest.fixture(scope="session")
def made():
    """Functions that make results by hand."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "results.py")))


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    from matplotlib import pyplot

    pyplot.close("all")
