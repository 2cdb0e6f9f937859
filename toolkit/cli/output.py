"""Tables on their way out: six formats, to stdout or into a file that is replaced whole."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.render import latex, plain, rich
from toolkit.corpus.files import replacing
from toolkit.errors import OptionError, unknown_name

if TYPE_CHECKING:
    import polars as pl

_OF_SUFFIX = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".tex": "latex",
    ".txt": "table",
}


def choose(name: str | None, path: Path | None) -> str:
    """Choose the format: the one asked for, else that of the file's suffix, else a table.

    Examples
    --------
    >>> choose(None, None), choose(None, Path("drift.csv")), choose("json", Path("drift.csv"))
    ('table', 'csv', 'json')
    """
    if name is not None:
        if name not in FORMATS:
            unknown = unknown_name("format", name, FORMATS)
            raise unknown
        return name
    if path is None:
        return "table"
    if path.suffix.lower() not in _OF_SUFFIX:
        known = ", ".join(FORMATS)
        msg = f"{path}: the suffix {path.suffix!r} names no format; add --format, one of {known}."
        raise OptionError(msg)
    return _OF_SUFFIX[path.suffix.lower()]


def emit(table: "pl.DataFrame", name: str, path: Path | None) -> None:
    """Write `table` to stdout, or to `path`, which is replaced atomically.

    Stdout is exact. In a CSV file a cell that a spreadsheet would run as a formula gets a
    leading apostrophe.
    """
    import polars as pl
    import polars.selectors as cs

    from toolkit.figures.tables import safe_frame

    numbers = cs.float()
    table = table.with_columns(pl.when(numbers.is_finite()).then(numbers).name.keep())
    if path is not None:
        # Decision 12: what is written for people must not run as a formula in their spreadsheet.
        write(FORMATS[name](safe_frame(table) if name == "csv" else table), path)
    elif name == "table" and sys.stdout.isatty():
        rich(table)
    elif name == "parquet" and sys.stdout.isatty():
        msg = "--format parquet: is binary and stdout is a terminal; add -o FILE."
        raise OptionError(msg)
    else:
        write(FORMATS[name](table), None)


def write(content: bytes, path: Path | None) -> None:
    """Write bytes to stdout, or to `path`, which is replaced atomically."""
    if path is not None:
        _replace(path, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of `path` at once; until then an old file stays."""
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
        path.write_bytes(content)
        return
    if not path.parent.is_dir():
        msg = f"{path}: there is no folder {str(path.parent)!r}; make it first."
        raise OptionError(msg)
    with replacing(path) as beside:
        beside.write_bytes(content)


def _csv(table: "pl.DataFrame") -> bytes:
    return table.write_csv().encode()


def _json(table: "pl.DataFrame") -> bytes:
    rows = ",\n".join(_line(row) for row in table.iter_rows(named=True))
    return f"[\n{rows}\n]\n".encode() if rows else b"[]\n"


def _jsonl(table: "pl.DataFrame") -> bytes:
    return "".join(f"{_line(row)}\n" for row in table.iter_rows(named=True)).encode()


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False, default=str)


def _parquet(table: "pl.DataFrame") -> bytes:
    file = io.BytesIO()
    table.write_parquet(file)
    return file.getvalue()


FORMATS: dict[str, "Callable[[pl.DataFrame], bytes]"] = {
    "table": lambda table: plain(table).encode(),
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "latex": lambda table: latex(table).encode(),
}
