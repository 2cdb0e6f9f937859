"""Writing so that a crash loses nothing: every step that touches the disk passes through here."""

import errno
import hashlib
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the command line passes here, and must not load numpy for its help
    from numpy.typing import NDArray

# TOOLKIT_FAULT=k ends the process at the k-th step; TOOLKIT_FAULT=k:ENOSPC lets that step fail.
# The tests walk k through a whole write and look at what is left.
_fault = os.environ.get("TOOLKIT_FAULT", "").partition(":")
_steps = 0
# Bytes of a SHA-256.
_SEAL = 32


def step() -> None:
    """Count one step that touches the disk; fail here if a test asked for it."""
    global _steps
    _steps += 1
    if _fault[0] and _steps == int(_fault[0]):
        if not _fault[2]:
            os._exit(137)
        code = getattr(errno, _fault[2])
        raise OSError(code, os.strerror(code))


def sync(path: Path) -> None:
    """Force a file, or the entries of a folder, onto the disk."""
    step()
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reserve(path: Path) -> None:
    """Make sure of the disk space of a file that is written through a memory map.

    A full disk is an error here; in the middle of writing it would end the process.
    """
    step()
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as stream:
            os.posix_fallocate(stream.fileno(), 0, path.stat().st_size)


def release(array: "NDArray[Any]") -> None:
    """Let the system take the pages of a mapped file back; what was written stays written.

    Otherwise a corpus of many tokens would stand in memory as a whole while it is made.
    """
    mapped = getattr(array, "_mmap", None)
    if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def rename(old: Path, new: Path) -> None:
    """Rename atomically, over whatever file stands there, and make it last."""
    step()
    os.replace(old, new)
    sync(new.parent)


def write_text(path: Path, text: str) -> None:
    """Write a small file as a whole or not at all."""
    beside = path.with_name(path.name + ".tmp")
    step()
    beside.write_text(text, encoding="utf-8")
    sync(beside)
    rename(beside, path)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sealed(data: bytes) -> bytes:
    """Put the SHA-256 of some bytes before them."""
    return hashlib.sha256(data).digest() + data


def unsealed(data: bytes) -> bytes | None:
    """Give what was sealed; None where it is not, to the bit, what was written.

    Examples
    --------
    >>> unsealed(sealed(b"bread")), unsealed(b"bread")
    (b'bread', None)
    """
    seal, content = data[:_SEAL], data[_SEAL:]
    return content if hashlib.sha256(content).digest() == seal else None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes the place of `path` at the end.

    On any error `path` stays as it was and nothing is left behind. A link stays a link, and
    what is no file (``/dev/stdout``) is written to as it is.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        yield path
        return
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        step()
        yield beside
        sync(beside)
        rename(beside, path)
    finally:
        beside.unlink(missing_ok=True)
