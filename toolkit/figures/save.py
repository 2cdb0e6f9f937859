"""Saving a figure, with its table beside it, the same bytes for the same figure."""

import io
import warnings
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.corpus.files import replacing
from toolkit.errors import OptionError, RhetoricWarning
from toolkit.figures.svg import with_tips
from toolkit.figures.tables import csv_bytes
from toolkit.figures.tips import tables_of

# Text stays text, fonts are embedded whole, ids do not change from run to run.
SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "rhetoric", "pdf.fonttype": 42}
METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
DPI = 300


def save(
    figure: Axes | Figure,
    path: str | Path,
    table: pl.DataFrame | None = None,
) -> list[Path]:
    """Write a figure as SVG, PDF or PNG, and the table it shows as CSV beside it.

    Files are put in place whole or not at all. The same figure gives the same bytes.

    Parameters
    ----------
    figure : Axes or Figure
        What to write.
    path : str or Path
        Ends in ``.svg``, ``.pdf`` or ``.png`` (300 dots per inch).
    table : polars.DataFrame, optional
        The table to put beside it; without it the tables that the figure was drawn from.
        Cells that a spreadsheet would run as a formula begin with ``'``.

    Returns
    -------
    list of Path
        The files written: the figure, then its tables.

    Raises
    ------
    OptionError
        If the ending is none of the three.
    """
    target = Path(path)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in METADATA:
        msg = (
            f"{target.name}: a figure is saved as .svg, .pdf or .png; choose one of these endings."
        )
        raise OptionError(msg)
    whole = _figure_of(figure)
    tables = tables_of(whole) if table is None else [table]
    drawn = figure_bytes(whole, kind)
    many = len(tables) > 1
    names = [target.with_suffix(f".{n}.csv" if many else ".csv") for n in range(1, len(tables) + 1)]
    write_atomic(target, drawn)
    for name, one in zip(names, tables, strict=True):
        write_atomic(name, csv_bytes(one))
    return [target, *names]


def figure_bytes(figure: Figure, kind: str, *, quiet: bool = False) -> bytes:
    """Render a figure as SVG (with its tooltips), PDF or PNG.

    Parameters
    ----------
    figure : Figure
        What to render.
    kind : "svg", "pdf" or "png"
        The format.
    quiet : bool
        Say nothing about letters that no installed font has; a browser finds its own.
    """
    into = io.BytesIO()
    with catch_warnings(record=True) as caught, mpl.rc_context(SETTINGS):
        warnings.simplefilter("always")
        figure.savefig(into, format=kind, metadata=METADATA[kind], dpi=DPI if kind == "png" else 72)
    _pass_on(caught, quiet=quiet)
    return with_tips(figure, into.getvalue()) if kind == "svg" else into.getvalue()


def write_atomic(path: Path, content: bytes) -> None:
    """Write beside the place, then rename over it: readers see the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as beside:
        beside.write_bytes(content)


def _figure_of(figure: Axes | Figure) -> Figure:
    found = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    if found is None:
        msg = "these Axes belong to no figure; draw them on one before saving."
        raise OptionError(msg)
    return found


def _pass_on(caught: list[warnings.WarningMessage], *, quiet: bool) -> None:
    """Turn one warning per missing letter into one sentence; pass the others on."""
    missing = [one for one in caught if "missing from" in str(one.message)]
    for one in caught:
        if one not in missing:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    if missing and not quiet:
        text = (
            f"{len(missing)} letters are in no installed font and show as boxes; "
            "install a font of their script, for example Noto Sans CJK."
        )
        warnings.warn(text, RhetoricWarning, stacklevel=4)
