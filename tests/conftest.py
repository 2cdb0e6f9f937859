"""What every test may rely on: no window, closed figures, a fixed seed, a clean folder."""

import os
import sys

import numpy as np
import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["MPLBACKEND"] = "Agg"


@pytest.fixture(autouse=True)
def close_figures():
    """Close what a test has drawn; tests that draw nothing do not load matplotlib for it."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@pytest.fixture
def rng():
    """Give a generator with a fixed seed."""
    return np.random.default_rng(7)
