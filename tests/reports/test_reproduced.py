"""A report made again elsewhere: other hash seeds, other numbers of threads, the same bytes."""

import csv
import os
import random
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

TEXTS = runpy.run_path(str(Path(__file__).parent / "worlds.py"))["texts"]
STUDY = """\
corpus = "speeches.corpus"
concepts = ["front", "league"]

[slices]
edges = [1920, 1935, 1950, 1965, 1980]

[drift]
permutations = 99
controls = 5
"""
WHOLE = (
    STUDY
    + """
[ask]
collocates = true
decompose = "author"
robustness = true

[topics]
model = "{model}"
topics = 4

[trace]
target = "target.txt"
date = "1981"
"""
)
# So many types that libraries would share matrices out among threads.
WORDS = [
    a + b + c + d
    for a in ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")
    for b in ("bel", "dan", "fos", "gim", "kur", "lav", "mep", "nit", "pog", "rus")
    for c in ("a", "e", "i", "o", "u")
    for d in ("", "ta", "mi", "sor", "ven", "lu", "ka", "dro", "pe", "nak")
]
# Seed of hashes, threads.
RUNS = (("0", "1"), ("1", "2"), ("random", "2"))
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS")


def files(place, study, seed, threads):
    """Read the speeches and do the study in processes of their own; give what was written."""
    place.mkdir()
    with (place / "speeches.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(("id", "date", "author", "text"))
        chance = random.Random(0)
        for *about, text in TEXTS():
            table.writerow((*about, " ".join([text, *chance.choices(WORDS, k=150)])))
    (place / "target.txt").write_text(list(TEXTS(seed=1))[0][-1], encoding="utf-8")
    (place / "study.toml").write_text(study, encoding="utf-8")
    environment = os.environ | dict.fromkeys(THREADS, threads) | {"PYTHONHASHSEED": seed}
    for line in (
        ("read", "speeches.csv", "-o", "speeches.corpus"),
        ("report", "study.toml", "-o", "report.html"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "toolkit.cli", *line],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    written = sorted([*(place / "speeches.corpus" / "gen-1").iterdir(), place / "report.html"])
    return {path.name: path.read_bytes() for path in written}


@pytest.mark.parametrize(
    "study",
    [
        pytest.param(STUDY, id="short"),
        pytest.param(WHOLE.format(model="nmf"), id="whole", marks=pytest.mark.slow),
        pytest.param(
            WHOLE.format(model="lda").replace("controls", 'space = "sgns"\ncontrols'),
            id="sgns-lda",
            marks=pytest.mark.slow,
        ),
    ],
)
@pytest.mark.timeout(1200)
def test_a_report_is_the_same_bytes_wherever_it_is_made(tmp_path, study):
    """Corpus and page, to the byte, over three hash seeds and one or two threads."""
    first, *others = [files(tmp_path / str(number), study, *run) for number, run in enumerate(RUNS)]
    assert len(first["report.html"]) > 50_000
    for other in others:
        assert [name for name in first if first[name] != other[name]] == []
        assert set(other) == set(first)
