"""Every file in the folder of a corpus accounted for: what belongs to it, and what does not."""

import re
from pathlib import Path

from toolkit.corpus import files, store

_CACHED = re.compile(r"[a-z-]+-[0-9a-f]{16}\.npz")


def audited(folder: Path) -> list[str]:
    """Compare every byte of a corpus with what was written, and say what belongs to nothing.

    Raises
    ------
    CorpusError
        If a file of the corpus is damaged.
    """
    intact(folder)
    return foreign(folder)


def intact(folder: Path) -> None:
    """Compare every byte of a corpus with what was written.

    Raises
    ------
    CorpusError
        If a file of the corpus is damaged.
    """
    damaged = store.damaged(store.current(folder))
    if damaged:
        raise store.damage(folder, f"not what was written: {', '.join(damaged)}")


def foreign(folder: Path) -> list[str]:
    """Say which files of a corpus folder belong to nothing, in sentences; none is a clean bill.

    Nothing of it is ever read as part of the corpus, so it is no damage: a file that no
    manifest lists, a generation that is not the current one, a cache that is not as it was
    written (it is made again when it is needed), a lock that a dead writer left filled.

    Parameters
    ----------
    folder : Path
        A corpus folder that can be opened.

    Raises
    ------
    CorpusError
        If it is no corpus folder, or damaged.
    """
    generation = store.current(folder)
    known = {*generation.says["files"], store.MANIFEST}
    inside = [path for path in _files(generation.path) if path.name not in known]
    beside = [path for path in folder.iterdir() if not store.OURS.fullmatch(path.name)]
    found = [f"{_place(path, folder)}: belongs to no corpus; remove it" for path in inside]
    found += [f"{_place(path, folder)}: belongs to no corpus; remove it" for path in beside]
    found += [
        f"{_place(path, folder)}: left by a writer; the next one clears it away"
        for path in folder.iterdir()
        if store.is_left_over(path, generation.path.name)
    ]
    found += [
        f"{_place(path, folder)}: is not what was written; it is made again when needed"
        for path in _files(folder / "cache")
        if not (_CACHED.fullmatch(path.name) and files.unsealed(path.read_bytes()) is not None)
    ]
    return sorted(found) + store.stale_lock(folder)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if not path.is_dir()]


def _place(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder.parent))
