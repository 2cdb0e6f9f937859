"""How ways of doing one job are measured beside each other, and where the numbers are kept.

Ways are run alternately in one process tree, so that a busy machine slows all of them; what counts
are core-seconds (user and system) and their ratios. A result is a JSON file in benchmarks/results;
``python benchmarks/table.py`` makes docs/benchmarks.md of them.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
# Programs that ran or waited for a core in the minute before a job began.
LOAD = os.getloadavg()[0]
NAMED = ("numpy", "scipy", "polars", "gensim", "scikit-learn", "matplotlib")


def spent(work):
    """Do some work here; give its core-seconds, its seconds and what it returned."""
    begun, wall = time.process_time(), time.perf_counter()
    answer = work()
    return time.process_time() - begun, time.perf_counter() - wall, answer


def alternately(ways, runs):
    """Run each way in turns; give {name: [(core-seconds, seconds), …]}."""
    found = {name: [] for name in ways}
    for _ in range(runs):
        for name, work in ways.items():
            found[name].append(spent(work)[:2])
    return found


def apart(command):
    """Run a command as a process; give core-seconds, seconds, peak MB and its last line of stdout.

    The peak counts pages of mapped files too, which the system takes back when it needs them.
    """
    wall = time.perf_counter()
    child = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True)
    said = child.stdout.read()
    _, code, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(code)
    if child.returncode:
        sys.exit(f"exit {child.returncode}: {' '.join(map(str, command))}")
    lines = said.strip().splitlines() or [""]
    core = usage.ru_utime + usage.ru_stime
    return core, time.perf_counter() - wall, usage.ru_maxrss / 1e3, lines[-1]


def row(job, found, *, ours="ours", target=None, wall=False, note=""):
    """Lay out one job: least and median of each way, and ratios of medians to ours."""
    which = 1 if wall else 0
    ways = {
        name: {
            "least": min(one[which] for one in some),
            "median": statistics.median(one[which] for one in some),
            "runs": len(some),
        }
        for name, some in found.items()
    }
    middle = ways[ours]["median"]
    for name, one in ways.items():
        one["ratio"] = one["median"] / middle if name != ours else 1.0
    unit = "seconds" if wall else "core-seconds"
    made = {"job": job, "unit": unit, "ways": ways, "target": target or {}, "note": note}
    for name, one in ways.items():
        print(f"{job}: {name}: median {one['median']:.4g} {unit}, {one['ratio']:.1f} times ours")
    return made


def keep(name, rows):
    """Write the rows of a script, with the machine and the versions."""
    RESULTS.mkdir(exist_ok=True)
    cores = len(os.sched_getaffinity(0))
    machine = f"{platform.machine()}, {cores} cores, Python {platform.python_version()}"
    versions = {one: version(one) for one in NAMED}
    says = {"machine": machine, "versions": versions, "load": LOAD, "cores": cores, "rows": rows}
    (RESULTS / f"{name}.json").write_text(json.dumps(says, indent=1, ensure_ascii=False) + "\n")
