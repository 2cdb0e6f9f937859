"""Two hundred megabytes of text: read in little memory, or refused with nothing lost."""

import json
import os
import random
import resource
import signal
import subprocess
import sys

import pytest

from toolkit.corpus import store
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

SIZE = 200_000_000
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Write many texts of invented words."""
    chance = random.Random(0)
    words = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "tor", "li", "mus")]
    path = tmp_path_factory.mktemp("large") / "texts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(SIZE // 10_000):
            text = " ".join(chance.choices(words, k=2500))[:10_000]
            row = {"id": str(number), "date": str(1900 + number % 100), "text": text}
            file.write(json.dumps(row) + "\n")
    return path


def read(source, folder, address_space):
    """Read in a process that may take so many bytes of address space."""

    def bound():
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

    line = [sys.executable, "-m", "toolkit.cli", "read", source, "-o", folder, "--force", "--quiet"]
    return subprocess.run(
        [*map(str, line)], preexec_fn=bound, capture_output=True, text=True, check=False
    )


def test_a_large_source_streams(source, tmp_path):
    """Files of 0.5 GB are made in 2 GB of addresses, of which less than a third is ever used."""
    done = read(source, tmp_path / "c", 2_000_000_000)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"peak {peak >> 10} MB")
    assert done.returncode == 0, done.stderr
    assert len(Corpus.open(tmp_path / "c")) == SIZE // 10_000
    assert peak < 600 << 10


@pytest.mark.parametrize("address_space", [1_500_000_000, 1_200_000_000, 900_000_000, 500_000_000])
def test_too_little_memory_loses_nothing(source, tmp_path, address_space):
    """One line and exit 2, or an end by polars itself; what stood there stands there."""
    Corpus.build(tmp_path / "c", [Document("a", "bread", parse_date("1917"))])
    done = read(source, tmp_path / "c", address_space)
    print(f"{address_space:,} bytes: exit {done.returncode}")
    if done.returncode == 2:
        assert done.stderr.startswith("rhetoric: error: memory: not enough")
        assert done.stderr.count("\n") == 1
    else:
        # Memory that is missing in Rust ends the process; nobody can answer it.
        assert done.returncode in (0, -signal.SIGABRT)
    if done.returncode:
        assert Corpus.open(tmp_path / "c").text("a") == "bread"
        assert store.damaged(store.current(tmp_path / "c")) == []


@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv"])
def test_one_line_of_two_hundred_megabytes(tmp_path, kind):
    """Text and neighbour come in whole, in less than 1.5 GB."""
    folder = tmp_path / "raw"
    folder.mkdir()
    words = "the people and the power of the land "
    text = words * (SIZE // len(words))
    if kind == "txt":
        (folder / "1950_long.txt").write_text(text, encoding="utf-8")
        (folder / "1951_short.txt").write_text("bread", encoding="utf-8")
    elif kind == "jsonl":
        rows = [{"id": "a", "date": "1950", "text": text}, {"id": "b", "date": "1951", "text": "x"}]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / "two.jsonl").write_text(lines, encoding="utf-8")
    else:
        lines = f"id,date,text\na,1950,{text}\nb,1951,bread\n"
        (folder / "two.csv").write_text(lines, encoding="utf-8")
    line = [sys.executable, "-m", "toolkit.cli", "read", folder, "-o", tmp_path / "c", "--quiet"]
    child = subprocess.Popen([*map(str, line)])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    print(f"{kind}: peak {usage.ru_maxrss >> 10} MB")
    assert child.returncode == 0
    counts = Corpus.open(tmp_path / "c").documents["n_tokens"].to_list()
    assert counts == [len(words.split()) * (SIZE // len(words)), 1]
    assert usage.ru_maxrss < 1_500 << 10
