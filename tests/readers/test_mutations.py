"""Damaged files of every format: what comes in or why not is said, and no neighbour is lost."""

import contextlib
import subprocess
import sys
import time

import numpy as np
import pytest

from tests.readers.samples import content, epub, pdf, tei
from toolkit.errors import RhetoricError
from toolkit.readers import READERS, SUFFIXES, suffix_of
from toolkit.readers.apart import READING
from toolkit.readers.base import ReadingReport, ReadOptions
from toolkit.readers.sources import read_documents

WORDS = "Bread and land\nSome 1,200 of them, élan, said so in the spring of 1917."
FEW, MANY = 2, 66
each_suffix = pytest.mark.parametrize("suffix", sorted(SUFFIXES))


def good(suffix):
    """Make a good file with more in it than the least."""
    if suffix == ".pdf":
        return pdf(["Head", "Bread and", "land", "1"], ["Head", "and peace", "2"])
    if suffix == ".epub":
        return epub([("One", "Bread"), ("Two", "Land")], opf="<title>Works</title>")
    if suffix == ".xml":
        return tei(
            '<u who="#a">Bread</u><u who="#b">Land <note>n</note></u>', "<date when='1917'/>"
        )
    head = "---\ntitle: x\ndate: 1917\n---\n" if suffix in (".md", ".rst") else ""
    directives = "#title x\n#author y\n\n" if suffix == ".muse" else ""
    return content(suffix, head + directives + WORDS)


