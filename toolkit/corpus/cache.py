"""What was computed from a corpus once, kept beside it with its hash; losing it costs only time."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus import files
from toolkit.corpus.corpus import Corpus
from toolkit.statistics.permuted import one_thread

Arrays = dict[str, NDArray[np.generic]]
T = TypeVar("T")


def cached(corpus: Corpus, name: str, made_of: str, make: Callable[[], Arrays]) -> Arrays:
    """Return named arrays from memory, from the folder of the corpus, or freshly made.

    Parameters
    ----------
    corpus : Corpus
        What they are computed from; in memory, nothing is written.
    name : str
        Beginning of the file name: "space-ppmi", "spread".
    made_of : str
        All that the arrays depend on besides the corpus.
    make : callable
        Makes them, with one thread for matrices. Where they cannot be written they are made
        again next time.
    """
    key = _key(corpus, name, made_of)
    if key not in corpus.memory:
        path = corpus.path / "cache" / f"{key}.npz" if corpus.path else None
        arrays = _load(path) if path else None
        if arrays is None:
            with one_thread():
                arrays = make()
            if path:
                _save(path, arrays)
        corpus.memory[key] = arrays
    found: Arrays = corpus.memory[key]
    return found


def understood(
    corpus: Corpus, name: str, made_of: str, make: Callable[[], Arrays], read: Callable[[Arrays], T]
) -> T:
    """Return what `read` makes of `cached` arrays; kept ones that it cannot read are made again.

    Whole bytes may still be those of another state of this package. What goes wrong with
    arrays just made is an error, and raised.
    """
    fresh = []

    def made() -> Arrays:
        fresh.append(name)
        return make()

    try:
        return read(cached(corpus, name, made_of, made))
    except (KeyError, TypeError, ValueError):
        if fresh:
            raise
    key = _key(corpus, name, made_of)
    del corpus.memory[key]
    if corpus.path:
        (corpus.path / "cache" / f"{key}.npz").unlink(missing_ok=True)
    return read(cached(corpus, name, made_of, make))


def keep_part(corpus: Corpus, name: str, made_of: str, part: Arrays) -> None:
    """Write one part of something that grows from call to call; in memory, nothing is written."""
    if corpus.path:
        content = b"".join(part[key].tobytes() for key in sorted(part))
        key = f"{_key(corpus, name, made_of)}-{hashlib.sha256(content).hexdigest()[:16]}"
        _save(corpus.path / "cache" / f"{key}.npz", part)


def kept_parts(corpus: Corpus, name: str, made_of: str) -> list[Arrays]:
    """Read the parts that were written, damaged ones left out."""
    if not corpus.path:
        return []
    paths = sorted((corpus.path / "cache").glob(f"{_key(corpus, name, made_of)}-*.npz"))
    return [part for part in map(_load, paths) if part is not None]


def _key(corpus: Corpus, name: str, made_of: str) -> str:
    return f"{name}-{hashlib.sha256(f'{corpus.hash} {made_of}'.encode()).hexdigest()[:16]}"


def _save(path: Path, arrays: Arrays) -> None:
    """Write arrays behind their own hash, whole or not at all."""
    content = io.BytesIO()
    np.savez(content, **arrays)  # type: ignore[arg-type]
    try:
        path.parent.mkdir(exist_ok=True)
        with files.replacing(path) as beside:
            beside.write_bytes(files.sealed(content.getvalue()))
    except OSError:
        # A read-only folder or a full disk: the arrays are in memory, the corpus is untouched.
        return


def _load(path: Path) -> Arrays | None:
    """Read arrays; None where there are none to read, or their bytes are not those written."""
    try:
        content = files.unsealed(path.read_bytes())
    except OSError:
        return None
    if content is None:
        return None
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
