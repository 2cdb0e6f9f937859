"""A scan shared out to two processes and to a Dask cluster of two workers, in 1, 4 and 16 shards.

``python benchmarks/cluster.py CORPUS [MIN_COUNT]``. Every table is compared with that of one
process, also where a worker is killed in the middle; what is told is the cost in core-seconds,
workers and scheduler included.
"""

import hashlib
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from beside import apart, keep, row

import toolkit as rt
from toolkit.change import scan as scanning

WAYS = [
    ("alone", 16),
    ("processes", 16),
    *(("dask", shards) for shards in (1, 4, 16)),
    ("dask, a worker killed", 16),
]
# Seconds of work after which a worker is killed: the scan is in its middle.
KILLED_AFTER = 3


def scanned(path, least, executor):
    """Scan, and give the hash of the table."""
    corpus = rt.open(path)
    found = rt.scan(
        corpus, slices=rt.slices(corpus, every=10), min_count=least, executor=executor
    ).table
    return hashlib.sha256(found.write_ndjson().encode()).hexdigest()


def child(way, shards, path, least):
    """Scan in one way."""
    scanning.TASKS = int(shards)
    if way == "alone":
        print(scanned(path, int(least), None))
    elif way == "processes":
        with ProcessPoolExecutor(2, get_context("spawn")) as executor:
            print(scanned(path, int(least), executor))
    else:
        from distributed import Client, LocalCluster

        with (
            LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            killer = threading.Thread(target=kill, args=(client,), daemon=True)
            if "killed" in way:
                killer.start()
            print(scanned(path, int(least), client.get_executor()))
            assert not killer.is_alive(), "the scan was over before a worker was killed"


def kill(client):
    """Kill a worker that has work."""
    while not any(client.processing().values()):
        time.sleep(0.1)
    time.sleep(KILLED_AFTER)
    held = {address: len(some) for address, some in client.processing().items()}
    address = max(held, key=held.get)
    process = client.run(os.getpid, workers=[address])[address]
    os.kill(process, signal.SIGKILL)
    print(f"killed {process} that had {held[address]} tasks", file=sys.stderr, flush=True)


def main(path, least="2000"):
    """Scan in all ways, one after the other."""
    found, hashes = {}, set()
    rt.fit("ppmi", rt.open(path), seed=7)
    for way, shards in WAYS:
        core, wall, _, said = apart([sys.executable, __file__, "--child", way, shards, path, least])
        name = f"{way}, shards: {shards}" if way == "dask" else way
        found.setdefault(name, []).append((core, wall))
        hashes.add(said)
    assert len(hashes) == 1, "the tables differ"
    job = f"scan of words with {int(least):,} uses, all tables equal"
    note = "tables equal to the last bit, also where a worker was killed after some seconds of work"
    rows = [row(job, found, ours="alone", note=note)]
    keep("cluster", [*rows, row(f"{job} (wall)", found, ours="alone", wall=True)])


if __name__ == "__main__":
    child(*sys.argv[2:]) if sys.argv[1:2] == ["--child"] else main(*sys.argv[1:])
