"""A corpus folder: immutable generations, one pointer to the current one, a lock for writers."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toolkit.corpus import files
from toolkit.errors import CorpusError

FORMAT = 1
POINTER = "CURRENT"
MANIFEST = "manifest.json"


def current(folder: Path) -> Path:
    """Return the current generation of a corpus folder, its sizes checked.

    Raises
    ------
    CorpusError
        If there is no corpus, it is newer than this version, or a file is missing or cut.
    """
    pointer = folder / POINTER
    if not pointer.is_file():
        what = "is not a corpus folder" if folder.exists() else "does not exist"
        msg = f"{folder}: {what}; make one with: rhetoric read SOURCE -o {folder.name}"
        raise CorpusError(msg)
    generation = folder / pointer.read_text(encoding="utf-8").strip()
    for name, known in manifest(generation)["files"].items():
        path = generation / name
        size = path.stat().st_size if path.is_file() else None
        if size != known["bytes"]:
            was = "is missing" if size is None else f"has {size} bytes"
            msg = (
                f"{path}: {was}, should have {known['bytes']}; "
                "the corpus is damaged, read the sources again"
            )
            raise CorpusError(msg)
    return generation


def manifest(generation: Path) -> dict[str, Any]:
    """Read what a generation says of itself.

    Raises
    ------
    CorpusError
        If it cannot be read or was written by a newer version.
    """
    path = generation / MANIFEST
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        version, _ = found["format"], found["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path}: cannot be read; the corpus is damaged, read the sources again"
        raise CorpusError(msg) from error
    if version > FORMAT:
        msg = f"{path}: format {version} is newer than {FORMAT}; update rhetoric-toolkit to open it"
        raise CorpusError(msg)
    return found


def damaged(generation: Path) -> list[str]:
    """Name the files whose content is not what was written (reads every byte)."""
    known = manifest(generation)["files"]
    return [n for n in sorted(known) if files.digest(generation / n) != known[n]["sha256"]]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the one writer's lock of a corpus folder; a second writer is refused.

    A folder made for nothing is removed again, and what a dead writer left is cleared away.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            writer = lock.read().strip() or "unknown"
            msg = f"{folder}: is being written by process {writer}; wait for it to end"
            raise CorpusError(msg) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        _clear(folder)
        try:
            yield
        except BaseException:
            _clear(folder)
            if is_new and not (folder / POINTER).exists():
                shutil.rmtree(folder)
            raise


def add_generation(folder: Path, write: Callable[[Path], dict[str, Any]]) -> None:
    """Write a new generation and point to it; call it under `writing`.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    write : callable
        Given an empty folder, fills it and returns what the manifest should say besides.
    """
    numbers = [int(path.name[4:]) for path in folder.glob("gen-*") if path.name[4:].isdigit()]
    name = f"gen-{max(numbers, default=0) + 1}"
    beside = folder / f"{name}.tmp"
    files.step()
    beside.mkdir()
    says = write(beside)
    known = {}
    for path in sorted(beside.iterdir()):
        files.sync(path)
        known[path.name] = {"bytes": path.stat().st_size, "sha256": files.digest(path)}
    files.write_text(
        beside / MANIFEST, json.dumps(says | {"format": FORMAT, "files": known}, indent=1)
    )
    files.rename(beside, folder / name)
    files.write_text(folder / POINTER, name)
    _clear(folder)


def _clear(folder: Path) -> None:
    """Remove whatever is not the current generation: unfinished ones and earlier ones.

    Readers that hold an earlier one open keep it: its files live until they close them.
    """
    pointer = folder / POINTER
    keep = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
    for path in folder.glob("gen-*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob("*.tmp"):
        path.unlink(missing_ok=True)
