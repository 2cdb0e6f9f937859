"""A deep check answers for every file in the folder of a corpus, and for every bit of it."""

import fcntl

import numpy as np
import pytest

from tests.corpus.processes import documents
from toolkit.corpus.audit import foreign
from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.errors import CorpusError


@pytest.fixture
def folder(tmp_path):
    """Make a corpus on disk with something in its cache."""
    corpus = Corpus.build(tmp_path / "c", documents(3))
    cached(corpus, "made", "of nothing", lambda: {"one": np.arange(9)})
    return tmp_path / "c"


def test_a_corpus_as_it_was_written_holds_nothing_foreign(folder):
    """Neither after making nor after appending; the lock of a writer that is done is empty."""
    assert foreign(folder) == []
    Corpus.build(folder, documents(2, "war"), append=True)
    assert foreign(folder) == []
    assert (folder / "lock").read_bytes() == b""


@pytest.mark.parametrize(
    "place",
    [
        *("notes.txt", ".hidden", "gen-1/notes.txt", "gen-1/deep/er.npy", "gen-0/manifest.json"),
        *("gen-2.tmp/ids.npy", "CURRENT.tmp", "cache/notes.txt", "cache/made-0123456789abcdef.npz"),
    ],
)
def test_a_file_that_nothing_knows_is_named_and_the_corpus_opens(folder, place):
    """Wherever it lies: one sentence that names it or its folder, no damage."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"peace")
    (said,) = foreign(folder)
    assert said.startswith(f"c/{place}") or said.startswith(f"c/{place.split('/')[0]}:")
    assert said in Corpus.open(folder).check(deep=True)
    assert said not in Corpus.open(folder).check()


def test_a_lock_filled_by_a_dead_writer_is_said_and_by_a_living_one_is_not(folder):
    """Who holds the lock is at work; who does not and stands there is gone."""
    with (folder / "lock").open("a+") as lock:
        lock.write("999999")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert foreign(folder) == []
    (said,) = foreign(folder)
    assert said.startswith("c/lock: left by a writer")
    Corpus.build(folder, documents(1, "war"), append=True)
    assert foreign(folder) == []


def test_every_flipped_bit_of_the_folder_is_reported(folder, rng):
    """Corpus, pointer, manifest: damage. Cache: a sentence, and the right arrays again."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    clean = Corpus.open(folder).check(deep=True)
    for number in range(120):
        path = paths[number % len(paths)]
        whole = path.read_bytes()
        if not whole:
            continue
        flipped = bytearray(whole)
        flipped[int(rng.integers(len(whole)))] ^= 1 << int(rng.integers(8))
        path.write_bytes(flipped)
        if path.parent.name == "cache":
            corpus = Corpus.open(folder)
            (said,) = set(corpus.check(deep=True)) - set(clean)
            assert path.name in said
            made = cached(corpus, "made", "of nothing", lambda: {"one": np.arange(9)})
            assert (made["one"] == np.arange(9)).all()
        else:
            with pytest.raises(CorpusError, match="damaged"):
                Corpus.open(folder).check(deep=True)
        path.write_bytes(whole)
