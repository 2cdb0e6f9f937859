"""Read the tables and texts inside a ZIP archive, in memory: nothing is unpacked to disk."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from toolkit.errors import ReadError, UnknownNameError
from toolkit.readers import SUFFIXES, delimited, jsonl, plain, suffix_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.decode import Gunzip, unreadable, whole
from toolkit.readers.xlsx import BROKEN

MOST_MEMBERS = 10_000
MOST_BYTES = 500 << 20
MOST_RATIO = 200


class Bounded(io.RawIOBase):
    """Pass on the bytes of one member, and stop when they are more than can be honest.

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
        except BROKEN as error:
            raise OSError(str(error)) from error
        self.left -= len(given)
        if self.left < 0:
            msg = f"unpacks to more than {MOST_BYTES >> 20} MB or {MOST_RATIO} times its size"
            raise OSError(msg)
        buffer[: len(given)] = given
        return len(given)


def read_archive(path: Path, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read every CSV, TSV, JSONL and text in a ZIP archive, by name.

    Raises
    ------
    ReadError
        If the archive is damaged, encrypted throughout, or has more than 10,000 members.
    """
    name = options.name(path)
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise unreadable(name, error) from error
    with archive:
        members = sorted(
            (member for member in archive.infolist() if not _ignored(member)),
            key=lambda member: member.filename,
        )
        if len(members) > MOST_MEMBERS:
            msg = f"{name}: holds {len(members)} files, more than {MOST_MEMBERS}; unpack it first."
            raise ReadError(msg)
        left = max(1 << 20, min(MOST_BYTES, MOST_RATIO * path.stat().st_size))
        for member in members:
            shown = f"{name}/{whole(member.filename)}"
            try:
                opened = Bounded(archive.open(member), left)
                yield from _member(opened, shown, options, report)
            except (ReadError, UnknownNameError) as error:
                report.skip(shown, str(error))
            except BROKEN as error:
                report.skip(shown, str(unreadable(shown, error)))
            else:
                left = opened.left


def _ignored(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put into archives unasked."""
    parts = PurePosixPath(member.filename).parts
    return member.is_dir() or any(
        part.startswith((".", "__MACOSX")) and part != ".." for part in parts
    )


def _member(
    stream: Bounded, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read one member by the reader for its ending."""
    kind = SUFFIXES.get(suffix_of(Path(name)), "")
    raw: io.RawIOBase = stream
    if name.lower().endswith(".gz"):
        raw = Gunzip(io.BufferedReader(stream))
    opened = io.BufferedReader(raw)
    if kind == "csv":
        yield from delimited.documents_in(opened, name, options, report)
    elif kind == "jsonl":
        yield from jsonl.documents_in(opened, name, options, report)
    elif kind == "text":
        yield plain.document_in(opened, name, options, report)
    else:
        report.skip(name, "no reader for this inside an archive; unpack it first")
