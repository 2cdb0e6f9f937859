"""What is drawn: tooltips of the points of an artist; the result, table and figure of an Axes."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure


class Drawn(NamedTuple):
    """Which figure was drawn of what, and with which options of its own."""

    figure: str
    of: Any
    options: Mapping[str, Any]
    title: str = ""


# Kept beside the artists, not on them: matplotlib's objects stay as they are.
_TIPS: "WeakKeyDictionary[Artist, tuple[str, ...]]" = WeakKeyDictionary()
_RESULTS: "WeakKeyDictionary[Axes, Any]" = WeakKeyDictionary()
_TABLES: "WeakKeyDictionary[Axes, pl.DataFrame]" = WeakKeyDictionary()
_DRAWN: "WeakKeyDictionary[Axes, Drawn]" = WeakKeyDictionary()


def attach_tips(artist: Artist, texts: Sequence[str]) -> None:
    """Give each point of a collection the text that a reader sees when pointing at it."""
    figure = artist.get_figure(root=True)
    # Looking through the whole figure for each artist would cost more than drawing it.
    others = sum(one.get_figure(root=True) is figure for one in _TIPS)
    artist.set_gid(f"points-{others + 1}" if figure is not None else "points")
    _TIPS[artist] = tuple(texts)


def attach(
    ax: Axes,
    result: Any,  # noqa: ANN401  # any result with a table
    figure: str = "",
    *,
    of: Any = None,  # noqa: ANN401
    **options: Any,  # noqa: ANN401
) -> None:
    """Remember which result an Axes shows, so that saving can say it and put its table beside.

    Parameters
    ----------
    ax : Axes
        Where it is drawn.
    result : object
        What is shown, with its table.
    figure : str
        Which figure it is.
    of : object, optional
        What the figure was given, where that is not what it shows.
    **options
        Of the figure, as far as they choose what is shown.
    """
    _RESULTS[ax] = result
    _TABLES[ax] = result.table
    chosen = {name: one for name, one in options.items() if one is not None}
    _DRAWN[ax] = Drawn(figure, result if of is None else of, chosen)


def attach_table(ax: Axes, table: pl.DataFrame) -> None:
    """Remember a table for an Axes that shows only a part of a result."""
    _TABLES[ax] = table


def tips_of(figure: Figure) -> list[tuple[Artist, tuple[str, ...]]]:
    """List artists with their tooltips, in drawing order."""
    return [(artist, _TIPS[artist]) for artist in figure.findobj(lambda a: a in _TIPS)]


def results_of(figure: Figure) -> list[Any]:
    """List the results shown by the Axes of a figure, each once."""
    found = {id(_RESULTS[ax]): _RESULTS[ax] for ax in figure.axes if ax in _RESULTS}
    return list(found.values())


def drawn_of(figure: Figure) -> list[Drawn]:
    """List what was drawn on the Axes of a figure, each once, with the title it has now."""
    found = {}
    for ax in figure.axes:
        if ax in _DRAWN:
            one = _DRAWN[ax]
            found[id(one.of), one.figure, repr(one.options)] = one._replace(
                title=ax.get_title(loc="left")
            )
    return list(found.values())


def tables_of(figure: Figure) -> list[pl.DataFrame]:
    """List the tables shown by the Axes of a figure."""
    return [_TABLES[ax] for ax in figure.axes if ax in _TABLES]
