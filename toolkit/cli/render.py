"""Tables for eyes: plain text, a terminal, and LaTeX."""

import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.cli.text import pad, visible, width

if TYPE_CHECKING:
    import polars as pl

_GAP = "  "
_NOTHING = "–"
# Texts may be folded to so many letters on a terminal before columns go on below.
_FOLD = 20
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}


def plain(table: "pl.DataFrame") -> str:
    """Write every column and every row in full, aligned, whatever the width.

    Examples
    --------
    >>> import polars as pl
    >>> print(plain(pl.DataFrame({"slice": ["1960s"], "n_units": [12], "value": [None]})), end="")
    slice  n_units  value
    1960s       12      –
    """
    columns, right = _cells(table), _right(table)
    widths = [max(map(width, column)) for column in columns]
    rows = zip(*columns, strict=True) if columns else ()
    lines = (
        _GAP.join(pad(*cell[:2], right=cell[2]) for cell in zip(row, widths, right, strict=True))
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def latex(table: "pl.DataFrame") -> str:
    """Write a `tabular` with the rules of booktabs."""
    columns, right = _cells(table), _right(table)
    head, *body = zip(*columns, strict=True) if columns else ((),)
    shape = "".join("r" if flag else "l" for flag in right)
    return "\n".join(
        [
            f"\\begin{{tabular}}{{{shape}}}",
            "\\toprule",
            _latex_row(head),
            "\\midrule",
            *map(_latex_row, body),
            "\\bottomrule",
            "\\end{tabular}\n",
        ]
    )


def rich(table: "pl.DataFrame") -> None:
    """Show a table on the terminal.

    Columns that say the same in every row are said once, above. Long texts are folded. What
    is still too wide goes on below, in blocks that begin with the first column again: no
    column is left out.
    """
    import polars as pl
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    said_once, kept = _fold(table)
    if said_once:
        console.print(Text(said_once, style="dim"))
    columns, right = _cells(table.select(kept)), _right(table.select(kept))
    folds = [dtype == pl.String for dtype in table.select(kept).dtypes]
    widths = [max(map(width, column)) for column in columns]
    narrow = [min(w, _FOLD) if f else w for w, f in zip(widths, folds, strict=True)]
    for block in _blocks(narrow):
        shown = Table(box=None, pad_edge=False, header_style="bold")
        for place in block:
            head = Text(columns[place][0])
            shown.add_column(
                head,
                justify="right" if right[place] else "left",
                overflow="fold",
                no_wrap=not folds[place],
            )
        for row in zip(*(columns[place][1:] for place in block), strict=True):
            shown.add_row(*map(Text, row))
        console.print(shown)


def _fold(table: "pl.DataFrame") -> tuple[str, list[str]]:
    """Split off the columns that are constant over at least two rows."""
    constant = [
        name
        for name in table.columns[1:] + table.columns[:1]
        if table.height > 1 and table[name].n_unique() == 1
    ]
    constant = [name for name in table.columns if name in constant]
    kept = [name for name in table.columns if name not in constant]
    if not kept:
        return "", table.columns
    cells = _cells(table.select(constant).head(1))
    return " · ".join(f"{head} {value}" for head, value in cells), kept


def _blocks(widths: Sequence[int]) -> list[list[int]]:
    """Group columns so that each block fits the terminal; the first column leads each."""
    room = shutil.get_terminal_size().columns
    blocks: list[list[int]] = [[0]] if widths else []
    for place in range(1, len(widths)):
        taken = sum(widths[one] + len(_GAP) for one in blocks[-1])
        if len(blocks[-1]) > 1 and taken + widths[place] > room:
            blocks.append([0])
        blocks[-1].append(place)
    return blocks


def _cells(table: "pl.DataFrame") -> list[list[str]]:
    """Every column as text, its name first."""
    return [[visible(column.name), *_texts(column)] for column in table.iter_columns()]


def _texts(column: "pl.Series") -> list[str]:
    if not column.dtype.is_float():
        return [_NOTHING if value is None else visible(str(value)) for value in column]
    sizes = [abs(value) for value in column if value]
    decimals = 1 if max(sizes, default=0) >= 100 else 4 if min(sizes, default=1) < 0.001 else 3
    return [_NOTHING if value is None else f"{value:.{decimals}f}" for value in column]


def _right(table: "pl.DataFrame") -> list[bool]:
    import polars as pl

    # A column without any value stands where its numbers would; what is left of a match
    # ends at the match.
    return [
        dtype.is_numeric() or dtype == pl.Null or name == "left"
        for name, dtype in table.schema.items()
    ]


def _latex_row(cells: Sequence[str]) -> str:
    escaped = ("".join(_LATEX.get(sign, sign) for sign in cell) for cell in cells)
    return f"{' & '.join(escaped)} \\\\"
