"""Saving a figure, with its table and recipe beside it, the same bytes for the same figure."""

import io
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.corpus.files import replacing
from toolkit.errors import OptionError, RhetoricWarning
from toolkit.figures.again import again
from toolkit.figures.recipe import recipe_bytes, words_of
from toolkit.figures.style import shown
from toolkit.figures.svg import described, with_tips
from toolkit.figures.tables import csv_bytes
from toolkit.figures.tips import drawn_of, results_of, tables_of

# Text stays text, fonts are embedded whole, ids do not change from run to run.
SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "rhetoric", "pdf.fonttype": 42}
METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
DPI = 300
# Where PDF and PNG keep what a figure shows.
ABOUT = {"pdf": "Subject", "png": "Description"}


def save(
    figure: Axes | Figure,
    path: str | Path,
    table: pl.DataFrame | None = None,
    *,
    recipe: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write a figure as SVG, PDF or PNG, and beside it its table as CSV and its recipe as TOML.

    The recipe holds the caption, the text for readers who do not see the figure, and what it was
    made from; the text stands in the figure's file as well. ``rhetoric figure RECIPE CORPUS``
    draws the same tables again, in the plain look; where a figure was made of something that
    cannot be written down, a line of the recipe says of what. Files are put in place whole or
    not at all. The same figure gives the same bytes.

    Parameters
    ----------
    figure : Axes or Figure
        What to write.
    path : str or Path
        Ends in ``.svg``, ``.pdf`` or ``.png`` (300 dots per inch).
    table : polars.DataFrame, optional
        The table to put beside it; without it the tables that the figure was drawn from.
        Cells that a spreadsheet would run as a formula begin with ``'``.
    recipe : mapping, optional
        Options of ``rhetoric figure`` that draw the figure again; the command line gives them.

    Returns
    -------
    list of Path
        The files written: the figure, its tables, and the recipe if the figure shows a result.

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
    results = results_of(whole)
    drawn = figure_bytes(whole, kind, about=shown(words_of(results)[1], 4_000))
    many = len(tables) > 1
    names = [target.with_suffix(f".{n}.csv" if many else ".csv") for n in range(1, len(tables) + 1)]
    write_atomic(target, drawn)
    for name, one in zip(names, tables, strict=True):
        write_atomic(name, csv_bytes(one))
    if not results and recipe is None:
        return [target, *names]
    beside = target.with_suffix(".toml")
    how = recipe or again(drawn_of(whole), of_its_own=table is not None)
    write_atomic(beside, recipe_bytes(target.name, results, how))
    return [target, *names, beside]


def figure_bytes(figure: Figure, kind: str, *, quiet: bool = False, about: str = "") -> bytes:
    """Render a figure as SVG (with its tooltips), PDF or PNG.

    Parameters
    ----------
    figure : Figure
        What to render.
    kind : "svg", "pdf" or "png"
        The format.
    quiet : bool
        Say nothing about letters that no installed font has; a browser finds its own.
    about : str
        What the figure shows, for readers who do not see it; kept in the file.
    """
    into = io.BytesIO()
    with catch_warnings(record=True) as caught, mpl.rc_context(SETTINGS):
        warnings.simplefilter("always")
        metadata = METADATA[kind] | ({ABOUT[kind]: about} if about and kind in ABOUT else {})
        figure.savefig(into, format=kind, metadata=metadata, dpi=DPI if kind == "png" else 72)
    # An SVG holds text as text: whoever opens it takes letters from fonts of their own.
    _pass_on(caught, quiet=quiet or kind == "svg")
    if kind != "svg":
        return into.getvalue()
    tipped = with_tips(figure, into.getvalue())
    return described(tipped, about) if about else tipped


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
            f"{len(missing)} letters are in no installed font and show as boxes; install a font "
            "of their script: Noto Sans CJK for Chinese, Japanese and Korean (package "
            "fonts-noto-cjk or google-noto-sans-cjk-fonts), Noto Sans for most others."
        )
        warnings.warn(text, RhetoricWarning, stacklevel=4)
