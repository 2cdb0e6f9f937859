"""Read Rich Text (RTF)."""

import re
from collections.abc import Iterator

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.parsed import Parsed, RefusedError

_CODEPAGE = re.compile(rb"\\ansicpg(\d{2,5})")
_INFO = r"\{\\%s\s+((?:[^{}\\]|\\[^{}]|\\[{}])*)\}"
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})(?:\\mo(\d{1,2}))?(?:\\dy(\d{1,2}))?")


def read_rtf(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read Rich Text as one document.

    Title and author are those of its `info` group; when the file was made is the date of this
    edition. Characters are those of its code page (``encoding=`` overrules it).
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a Rich Text file."""
    from striprtf.striprtf import rtf_to_text

    if not content.lstrip().startswith(b"{\\rtf"):
        msg = "is no Rich Text: it must begin with {\\rtf; check the file."
        raise RefusedError(msg)
    page = _CODEPAGE.search(content[:4096])
    encoding = options.encoding or (f"cp{page[1].decode()}" if page else "cp1252")
    try:
        "".encode(encoding)
    except LookupError:
        report.note(name, f"states a code page {encoding} that is not known; read as cp1252.")
        encoding = "cp1252"
    source = content.decode("latin-1" if content.isascii() else encoding, "replace")
    text = rtf_to_text(source, encoding=encoding, errors="replace")
    if content.count(b"{") > content.count(b"}") + content.count(b"\\{"):
        report.note(name, "is cut off: groups are open at its end; what there is was read.")

    def info(field: str) -> str:
        said = re.search(_INFO % field, source)
        if said is None:
            return ""
        words = rtf_to_text(f"{{\\rtf1 {said[1]}}}", encoding=encoding, errors="replace")
        return " ".join(words.split())

    made = _MADE.search(source)
    yield Parsed(
        text="\n".join(line.strip() for line in text.split("\n") if line.strip()),
        title=info("title"),
        author=info("author"),
        edition="-".join(part.zfill(2) for part in made.groups() if part) if made else "",
    )
