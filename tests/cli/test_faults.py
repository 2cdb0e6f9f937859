"""Commands that die, fail or are interrupted: what was there before is there, or the new."""

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.commands import VERBS
from toolkit.corpus import store
from toolkit.corpus.audit import foreign
from toolkit.corpus.corpus import Corpus

ROOT = Path(__file__).parents[2]


def outcomes(out, *arguments):
    """Run the program of commands; give verb, number and exit code of each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.commands", arguments[0], str(out), *arguments[1:]],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def whole(place, verb, reference):
    """Tell that a folder holds the state before or after: corpus, report and cache."""
    folder = place / "c"
    if (folder / "CURRENT").exists():
        corpus = Corpus.open(folder)
        assert store.damaged(store.current(folder)) == []
        assert all(corpus.text(name) for name in corpus.documents["id"])
        assert len(corpus) in ((60, 90) if verb == "append" else (60,))
        # What a dead writer left in the cache is named and never trusted.
        assert all("tmp" in said or "left by a writer" in said for said in foreign(folder))
    else:
        assert verb == "read"
    if verb == "report":
        assert (place / "r.html").read_bytes() in (b"the old report", reference)


def checked(out, found):
    """Look at every folder that a run left; give how many steps or moments each verb had."""
    last = {verb: number for verb, number, code in found if code == 0}
    reference = b""
    if "report" in last:
        (done,) = [n for v, n, code in found if v == "report" and code == 0][-1:]
        reference = (out / f"report-{done:03}" / "r.html").read_bytes()
        assert b"<html" in reference
    for verb, number, _ in found:
        whole(out / f"{verb}-{number:03}", verb, reference)
    return Counter(verb for verb, _, _ in found)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_command_killed_at_any_step_loses_nothing(tmp_path):
    """Reading, appending, fitting and reporting, killed at the first step, the second, the next."""
    found = outcomes(tmp_path, "faults", "kill")
    number = checked(tmp_path, found)
    assert set(number) == set(VERBS)
    assert {code for _, _, code in found} == {0, 137}
    print(f"fault points by verb: {dict(number)}; all survived, 0 documents lost")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO"])
def test_a_disk_that_fails_at_any_step_is_one_line_and_loses_nothing(tmp_path, kind):
    """Exit 2 and the state before; a cache that cannot be written stops no answer (exit 0)."""
    found = outcomes(tmp_path, "faults", kind)
    number = checked(tmp_path, found)
    assert {code for _, _, code in found} == {0, 2}
    assert all(code == 2 for verb, n, code in found[:-1] if verb == "read" and n < number["read"])
    print(f"{kind}: fault points by verb {dict(number)}; all survived")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_command_killed_at_any_moment_loses_nothing(tmp_path):
    """Two hundred kills at moments that nobody chose."""
    found = outcomes(tmp_path, "moments", "200", str(int(signal.SIGKILL)))
    checked(tmp_path, found)
    killed = sum(code == -signal.SIGKILL for _, _, code in found)
    print(f"{killed} of {len(found)} commands were killed before their end, 0 documents lost")
    assert killed > 60


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_interrupted_command_ends_with_130_and_loses_nothing(tmp_path):
    """Forty interrupts: 130, or 0 where the command was done."""
    found = outcomes(tmp_path, "moments", "40", str(int(signal.SIGINT)))
    checked(tmp_path, found)
    codes = Counter(code for _, _, code in found)
    print(f"exit codes of {len(found)} interrupted commands: {dict(codes)}")
    assert set(codes) <= {0, 130}
    assert codes[130] > 10