def damaged(whole, rng):
    """Damage bytes in one of the ways in which files are damaged."""
    bytes_ = bytearray(whole)
    place = int(rng.integers(len(bytes_)))
    length = int(rng.integers(1, 1 + max(1, len(bytes_) // 4)))
    noise = rng.integers(0, 256, length, np.uint8).tobytes()
    way = rng.integers(7)
    if way == 0:
        for at in rng.integers(0, len(bytes_), 1 + len(bytes_) // 200):
            bytes_[at] ^= 1 << int(rng.integers(8))
    elif way == 1:
        del bytes_[place:]
    elif way == 2:
        del bytes_[place : place + length]
    elif way == 3:
        bytes_[place : place + length] = noise
    elif way == 4:
        bytes_[place:place] = noise
    elif way == 5:
        bytes_[place:place] = bytes_[place : place + length] * 50
    else:
        other = good(sorted(SUFFIXES)[int(rng.integers(len(SUFFIXES)))])
        bytes_[place:] = other[place:]
    return bytes(bytes_)


def mutants(folder, suffix, number):
    """Write so many damaged files and one good neighbour."""
    whole = good(suffix)
    for seed in range(number):
        rng = np.random.default_rng([seed, *suffix.encode()])
        (folder / f"m{seed:03d}{suffix}").write_bytes(damaged(whole, rng))
    (folder / "a1917.txt").write_text("Neighbour")
    (folder / f"z1917{suffix}").write_bytes(whole)


def check(folder, suffix, number):
    """Every damaged file comes in or is listed; both neighbours come in."""
    mutants(folder, suffix, number)
    documents, report = read_documents(folder, id="")
    said = [d.source for d in documents] + [s.source for s in report.skipped]
    files = {place.partition(suffix)[0] + suffix for place in said if suffix in place}
    assert {f"m{seed:03d}{suffix}" for seed in range(number)} <= files
    assert f"z1917{suffix}" in files
    assert "a1917.txt" in said
    assert all(s.reason and "\n" not in s.reason for s in report.skipped)


@each_suffix
def test_a_damaged_file_costs_itself_at_most(tmp_path, suffix):
    """A few of each kind; the long form below takes many."""
    check(tmp_path, suffix, FEW)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_two_thousand_damaged_files(tmp_path):
    """None raises anything but an error of ours, none takes ten seconds or a gigabyte."""
    import resource

    longest, number = 0.0, 0
    for suffix in sorted(SUFFIXES):
        folder = tmp_path / suffix.replace(".", "_")
        folder.mkdir()
        check(folder, suffix, MANY)
        for path in sorted(folder.glob("m*")):
            started, number = time.monotonic(), number + 1
            # An error of ours: what it says was looked at above.
            with contextlib.suppress(RhetoricError):
                list(READERS.get(SUFFIXES[suffix_of(path)])(path, ReadOptions(), ReadingReport()))
            longest = max(longest, time.monotonic() - started)
    READING.close()
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{number} damaged files, longest {longest:.1f} s, peak {peak >> 10} MB")
    assert number >= 2000
    assert longest < 10
    assert peak < 1 << 20


@pytest.mark.parametrize("suffix", [".tar.gz", ".tgz", ".txt.gz", ".csv.gz"])
def test_noise_behind_a_packed_file_ends(tmp_path, suffix):
    """What follows the end of a gzip is no further part of it, and is not read for ever."""
    path = tmp_path / f"x1917{suffix}"
    path.write_bytes(content(suffix, WORDS) + np.random.default_rng(0).bytes(1100))
    (tmp_path / "a1917.txt").write_text("Neighbour")
    documents, report = read_documents(tmp_path)
    assert "Neighbour" in [d.text for d in documents]
    assert [s for s in report.skipped if s.source.startswith(path.name)]


def test_a_parser_that_hangs_or_dies_costs_one_file(tmp_path, monkeypatch):
    """It is ended after its time; the next file finds a new process."""
    from toolkit.readers import apart

    (tmp_path / "slow.py").write_text(
        "import os, time\n"
        "def parse(content, name, options, report):\n"
        "    if content == b'hang':\n        time.sleep(60)\n"
        "    if content == b'die':\n        os.abort()\n"
        "    if content == b'eat':\n        bytearray(4 << 30)\n"
        "    if content == b'talk':\n        print('x' * 100_000)\n"
        "    from toolkit.readers.parsed import Parsed\n"
        "    yield Parsed(content.decode())\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(apart, "PATIENCE", 3.0)
    reading = apart.Reading()
    question = {"parser": "slow", "name": "x", "options": {}}
    answers = {
        words: reading.ask(question, words.encode())
        for words in ("good", "hang", "fine", "die", "eat", "talk", "last")
    }
    reading.close()
    assert answers["hang"]["refused"] == "takes longer than 3 s"
    assert answers["die"]["refused"] == "breaks the reader (signal 6)"
    assert "needs more memory" in answers["eat"]["refused"]
    for words in ("good", "fine", "talk", "last"):
        assert [one["text"] for one in answers[words]["parsed"]] == [words]


def test_a_missing_library_is_named_with_its_extra(tmp_path, monkeypatch):
    """One line says what to install."""
    from toolkit.readers import apart

    (tmp_path / "needy.py").write_text(
        "def parse(*_):\n    import nowhere_to_be_found\n    yield\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    reading = apart.Reading()
    answer = reading.ask({"parser": "needy", "name": "x", "options": {}}, b"")
    reading.close()
    assert answer["refused"] == (
        "reading this format needs nowhere_to_be_found; "
        "install it with pip install 'rhetoric-toolkit[files]'."
    )


def test_the_command_ends_with_one(tmp_path):
    """Skipped inputs are exit 1, with --strict 3; each is a line."""
    mutants(tmp_path, ".pdf", 0)
    (tmp_path / "scan1917.pdf").write_bytes(pdf([], []))
    (tmp_path / "locked1917.pdf").write_bytes(pdf(["x"], encrypted=True))
    for flags, code in ((), 1), (("--strict", "--force"), 3):
        ran = subprocess.run(
            [sys.executable, "-m", "toolkit.cli", "read", tmp_path, "-o", tmp_path / "c", *flags],
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert ran.returncode == code
        assert "scan1917.pdf: has no text layer: needs OCR" in ran.stderr
        assert "locked1917.pdf: is encrypted" in ran.stderr
        assert "Traceback" not in ran.stderr
