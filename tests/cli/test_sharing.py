"""`--workers` and `--cluster`: the same answer, and one line where nobody can do the work."""

import pytest

from tests.cli.test_read import fingerprint


def test_processes_read_the_same_corpus(source, tmp_path, rhetoric):
    """Every file of the corpus is the same as without them."""
    for name, more in (("here", ()), ("there", ("--workers", "2"))):
        assert rhetoric("read", source, "-o", tmp_path / name, *more)[0] == 0
    assert fingerprint(tmp_path / "there") == fingerprint(tmp_path / "here")


@pytest.mark.parametrize(
    "verb", [("freq", "freedom"), ("reuse",), ("formulas", "--documents", "3")]
)
def test_processes_give_the_same_table(archive, rhetoric, verb):
    """Verbs that look through a corpus: the same rows, by two processes."""
    name, *more = verb
    here = rhetoric(name, archive, *more, "--format", "json")
    there = rhetoric(name, archive, *more, "--format", "json", "--workers", "2")
    assert (there.code, there.out) == (here.code, here.out)
    assert here.code == 0
    assert len(here.out) > len("[]")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--workers", "0"), "give a whole number from 1"),
        (("--workers", "2", "--cluster", "tcp://127.0.0.1:9"), "a cluster has its own"),
        (("--cluster", "nowhere"), "no Dask scheduler answers there"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(archive, rhetoric, monkeypatch, flags, said):
    """One line, exit 2."""
    monkeypatch.setattr("toolkit.cli.sharing.PATIENCE", 1)
    code, out, err = rhetoric("scan", archive, *flags)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.slow
def test_a_cluster_gives_the_same_table(archive, rhetoric):
    """A scan by a scheduler and its workers, called by their address."""
    from distributed import LocalCluster

    options = ("scan", archive, "--min-count", "40", "--all-words", "--format", "json")
    here = rhetoric(*options)
    with LocalCluster(1, threads_per_worker=1, dashboard_address=None) as cluster:
        there = rhetoric(*options, "--cluster", cluster.scheduler_address)
    assert (there.code, there.out) == (here.code, here.out)
