"""A corpus folder: immutable generations, one pointer to the current one, a lock for writers."""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.corpus import files
from toolkit.errors import CorpusError

FORMAT = 1
# Holds the name of the current generation.
POINTER = "CURRENT"
MANIFEST = "manifest.json"
# What is read whole at opening is compared with its hash; of what is only mapped, files up to
# this size.
MAPPED = (".npy", ".bin")
SMALL = 1 << 20
_NAME = re.compile(r"gen-[0-9]+")
OURS = re.compile(rf"lock|cache|gen-[0-9]+(\.tmp)?|{POINTER}(\.tmp)?")


class Generation(NamedTuple):
    """A whole corpus on disk: its folder, and what its manifest says."""

    path: Path
    says: dict[str, Any]


def pointer(folder: Path) -> str:
    """Return what stands in the pointer of a corpus folder; nothing if there is none."""
    try:
        return (folder / POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def current(folder: Path) -> Generation:
    """Return the current generation of a corpus folder: all sizes and most hashes checked.

    Raises
    ------
    CorpusError
        If there is no corpus, it is newer than this version, or a file is missing or damaged.
    """
    if not (folder / POINTER).is_file():
        what = "is not a corpus folder" if folder.exists() else "does not exist"
        msg = f"{folder}: {what}; make one with: rhetoric read SOURCE -o {folder.name}"
        raise CorpusError(msg)
    name = pointer(folder)
    if not _NAME.fullmatch(name):
        raise damage(folder / POINTER, "does not name a generation")
    generation = Generation(folder / name, _manifest(folder / name / MANIFEST))
    for name, known in generation.says["files"].items():
        _check(generation.path / name, known)
    return generation


def damaged(generation: Generation) -> list[str]:
    """Name the files whose content is not what was written (reads every byte)."""
    known = generation.says["files"]
    return [n for n in sorted(known) if files.digest(generation.path / n) != known[n]["sha256"]]


def damage(path: Path, what: str) -> CorpusError:
    """Build the one message for everything in a corpus folder that is not as it was written."""
    return CorpusError(f"{path}: {what}; the corpus is damaged, read the sources again")


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the one writer's lock of a corpus folder; a second writer is refused.

    A folder made for nothing is removed again, and what a dead writer left is cleared away.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        _clear(folder)
        try:
            yield
        except BaseException:
            if is_new and not pointer(folder):
                shutil.rmtree(folder)
            raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    path = folder / "lock"
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            writer = lock.read().strip() or "unknown"
            msg = f"{folder}: is being written by process {writer}; wait for it to end"
            raise CorpusError(msg) from error
        # A writer that failed may have removed the folder between our opening and our locking.
        if not path.exists() or not os.path.samestat(os.fstat(lock.fileno()), path.stat()):
            msg = f"{folder}: another process has just removed it; try again"
            raise CorpusError(msg)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def add_generation(folder: Path, write: Callable[[Path], dict[str, Any]]) -> None:
    """Write a new generation and point to it; call it under `writing`.

    Whatever goes wrong, the pointer stays as it was and nothing unfinished is left.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    write : callable
        Given an empty folder, fills it and returns what the manifest should say besides.
    """
    numbers = [int(name[4:]) for name in os.listdir(folder) if _NAME.fullmatch(name)]
    name = f"gen-{max(numbers, default=0) + 1}"
    beside = folder / f"{name}.tmp"
    try:
        files.step()
        beside.mkdir()
        says = write(beside)
        known = {}
        for path in sorted(beside.iterdir()):
            files.sync(path)
            known[path.name] = {"bytes": path.stat().st_size, "sha256": files.digest(path)}
        says |= {"format": FORMAT, "files": known}
        files.write_text(beside / MANIFEST, _sealed(says))
        files.rename(beside, folder / name)
        _point(folder, name)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        if pointer(folder) != name:
            shutil.rmtree(folder / name, ignore_errors=True)
        raise
    # What was computed from the corpus as it was is of no use any more.
    shutil.rmtree(folder / "cache", ignore_errors=True)
    _clear(folder)


def _sealed(says: dict[str, Any]) -> str:
    """Write out a manifest with its own hash."""
    seal = hashlib.sha256(json.dumps(says).encode()).hexdigest()
    return json.dumps(says | {"sha256": seal}, indent=1)


def _manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; it must be, to the letter, what was written."""
    try:
        text = path.read_text(encoding="utf-8")
        says: dict[str, Any] = json.loads(text)
        del says["sha256"]
        is_whole = text == _sealed(says)
    except FileNotFoundError as error:
        raise damage(path, "is missing") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damage(path, "cannot be understood") from error
    if not is_whole:
        raise damage(path, "is not what was written")
    if says["format"] != FORMAT:
        newer = says["format"] > FORMAT
        what = f"is {'newer' if newer else 'older'} than {FORMAT}"
        then = "update rhetoric-toolkit" if newer else "read the sources again with --force"
        msg = f"{path}: format {says['format']} {what}; {then}"
        raise CorpusError(msg)
    return says


def _point(folder: Path, text: str) -> None:
    """Let the pointer say `text`, for good, or on any error what it said before."""
    path = folder / POINTER
    before = pointer(folder)
    try:
        files.write_text(path, text)
    except BaseException:
        # The step that failed may have come after the renaming: making that last.
        if before and pointer(folder) != before:
            path.with_suffix(".tmp").write_text(before, encoding="utf-8")
            path.with_suffix(".tmp").replace(path)
        path.with_suffix(".tmp").unlink(missing_ok=True)
        if not before:
            path.unlink(missing_ok=True)
        raise


def _check(path: Path, known: dict[str, Any]) -> None:
    if not path.is_file():
        raise damage(path, "is missing")
    size = path.stat().st_size
    if size != known["bytes"]:
        raise damage(path, f"has {size} bytes, should have {known['bytes']}")
    is_read = size <= SMALL or path.suffix not in MAPPED
    if is_read and files.digest(path) != known["sha256"]:
        raise damage(path, "is not what was written")


def is_left_over(path: Path, keep: str | None) -> bool:
    """Tell whether a thing in a corpus folder is unfinished, or not the generation to `keep`.

    Without one to keep every generation stays.
    """
    is_old = keep is not None and _NAME.fullmatch(path.name) and path.name != keep
    return bool(is_old or (OURS.fullmatch(path.name) and path.name.endswith(".tmp")))


def stale_lock(folder: Path) -> list[str]:
    """Say that a lock names a writer that is gone; nothing while one is at work."""
    path = folder / "lock"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", errors="replace") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return []
        filled = lock.read(1)
    return [f"{folder.name}/lock: left by a writer; the next one clears it"] if filled else []


def _clear(folder: Path) -> None:
    """Remove what is unfinished, and every generation but the current one.

    While the pointer leads nowhere whole generations stay: one may be all that is left.
    Readers that hold an earlier one open keep it: its files live until they close them.
    """
    keep = pointer(folder)
    leads_somewhere = _NAME.fullmatch(keep) and (folder / keep).is_dir()
    for path in folder.iterdir():
        if is_left_over(path, keep if leads_somewhere else None):
            shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                path.unlink(missing_ok=True)
