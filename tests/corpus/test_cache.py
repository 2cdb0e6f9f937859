"""The cache: it saves time and can do no harm."""

import os

import numpy as np
import pytest

from toolkit.corpus.cache import cached, understood
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document


class Made:
    """Something that counts how often it is made."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        """Make it once more."""
        self.times += 1
        return {"a": np.arange(5), "b": np.array(["é", "x"])}


@pytest.fixture
def folder(tmp_path):
    """Make a corpus folder."""
    Corpus.build(tmp_path / "c", [Document("a", "war and peace")])
    return tmp_path / "c"


@pytest.fixture
def make():
    """Count the makings."""
    return Made()


def ask(folder, make, made_of="k=1"):
    """Open the corpus afresh and ask for the arrays."""
    found = cached(Corpus.open(folder), "space-x", made_of, make)
    assert found["a"].tolist() == [0, 1, 2, 3, 4]
    assert found["b"].tolist() == ["é", "x"]


def stored(folder):
    """Give the one file of the cache."""
    (path,) = (folder / "cache").iterdir()
    return path


def test_what_was_made_is_found_again(folder, make):
    """Made once, in this process and the next; other settings are made anew."""
    corpus = Corpus.open(folder)
    for _ in range(3):
        cached(corpus, "space-x", "k=1", make)
    assert make.times == 1
    ask(folder, make)
    assert make.times == 1
    ask(folder, make, "k=2")
    assert make.times == 2


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "text", "folder"])
def test_a_damaged_file_is_made_again(folder, make, harm):
    """A flipped bit, a cut file, rubbish, a folder in its place: computed afresh, no error."""
    ask(folder, make)
    path = stored(folder)
    whole = path.read_bytes()
    path.unlink()
    if harm == "folder":
        path.mkdir()
    else:
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 8]) + whole[middle + 1 :]
        kinds = {"flip": flipped, "cut": whole[:-1], "empty": b"", "text": b"rubbish"}
        path.write_bytes(kinds[harm])
    ask(folder, make)
    assert make.times == 2


def test_every_flipped_bit_is_noticed(folder, make, rng):
    """Wherever a bit flips, hash included, the arrays are computed afresh."""
    ask(folder, make)
    path = stored(folder)
    whole = bytearray(path.read_bytes())
    for n, at in enumerate(rng.integers(0, 8 * len(whole), 25)):
        harmed = whole.copy()
        harmed[at // 8] ^= 1 << (at % 8)
        path.write_bytes(bytes(harmed))
        ask(folder, make)
        assert make.times == n + 2


def test_a_cache_that_cannot_be_written_does_no_harm(folder, make):
    """Where the cache is no folder, or the disk is full, the arrays are made each time."""
    (folder / "cache").write_text("in the way")
    ask(folder, make)
    ask(folder, make)
    assert make.times == 2
    assert sorted(path.name for path in folder.iterdir()) == ["CURRENT", "cache", "gen-1", "lock"]


def test_a_full_disk_leaves_no_rest(folder, make, monkeypatch):
    """A write that fails half-way leaves nothing in the cache."""

    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("toolkit.corpus.files.sync", full)
    ask(folder, make)
    assert list((folder / "cache").iterdir()) == []


def test_a_corpus_in_memory_writes_nothing(make, tmp_path, monkeypatch):
    """Without a folder the arrays are kept in the process."""
    monkeypatch.chdir(tmp_path)
    corpus = Corpus.from_documents([Document("a", "war and peace")])
    assert cached(corpus, "x", "k", make) is cached(corpus, "x", "k", make)
    assert list(tmp_path.iterdir()) == []


def test_replacing_the_corpus_empties_its_cache(folder, make):
    """What was computed from the corpus as it was is neither used nor kept."""
    ask(folder, make)
    Corpus.build(folder, [Document("b", "bread")], append=True)
    assert not (folder / "cache").exists()
    ask(folder, make)
    assert make.times == 2


@pytest.mark.parametrize("error", [KeyError, TypeError, ValueError])
def test_whole_arrays_that_cannot_be_understood_are_made_again(folder, make, error):
    """What another state of the package kept is made anew, and kept in its place."""
    cached(Corpus.open(folder), "space-x", "k=1", lambda: {"old": np.arange(2)})

    def read(arrays):
        if "a" not in arrays:
            raise error
        return arrays["a"].sum()

    for times in (1, 1):
        assert understood(Corpus.open(folder), "space-x", "k=1", make, read) == 10
        assert make.times == times


def test_an_error_in_what_was_just_made_is_no_matter_of_the_cache(folder):
    """It is raised, once: neither making nor reading is tried a second time."""
    asked = []

    def read(arrays):
        asked.append(arrays)
        msg = "a bug"
        raise KeyError(msg)

    with pytest.raises(KeyError, match="a bug"):
        understood(Corpus.open(folder), "space-x", "k=1", lambda: {"a": np.arange(2)}, read)
    assert len(asked) == 1

    def fails():
        msg = "a bug"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="a bug"):
        understood(Corpus.open(folder), "space-x", "k=2", fails, read)
    assert len(asked) == 1
