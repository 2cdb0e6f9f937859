"""How soon the command line answers: help beside the import of gensim's models.

``python benchmarks/start.py``.
"""

import sys

from beside import apart, keep, row

WAYS = {
    "ours": [sys.executable, "-m", "toolkit.cli", "--help"],
    "import gensim.models": [sys.executable, "-c", "import gensim.models"],
    "python -c pass": [sys.executable, "-c", "pass"],
}


def main():
    """Run all in turns."""
    found = {name: [] for name in WAYS}
    for _ in range(10):
        for name, command in WAYS.items():
            found[name].append(apart(command)[:2])
    target = {"import gensim.models": 5}
    rows = [row("rhetoric --help", found, target=target)]
    walls = row("rhetoric --help (wall)", found, wall=True, target={"seconds": 0.2})
    keep("start", [*rows, walls])


if __name__ == "__main__":
    main()
