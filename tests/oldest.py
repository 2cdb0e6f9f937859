"""Print the oldest versions that pyproject.toml allows, as constraints for pip."""

import re
import tomllib
from pathlib import Path

# Extras whose tests are among the default ones.
TESTED = ("files", "zh", "cluster")


def oldest(requirements):
    """Turn lower bounds into pins.

    >>> oldest(["numpy>=2.0", "dask[distributed]>=2025.1"])
    ['numpy==2.0', 'dask==2025.1']
    """
    return [re.sub(r"(\[[^]]*\])?>=", "==", one) for one in requirements]


if __name__ == "__main__":
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = [project["optional-dependencies"][name] for name in TESTED]
    print("\n".join(oldest(sum(extras, project["dependencies"]))))
