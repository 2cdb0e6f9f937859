"""The text of a whole file in memory, by what its bytes are and what they say of themselves."""

import io
import re

from toolkit.readers.base import ReadingReport
from toolkit.readers.decode import Decoder

# What a page calls Latin-1 is, by the standard of the web, its larger sibling.
_WEB = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)


def decoded(content: bytes, name: str, encoding: str | None, report: ReadingReport) -> str:
    """Decode a file by its mark, else as told, else as UTF-8, stray bytes as cp1252."""
    decoder = Decoder(name, encoding)
    with decoder.text(io.BufferedReader(io.BytesIO(content))) as lines:
        text = decoder.clean(lines.read())
    decoder.say(report)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def declared(content: bytes, name: str, report: ReadingReport) -> str | None:
    """Find the encoding that a page declares; None for UTF-8, or when it is UTF-8 all the same.

    Bytes that are UTF-8 throughout, and not only ASCII, are so by chance next to never.
    """
    said = _DECLARED.search(content[:4096])
    if said is None:
        return None
    encoding = (said[1] or said[2]).decode().lower()
    encoding = _WEB.get(encoding, encoding)
    try:
        "".encode(encoding)
    except LookupError:
        report.note(name, f"declares an encoding {encoding!r} that is not known; read as UTF-8.")
        return None
    if encoding.replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32"):
        return None
    if not content.isascii() and _is_utf8(content):
        report.note(name, f"declares {encoding} but is UTF-8, and was read so.")
        return None
    return encoding


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
