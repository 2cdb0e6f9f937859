"""Work shared out to a Dask cluster and to processes: the same answers, also when workers die."""

import multiprocessing
import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.corpus.test_sharing import files_of
from toolkit.change import scan as scanning
from toolkit.change import scan_usages
from toolkit.change.drift import drift
from toolkit.change.frequency import frequency
from toolkit.change.scan import scan
from toolkit.concepts.find import find
from toolkit.corpus import build, sharing
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import DateSpan
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.spaces import cooccurrence, usages
from toolkit.spaces.base import main_language
from toolkit.spaces.fit import fit
from toolkit.spaces.ppmi import Ppmi
from toolkit.traces.formulas import formulas
from toolkit.traces.reuse import reuse

SHARDS = (1, 4, 16)

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, of its scheduler and its clocks


@pytest.fixture(scope="module")
def client():
    """Start a scheduler and two workers, each a process that is started again when it dies."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def opened(shifted, tmp_path):
    """Give the archive in which one word moves, on disk and without a cache."""
    shifted.save(tmp_path / "c")
    return slices(Corpus.open(tmp_path / "c"), every=10)


@pytest.fixture(scope="module")
def alone(shifted, decades):
    """Scan the archive here."""
    return scan(shifted, slices=decades, min_count=40).table


def cut(monkeypatch, shards):
    """Make the pieces of the work so small that there are as many as shards."""
    monkeypatch.setattr(scanning, "TASKS", shards)
    monkeypatch.setattr(scan_usages, "AT_A_TIME", 500)


@pytest.mark.slow
@pytest.mark.parametrize("shards", SHARDS)
def test_a_scan_is_the_same_on_a_cluster(client, opened, alone, monkeypatch, shards):
    """Every row, to the last bit, whatever the number of shards."""
    cut(monkeypatch, shards)
    found = scan(opened.corpus, slices=opened, min_count=40, executor=client.get_executor())
    assert found.table.equals(alone)


@pytest.mark.slow
def test_a_corpus_is_the_same_on_a_cluster(client, shifted, tmp_path, monkeypatch):
    """Read in 1, about 4 and about 16 segments: the same files."""
    documents = [
        Document(name, shifted.text(name), author=f"a{k % 7}")
        for k, name in enumerate(shifted.documents["id"])
    ]
    Corpus.build(tmp_path / "here", documents)
    size = sum(len(one.text) for one in documents)
    for shards in SHARDS:
        monkeypatch.setattr(build, "BATCH", size // shards + 1)
        there = tmp_path / f"there-{shards}"
        Corpus.build(there, documents, executor=client.get_executor())
        assert files_of(there) == files_of(tmp_path / "here")


class Killing(Executor):
    """An executor that kills a worker of its cluster after so many tasks were given out."""

    def __init__(self, client, after):
        self._client, self._inner, self._left = client, client.get_executor(), after
        self.killed = None

    def submit(self, *task):
        """Give out a task; kill when the time has come."""
        self._left -= 1
        given = self._inner.submit(*task)
        if self._left == 0:
            self.killed = next(iter(self._client.run(os.getpid).values()))
            os.kill(self.killed, signal.SIGKILL)
        return given


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_changes_nothing(client, opened, alone, monkeypatch):
    """Its tasks are done again by another: nothing is lost, nothing counted twice."""
    cut(monkeypatch, 16)
    executor = Killing(client, 5)
    found = scan(opened.corpus, slices=opened, min_count=40, executor=executor)
    assert executor.killed is not None
    assert executor.killed not in client.run(os.getpid).values()
    assert found.table.equals(alone)


def test_a_space_is_the_same_by_processes(opened, monkeypatch):
    """Neighbours are counted in whole numbers: the same bytes in one run of documents or many."""
    language = main_language(opened.corpus)
    here = Ppmi().fit(opened.corpus, language)
    monkeypatch.setattr(cooccurrence, "CHUNK", 3_000)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        there = fit("ppmi", opened.corpus, executor=executor)
    everything = np.arange(len(opened.corpus))
    assert len(cooccurrence._chunks(everything, opened.corpus.index.offsets)) > 4
    assert there.vectors.tobytes() == here.vectors.tobytes()
    assert there.centre.tobytes() == here.centre.tobytes()


@pytest.mark.parametrize("metric", ["cosine", "prt"])
def test_a_drift_is_the_same_shared_out(shifted, decades, monkeypatch, metric):
    """Every slice has seeds of its own: table, controls and passages do not change."""
    options = {"slices": decades, "metric": metric, "permutations": 99, "controls": 40}
    here = drift("charter", shifted, **options)
    monkeypatch.setattr(sharing, "AHEAD", 2)
    with ThreadPoolExecutor(3) as executor:
        there = drift("charter", shifted, executor=executor, **options)
    assert there.table.equals(here.table)
    assert there.controls.equals(here.controls)
    assert there.evidence.equals(here.evidence)
    assert there.doubts == here.doubts


SAYING = "the court of the people shall never close its doors to any petition"


@pytest.fixture(scope="module")
def saying(shifted, tmp_path_factory):
    """Put a saying into every third document, on disk; give slices of it."""
    place = tmp_path_factory.mktemp("saying") / "c"
    documents = [
        Document(
            row["id"],
            shifted.text(row["id"]) + f" {SAYING}." * (k % 3 == 0),
            DateSpan(row["start"], row["stop"], row["precision"], row["date"]),
            author=row["author"],
            language="en",
        )
        for k, row in enumerate(shifted.documents.iter_rows(named=True))
    ]
    return slices(Corpus.build(place, documents), every=10)


def answers(sliced, executor=None):
    """Ask what is shared out by runs of documents: tables, the counts of whole numbers first."""
    corpus = Corpus.open(sliced.corpus.path)  # nothing is in its memory
    asked = 'charter | case:Charter | "court of * people" -"never close"'
    hits = find(asked, corpus, executor=executor)
    options = {"slices": sliced, "permutations": 99, "controls": 0, "executor": executor}
    target = Document("t", f"He said that {SAYING}, and sat down.", language="en")
    return [
        pl.DataFrame({"at": hits.position, "length": hits.length, "document": hits.document}),
        frequency(hits, slices=sliced).table,
        reuse(corpus, executor=executor).table,
        reuse(corpus, target, executor=executor).table,
        formulas(corpus, slices=sliced, words=3, executor=executor).table,
        drift(asked, corpus, **options).table,
    ]


@pytest.fixture(scope="module")
def told(saying):
    """Ask here; every question has an answer."""
    found = answers(saying)
    assert all(map(len, found))
    assert {"quotation", "formula"} & set(found[2]["kind"])
    return found


def same(found, told):
    """Compare tables: whole numbers and words to the letter, the sums of the last to 1e-6."""
    for ours, theirs in zip(found[:-1], told[:-1], strict=True):
        assert ours.equals(theirs)
    assert_frame_equal(found[-1], told[-1], rel_tol=1e-6, abs_tol=1e-9)


def in_shards(monkeypatch, shards):
    """Look through a corpus in so many runs of documents."""
    monkeypatch.setattr(sharing, "SHARDS", shards)
    monkeypatch.setattr(usages, "_AT_A_TIME", 200 // shards + 1)


@pytest.mark.parametrize("shards", SHARDS)
def test_answers_are_sums_over_runs_of_documents(saying, told, monkeypatch, shards):
    """Hits, rates, passages, formulas and drift do not depend on how the corpus was cut."""
    in_shards(monkeypatch, shards)
    assert len(sharing.shards(saying.corpus.index.offsets)) == shards
    with ThreadPoolExecutor(2) as executor:
        same(answers(saying, executor), told)


def test_processes_give_the_same_answers(saying, told, monkeypatch):
    """Processes open the corpus folder by themselves."""
    in_shards(monkeypatch, 4)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        same(answers(saying, executor), told)


@pytest.mark.slow
@pytest.mark.parametrize("shards", SHARDS)
def test_a_cluster_gives_the_same_answers(client, saying, told, monkeypatch, shards):
    """Two workers, the corpus cut into so many shards."""
    in_shards(monkeypatch, shards)
    same(answers(saying, client.get_executor()), told)
