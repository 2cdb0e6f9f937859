"""Tables written for people: CSV that a spreadsheet shows as text, never runs."""

import re

import polars as pl

# A cell that begins with one of these is run as a formula by spreadsheets (CWE-1236).
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# Columns of labels and dates of our own making, where "-50s" and "-0044-03-15" are harmless.
DATED = ("slice", "start", "stop", "date", "baseline")
_DATE = re.compile(r"-\d[\d–-]*s?")


def safe_cell(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would run.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("plain")
    ("'=1+1", 'plain')
    """
    return f"'{text}" if text.startswith(RISKY) else text


def safe_frame(table: pl.DataFrame) -> pl.DataFrame:
    """Make every text cell and header of a table safe for spreadsheets; numbers stay.

    Parameters
    ----------
    table : polars.DataFrame
        Left as it is.

    Returns
    -------
    polars.DataFrame
        The same rows, texts and headers prefixed with ``'`` where need be.
    """
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    safe = {
        name: pl.Series(name, [_safe(name, cell) for cell in table[name]], dtype=pl.String)
        for name in texts
    }
    return table.with_columns(safe.values()).rename(
        {name: safe_cell(name) for name in table.columns}
    )


def csv_bytes(table: pl.DataFrame) -> bytes:
    """Write a table as CSV for people: UTF-8 with a mark so that Excel reads it, safe cells."""
    return b"\xef\xbb\xbf" + safe_frame(table).write_csv().encode()


def _safe(column: str, cell: str | None) -> str | None:
    if cell is None or (column in DATED and _DATE.fullmatch(cell)):
        return cell
    return safe_cell(cell)
