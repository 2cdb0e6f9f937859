"""Processes that read and write one corpus, are killed, and get in each other's way.

Run as a program: imports once, and forks before polars starts its threads.
"""

import json
import os
import shutil
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path

from toolkit.corpus import files
from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import CorpusError

# Threads that libraries keep waiting are none of a child's business: it reads, writes and ends.
warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
# Processes are ended here, not machines: nothing waits for the disk.
os.fsync = lambda handle: None


def documents(n, word="peace"):
    """Make `n` documents, all with one word."""
    return [Document(f"{word}{i}", f"{word} {i} " * 9, parse_date("1917")) for i in range(n)]


def forked(work):
    """Do some work in a process of its own; return its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = work() or 0
    except CorpusError as error:
        # In one piece: others complain at the same moment.
        os.write(2, f"{error}\n".encode())
        code = 2
    except KeyboardInterrupt:
        code = 130
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child):
    """Wait for a process; return its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def write(folder, scenario):
    """Make, replace or extend a corpus."""
    new = documents(3, "war")
    Corpus.build(folder, new, force=scenario == "force", append=scenario == "append")


def prepared(folder, scenario):
    """Make the corpus that is written over, if there is one."""
    if scenario != "new":
        ended(forked(lambda: Corpus.build(folder, documents(2)) and 0))


def faults(out):
    """Kill a writer at its first step, its second, and so on until it is done."""
    for scenario in ("new", "force", "append"):
        base = out / scenario
        prepared(base, scenario)
        step, code = 0, 137
        while code == 137:
            step += 1
            place = out / f"{scenario}-{step:02}"
            if base.exists():
                shutil.copytree(base, place)

            def killed(place=place, step=step, scenario=scenario):
                files._fault, files._steps = (str(step), "", ""), 0
                write(place, scenario)

            code = ended(forked(killed))
        print(json.dumps([scenario, step - 1, code]))


def kills(out, times):
    """Kill a writer at moments that nobody chose."""
    for i in range(times):
        scenario = ("new", "force", "append")[i % 3]
        place = out / f"{scenario}-{i:03}"
        prepared(place, scenario)
        child = forked(lambda place=place, scenario=scenario: write(place, scenario))
        time.sleep(0.0005 * (i % 100))
        os.kill(child, signal.SIGKILL)
        print(ended(child))


def appenders(folder, n):
    """Let `n` processes append a document each at the same moment."""
    prepared(folder, "append")
    begin = time.time() + 0.3

    def append(i):
        time.sleep(begin - time.time())
        Corpus.build(folder, documents(1, f"extra{i}-"), append=True)

    children = [forked(lambda i=i: append(i)) for i in range(n)]
    print(json.dumps([ended(child) for child in children]))


def generations(folder, times):
    """Replace a corpus again and again under the eyes of a reader."""
    prepared(folder, "force")

    def replace():
        for i in range(times):
            Corpus.build(folder, documents(4, "war" if i % 2 else "peace"), force=True)

    def look():
        seen = 0
        while os.getppid() and not (folder.parent / "done").exists():
            corpus = Corpus.open(folder)
            assert corpus.index.types[0] in ("war", "peace")
            word = corpus.index.types[0]
            for i in range(len(corpus)):
                assert corpus.text(f"{word}{i}") == f"{word} {i} " * 9
            assert len(corpus.index.positions(0)) == corpus.index.counts[0] == 9 * len(corpus)
            seen += 1
        (folder.parent / "seen").write_text(str(seen))

    reader, writer = forked(look), forked(replace)
    code = ended(writer)
    (folder.parent / "done").touch()
    print(json.dumps([code, ended(reader), int((folder.parent / "seen").read_text())]))


def interrupted(folder):
    """Interrupt a writer in the middle of its documents."""
    prepared(folder, "force")

    def slow():
        yield from documents(1, "war")
        (folder.parent / "begun").touch()
        time.sleep(30)

    writer = forked(lambda: Corpus.build(folder, slow(), force=True) and 0)
    while not (folder.parent / "begun").exists():
        time.sleep(0.01)
    begin = time.time()
    os.kill(writer, signal.SIGINT)
    print(json.dumps([ended(writer), time.time() - begin]))


def reading_only(folder):
    """Read, and try to write, as a user who may only read."""
    prepared(folder, "force")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def look():
        corpus = Corpus.open(folder)
        assert any("several" in said for said in corpus.check(deep=True)) is False
        assert corpus.text("peace0") == "peace 0 " * 9
        assert cached(corpus, "x", "k", dict) == {}

    def look_only():
        # Once with every right, so that whatever is imported late is there.
        look()
        shutil.rmtree(folder / "cache", ignore_errors=True)
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        look()
        assert not (folder / "cache").exists()
        try:
            Corpus.build(folder, documents(1, "war"), append=True)
        except PermissionError:
            return 0
        return 3

    print(ended(forked(look_only)))


if __name__ == "__main__":
    what, where, *numbers = sys.argv[1:]
    globals()[what](Path(where), *map(int, numbers))
