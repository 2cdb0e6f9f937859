"""A folder of hostile files: the good ones arrive, nothing outside is read, written or called."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.readers.attacks import MARK, all_of
from tests.readers.samples import content
from toolkit.readers import SUFFIXES
from toolkit.readers.sources import read_documents

pytestmark = pytest.mark.timeout(300)
CANARY = "canary-3141592653"
NAMES = sorted(all_of("/nowhere", "http://127.0.0.1:9/"))
# Hostile in form only: their words must come in. Of the others, either is right.
HARMLESS = (
    "action.pdf",
    "script.pdf",
    "launch.pdf",
    "named-character.xml",
    "include.rst",
    "raw.md",
)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """Lay out a secret, a listening server and the folder; read it once."""
    outside = tmp_path_factory.mktemp("outside")
    secret = outside / "secret.txt"
    secret.write_text(CANARY)
    calls = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen():
        with contextlib.suppress(OSError):
            while True:
                calls.append(server.accept())

    threading.Thread(target=listen, daemon=True).start()
    folder = outside / "a" / "b" / "corpus"
    folder.mkdir(parents=True)
    for suffix in SUFFIXES:
        (folder / f"good1917{suffix}").write_bytes(content(suffix, "Bread and land"))
    url = f"http://127.0.0.1:{server.getsockname()[1]}/"
    attacks = all_of(str(secret), url)
    for name, hostile in attacks.items():
        (folder / name).write_bytes(hostile)
    os.symlink(secret, folder / "link1917.txt")
    os.symlink(folder, folder / "circle")
    before = sorted(str(path) for path in outside.rglob("*"))
    started = time.process_time()
    documents, report = read_documents(folder, id="")
    taken = list(documents)
    spent = time.process_time() - started
    after = sorted(str(path) for path in outside.rglob("*"))
    server.close()
    return {
        "documents": taken,
        "skipped": report.skipped,
        "notes": report.notes,
        "files": (before, after),
        "calls": calls,
        "spent": spent,
        "folder": folder,
    }


def source_of(place):
    """Name the file that a place is in."""
    return place.partition(":")[0].partition("#")[0].partition("/")[0].partition(" ")[0]


def test_there_are_many_attacks():
    """Fewer would leave a way in untried."""
    assert len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_costs_itself_at_most(scene, name):
    """It comes in as a document or is listed with a reason of one line."""
    documents = [d for d in scene["documents"] if source_of(d.source) == name]
    reasons = [s.reason for s in scene["skipped"] if source_of(s.source) == name]
    assert documents or reasons
    assert all("\n" not in reason and reason for reason in reasons)
    if name in HARMLESS:
        assert any(MARK in d.text for d in documents)
    if name.startswith("deep-") and not name.endswith(".md"):
        # A text is never lost without a word: either its words are there, or the reason.
        assert reasons or any(MARK in d.text for d in documents)


def test_every_good_neighbour_arrives(scene):
    """One good file of each ending lies among them."""
    arrived = {source_of(d.source) for d in scene["documents"]}
    assert {f"good1917{suffix}" for suffix in SUFFIXES} <= arrived


def test_nothing_outside_is_read(scene):
    """No text, header or reason holds a word of the secret file."""
    assert not any(CANARY in repr(d) for d in scene["documents"])
    assert not any(CANARY in str(said) for said in (*scene["skipped"], *scene["notes"]))


def test_nothing_is_written_and_nobody_is_called(scene):
    """The tree of files is as it was, and the server heard nothing."""
    before, after = scene["files"]
    assert before == after
    assert scene["calls"] == []
    assert not os.path.exists("/tmp/absolute1917.txt")


def test_the_command_lists_them_and_ends_with_one(scene, tmp_path):
    """Exit 1, a line for each, no traceback and no escape on the terminal."""
    some = {*NAMES[::9], "names.zip", "escape.html", "good1917.txt"}
    for name in some:
        (tmp_path / name).write_bytes((scene["folder"] / name).read_bytes())
    ran = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "read", tmp_path, "-o", tmp_path / "c.corpus"],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "\x1b" not in ran.stderr
    for skipped in scene["skipped"]:
        if source_of(skipped.source) in some:
            assert source_of(skipped.source) in ran.stderr
