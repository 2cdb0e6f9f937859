"""What the first steps cost: reading against a peer, and the limits that scripts rely on.

``python benchmarks/foundation.py [CORPORA]``. Reading is timed beside gensim's
`simple_preprocess` and `Dictionary`, alternately in one run, on the invented archive. Where
CORPORA holds ``ungdc_en/documents.csv.gz`` the commands are timed on it, with their peak memory,
beside the limits; without it these rows are skipped and the reason is said.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import toolkit as rt

RUNS = 3
CLI = [sys.executable, "-m", "toolkit.cli"]
FIT = "import sys, toolkit as rt; rt.fit('ppmi', rt.open(sys.argv[1]))"


def measured(command):
    """Run a command; give its seconds and its peak memory in GB."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit {process.returncode}: {' '.join(map(str, command))}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1e6


def reading():
    """Time reading beside the peer, each `RUNS` times, in turns."""
    from gensim.corpora import Dictionary
    from gensim.utils import simple_preprocess

    documents = rt.planted_archive(seed=0).documents
    ours, peer = [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        Dictionary(simple_preprocess(one.text) for one in documents)
        peer.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        rt.Corpus.from_documents(documents)
        ours.append(time.perf_counter() - begun)
    for name, times in (("ours", ours), ("gensim", peer)):
        print(f"{name}: least {min(times):.2f} s, median {statistics.median(times):.2f} s")
    print(f"tokens and index: {statistics.median(peer) / statistics.median(ours):.1f} times gensim")


def limits(source, folder):
    """Time the commands on the UN speeches beside their limits in seconds and GB."""
    corpus = folder / "ungdc.corpus"
    rows = [
        ("read", [*CLI, "read", source, "-o", corpus], 30, 1.5),
        ("fit ppmi", [sys.executable, "-c", FIT, corpus], 30, None),
        ("freq", [*CLI, "freq", corpus, "imperialism"], 2, None),
        ("drift imperialism", [*CLI, "drift", corpus, "imperialism"], 3, None),
        ("drift development", [*CLI, "drift", corpus, "development"], 8, None),
        ("--help", [*CLI, "--help"], 0.4, None),
    ]
    for name, command, most, memory in rows:
        seconds, peak = measured(command)
        room = f", {memory} GB" if memory else ""
        print(f"{name}: {seconds:.2f} s, peak {peak:.2f} GB (limit {most} s{room})")


def main(corpora="../shared/corpora"):
    """Print both parts, the commands first: what a child holds begins with what its parent held."""
    source = Path(corpora) / "ungdc_en" / "documents.csv.gz"
    if source.is_file():
        with tempfile.TemporaryDirectory() as folder:
            limits(source, Path(folder))
    else:
        print(f"skipped: {source} is not there, so nothing was timed on the UN speeches")
    reading()


if __name__ == "__main__":
    main(*sys.argv[1:])
