"""What a drawn artist stands for: tooltips of its points, the result and table of its Axes."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Kept beside the artists, not on them: matplotlib's objects stay as they are.
_TIPS: "WeakKeyDictionary[Artist, tuple[str, ...]]" = WeakKeyDictionary()
_RESULTS: "WeakKeyDictionary[Axes, Any]" = WeakKeyDictionary()
_TABLES: "WeakKeyDictionary[Axes, pl.DataFrame]" = WeakKeyDictionary()


def attach_tips(artist: Artist, texts: Sequence[str]) -> None:
    """Give each point of a collection the text that a reader sees when pointing at it."""
    figure = artist.get_figure(root=True)
    # Looking through the whole figure for each artist would cost more than drawing it.
    others = sum(one.get_figure(root=True) is figure for one in _TIPS)
    artist.set_gid(f"points-{others + 1}" if figure is not None else "points")
    _TIPS[artist] = tuple(texts)


def attach(ax: Axes, result: Any) -> None:  # noqa: ANN401  # any result with a table
    """Remember which result an Axes shows, so that saving can say it and put its table beside."""
    _RESULTS[ax] = result
    _TABLES[ax] = result.table


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


def tables_of(figure: Figure) -> list[pl.DataFrame]:
    """List the tables shown by the Axes of a figure."""
    return [_TABLES[ax] for ax in figure.axes if ax in _TABLES]
