"""Each claim is tested at full size under the marker `validity`, and in short by default."""

import sys
from pathlib import Path

import pytest

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)


@pytest.fixture(params=["short", pytest.param("full", marks=pytest.mark.validity)])
def size(request):
    """Say whether a claim is tested in short or at full size."""
    return request.param
