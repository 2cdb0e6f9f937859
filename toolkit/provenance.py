"""What a result was made from: corpus, settings, seed and versions."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

# The libraries whose version can change a number.
LIBRARIES = ("numpy", "scipy", "polars", "gensim", "scikit-learn")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result was made from.

    Attributes
    ----------
    corpus : str
        Hash of the corpus (SHA-256, hexadecimal), or empty.
    settings : mapping
        Every option of the call, in plain values.
    seed : int or None
        Seed of all random draws.
    versions : mapping of str to str
        This package, Python, and the libraries that can change a number.
    """

    corpus: str
    settings: Mapping[str, object]
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=lambda: versions())

    def lines(self) -> list[str]:
        """Say it in short lines for a methods box."""
        settings = ", ".join(f"{name} {value}" for name, value in self.settings.items())
        made_by = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return [
            f"corpus {self.corpus[:16] or 'none'}",
            f"settings: {settings or 'defaults'}",
            f"seed {self.seed}",
            made_by,
        ]


def versions() -> dict[str, str]:
    """Versions of this package, of Python and of the libraries that can change a number."""
    found = {"rhetoric-toolkit": _version("rhetoric-toolkit"), "python": platform.python_version()}
    return found | {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
