"""From bytes to text: unpacking, the choice of an encoding, and what is mended on the way."""

import codecs
import io
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from toolkit.errors import OptionError, ReadError
from toolkit.readers.base import ReadingReport, Source

# What reading damaged or hostile bytes may raise, once it goes through this module.
DAMAGE = (EOFError, zlib.error, OSError, UnicodeError)
CHUNK = 1 << 20
# Text shrinks three to ten times; what unpacks two hundred times was made to fill the memory.
MOST_RATIO, MOST_UNJUDGED = 200, 64 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Gunzip(io.RawIOBase):
    """Unpack gzip as it streams; refuse what is cut off, damaged or a bomb."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = zlib.decompressobj(wbits=31)
        self._bytes = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def close(self) -> None:
        """Close the packed file as well."""
        self._packed.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with unpacked bytes; 0 at the end."""
        while True:
            # Past the end of a packed part the tail is no news: asking for it would never end.
            tail = b"" if self._unpacker.eof else self._unpacker.unconsumed_tail
            packed = tail or self._more()
            if not packed:
                return 0
            self._bytes = self._unpacker.decompress(packed, len(buffer))
            if self._bytes:
                break
        self._given += len(self._bytes)
        if self._given > max(MOST_UNJUDGED, MOST_RATIO * self._taken):
            msg = f"unpacks to more than {MOST_RATIO} times its size"
            raise zlib.error(msg)
        buffer[: len(self._bytes)] = self._bytes
        return len(self._bytes)

    def _more(self) -> bytes:
        """Return further packed bytes; start anew where one packed part follows another."""
        if self._unpacker.eof:
            rest = self._unpacker.unused_data or self._packed.read(CHUNK)
            self._taken += 0 if self._unpacker.unused_data else len(rest)
            if rest.strip(b"\0"):
                self._unpacker = zlib.decompressobj(wbits=31)
                return rest
            return b""
        packed = self._packed.read(CHUNK)
        self._taken += len(packed)
        # An unpacker that is handed nothing gives what it still holds back.
        if not packed and not self._unpacker.eof:
            msg = "is cut off"
            raise EOFError(msg)
        return packed


def open_bytes(path: Source) -> BinaryIO:
    """Open a file for reading, unpacked if its name ends in ``.gz``; ReadError if it cannot be."""
    try:
        opened = path.open("rb")
    except OSError as error:
        raise unreadable(path.name, error) from error
    if path.name.lower().endswith(".gz"):
        return io.BufferedReader(Gunzip(opened), CHUNK)
    return opened


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """Give a file as a path; a member of an archive is copied, under a name of ours."""
    if isinstance(source, Path):
        yield source
        return
    with TemporaryDirectory(prefix="rhetoric-") as folder:
        place = Path(folder, "member")
        try:
            with place.open("wb") as copy:
                shutil.copyfileobj(source.open(), copy, CHUNK)
        except OSError as error:
            raise unreadable(source.name, error) from error
        yield place


def unreadable(name: str, error: BaseException) -> ReadError:
    """Build the one line for a file that cannot be read, whatever was the matter."""
    why = " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())
    return ReadError(f"{name}: cannot be read: {why[:200]}; check or replace the file.")


def whole(name: str) -> str:
    """Replace what stands in a file name for bytes that are no UTF-8."""
    return _SURROGATE.sub("\ufffd", name)


def check_encoding(encoding: str | None) -> None:
    """Refuse an encoding that Python does not know or that is none for text."""
    try:
        if encoding is not None:
            io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    except LookupError as error:
        msg = f"encoding {encoding!r} is not known; give one such as utf-8, cp1252 or koi8-r."
        raise OptionError(msg) from error


class Decoder:
    """Decode one file and count what had to be mended.

    The encoding is that of a byte order mark, else the one declared, else UTF-8 (UTF-16 where
    every other byte is 0). Bytes that are no UTF-8 are read as cp1252, the rest of latin-1;
    bytes that are not of the declared encoding become U+FFFD. NUL is left out, half of a
    surrogate pair becomes U+FFFD. `say` tells the report what was done.
    """

    def __init__(self, name: str, declared: str | None) -> None:
        self.name, self.declared = name, declared
        self.encoding, self.errors = "utf-8", "surrogateescape"
        self._counts = {"nul": 0, "half": 0, "byte": 0, "unknown": 0}

    @contextmanager
    def text(self, stream: BinaryIO, newline: str = "") -> Iterator[io.TextIOWrapper]:
        """Decode a stream of bytes while it lasts; line ends stay as they are.

        The stream itself stays open: whoever opened it closes it.
        """
        buffered = cast(io.BufferedReader, stream)
        self._choose(buffered.peek(4096)[:4096])
        lines = io.TextIOWrapper(buffered, self.encoding, self.errors, newline=newline)
        try:
            yield lines
        finally:
            if not buffered.closed:
                lines.detach()

    def _choose(self, head: bytes) -> None:
        marked = next((name for mark, name in _BOMS if head.startswith(mark)), None)
        chosen = marked or self.declared or _without_mark(head)
        if chosen:
            self.encoding = chosen
            # Only UTF-8 has single stray bytes that can be looked at one by one.
            self.errors = "surrogateescape" if chosen == "utf-8-sig" else "replace"

    def clean(self, text: str) -> str:
        """Mend a piece of decoded text, and count."""
        if "\0" in text:
            self._counts["nul"] += text.count("\0")
            text = text.replace("\0", "")
        if self.errors == "replace" and "\ufffd" in text:
            self._counts["unknown"] += text.count("\ufffd")
        try:
            # By far the quickest way to find out that there is nothing to mend.
            text.encode()
        except UnicodeEncodeError:
            text = _PAIR.sub(lambda pair: _joined(pair[0]), text)
            text = _SURROGATE.sub(self._mended, text)
        return text

    def _mended(self, found: re.Match[str]) -> str:
        code = ord(found[0])
        if self.errors == "surrogateescape" and 0xDC80 <= code <= 0xDCFF:
            self._counts["byte"] += 1
            byte = bytes([code - 0xDC00])
            try:
                return byte.decode("cp1252")
            except UnicodeDecodeError:
                return byte.decode("latin-1")
        self._counts["half"] += 1
        return "\ufffd"

    def say(self, report: ReadingReport) -> None:
        """Tell the report which encoding was taken and what was mended."""
        counts = self._counts
        if self.encoding not in ("utf-8", "utf-8-sig", self.declared):
            report.note(self.name, f"read as {self.encoding}, by its first bytes.")
        said = {
            "byte": "{} bytes are not UTF-8 and were read as cp1252; if that is wrong give "
            "encoding=, such as cp1251 or koi8-r.",
            "unknown": "{} characters could not be read as " + self.encoding + " and are U+FFFD.",
            "half": "{} halves of a surrogate pair became U+FFFD.",
            "nul": "{} NUL characters were left out.",
        }
        for kind, sentence in said.items():
            if counts[kind]:
                report.note(self.name, sentence.format(counts[kind]))


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without a mark, by the zeros that stand at every other byte of Latin letters."""
    if len(head) >= 4:
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            zeros = head[first::2].count(0)
            if zeros > 0.4 * len(head) / 2 and not head[1 - first :: 2].count(0):
                return encoding
    return None


def _joined(pair: str) -> str:
    """Put the two halves of a character together."""
    return pair.encode("utf-16", "surrogatepass").decode("utf-16")
