"""Time, disk and memory as a corpus grows: read, opened, a phrase looked up, a drift asked.

``python benchmarks/growing.py [TOKENS…] [--drift]``: 1, 10 and 100 million tokens unless told
otherwise; texts are made while they are read, and what making them costs is measured too and taken
off. Each step is a process of its own. Memory is the peak of what a process holds for itself; pages
of mapped files, which the system takes back when it needs them, are not counted.
"""

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import synthetic
from beside import keep

import toolkit as rt

SIZES = (1_000_000, 10_000_000, 100_000_000)


def step(name, *arguments):
    """Run one step; give its core-seconds and the peak of its own memory in MB."""
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", name, *map(str, arguments)], stdout=subprocess.PIPE
    )
    own, done = [0.0], threading.Event()

    def watch():
        while not done.wait(0.02):
            try:
                status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
            except OSError:
                return
            lines = [line.split()[1] for line in status.splitlines() if "RssAnon" in line]
            own[0] = max([own[0], *map(float, lines)])

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = child.communicate()
    done.set()
    watcher.join()
    if child.returncode:
        sys.exit(f"exit {child.returncode}: {name}")
    return float(said), own[0] / 1e3


def make(tokens, path):
    """Take the texts alone, or read them into a corpus."""
    texts = synthetic.documents(int(tokens))
    if path == "nowhere":
        return sum(len(one.text) for one in texts)
    return rt.Corpus.build(path, texts)


def look(path):
    """Open the corpus and count a phrase by decade."""
    corpus = rt.open(path)
    names = synthetic.words()
    hits = rt.find(f'"{names[300]} {names[20]}"', corpus)
    return rt.frequency(hits, slices=rt.slices(corpus, every=10)).table


def drift(path):
    """Ask for the drift of a phrase, in a space fitted before."""
    names = synthetic.words()
    return rt.drift(f'"{names[300]} {names[2]}"', rt.open(path), space="ppmi").table


def fit(path):
    """Fit the default space."""
    return rt.fit("ppmi", rt.open(path), seed=7)


STEPS = {"make": make, "look": look, "fit": fit, "drift": drift}


def grown(tokens, folder, further):
    """Measure one size."""
    path = Path(folder) / f"{tokens}.corpus"
    texts, _ = step("make", tokens, "nowhere")
    read, peak = step("make", tokens, path)
    step("look", path)
    found = [step("look", path) for _ in range(3)]
    disk = sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) / 1e6
    says = {
        "tokens": tokens,
        "read": read - texts,
        "read_peak": peak,
        "disk": disk,
        "look": statistics.median(one[0] for one in found),
        "look_peak": max(one[1] for one in found),
    }
    if further:
        says["fit"], says["fit_peak"] = step("fit", path)
        says["drift"], says["drift_peak"] = step("drift", path)
    print(says, flush=True)
    for one in sorted(path.rglob("*"), reverse=True):
        one.unlink() if one.is_file() else one.rmdir()
    return says


def main(*arguments):
    """Print one line a size, and the slopes."""
    sizes = [int(one) for one in arguments if one.isdigit()] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        rows = [grown(tokens, folder, "--drift" in arguments) for tokens in sizes]
    for before, after in zip(rows, rows[1:], strict=False):
        share = after["tokens"] / before["tokens"]
        for what in ("read", "disk"):
            print(f"{what}: {after[what] / before[what] / share:.2f} of linear")
    keep("growing" if len(rows) > 1 else f"growing-{sizes[0]}", rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        begun = time.process_time()
        STEPS[sys.argv[2]](*sys.argv[3:])
        print(time.process_time() - begun)
    else:
        main(*sys.argv[1:])
