"""From files to documents: one file per format, one line each in the tables below."""

from toolkit.readers.base import Reader, Source
from toolkit.registry import Registry

READERS: Registry[Reader] = Registry(
    "reader",
    {
        "csv": "toolkit.readers.delimited:read_delimited",
        "docx": "toolkit.readers.docx:read_docx",
        "epub": "toolkit.readers.epub:read_epub",
        "hathitrust": "toolkit.readers.hathitrust:read_hathitrust",
        "html": "toolkit.readers.html:read_html",
        "jsonl": "toolkit.readers.jsonl:read_jsonl",
        "markdown": "toolkit.readers.markdown:read_markdown",
        "muse": "toolkit.readers.muse:read_muse",
        "odt": "toolkit.readers.odt:read_odt",
        "parquet": "toolkit.readers.parquet:read_parquet",
        "pdf": "toolkit.readers.pdf:read_pdf",
        "rst": "toolkit.readers.rst:read_rst",
        "rtf": "toolkit.readers.rtf:read_rtf",
        "tar": "toolkit.readers.archive:read_tar",
        "tei": "toolkit.readers.tei:read_tei",
        "text": "toolkit.readers.plain:read_plain",
        "xlsx": "toolkit.readers.xlsx:read_xlsx",
        "zip": "toolkit.readers.archive:read_zip",
    },
)
# Which reader opens a file, by how its name ends. A new format adds its endings here.
SUFFIXES = {
    ".csv": "csv",
    ".csv.gz": "csv",
    ".docx": "docx",
    ".epub": "epub",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".muse": "muse",
    ".odt": "odt",
    ".pdf": "pdf",
    ".rst": "rst",
    ".rtf": "rtf",
    ".tar": "tar",
    ".tar.bz2": "tar",
    ".tar.gz": "tar",
    ".tar.xz": "tar",
    ".tgz": "tar",
    ".xml": "tei",
    ".xml.gz": "tei",
    ".tsv": "csv",
    ".tsv.gz": "csv",
    ".json": "hathitrust",
    ".json.bz2": "hathitrust",
    ".json.gz": "hathitrust",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson": "jsonl",
    ".ndjson.gz": "jsonl",
    ".parquet": "parquet",
    ".txt": "text",
    ".txt.gz": "text",
    ".xlsx": "xlsx",
    ".zip": "zip",
}


# Formats that hold one document a row; all others are texts with or without a header.
TABLES = ("csv", "jsonl", "parquet", "xlsx")


def suffix_of(path: Source) -> str:
    """Return the longest known ending of a file name, or "" when no reader knows it.

    Examples
    --------
    >>> from pathlib import Path
    >>> suffix_of(Path("Speeches.CSV.gz")), suffix_of(Path("scan.tiff"))
    ('.csv.gz', '')
    """
    name = path.name.lower()
    fitting = [suffix for suffix in SUFFIXES if name.endswith(suffix)]
    return max(fitting, key=len, default="")


def stem_of(path: Source) -> str:
    """Return a file name without its known ending.

    Examples
    --------
    >>> from pathlib import Path
    >>> stem_of(Path("1917_lenin.txt.gz"))
    '1917_lenin'
    """
    return path.name[: len(path.name) - len(suffix_of(path))]
