"""A small archive, read once, and two ways to run the command line on it."""

import csv
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from toolkit.cli.main import main

BAKERY = ("oven", "flour", "yeast", "crust", "loaf", "baker", "dough", "butter")
DECADES = range(1900, 1960, 10)
MARKET = ("market", "trade", "price", "goods", "credit", "profit", "tariff", "harbour")
STRUGGLE = ("strike", "union", "barricade", "comrade", "factory", "lockout", "picket")


class Outcome(NamedTuple):
    """What one command line gave."""

    code: int
    out: str
    err: str


def rows() -> list[dict[str, str]]:
    """Ninety texts of six decades; `freedom` changes its company in 1930, `bread` does not."""
    chance = random.Random(5)
    consonants, vowels = "bdfgklmnprstv", "aeiou"
    filler = [c + v + d + w for c in consonants[:6] for v in vowels for d in "lnr" for w in "ao"]
    weights = [1 / (rank + 10) for rank in range(len(filler))]
    made = []
    for decade in DECADES:
        for number in range(15):
            words = chance.choices(filler, weights, k=150)
            company = MARKET if decade < 1930 else STRUGGLE
            for concept, near in (("freedom", company), ("bread", BAKERY)):
                for _ in range(4):
                    place = chance.randrange(len(words))
                    words[place:place] = [*chance.choices(near, k=4), concept]
            made.append(
                {
                    "id": f"{decade + number % 10}-{number}",
                    "date": str(decade + number % 10),
                    "author": f"author {decade}-{number % 8}",
                    "title": f"Text {number}",
                    "genre": ("speech", "letter")[number % 2],
                    "text": " ".join(words),
                }
            )
    made[7]["text"] += " united front of mills"
    return made


def write_csv(path: Path, table: list[dict[str, str]]) -> Path:
    """Write rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    return path


def shell(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own: for start-up, signals and pipes."""
    line = [sys.executable, "-m", "toolkit.cli", *map(str, arguments)]
    options = {"capture_output": True, "text": True, "timeout": 60} | options
    done = subprocess.run(line, check=False, **options)
    assert "Traceback" not in (done.stderr or "")
    assert "panicked at" not in (done.stderr or "")
    return done


@pytest.fixture(name="shell")
def _shell() -> Callable[..., subprocess.CompletedProcess[str]]:
    return shell


@pytest.fixture
def rhetoric(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run one command line in this process; nothing of it may be a traceback."""

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        outcome = Outcome(code, *capsys.readouterr())
        assert "Traceback" not in outcome.err
        assert "\x1b" not in outcome.err
        return outcome

    return run


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the archive as a CSV file."""
    return write_csv(tmp_path_factory.mktemp("source") / "archive.csv", rows())


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Path:
    """Read the archive into a corpus folder; spaces fitted in one test serve the others."""
    path = tmp_path_factory.mktemp("corpus") / "archive.corpus"
    assert main(["read", str(source), "-o", str(path), "--quiet"]) == 0
    return path


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """Write a lexicon of three concepts."""
    path = tmp_path / "words.toml"
    path.write_text(
        """
        [concepts.freedom]
        patterns = ["freedom"]
        [concepts."united front"]
        patterns = ["united front"]
        [concepts.nowhere]
        patterns = ["nowhere"]
        """,
        "utf-8",
    )
    return path
