"""A writer that dies, fails or is interrupted: the corpus is as it was before or as it is after."""

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.processes import documents, write
from toolkit.corpus import files, store
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.errors import CorpusError

PROGRAM = str(Path(__file__).with_name("processes.py"))
SCENARIOS = ("new", "force", "append")
WHOLE = {"CURRENT", "lock"}


def run(*arguments):
    """Run the program of processes; give what it printed."""
    done = subprocess.run(
        [sys.executable, PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done


def state(folder):
    """Give the ids and texts of a corpus, or None where there is none."""
    if not (folder / "CURRENT").exists():
        return None
    corpus = Corpus.open(folder)
    assert store.damaged(store.current(folder)) == []
    return {name: corpus.text(name) for name in corpus.documents["id"]}


def told(some):
    """Give the ids and texts of documents."""
    return {document.id: document.text for document in some}


def allowed(scenario):
    """Give the states before and after."""
    old, new = told(documents(2)), told(documents(3, "war"))
    before = None if scenario == "new" else old
    return before, old | new if scenario == "append" else new


def survived(folder, scenario):
    """Check what a dead writer left, and that the next one clears it away."""
    before, after = allowed(scenario)
    assert state(folder) in (before, after)
    Corpus.build(folder, [Document("next", "bread")], force=True)
    assert Corpus.open(folder).documents["id"].to_list() == ["next"]
    (generation,) = folder.glob("gen-*")
    assert {path.name for path in folder.iterdir()} == WHOLE | {generation.name}


def test_a_writer_killed_at_any_step_loses_nothing(tmp_path):
    """For each step of making, replacing and appending: killed there, before or after is left."""
    lines = run("faults", tmp_path).stdout.splitlines()
    steps = {scenario: n for scenario, n, code in map(json.loads, lines) if code == 0}
    assert set(steps) == set(SCENARIOS)
    for scenario, n in steps.items():
        assert n > 20
        for step in range(1, n + 1):
            survived(tmp_path / f"{scenario}-{step:02}", scenario)
        assert state(tmp_path / f"{scenario}-{n + 1:02}") == allowed(scenario)[1]
    print(f"{sum(steps.values())} fault points, {sum(steps.values())} survived, 0 lost")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_writer_killed_at_any_moment_loses_nothing(tmp_path):
    """Two hundred kills at moments that nobody chose."""
    codes = run("kills", tmp_path, 200).stdout.split()
    assert codes.count("-9") > 100
    for folder in tmp_path.iterdir():
        survived(folder, folder.name.partition("-")[0])


class Interrupted(BaseException):
    """Stands for an interruption by the keyboard."""


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "no space"), Interrupted()])
def test_a_step_that_fails_leaves_the_corpus_as_it_was(tmp_path, monkeypatch, scenario, problem):
    """A full disk or an interruption at any step: the old state to the file, nothing unfinished."""
    if scenario != "new":
        Corpus.build(tmp_path / "base", documents(2))
    count = 0

    def fail():
        nonlocal count
        count += 1
        if count == step:
            raise problem

    monkeypatch.setattr(files, "step", fail)
    for step in range(1, 200):
        place, count = tmp_path / f"{step}", 0
        if scenario != "new":
            shutil.copytree(tmp_path / "base", place)
        try:
            write(place, scenario)
        except type(problem):
            assert state(place) == allowed(scenario)[0]
            left = {path.name for path in place.iterdir()} if place.exists() else set()
            assert left == (set() if scenario == "new" else WHOLE | {"gen-1"})
        else:
            break
    assert step > 20
    assert state(place) == allowed(scenario)[1]


def test_the_fault_variable_of_the_environment_ends_the_process(tmp_path):
    """TOOLKIT_FAULT=k ends the process at step k; with a name the step fails instead."""
    code = "from toolkit.corpus.files import step; step(); print(1, flush=True); step(); print(2)"

    def output(fault):
        environment = {"TOOLKIT_FAULT": fault, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True
        )

    assert (output("2").returncode, output("2").stdout) == (137, "1\n")
    assert "No space left" in output("1:ENOSPC").stderr
    assert output("3").stdout == "1\n2\n"


