"""Several processes at one corpus: one writer at a time, and readers that see whole generations."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.corpus.processes import documents
from toolkit.corpus import store
from toolkit.corpus.corpus import Corpus
from toolkit.errors import CorpusError

PROGRAM = str(Path(__file__).with_name("processes.py"))


def run(*arguments):
    """Run the program of processes; give its last line and what it complained of."""
    done = subprocess.run(
        [sys.executable, PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr.splitlines()


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path):
    """One line with the number of the process; reading goes on."""
    Corpus.build(tmp_path / "c", documents(2))
    busy = f"is being written by process {os.getpid()}; wait for it to end"
    with store.writing(tmp_path / "c"):
        with pytest.raises(CorpusError, match=busy):
            Corpus.build(tmp_path / "c", documents(1, "war"), append=True)
        assert len(Corpus.open(tmp_path / "c")) == 2
    assert len(Corpus.build(tmp_path / "c", documents(1, "war"), append=True)) == 3


def test_a_lock_in_a_folder_that_is_gone_is_none(tmp_path, monkeypatch):
    """A writer whose folder was removed while it waited for the lock is refused."""
    folder = tmp_path / "c"
    taken = store.fcntl.flock

    def removed(lock, how):
        shutil.rmtree(folder)
        taken(lock, how)

    monkeypatch.setattr(store.fcntl, "flock", removed)
    with pytest.raises(CorpusError, match="has just removed it; try again"):
        Corpus.build(folder, documents(2))


def test_a_corpus_made_while_one_waited_is_not_written_over(tmp_path, monkeypatch):
    """What stands there is looked at again once the lock is held."""
    folder = tmp_path / "c"
    writing = store.writing

    def late(where):
        monkeypatch.setattr(store, "writing", writing)
        Corpus.build(folder, documents(2))
        return writing(where)

    monkeypatch.setattr(store, "writing", late)
    with pytest.raises(CorpusError, match="holds a corpus already"):
        Corpus.build(folder, documents(1, "war"))
    assert len(Corpus.open(folder)) == 2


def test_of_eight_writers_each_is_in_whole_or_refused(tmp_path):
    """All append at once: the corpus grows by as many documents as writers succeeded."""
    codes, complaints = run("appenders", tmp_path / "c", 8)
    assert set(codes) <= {0, 2}
    assert codes.count(0) >= 1
    assert len(complaints) == codes.count(2)
    assert all(re.search(r"is being written by process (\d+|unknown);", c) for c in complaints)
    corpus = Corpus.open(tmp_path / "c")
    assert len(corpus) == 2 + codes.count(0)
    assert not any("damaged" in said for said in corpus.check(deep=True))


def test_a_reader_sees_one_generation_while_a_writer_replaces_them(tmp_path):
    """Fifty replacements under a reading loop: every reading is of one generation, none fails."""
    (writer, reader, seen), complaints = run("generations", tmp_path / "c", 50)
    assert (writer, reader, complaints) == (0, 0, [])
    assert seen > 3


def test_what_is_open_stays_readable_when_it_is_replaced(tmp_path):
    """An open corpus goes on giving its own texts and positions."""
    Corpus.build(tmp_path / "c", documents(3))
    opened = Corpus.open(tmp_path / "c")
    for _ in range(3):
        Corpus.build(tmp_path / "c", documents(1, "war"), force=True)
    assert opened.text("peace2") == "peace 2 " * 9
    assert opened.index.counts[0] == len(opened.index.positions(0)) == 27
    assert opened.index.ids[:].max() == 3


def test_an_interrupted_writer_leaves_the_old_corpus_at_once(tmp_path):
    """SIGINT in the middle of reading: ended within two seconds, the corpus as before."""
    (code, seconds), complaints = run("interrupted", tmp_path / "c")
    assert (code, complaints) == (130, [])
    assert seconds < 2
    assert Corpus.open(tmp_path / "c").documents["id"].to_list() == ["peace0", "peace1"]
    assert {p.name for p in (tmp_path / "c").iterdir()} == {"CURRENT", "gen-1", "lock"}


def test_a_folder_that_may_not_be_written_can_be_read():
    """Reading, deep checking and computing work where nothing may be written; writing says so."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        try:
            assert run("reading_only", Path(folder) / "c") == (0, [])
        finally:
            for path in Path(folder).rglob("*"):
                path.chmod(0o755)
