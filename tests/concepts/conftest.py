"""Let the tests of this folder import the plain second ways from `tests.corpus.plain`."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)