@pytest.mark.parametrize("content", ["", "gen-9", "gen-q", "../elsewhere", "\udcff", "gen-1 x"])
def test_a_pointer_that_leads_nowhere_is_refused_and_nothing_is_cleared(tmp_path, content):
    """Neither a reader nor a writer takes it for an empty folder; the generation stays."""
    folder = tmp_path / "c"
    Corpus.build(folder, documents(2))
    pointer = (folder / "CURRENT").read_bytes()
    (folder / "CURRENT").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(CorpusError, match="damaged"):
        Corpus.open(folder)
    with pytest.raises(CorpusError, match="damaged"):
        Corpus.build(folder, documents(1, "war"), append=True)
    (folder / "CURRENT").write_bytes(pointer)
    assert state(folder) == told(documents(2))


def test_a_writer_that_died_first_does_not_bar_the_next(tmp_path):
    """What a first writer left, whole or not, is neither a corpus nor in the way."""
    folder = tmp_path / "c"
    for name in ("gen-1", "gen-2.tmp"):
        (folder / name).mkdir(parents=True)
    for name in ("CURRENT.tmp", "lock"):
        (folder / name).touch()
    with pytest.raises(CorpusError, match="is not a corpus folder"):
        Corpus.open(folder)
    Corpus.build(folder, documents(2))
    assert {path.name for path in folder.iterdir()} == WHOLE | {"gen-2"}


def flipped(folder, bits, rng):
    """Flip bits one after the other, spread over all files; give the file each time."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    for i in range(bits):
        path = paths[i % len(paths)]
        whole = path.read_bytes()
        if not whole:
            continue
        # Headers and ends are where a reader stumbles: every other flip goes there.
        at = int(rng.integers(0, len(whole) if i % 4 < 2 else min(140, len(whole))))
        at = len(whole) - 1 - at if i % 4 == 3 else at
        path.write_bytes(
            whole[:at] + bytes([whole[at] ^ 1 << int(rng.integers(8))]) + whole[at + 1 :]
        )
        yield path
        path.write_bytes(whole)


def reported(folder):
    """Tell whether a damage is refused at opening or said by a deep check; nothing else may be."""
    try:
        Corpus.open(folder).check(deep=True)
    except CorpusError as error:
        return "damaged" in str(error) and "\n" not in str(error)
    return False


@pytest.mark.parametrize(
    "bits",
    [60, pytest.param(300, marks=pytest.mark.slow), pytest.param(3000, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("small", [store.SMALL, 0])
@pytest.mark.timeout(600)
def test_every_flipped_bit_is_reported(tmp_path, monkeypatch, rng, bits, small):
    """One bit, anywhere, small files compared at opening or all left to the deep check."""
    monkeypatch.setattr(store, "SMALL", small)
    Corpus.build(tmp_path / "c", documents(20), notes=["said"])
    found = [reported(tmp_path / "c") for _ in flipped(tmp_path / "c", bits, rng)]
    assert len(found) > 0.8 * bits
    assert all(found)
    assert not reported(tmp_path / "c")


def test_a_file_cut_lengthened_or_lost_is_refused_at_opening(tmp_path):
    """Sizes are known: one byte less or more in any file of a generation is refused."""
    Corpus.build(tmp_path / "c", documents(20))
    for path in sorted((tmp_path / "c" / "gen-1").iterdir()):
        whole = path.read_bytes()
        for content in (whole[:-1], whole + b"\0", b"", None):
            path.write_bytes(content) if content is not None else path.unlink()
            with pytest.raises(CorpusError, match="damaged") as caught:
                Corpus.open(tmp_path / "c")
            assert path.name in str(caught.value)
            path.write_bytes(whole)


def test_a_corpus_of_a_newer_version_is_refused_with_a_way_out(tmp_path, monkeypatch):
    """A manifest of format 2 is read by nobody who knows only 1."""
    monkeypatch.setattr(store, "FORMAT", 2)
    Corpus.build(tmp_path / "c", documents(2))
    monkeypatch.setattr(store, "FORMAT", 1)
    with pytest.raises(CorpusError, match="format 2 is newer than 1; update rhetoric-toolkit"):
        Corpus.open(tmp_path / "c")


def test_a_corpus_of_an_older_version_is_refused_with_a_way_out(tmp_path, monkeypatch):
    """What cannot be read any more is not guessed at: its sources are read again."""
    Corpus.build(tmp_path / "c", documents(2))
    monkeypatch.setattr(store, "FORMAT", 2)
    with pytest.raises(CorpusError, match="format 1 is older than 2; read the sources again"):
        Corpus.open(tmp_path / "c")
