"""Which files of a folder are read, in which order, and what is left out and why."""

import os
from collections.abc import Iterator
from pathlib import Path

from toolkit.readers import SUFFIXES, suffix_of
from toolkit.readers.base import ReadingReport, ReadOptions

# Left by systems and editors, never by people.
_LITTER = ("thumbs.db", "desktop.ini", "__macosx", "~$")


def files_in(root: Path, report: ReadingReport) -> list[Path]:
    """List the files of a folder that a reader knows, in the order of their names.

    Links are followed to files inside the folder only, and each file is read once; everything
    that is left out is listed, but for hidden files.
    """
    shown = ReadOptions(root=root).name
    found = sorted(_walk(root, report), key=shown)
    wanted = [p for p in found if not p.is_symlink() and _wanted(p, shown(p), report)]
    links = [path for path in found if path.is_symlink()]
    taken = {path.resolve() for path in wanted} if links else set()
    for link in links:
        target, problem = _target(link, root.resolve())
        if not problem and target in taken:
            problem = "is a link to a file that is read anyway"
        if problem:
            report.skip(shown(link), problem)
        elif _wanted(link, shown(link), report):
            taken.add(target)
            wanted.append(link)
    return sorted(wanted, key=shown)


def _walk(root: Path, report: ReadingReport) -> Iterator[Path]:
    """Walk over all files and links below a folder, following none."""

    def unread(error: OSError) -> None:
        place = ReadOptions(root=root).name(Path(error.filename))
        report.skip(place, f"the folder cannot be read: {error.strerror}")

    for parent, folders, names in os.walk(root, onerror=unread):
        folders[:] = [name for name in folders if not _litter(name)]
        # os.walk counts a link to a folder among the folders.
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in [*links, *names]:
            if not _litter(name):
                yield Path(parent, name)


def _litter(name: str) -> bool:
    return name.startswith(".") or name.lower().startswith(_LITTER)


def _wanted(path: Path, name: str, report: ReadingReport) -> bool:
    """Whether a reader knows the file; otherwise it is listed."""
    if not path.is_file():
        report.skip(name, "is no regular file")
    elif not suffix_of(path):
        report.skip(name, f"no reader for this kind of file; known are {', '.join(SUFFIXES)}")
    else:
        return True
    return False


def _target(link: Path, root: Path) -> tuple[Path, str]:
    """Where a link leads, and why it is not followed, or ""."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return link, "is a link that leads nowhere or in a circle"
    if not target.is_relative_to(root):
        return target, "is a link out of the folder; copy the file if it belongs to the corpus"
    if not target.is_file():
        return target, "is a link to a folder, whose files are read where they are"
    return target, ""
