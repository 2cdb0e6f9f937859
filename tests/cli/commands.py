"""Commands that are killed, fail or are interrupted, each in a process forked for it.

Run as a program: everything is imported once, and forked before polars starts its threads.
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from tests.cli.conftest import rows, write_csv
from tests.corpus.processes import ended, forked
from toolkit.cli.main import main
from toolkit.corpus import files

VERBS = ("read", "append", "fit", "report")
QUICK = ("--permutations", "19", "--controls", "0")


def arguments(verb, place):
    """Write the command line of a verb in a folder of its own."""
    corpus = str(place / "c")
    return {
        "read": ["read", str(place / "one.csv"), "-o", corpus],
        "append": ["read", str(place / "two.csv"), "--append", corpus],
        "fit": ["neighbours", corpus, "freedom"],
        "report": ["report", corpus, "freedom", "-o", str(place / "r.html"), *QUICK],
    }[verb]


def run(verb, place, *, fault="", quiet=True):
    """Run one command line in this process, to fail at a step if asked."""
    number, _, name = fault.partition(":")
    files._fault, files._steps = (number, ":", name), 0
    if quiet:
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    return main([*arguments(verb, place), "--quiet"])


def prepared(out):
    """Make what each verb begins with: sources, and for all but `read` a corpus."""
    table = rows()
    for verb in VERBS:
        place = out / verb
        place.mkdir(parents=True)
        write_csv(place / "one.csv", table[:60])
        write_csv(place / "two.csv", table[60:])
        if verb != "read":
            ended(forked(lambda place=place: run("read", place)))
        if verb == "report":
            (place / "r.html").write_text("the old report")


def faults(out, kind):
    """Let a command fail at its first step, its second, and so on until it is done."""
    prepared(out)
    for verb in VERBS:
        step, code = 0, None
        while code != 0:
            step += 1
            place = out / f"{verb}-{step:03}"
            shutil.copytree(out / verb, place)
            fault = f"{step}:{kind}" if kind != "kill" else f"{step}"
            code = ended(forked(lambda p=place, v=verb, f=fault: run(v, p, fault=f)))
            print(json.dumps([verb, step, code]), flush=True)
            # A cache that cannot be written stops nothing: then the steps are at their end.
            if code == 0 and kind != "kill" and not steps_done(out, verb, step):
                code = None


def steps_done(out, verb, step):
    """Tell whether a command has fewer steps than this."""
    place = out / f"{verb}-count"
    if not place.exists():
        shutil.copytree(out / verb, place)

        def counted():
            run(verb, place)
            (place / "steps").write_text(str(files._steps))

        ended(forked(counted))
    return step > int((place / "steps").read_text())


def moments(out, times, number):
    """Send a signal to a command at moments that nobody chose."""
    prepared(out)
    for i in range(times):
        verb = VERBS[i % len(VERBS)]
        place = out / f"{verb}-{i:03}"
        shutil.copytree(out / verb, place)
        child = forked(lambda p=place, v=verb: run(v, p))
        time.sleep(0.02 + 0.011 * (i % 97))
        os.kill(child, number)
        print(json.dumps([verb, i, ended(child)]), flush=True)


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    # Processes are ended here, not machines: nothing waits for the disk.
    os.fsync = lambda handle: None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    globals()[what](Path(where), *(int(one) if one.isdigit() else one for one in rest))
