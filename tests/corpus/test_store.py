"""A corpus folder through any sequence of writing, opening and crashing; and the files module."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from toolkit.corpus import files
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.errors import CorpusError

IDS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=3)


class Folder(RuleBasedStateMachine):
    """A corpus folder beside a dictionary of what it should hold."""

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = self.root / "c"
        self.holds = None
        self.times = 0

    def teardown(self):
        """Leave nothing."""
        shutil.rmtree(self.root)

    def new(self, ids):
        """Make documents whose text no other has."""
        self.times += 1
        return {name: f"{name} {self.times}" for name in ids}

    def write(self, texts, **options):
        """Write documents to the folder."""
        documents = [Document(name, text) for name, text in texts.items()]
        return Corpus.build(self.folder, documents, **options)

    @rule(ids=IDS)
    def read(self, ids):
        """Make a corpus where there is none; where there is one, be refused."""
        texts = self.new(ids)
        if self.holds is None:
            self.write(texts)
            self.holds = texts
        else:
            with pytest.raises(CorpusError, match="holds a corpus already"):
                self.write(texts)

    @rule(ids=IDS)
    def replace(self, ids):
        """Put another corpus in the place of whatever is there."""
        self.holds = self.new(ids)
        self.write(self.holds, force=True)

    @rule(ids=IDS)
    def append(self, ids):
        """Add to what is there; where there is nothing, or an id is taken, be refused."""
        texts = self.new(ids)
        if self.holds is None or self.holds.keys() & texts.keys():
            with pytest.raises(CorpusError):
                self.write(texts, append=True)
        else:
            self.holds = self.holds | texts
            self.write(texts, append=True)

    @rule(ids=IDS, step=st.integers(1, 35))
    def crash(self, ids, step):
        """Copy the folder at some step of a replacement: that is what a crash there leaves."""
        texts, left, count = self.new(ids), self.root / "left", 0

        def copied():
            nonlocal count
            count += 1
            if count == step and self.folder.exists():
                shutil.copytree(self.folder, left)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(files, "step", copied)
            self.write(texts, force=True)
        if left.exists():
            shutil.rmtree(self.folder)
            left.rename(self.folder)
        # Before or after, nothing between: the invariant looks at which.
        after = self.content()
        assert after in (self.holds, texts)
        self.holds = after

    def content(self):
        """Give what the folder holds; nothing, if it holds no corpus."""
        if not (self.folder / "CURRENT").exists():
            return None
        corpus = Corpus.open(self.folder)
        return {name: corpus.text(name) for name in corpus.documents["id"]}

    @invariant()
    def holds_what_it_should(self):
        """Compare the folder with what was last written whole."""
        assert self.content() == self.holds


TestFolder = Folder.TestCase
TestFolder.settings = settings(max_examples=12, stateful_step_count=8)


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path):
    """What goes wrong while writing leaves the old file and nothing else."""
    path = tmp_path / "table.csv"
    path.write_text("old")

    def stopped():
        with files.replacing(path) as beside:
            beside.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])
    with files.replacing(path) as beside:
        beside.write_text("new")
    assert (path.read_text(), list(tmp_path.iterdir())) == ("new", [path])


def test_a_link_stays_a_link(tmp_path):
    """Replacing through a link replaces what it leads to."""
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with files.replacing(tmp_path / "link.csv") as beside:
        beside.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    """What is no file, such as a pipe or /dev/null, stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with files.replacing(pipe) as beside:
        assert beside == pipe
    assert pipe.is_fifo()


def test_room_is_made_for_a_mapped_file(tmp_path):
    """Disk space of a sparse file is taken at once, so that a full disk is an error there."""
    path = tmp_path / "ids.npy"
    with path.open("wb") as stream:
        stream.truncate(1 << 20)
    files.reserve(path)
    assert path.stat().st_size == 1 << 20
    assert path.stat().st_blocks * 512 >= 1 << 20
