"""Small multiples: several results, or one for each group, side by side on one scale."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.errors import OptionError
from toolkit.figures import FIGURES, figure_of
from toolkit.figures.key import own
from toolkit.figures.labels import move_labels
from toolkit.figures.room import Panel, drawing
from toolkit.figures.style import style

# Only in figures of one value over time can all panels have the same ends.
DATED = (
    *("axis", "bands", "breaks", "bursts", "complexity", "convergence", "drift", "frequency"),
    *("overview", "senses", "share"),
)
EVENTFUL = (*DATED, "careers", "formulas")
# Height of a panel beside that of a figure that stands alone.
LOWER = 0.78


def panels(
    results: Sequence[Any] | Mapping[str, Any],
    *,
    figure: str | None = None,
    columns: int = 1,
    events: Iterable[Any] = (),
    same_scale: bool = True,
    width: str = "page",
) -> Figure:
    """Draw one panel for each result, all on the same scale of values.

    Parameters
    ----------
    results : sequence or mapping of str to result
        What to draw, in this order: several concepts, or one concept in several groups. The
        keys of a mapping, such as the names of groups, stand as titles.
    figure : str, optional
        A name of `FIGURES`; without it the figure that belongs to the results.
    columns : int
        Panels beside each other, at least 1.
    events : iterable
        Dated events, drawn in every panel that has a time axis.
    same_scale : bool
        Whether all panels have the same ends of the value axis, so that they can be compared;
        without it each has its own.
    width : "column", "page" or "slide"
        See `style`.

    Returns
    -------
    Figure
        Its Axes are in the order of `results`.

    Raises
    ------
    OptionError
        If there is nothing to draw, or the results have no figure.
    """
    titled = dict(results) if isinstance(results, Mapping) else dict(enumerate(results))
    if not titled or columns < 1:
        msg = f"{len(titled)} results in {columns} columns; give at least one of each."
        raise OptionError(msg)
    names = [figure or figure_of(one) for one in titled.values()]
    dated, timed = tuple(events), set(names) <= set(DATED)
    units = any(map(_counts_units, titled.values()))
    with style(width):
        sheet, axes = _sheet(len(titled), columns, LOWER if timed else 1.0)
        for n, (title, one) in enumerate(titled.items()):
            options: dict[str, Any] = {"events": dated} if names[n] in EVENTFUL else {}
            if isinstance(title, str):
                options["title"] = title
            place = _place(sheet, n, len(titled), columns) if timed and columns > 1 else None
            with drawing(place and place._replace(units=units)):
                FIGURES.get(names[n])(one, ax=axes[n], **options)
        if timed:
            _share(axes, columns, ends=same_scale)
    return sheet


def _sheet(n: int, columns: int, lower: float) -> tuple[Figure, list[Axes]]:
    """Make a figure with n Axes, without pyplot: nothing global is touched or left open."""
    rows = -(-n // columns)
    wide, high = mpl.rcParams["figure.figsize"]
    sheet = own(Figure(figsize=(wide, high * lower * rows), layout="constrained"))
    axes = list(sheet.subplots(rows, columns, squeeze=False).flat)
    for ax in axes[n:]:
        ax.remove()
    return sheet, axes[:n]


def _counts_units(result: Any) -> bool:  # noqa: ANN401  # any result with a table
    table = result.table
    return "n_units" in table.columns and bool((table["n_units"] != table["n_documents"]).any())


def _place(sheet: Figure, n: int, many: int, columns: int) -> Panel:
    """Say where a panel stands and how much room it has."""
    size = mpl.rcParams["font.size"]
    wide, high = sheet.get_size_inches()
    # Names and ticks stand left of the first column, labels right of the last.
    free = 72 * wide - (13.5 + 1.5 * (columns - 1)) * size
    rows = -(-many // columns)
    left, right = n % columns == 0, n % columns == columns - 1 or n == many - 1
    return Panel(left, right, free / columns, 0.6 * 72 * high / rows)


def _share(axes: list[Axes], columns: int, *, ends: bool) -> None:
    """Give panels the same ends; what the first of a row says of the scale, the others do not."""
    limits = [ax.get_ylim() for ax in axes]
    same = len({ax.get_ylabel() for ax in axes}) == 1
    for n, ax in enumerate(axes):
        if ends:
            ax.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))
            move_labels(ax)
        if n % columns and same:
            ax.set_ylabel("")
        if n % columns and ends:
            ax.tick_params(axis="y", labelleft=False)
