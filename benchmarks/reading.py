"""What reading costs: tokens, index and lemmas beside two peers; growth is told by growing.py.

``python benchmarks/reading.py [CORPORA]`` on ``ungdc_en/documents.csv.gz`` below CORPORA. Each
reading is a process of its own that takes the same lines from the same file; what it costs to take
the lines alone is measured too and taken off. Seconds are those of cores (user and system). Memory
is the peak of what a process holds for itself.
"""

import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from beside import keep, row

RUNS = 3


def lines(path):
    """Give (id, text) of the speeches."""
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def nothing(path):
    """Take the lines alone."""
    return sum(len(text) for _, text in lines(path))


def ours(path):
    """Read into a corpus on disk, then find the lemma of every type."""
    import toolkit as rt
    from toolkit.traces.target import lemma_codes

    lemma_codes(built(path), "en")
    return rt


def built(path):
    """Read into a corpus on disk."""
    import toolkit as rt

    documents = (rt.Document(name, text, language="en") for name, text in lines(path))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        return rt.Corpus.build(Path(folder) / "c", documents)


def gensim(path):
    """Make a dictionary and the bags of words of the documents."""
    from gensim.corpora import Dictionary
    from gensim.utils import simple_preprocess

    known = Dictionary()
    for _, text in lines(path):
        known.doc2bow(simple_preprocess(text), allow_update=True)


def sklearn(path):
    """Make the matrix of counts."""
    from sklearn.feature_extraction.text import CountVectorizer

    CountVectorizer().fit_transform(text for _, text in lines(path))


WAYS = {"lines alone": nothing, "ours": ours, "gensim": gensim, "scikit-learn": sklearn}


def measured(*arguments):
    """Run one way in a process; give core-seconds, seconds, peak of its own and of all MB."""
    wall = time.perf_counter()
    child = subprocess.Popen([sys.executable, __file__, "--child", *map(str, arguments)])
    own, done = [0.0], threading.Event()

    def watch():
        while not done.wait(0.02):
            try:
                status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
            except OSError:
                return
            anonymous = [line.split()[1] for line in status.splitlines() if "RssAnon" in line]
            own[0] = max([own[0], *map(float, anonymous)])

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, code, usage = os.wait4(child.pid, 0)
    done.set()
    watcher.join()
    child.returncode = os.waitstatus_to_exitcode(code)
    if child.returncode:
        sys.exit(f"exit {child.returncode}: {' '.join(map(str, arguments))}")
    took = usage.ru_utime + usage.ru_stime, time.perf_counter() - wall
    return *took, own[0] / 1e3, usage.ru_maxrss / 1e3


def throughput(path):
    """Time the ways in turns; keep what each costs beyond taking the lines."""
    times = {name: [] for name in WAYS}
    peaks = {}
    for _ in range(RUNS):
        for name in WAYS:
            *took, peaks[name], _ = measured(name, path)
            times[name].append(took)
    base = [sorted(some)[RUNS // 2] for some in zip(*times.pop("lines alone"), strict=True)]
    found = {
        name: [(core - base[0], wall - base[1]) for core, wall in some]
        for name, some in times.items()
    }
    job = "tokens, index and lemmas, 32 M words"
    note = "own memory: " + ", ".join(f"{name} {peaks[name]:.0f} MB" for name in found)
    targets = {"gensim": 8, "scikit-learn": 3}, {"gensim": 15, "scikit-learn": 5}
    rows = [row(job, found, target=targets[0], note=note)]
    keep("reading", [*rows, row(f"{job} (wall)", found, target=targets[1], wall=True)])


def main(corpora="../shared/corpora"):
    """Lay the speeches out as lines, then measure."""
    source = Path(corpora) / "ungdc_en" / "documents.csv.gz"
    if not source.is_file():
        print(f"skipped: {source} is not there, so nothing was measured")
        return
    csv.field_size_limit(1 << 30)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        with gzip.open(source, "rt", encoding="utf-8") as rows, path.open("w") as out:
            for row in csv.DictReader(rows):
                out.write(json.dumps([row["id"], row["text"]], ensure_ascii=False) + "\n")
        throughput(path)


if __name__ == "__main__":
    begun = time.perf_counter()
    if sys.argv[1:2] == ["--child"]:
        way, place = sys.argv[2:]
        WAYS[way](Path(place))
    else:
        main(*sys.argv[1:])
        print(f"{time.perf_counter() - begun:.0f} s in all")
