"""Read what lies in ZIP and tar archives, each member by the reader for its ending.

Members are read as streams, under the names the archive gives them, which are never used as
paths: nothing is unpacked to where it says.
"""

import bz2
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from toolkit.errors import ReadError, RhetoricError, UnknownNameError
from toolkit.readers import READERS, SUFFIXES, suffix_of
from toolkit.readers.base import Member, RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import Gunzip, on_disk, unreadable, whole
from toolkit.readers.package import BROKEN

MOST_MEMBERS = 10_000
MOST_BYTES = 500 << 20
MOST_RATIO = 200
# Members that are archives themselves: how far the nesting goes is for the user to say.
NESTED = ("zip", "tar")
_TAR = (*BROKEN, tarfile.TarError, lzma.LZMAError)


class Bounded(io.RawIOBase):
    """Pass on the bytes of one stream, and stop when they are more than can be honest.

    The sizes in an archive's directory may lie, so what counts is the bytes really read.
    """

    def __init__(self, opened: IO[bytes], most: int) -> None:
        self._opened, self.left = opened, most

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; OSError when the archive unpacks to too much or is damaged."""
        try:
            given = self._opened.read(len(buffer))
        except _TAR as error:
            raise OSError(str(error)) from error
        self.left -= len(given)
        if self.left < 0:
            msg = f"unpacks to more than {MOST_BYTES >> 20} MB or {MOST_RATIO} times its size"
            raise OSError(msg)
        buffer[: len(given)] = given
        return len(given)


def read_zip(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read every file in a ZIP archive that a reader knows, by name.

    Raises
    ------
    ReadError
        If the archive is damaged, or has more than 10,000 members.
    """
    name = options.name(path)
    with on_disk(path) as place:
        try:
            archive = zipfile.ZipFile(place)
        except BROKEN as error:
            raise unreadable(name, error) from error
        with archive:
            members = sorted(
                (one for one in archive.infolist() if not _ignored(one.filename, one.is_dir())),
                key=lambda member: member.filename,
            )
            _check_number(len(members), name)
            left = _allowed(place)
            for member in members:
                shown = f"{name}/{whole(member.filename)}"
                try:
                    opened = Bounded(archive.open(member), left)
                except BROKEN as error:
                    report.skip(shown, _reason(shown, unreadable(shown, error)))
                    continue
                yield from _member(opened, shown, options, report)
                left = opened.left


def read_tar(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read every file in a tar archive that a reader knows, in the order of the archive.

    Links and devices in it are listed and never followed.

    Raises
    ------
    ReadError
        If the archive is damaged, or has more than 10,000 members.
    """
    name = options.name(path)
    with on_disk(path) as place, _opened(place, name) as packed:
        stream = Bounded(_unpacked(packed, path.name), _allowed(place))
        number = 0
        try:
            archive = tarfile.open(fileobj=io.BufferedReader(stream), mode="r|")  # noqa: SIM115
            for member in archive:
                shown = f"{name}/{whole(member.name)}"
                if _ignored(member.name, member.isdir()):
                    continue
                number += 1
                _check_number(number, name)
                opened = archive.extractfile(member) if member.isreg() else None
                if opened is None:
                    report.skip(shown, "is a link or a device inside an archive; not followed")
                else:
                    # Counted for itself too: what tarfile gives is no stream to build upon.
                    yield from _member(Bounded(opened, MOST_BYTES), shown, options, report)
        except RhetoricError:
            raise
        except _TAR as error:
            if not number:
                raise unreadable(name, error) from error
            why = " ".join(str(error).split())[:100]
            report.skip(name, f"is damaged or cut off ({why}); what came before was read")
    if not number:
        msg = f"{name}: holds no file; check the archive."
        raise ReadError(msg)


def _opened(place: Path, name: str) -> IO[bytes]:
    try:
        return place.open("rb")
    except OSError as error:
        raise unreadable(name, error) from error


def _unpacked(packed: IO[bytes], name: str) -> IO[bytes]:
    """Unpack a tar archive by the ending of its name."""
    ending = name.lower().rpartition(".")[2]
    if ending in ("gz", "tgz"):
        return cast(IO[bytes], io.BufferedReader(Gunzip(cast(Any, packed))))
    if ending == "bz2":
        return cast(IO[bytes], bz2.BZ2File(packed))
    return cast(IO[bytes], lzma.LZMAFile(packed)) if ending == "xz" else packed


def _allowed(place: Path) -> int:
    return max(1 << 20, min(MOST_BYTES, MOST_RATIO * place.stat().st_size))


def _check_number(number: int, name: str) -> None:
    if number > MOST_MEMBERS:
        msg = f"{name}: holds more than {MOST_MEMBERS} files; unpack it first."
        raise ReadError(msg)


def _ignored(name: str, is_folder: bool) -> bool:
    """Folders, and what systems put into archives unasked."""
    return is_folder or any(
        part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts
    )


def _member(
    stream: io.RawIOBase, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read one member; what is wrong with it is listed and costs no other."""
    member = Member(name, cast(Any, io.BufferedReader(stream)))
    kind = SUFFIXES.get(suffix_of(member), "")
    if not kind or kind in NESTED:
        reason = "is an archive in an archive" if kind else "no reader for this kind of file"
        report.skip(name, f"{reason}; unpack it first" if kind else reason)
        return
    try:
        yield from READERS.get(kind)(member, options, report)
    except (ReadError, UnknownNameError) as error:
        report.skip(name, _reason(name, error))


def _reason(name: str, error: Exception) -> str:
    return str(error).removeprefix(f"{name}: ")
