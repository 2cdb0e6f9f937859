"""The parts of a document that is a ZIP archive: EPUB, DOCX, ODT. Read in memory, by name."""

import io
import zipfile
import zlib
from posixpath import normpath
from urllib.parse import unquote

from toolkit.readers.base import ReadingReport
from toolkit.readers.markup import Element, xml_tree
from toolkit.readers.parsed import RefusedError

# What the zipfile module may raise on a damaged or encrypted archive.
BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, KeyError)
MOST_MEMBERS = 10_000
# All parts that are read, together; text in XML shrinks ten to forty times.
MOST_BYTES, MOST_RATIO, UNJUDGED = 200 << 20, 200, 4 << 20
# How files begin that hold an encrypted document, or one of the old binary formats.
_OLE = b"\xd0\xcf\x11\xe0"


class Package:
    """A packed document; what is read of it is counted as it unpacks, whatever sizes it states.

    Parameters
    ----------
    content : bytes
        The file.
    kind : str
        What it should be, for messages.
    """

    def __init__(self, content: bytes, kind: str) -> None:
        self._kind, self._size = kind, len(content)
        if content.startswith(_OLE):
            msg = "is encrypted, or of Word before 2007; save a copy as DOCX without a password."
            raise RefusedError(msg)
        self._left = min(MOST_BYTES, max(UNJUDGED, MOST_RATIO * len(content)))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as error:
            msg = f"is damaged or no {kind} ({' '.join(str(error).split())[:80]}); take another."
            raise RefusedError(msg) from error
        self.names = set(self._archive.namelist())
        if len(self._archive.infolist()) > MOST_MEMBERS:
            msg = f"holds more than {MOST_MEMBERS} parts; no {kind} does: check the file."
            raise RefusedError(msg)

    def part(self, name: str) -> bytes:
        """Unpack one part.

        Raises
        ------
        RefusedError
            If it is missing, damaged, encrypted, or unpacks without end.
        """
        place = resolved(name)
        if place not in self.names:
            msg = f"lacks its part {place[:80]!r}, so it is damaged or no {self._kind}."
            raise RefusedError(msg)
        try:
            if self._archive.getinfo(place).flag_bits & 1:
                msg = "is encrypted; save a copy without a password."
                raise RefusedError(msg)
            with self._archive.open(place) as opened:
                content = opened.read(self._left + 1)
        except BROKEN as error:
            why = " ".join(str(error).split())[:80]
            msg = f"is damaged at its part {place[:80]!r} ({why}); take another copy."
            raise RefusedError(msg) from error
        self._left -= len(content)
        if self._left < 0:
            msg = f"unpacks to more than {MOST_RATIO} times its size; check the file."
            raise RefusedError(msg)
        return content

    def tree(self, name: str, shown: str, report: ReadingReport) -> Element:
        """Parse one part that is XML."""
        return xml_tree(self.part(name), shown, report)


def resolved(name: str) -> str:
    """Name of a part as the archive lists it: no scheme, no climbing, no fragment.

    Examples
    --------
    >>> resolved("OEBPS/../text/ch%201.xhtml#top"), resolved("/word/document.xml")
    ('text/ch 1.xhtml', 'word/document.xml')
    """
    return normpath(unquote(name.partition("#")[0])).lstrip("/")
