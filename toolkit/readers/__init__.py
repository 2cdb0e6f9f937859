"""From files to documents: one file per format, one line each in the tables below."""

from pathlib import Path

from toolkit.readers.base import Reader
from toolkit.registry import Registry

READERS: Registry[Reader] = Registry(
    "reader",
    {
        "csv": "toolkit.readers.delimited:read_delimited",
        "jsonl": "toolkit.readers.jsonl:read_jsonl",
        "parquet": "toolkit.readers.parquet:read_parquet",
        "text": "toolkit.readers.plain:read_plain",
        "xlsx": "toolkit.readers.xlsx:read_xlsx",
        "zip": "toolkit.readers.archive:read_archive",
    },
)
# Which reader opens a file, by how its name ends. A new format adds its endings here.
SUFFIXES = {
    ".csv": "csv",
    ".csv.gz": "csv",
    ".tsv": "csv",
    ".tsv.gz": "csv",
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


def suffix_of(path: Path) -> str:
    """Return the longest known ending of a file name, or "" when no reader knows it.

    Examples
    --------
    >>> suffix_of(Path("Speeches.CSV.gz")), suffix_of(Path("scan.pdf"))
    ('.csv.gz', '')
    """
    name = path.name.lower()
    fitting = [suffix for suffix in SUFFIXES if name.endswith(suffix)]
    return max(fitting, key=len, default="")


def stem_of(path: Path) -> str:
    """Return a file name without its known ending.

    Examples
    --------
    >>> stem_of(Path("1917_lenin.txt.gz"))
    '1917_lenin'
    """
    return path.name[: len(path.name) - len(suffix_of(path))]
